"""What else can be said on the page of a personal link: not me, somebody else instead, not this time."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from surveys.access import as_participant
from surveys.link_forms import DeclineForm, HandOnForm
from surveys.models import Participant, PersonalLink
from surveys.services.refusals import decline, hand_on, say_not_me, undo_decline, withdraw_answers
from surveys.services.responses import RoundIsOverError
from surveys.speaking import SpokenRequest, in_own_language
from surveys.views.answering import sheet_context
from surveys.views.links import link_context, with_own_link


@with_own_link
@require_http_methods(["GET", "POST"])
def not_me(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """Asks once, then ends the links and says so to the facilitators."""
    if request.method == "POST":
        say_not_me(participant=link.participant)
        return _done(request, link, "Thank you. The link works no longer, and those who run the round are told.")
    return render(request, "surveys/link_not_me.html", link_context(request, link))


@with_own_link
@require_http_methods(["GET", "POST"])
def turn_down(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """Takes a reason, which the facilitators read; it can be undone on the link's page."""
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            decline(participant=link.participant, reason=form.cleaned_data["reason"])
            return redirect("links:page")
        except ValidationError as error:
            form.add_error(None, error)
    return _form(request, link, form, "surveys/link_decline.html")


@with_own_link
@require_POST
def undo(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """The person will answer after all."""
    undo_decline(participant=link.participant)
    return redirect("links:page")


@with_own_link
@require_http_methods(["GET", "POST"])
def pass_on(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """Takes a colleague's name and address; says first that answers begun are deleted."""
    form = HandOnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            asked = hand_on(participant=link.participant, **form.cleaned_data)
            return _done(request, link, f"{asked.person} is asked instead of you, by mail. Your link works no longer.")
        except ValidationError as error:
            form.add_error(None, error)
    return _form(request, link, form, "surveys/link_hand_on.html")


def _form(request: HttpRequest, link: PersonalLink, form: forms.Form, template: str) -> HttpResponse:
    return render(request, template, {**link_context(request, link), "form": form})


def _done(request: HttpRequest, link: PersonalLink, words: str) -> HttpResponse:
    """The end of a visit, too: nothing that it could lead to is there any more."""
    context: dict[str, Any] = {"round": link.participant.round, "words": words}
    if not request.user.is_authenticated:
        request.session.flush()
    return render(request, "surveys/link_done.html", context)


@as_participant
@require_http_methods(["GET", "POST"])
@in_own_language
def withdraw(request: SpokenRequest, participant: Participant) -> HttpResponse:
    """Asks once, then takes sent answers back: kept, and counted no longer."""
    response = getattr(participant, "response", None)
    place = [request.partnership.slug, participant.round_id]
    if response is None or not response.is_submitted:
        return redirect("surveys:check", *place)
    if request.method != "POST":
        return render(request, "surveys/answers_withdraw.html", sheet_context(request, participant))
    try:
        withdraw_answers(response=response, by=request.user)
        messages.success(request, "Withdrawn: your answers count no longer. They are kept, should you send them again.")
    except RoundIsOverError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("surveys:check", *place)
