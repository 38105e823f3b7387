"""An organisation's official answer, for its own people: compared, drafted, read through and sent; and its own view."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from surveys.access import with_official
from surveys.layers import OfficialLayer
from surveys.models import Response, Round
from surveys.queries import facilitators_of, leads_of
from surveys.services.official import TooFewSentError, compare_answers, open_official, start_official, submit_official
from surveys.services.responses import RoundIsOverError
from surveys.speaking import SpokenRequest
from surveys.views.answering import layer_context, progress_context, section_page
from surveys.views.saving import saved_by_script
from surveys.views.sending import read_through, response_in_words
from surveys.words import deadline_words


@with_official
def overview(request: SpokenRequest, layer: OfficialLayer) -> HttpResponse:
    """How the official answer stands, who sends it, and its sections."""
    response = layer.found()
    definition = layer.round.instrument.content
    context = {
        **_context(request, layer),
        "response": response,
        "view": layer.view(),
        "sent": _moment(layer.round, response),
        **progress_context(definition, response.answers if response else {}),
    }
    return render(request, "surveys/official.html", context)


def _context(request: SpokenRequest, layer: OfficialLayer) -> dict[str, Any]:
    """What the pages of an official answer say, besides those of filling in: who leads, and what the reader may."""
    leads, takes_answers = leads_of(layer.partner), _takes_answers(layer)
    return {
        **layer_context(request, layer),
        "leads": leads,
        "may_compare": takes_answers and (layer.is_lead or not leads),
        "takes_answers": takes_answers,
        "facilitators": facilitators_of(layer.round.partnership),
    }


def _takes_answers(layer: OfficialLayer) -> bool:
    return layer.round.takes_answers and layer.partner.left_on is None


def _moment(round_: Round, response: Response | None) -> str:
    sent_at = response.submitted_at if response and response.is_submitted else None
    return deadline_words(sent_at, round_.zone) if sent_at else ""


@with_official
@require_http_methods(["GET", "POST"])
def compare(request: SpokenRequest, layer: OfficialLayer) -> HttpResponse:
    """Says what happens and asks once; then fixes the private answers and shows where they differ."""
    context = _context(request, layer)
    if not layer.is_lead and context["leads"]:
        raise PermissionDenied
    if request.method == "POST":
        try:
            compare_answers(round_=layer.round, partner=layer.partner, by=request.user)
            return redirect("surveys:own-view", layer.round.partnership.slug, layer.round.pk)
        except (RoundIsOverError, TooFewSentError) as error:
            messages.error(request, " ".join(error.messages))
            return redirect(layer.elsewhere)
    if not context["may_compare"] or layer.compared() is not None:
        return redirect(layer.elsewhere)
    return render(request, "surveys/official_compare.html", context)


@with_official
def own_view(request: SpokenRequest, layer: OfficialLayer) -> HttpResponse:
    """Where the organisation's people differ, beside its official answer; for them alone, and for good."""
    view = layer.view()
    if view is None:
        return redirect(layer.elsewhere)
    context = {**layer_context(request, layer), "view": view, "sent": _moment(layer.round, layer.found())}
    return render(request, "surveys/own_view.html", context)


@with_official
@require_http_methods(["GET", "POST"])
def section(request: SpokenRequest, layer: OfficialLayer, section: str) -> HttpResponse:
    """One section of it, as people fill in their own."""
    return section_page(request, layer, section)


@with_official
@require_POST
def save(request: SpokenRequest, layer: OfficialLayer) -> HttpResponse:
    """Saves what the page's script sends, as in people's own answers."""
    return saved_by_script(request, layer, layer.elsewhere)


@with_official
def check(request: SpokenRequest, layer: OfficialLayer) -> HttpResponse:
    """All of it, with what is missing; a lead sends it from here."""
    try:
        response = start_official(round_=layer.round, partner=layer.partner)
    except RoundIsOverError:
        return redirect(layer.elsewhere)
    return _check_page(request, layer, response)


def _check_page(
    request: SpokenRequest, layer: OfficialLayer, response: Response, problem: str = "", status: int = 200
) -> HttpResponse:
    definition, context = layer.round.instrument.content, _context(request, layer)
    context |= {
        **read_through(definition, response_in_words(request.worded, response), response),
        "response": response,
        "sent": _moment(layer.round, response),
        "takes_answers": context["takes_answers"] and (layer.is_lead or not response.is_submitted),
        "key": uuid.uuid4(),
        "problem": problem,
    }
    return render(request, "surveys/official_check.html", context, status=status)


@with_official
@require_http_methods(["GET", "POST"])
def send(request: SpokenRequest, layer: OfficialLayer) -> HttpResponse:
    """A lead sends it once, however often it is clicked; what changed meanwhile gets 409 and another look.

    A GET comes from the sign-in page: nothing was sent.
    """
    if not layer.is_lead:
        raise PermissionDenied
    place = [layer.round.partnership.slug, layer.round.pk]
    try:
        key, revision = uuid.UUID(request.POST.get("key", "")), int(request.POST.get("revision", ""))
    except ValueError:
        return redirect("surveys:official-check", *place)
    try:
        response = open_official(round_=layer.round, partner=layer.partner, is_lead=True)
        submit_official(response=response, key=key, revision=revision, by=request.user)
        messages.success(request, f"Sent: this is the official answer of {layer.partner}.")
        return redirect("surveys:official", *place)
    except RoundIsOverError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(layer.elsewhere)
    except ValidationError as error:
        current = start_official(round_=layer.round, partner=layer.partner)
        return _check_page(request, layer, current, " ".join(error.messages), status=409)
