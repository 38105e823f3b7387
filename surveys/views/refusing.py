"""What else can be said by somebody who was asked: not me (by a link), somebody else instead, not this time."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from partnerships.access import MemberRequest
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
    return _turn_down(request, link.participant, link_context(request, link), reverse("links:page"))


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
    asked = _handed_on(link.participant, form)
    if asked:
        return _done(request, link, f"{asked.person} is asked instead of you, by mail. Your link works no longer.")
    context = {**link_context(request, link), "form": form, "back": reverse("links:page")}
    return render(request, "surveys/hand_on.html", context)


@as_participant
@require_http_methods(["GET", "POST"])
@in_own_language
def turn_down_signed_in(request: SpokenRequest, participant: Participant) -> HttpResponse:
    """As on a link's page; it can be undone on the round's."""
    back = participant.round.get_absolute_url()
    return _turn_down(request, participant, _context(request, participant), back)


@as_participant
@require_POST
def undo_signed_in(request: MemberRequest, participant: Participant) -> HttpResponse:
    """The person will answer after all."""
    undo_decline(participant=participant)
    return redirect(participant.round)


@as_participant
@require_http_methods(["GET", "POST"])
@in_own_language
def pass_on_signed_in(request: SpokenRequest, participant: Participant) -> HttpResponse:
    """As on a link's page."""
    form = HandOnForm(request.POST or None)
    asked = _handed_on(participant, form)
    if asked:
        messages.success(request, f"{asked.person} is asked instead of you, by mail.")
        return redirect(participant.round)
    context = {**_context(request, participant), "form": form, "back": participant.round.get_absolute_url()}
    return render(request, "surveys/hand_on.html", context)


def _turn_down(request: HttpRequest, participant: Participant, context: dict[str, Any], back: str) -> HttpResponse:
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            decline(participant=participant, reason=form.cleaned_data["reason"])
            return redirect(back)
        except ValidationError as error:
            form.add_error(None, error)
    return render(request, "surveys/decline.html", {**context, "form": form, "back": back})


def _handed_on(participant: Participant, form: HandOnForm) -> Participant | None:
    """Who is asked now; None while the form is not sent, or says why not."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return hand_on(participant=participant, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return None


def _context(request: SpokenRequest, participant: Participant) -> dict[str, Any]:
    response = getattr(participant, "response", None)
    return {**sheet_context(request, participant), "is_begun": response is not None and bool(response.answers)}


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
