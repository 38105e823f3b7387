"""Reminders: a facilitator plans them and sends one by hand; whoever gets one stops them by its link."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from common.stop_link import stop_view
from partnerships.access import MemberRequest
from partnerships.rules import Permission
from surveys.access import with_round
from surveys.mail_forms import RemindersForm
from surveys.models import Participant, Round
from surveys.reminder_words import reminders_of
from surveys.services.reminding import people_to_remind, plan_reminders, remind_now, reminded_by, stop_reminders
from surveys.views.steps import take_step


@with_round(Permission.MANAGE_ROUND)
@require_http_methods(["GET", "POST"])
def reminders(request: MemberRequest, round_: Round) -> HttpResponse:
    """What went out, what is planned, and the plan to change; only while the round is open."""
    if round_.state != Round.State.OPEN:
        messages.error(request, "Only while a round is open are people reminded.")
        return redirect(round_)
    form = RemindersForm(request.POST or None, initial={"reminder_days": round_.reminder_days})
    if request.method == "POST" and form.is_valid():
        try:
            plan_reminders(round_=round_, days=form.cleaned_data["reminder_days"], by=request.user)
            messages.success(request, "The plan was saved.")
            return redirect("surveys:round-reminders", round_.partnership.slug, round_.pk)
        except ValidationError as error:
            form.add_error("reminder_days", error)
    return render(request, "surveys/round_reminders.html", _context(request, round_, form))


def _context(request: MemberRequest, round_: Round, form: RemindersForm) -> dict[str, Any]:
    # How many wait says something about small partners; only facilitators see who has answered anyway.
    tells = request.standing.may(Permission.SEE_RESPONSE_STATES)
    return {
        "partnership": round_.partnership,
        "round": round_,
        "form": form,
        "reminders": reminders_of(round_),
        "tells": tells,
        "waiting": len(people_to_remind(round_)) if tells else None,
    }


@with_round(Permission.MANAGE_ROUND)
@require_POST
def now(request: MemberRequest, round_: Round) -> HttpResponse:
    """Sends one of the three at once."""
    done = "The reminder is on its way to everybody who has not answered."
    here = "surveys:round-reminders", round_.partnership.slug, round_.pk
    return take_step(request, lambda: remind_now(round_=round_, by=request.user), done, *here)


def _stop(participant: Participant) -> None:
    stop_reminders(participant=participant, by=participant.person)
    participant.wants_no_reminders = True


stop = stop_view(
    "reminders", reminded_by, _stop, page="surveys/reminders_stop.html", gone="surveys/reminders_gone.html"
)
