"""The page of reports: files of closed rounds and the record, packs of all of it, and who took what out."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from packs.forms import FilesForm
from packs.models import Pack
from packs.queries import packs_of, schedules_of
from packs.services.asking import ask_for_history, ask_for_round
from partnerships.access import MemberRequest, with_partnership
from partnerships.audit_words import audit_rows
from partnerships.models import Partnership
from partnerships.rules import Permission
from reports.audit import Wanted, entries_for, export_scope_words, narrowed
from reports.formats import FORMATS
from surveys.models import Round

MOST_EXPORTS = 15
Ask = Callable[[], Pack]


@with_partnership(Permission.EXPORT_RESULTS)
@require_safe
def reports(request: MemberRequest, partnership: Partnership) -> HttpResponse:
    """Everything that can be taken out, and what was."""
    return _page(request, partnership, FilesForm())


def _page(request: MemberRequest, partnership: Partnership, form: FilesForm) -> HttpResponse:
    rounds = Round.objects.filter(partnership=partnership, state=Round.State.CLOSED).order_by("-closes_at", "-pk")
    entries = entries_for(request.user, request.standing, partnership)
    exports = narrowed(entries, Wanted(about="exports"), ZoneInfo(partnership.time_zone))
    may_plan = request.standing.may(Permission.MANAGE_ROUND)
    context = {
        "partnership": partnership,
        "rounds": list(rounds),
        "formats": FORMATS.values(),
        "form": form,
        "packs": packs_of(request.user, partnership),
        "may_plan": may_plan,
        "schedules": schedules_of(partnership, request.user, all_of_them=may_plan),
        "exports": audit_rows(exports[:MOST_EXPORTS]),
        "scope": export_scope_words(request.standing),
    }
    return render(request, "packs/reports.html", context, status=422 if form.errors else 200)


@with_partnership(Permission.EXPORT_RESULTS)
@require_POST
def ask_round(request: MemberRequest, partnership: Partnership, pk: int) -> HttpResponse:
    """Every file of one round as a pack; 404 for a round that has no results."""
    round_ = get_object_or_404(Round.objects.select_related("partnership"), partnership=partnership, pk=pk)
    if round_.state != Round.State.CLOSED:
        raise Http404
    return _asked(request, partnership, lambda: ask_for_round(round_=round_, by=request.user))


@with_partnership(Permission.EXPORT_RESULTS)
@require_POST
def ask_all(request: MemberRequest, partnership: Partnership) -> HttpResponse:
    """The whole history as a pack, of the files that were chosen."""
    form = FilesForm(request.POST)
    if not form.is_valid():
        return _page(request, partnership, form)
    files = form.cleaned_data["kinds"]
    return _asked(request, partnership, lambda: ask_for_history(partnership=partnership, files=files, by=request.user))


def _asked(request: MemberRequest, partnership: Partnership, ask: Ask) -> HttpResponse:
    try:
        return redirect(ask())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("packs:reports", partnership.slug)
