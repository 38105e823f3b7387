"""Reading the record: all parts, one part, one version, the published checks."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from partnerships.access import MemberRequest, with_partnership
from partnerships.models import Partnership
from partnerships.rules import Permission
from record.access import with_part
from record.compare import compare
from record.dates import Entry, dates_of
from record.document import Document
from record.forms import SignForm
from record.models import Version
from record.pages import shown, signature_words, standing_words
from record.queries import PartState, Seat, document, empty, seats, states
from record.schema import Part
from record.standing import PartStanding, standings


@with_partnership(Permission.SEE_RECORD)
def index(request: MemberRequest, partnership: Partnership) -> HttpResponse:
    """All parts: where each stands, and how complete it is."""
    context = {
        "partnership": partnership,
        "standings": standings(partnership),
        "partners": partnership.partners.select_related("organisation"),
        "may_edit": request.standing.may(Permission.EDIT_RECORD),
    }
    return render(request, "record/index.html", context)


@with_part(Permission.SEE_RECORD)
def part(request: MemberRequest, partnership: Partnership, part: Part) -> HttpResponse:
    """The version to read first, with who agreed; what belongs here where there is none."""
    state = states(partnership)[part.key]
    return part_page(request, partnership, state, state.shown)


@with_part(Permission.SEE_RECORD)
def version(request: MemberRequest, partnership: Partnership, part: Part, number: int) -> HttpResponse:
    """One version, as it stands for ever; a draft and what is kept up have pages of their own."""
    state = states(partnership)[part.key]
    found = next((item for item in state.versions if item.number == number), None)
    if found is None:
        get_object_or_404(Version, partnership=partnership, part_key=part.key, number=number)
    if found is not None and found.is_open:
        return redirect("record:draft" if part.is_agreed else "record:part", partnership.slug, part.key)
    return part_page(request, partnership, state, found)


def part_page(
    request: MemberRequest,
    partnership: Partnership,
    state: PartState,
    version: Version | None,
    form: SignForm | None = None,
) -> HttpResponse:
    """The page of a version, or of a part without one; `form` is a refused answer to show again."""
    context = part_context(request, partnership, state, version, form)
    return render(request, "record/part.html", context, status=422 if form and form.errors else 200)


def part_context(
    request: MemberRequest,
    partnership: Partnership,
    state: PartState,
    version: Version | None,
    form: SignForm | None = None,
) -> dict[str, Any]:
    """What the page of a part shows; pages that add to it begin with this."""
    content = document(version) if version else empty(state.part, partnership)
    return {
        "partnership": partnership,
        "part": state.part,
        "state": state,
        "version": version,
        "content": content,
        "standing": standing_words(version) if version else "",
        "clauses": shown(content) if version else [],
        "history": [(item, standing_words(item)) for item in state.versions if not item.is_open],
        "is_empty": content.is_empty(),
        "may_edit": request.standing.may(Permission.EDIT_RECORD),
        "late_review": _late_review(content, partnership) if version and version == state.held else None,
        "readiness": PartStanding(state, content, timezone.localdate()).readiness if version else None,
        **(_signing(request, state, version, form) if version and state.part.is_agreed else {}),
    }


def _late_review(content: Document, partnership: Partnership) -> Entry | None:
    """The review of this part that lies back; None where none does, or the partnership is closed."""
    if partnership.is_closed:
        return None
    reviews = (entry for entry in dates_of(content) if entry.is_review and entry.day < partnership.today)
    return min(reviews, key=lambda entry: entry.day, default=None)


def _signing(request: MemberRequest, state: PartState, version: Version, form: SignForm | None) -> dict[str, Any]:
    places = seats(version)
    own = next((seat for seat in places if seat.partner.pk == request.standing.partner_id and not seat.has_left), None)
    before = _before(state, version) if version.state == Version.State.PROPOSED else None
    return {
        "seats": places,
        "signatures": signature_words(places),
        "own": own,
        "form": form or SignForm(initial=_answered(own)) if _may_sign(request, version, own) else None,
        "waits": any(seat.signature is None and not seat.has_left for seat in places),
        "before": before,
        "changed": [change.clause for change in compare(document(before), document(version))] if before else [],
    }


def _before(state: PartState, version: Version) -> Version | None:
    """What a version put forward is read against: the one that holds, else the last that was put forward before it."""
    return state.agreed or next((item for item in state.versions if item.number < version.number), None)


def _answered(own: Seat | None) -> dict[str, str]:
    return {"answer": own.signature.answer, "note": own.signature.note} if own and own.signature else {}


def _may_sign(request: MemberRequest, version: Version, own: Seat | None) -> bool:
    if own is None or not request.standing.may(Permission.SIGN_RECORD):
        return False
    if version.state == Version.State.AGREED:
        return own.signature is None or not own.signature.is_positive
    return version.state == Version.State.PROPOSED


@with_partnership(Permission.SEE_RECORD)
def checks(request: MemberRequest, partnership: Partnership) -> HttpResponse:
    """Every published check, and whether it is met here."""
    found = [item for item in standings(partnership) if item.readiness.outcomes]
    return render(request, "record/checks.html", {"partnership": partnership, "standings": found})
