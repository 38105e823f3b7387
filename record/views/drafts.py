"""A draft as a whole: started, written, put forward, thrown away."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from partnerships.access import MemberRequest
from partnerships.models import Partnership
from partnerships.rules import Permission
from record.access import open_version, with_agreed_part, with_part
from record.forms import ProposeForm
from record.models import Version
from record.pages import places_of, shown
from record.queries import document, states
from record.schema import Part
from record.services.agreeing import propose_version
from record.services.drafts import discard_draft

TIME_TO_ANSWER = timedelta(days=21)


@with_part(Permission.SEE_RECORD)
def draft(request: MemberRequest, partnership: Partnership, part: Part) -> HttpResponse:
    """The draft, or what is kept up: to write for those who may, to read for others."""
    version = open_version(partnership, part)
    if version is None:
        messages.info(request, "There is no draft at the moment.")
        return redirect("record:part", partnership.slug, part.key)
    clauses = shown(document(version))
    context = {
        "partnership": partnership,
        "part": part,
        "version": version,
        "clauses": clauses,
        "places": places_of(clauses),
        "removed": (request.GET.get("clause"), request.GET.get("removed")),
        "may_edit": request.standing.may(Permission.EDIT_RECORD),
    }
    return render(request, "record/draft.html", context)


@with_agreed_part(Permission.EDIT_RECORD)
def propose(request: MemberRequest, partnership: Partnership, part: Part) -> HttpResponse:
    """Asks what is new and by when, then puts the draft forward."""
    version = open_version(partnership, part)
    if version is None:
        return _gone(request, partnership, part)
    form = ProposeForm(request.POST or None, initial={"answers_due_on": timezone.localdate() + TIME_TO_ANSWER})
    if request.method == "POST" and form.is_valid():
        try:
            propose_version(version=version, **form.cleaned_data, by=request.user)
            messages.success(request, "Put forward. The partners’ leads are asked by mail to answer.")
            return redirect("record:part", partnership.slug, part.key)
        except ValidationError as error:
            form.add_error(None, error)
    state = states(partnership)[part.key]
    places = places_of(shown(document(version)))
    context = {"partnership": partnership, "part": part, "version": version, "form": form, "state": state}
    return render(request, "record/propose.html", {**context, "places": places})


@with_agreed_part(Permission.EDIT_RECORD)
def discard(request: MemberRequest, partnership: Partnership, part: Part) -> HttpResponse:
    """Asks once, naming what will be lost."""
    version = open_version(partnership, part)
    if version is None:
        return _gone(request, partnership, part)
    if request.method == "POST":
        return _discard(request, version)
    count = version.entries.filter(removed_at=None).count()
    context = {"partnership": partnership, "part": part, "version": version, "count": count}
    return render(request, "record/discard.html", context)


def _discard(request: MemberRequest, version: Version) -> HttpResponse:
    try:
        discard_draft(version=version, by=request.user)
        messages.success(request, "The draft was thrown away. What was agreed still holds.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("record:part", version.partnership.slug, version.part_key)


def _gone(request: MemberRequest, partnership: Partnership, part: Part) -> HttpResponse:
    messages.info(request, "There is no draft any more: it was put forward or thrown away.")
    return redirect("record:part", partnership.slug, part.key)
