"""Schedules: facilitators set them up, and whoever gets something by one stops it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from common.stop_link import stop_view
from packs.contents import all_kinds
from packs.forms import ScheduleForm
from packs.models import Recipient, Schedule
from packs.services.schedules import begin_for, end_schedule, people_to_choose, set_schedule, stop_for
from packs.services.telling import recipient_by
from partnerships.access import MemberRequest, with_partnership
from partnerships.models import Partnership
from partnerships.rules import Permission


@with_partnership(Permission.MANAGE_ROUND)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: MemberRequest, partnership: Partnership) -> HttpResponse:
    """A new one."""
    return _edited(request, partnership, None)


@with_partnership(Permission.MANAGE_ROUND)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: MemberRequest, partnership: Partnership, pk: int) -> HttpResponse:
    """When, what and to whom."""
    return _edited(request, partnership, get_object_or_404(Schedule, partnership=partnership, pk=pk))


def _edited(request: MemberRequest, partnership: Partnership, schedule: Schedule | None) -> HttpResponse:
    recipients = list(schedule.recipients.all()) if schedule else []
    form = ScheduleForm(
        request.POST or None,
        people=people_to_choose(partnership),
        stopped={item.person_id for item in recipients if item.stopped_at},
        initial=_initial(schedule, recipients),
    )
    if request.method == "POST" and form.is_valid():
        wanted = {"occasion": form.cleaned_data["occasion"], "files": form.cleaned_data["kinds"]}
        try:
            set_schedule(partnership=partnership, schedule=schedule, people=form.chosen, by=request.user, **wanted)
            messages.success(request, "The schedule was saved.")
            return redirect("packs:reports", partnership.slug)
        except ValidationError as error:
            form.add_error(None, error)
    context = {"partnership": partnership, "schedule": schedule, "form": form}
    return render(request, "packs/schedule.html", context, status=422 if form.errors else 200)


def _initial(schedule: Schedule | None, recipients: list[Recipient]) -> dict[str, Any]:
    if schedule is None:
        return {"occasion": Schedule.Occasion.CLOSING, "kinds": all_kinds()}
    named = [str(item.person_id) for item in recipients]
    return {"occasion": schedule.occasion, "kinds": schedule.files, "people": named}


@with_partnership(Permission.MANAGE_ROUND)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: MemberRequest, partnership: Partnership, pk: int) -> HttpResponse:
    """Asks once, then ends it for everybody."""
    schedule = get_object_or_404(Schedule, partnership=partnership, pk=pk)
    if request.method == "POST":
        end_schedule(schedule=schedule, by=request.user)
        messages.success(request, "The schedule was ended.")
        return redirect("packs:reports", partnership.slug)
    return render(request, "packs/schedule_end.html", {"partnership": partnership, "schedule": schedule})


@with_partnership(Permission.EXPORT_RESULTS)
@require_POST
def mine(request: MemberRequest, partnership: Partnership, pk: int) -> HttpResponse:
    """Stops it for the reader, or begins it again; 404 where they are not named."""
    recipient = get_object_or_404(Recipient, schedule__partnership=partnership, schedule=pk, person=request.user)
    if "stop" in request.POST:
        stop_for(recipient=recipient, by=request.user)
        messages.success(request, "You get no more of it.")
    else:
        begin_for(recipient=recipient, by=request.user)
        messages.success(request, "You get the next one again.")
    return redirect("packs:reports", partnership.slug)


def _stop(recipient: Recipient) -> None:
    stop_for(recipient=recipient, by=recipient.person)
    recipient.refresh_from_db(fields=["stopped_at"])


stop = stop_view("schedules", recipient_by, _stop, page="packs/stop.html", gone="packs/stop_gone.html")
