"""A facilitator's steps when a round is interrupted: pause, resume, call off. Each asks once."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from partnerships.access import MemberRequest
from partnerships.rules import Permission
from surveys.access import with_round
from surveys.forms import CallOffForm
from surveys.models import Round
from surveys.queries import response_board
from surveys.services.pausing import call_off_round, closing_after_pause, pause_round, resume_round
from surveys.views.rounds import round_context
from surveys.views.steps import take_step
from surveys.words import deadline_words


@with_round(Permission.MANAGE_ROUND)
@require_http_methods(["GET", "POST"])
def pause(request: MemberRequest, round_: Round) -> HttpResponse:
    """Nobody can answer until it is resumed."""
    if request.method == "POST":
        done = "Paused. Nobody can answer until you resume it."
        return take_step(request, lambda: pause_round(round_=round_, by=request.user), done, round_)
    if not round_.takes_answers:
        return redirect(round_)
    return render(request, "surveys/round_pause.html", round_context(round_))


@with_round(Permission.MANAGE_ROUND)
@require_http_methods(["GET", "POST"])
def resume(request: MemberRequest, round_: Round) -> HttpResponse:
    """Goes on, with the time given back."""
    if request.method == "POST":
        done = "Resumed. Those who have not answered are told by mail."
        return take_step(request, lambda: resume_round(round_=round_, by=request.user), done, round_)
    if round_.paused_at is None:
        return redirect(round_)
    closes = deadline_words(closing_after_pause(round_, timezone.now()), round_.zone)
    return render(request, "surveys/round_resume.html", {**round_context(round_), "closes": closes})


@with_round(Permission.MANAGE_ROUND)
@require_http_methods(["GET", "POST"])
def call_off(request: MemberRequest, round_: Round) -> HttpResponse:
    """Ends it without a result; says what will be lost, and asks why."""
    if round_.state != Round.State.OPEN:
        messages.error(request, "Only an open round can be called off.")
        return redirect(round_)
    form = CallOffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        because = form.cleaned_data["because"]
        done = "Called off. All answers were deleted, and everybody who was asked is told."
        return take_step(request, lambda: call_off_round(round_=round_, because=because, by=request.user), done, round_)
    board = response_board(round_, request.standing)
    return render(request, "surveys/round_call_off.html", {**round_context(round_), "form": form, "board": board})
