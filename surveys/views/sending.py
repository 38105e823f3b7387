"""Reading the answers through, sending them once, and what one gets back."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from common.csv import csv_lines, csv_response
from partnerships.access import MemberRequest
from surveys.access import as_participant
from surveys.answer_sheet import answers_beside, answers_in_words, progress_of
from surveys.models import Participant, Response, Round
from surveys.own_rounds import own_rounds
from surveys.queries import facilitators_of
from surveys.receipts import own_view
from surveys.services.responses import AlreadySentError, RoundIsOverError, start_response, submit_response
from surveys.views.answering import sheet_context
from surveys.words import deadline_words


@as_participant
def check(request: MemberRequest, participant: Participant) -> HttpResponse:
    """All answers, with change links and what is missing; the form carries a key that makes sending idempotent."""
    try:
        response = start_response(participant)
    except (AlreadySentError, RoundIsOverError):
        return redirect(participant.round)
    return _check_page(request, participant, response)


def _check_page(
    request: MemberRequest, participant: Participant, response: Response, problem: str = "", status: int = 200
) -> HttpResponse:
    definition = participant.round.instrument.content
    sections = answers_in_words(definition, response.answers)
    missing = [
        (section.key, number, key, text)
        for section, rows in sections
        for number, key, text, answer in rows
        if not answer
    ]
    context = {
        **sheet_context(participant),
        "response": response,
        "sections": sections,
        "missing": missing,
        "progress": progress_of(definition, response.answers),
        "key": uuid.uuid4(),
        "problem": problem,
        "takes_answers": participant.round.takes_answers and participant.partner.left_on is None,
        "comments": dict(response.comments.values_list("statement", "text")),
    }
    return render(request, "surveys/check.html", context, status=status)


@as_participant
@require_http_methods(["GET", "POST"])
def send(request: MemberRequest, participant: Participant) -> HttpResponse:
    """Sends once, however often it is clicked; answers that changed meanwhile get 409 and another look.

    A GET comes from the sign-in page, when the sign-in had expired before the button was pressed: nothing was sent.
    """
    try:
        key = uuid.UUID(request.POST.get("key", ""))
        revision = int(request.POST.get("revision", ""))
    except ValueError:
        return redirect("surveys:check", participant.round.partnership.slug, participant.round.pk)
    try:
        response = submit_response(participant=participant, key=key, revision=revision, by=request.user)
    except (AlreadySentError, RoundIsOverError):
        return redirect(participant.round)
    except ValidationError as error:
        current = start_response(participant)
        current.refresh_from_db()
        return _check_page(request, participant, current, " ".join(error.messages), status=409)
    if participant.round.mode == Round.Mode.ANONYMOUS:
        # Shown from this very request: afterwards nothing leads from the person to these answers.
        return _receipt(request, participant, response)
    return redirect("surveys:receipt", participant.round.partnership.slug, participant.round.pk)


@as_participant
def receipt_page(request: MemberRequest, participant: Participant) -> HttpResponse:
    """The person's own profile, as long as the mode lets the system find it."""
    response: Response | None = getattr(participant, "response", None)
    if response is None or not response.is_submitted:
        return redirect(participant.round)
    return _receipt(request, participant, response)


def _receipt(request: MemberRequest, participant: Participant, response: Response) -> HttpResponse:
    round_ = participant.round
    is_anonymous = round_.mode == Round.Mode.ANONYMOUS
    past = None if is_anonymous else own_rounds(participant, response)
    context: dict[str, Any] = {
        **sheet_context(participant),
        "response": response,
        "view": own_view(response, round_.instrument.content),
        "past": past,
        "sections": answers_beside(round_.instrument.content, response.answers, past.last if past else {}),
        "received": deadline_words(response.submitted_at, round_.zone) if response.submitted_at else "",
        "takes_answers": round_.takes_answers,
        "is_anonymous": is_anonymous,
        "is_closed": round_.state == Round.State.CLOSED or round_.closes_at <= timezone.now(),
        "has_result": round_.state == Round.State.CLOSED,
        "facilitators": facilitators_of(round_.partnership),
        # Afterwards there is no address to fetch anonymous answers from: the file goes with the page.
        "copy": _inline_copy(participant, response) if is_anonymous else "",
    }
    return render(request, "surveys/receipt.html", context)


def _inline_copy(participant: Participant, response: Response) -> str:
    text = "".join(csv_lines(_copy_rows(participant, response)))
    return f"data:text/csv;charset=utf-8,{quote(text)}"


@as_participant
def copy(request: MemberRequest, participant: Participant) -> HttpResponseBase:
    """The person's own answers as a CSV file."""
    response: Response | None = getattr(participant, "response", None)
    if response is None:
        return redirect(participant.round)
    return csv_response(f"my-answers-{participant.round.pk}.csv", _copy_rows(participant, response))


def _copy_rows(participant: Participant, response: Response) -> Iterator[tuple[object, ...]]:
    definition = participant.round.instrument.content
    comments = dict(response.comments.values_list("statement", "text"))
    yield ("section", "number", "key", "statement", "answer", "comment")
    for section, rows in answers_in_words(definition, response.answers):
        for number, key, text, answer in rows:
            yield (section.title, number, key, text, answer or "not answered", comments.get(key, ""))
