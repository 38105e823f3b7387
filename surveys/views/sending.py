"""Reading the answers through, sending them once, and what one gets back."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from functools import partial
from typing import Any
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from common.csv import csv_lines, csv_response
from partnerships.access import MemberRequest
from partnerships.rules import Permission
from surveys.access import TO_SEND, as_participant, is_fixed, official_layer, takes_part, with_own_answers
from surveys.answers_in_words import SectionLines, answers_in_words
from surveys.comments import Written, whole
from surveys.definition import Answers, Definition
from surveys.importance import importance_key
from surveys.models import Participant, Response, Round
from surveys.own_rounds import own_rounds
from surveys.progress import progress_of
from surveys.queries import facilitators_of
from surveys.receipts import own_view
from surveys.services.responses import AlreadySentError, RoundIsOverError, start_response, submit_response
from surveys.speaking import SpokenRequest, in_own_language
from surveys.translations import Worded
from surveys.views.answering import sheet_context
from surveys.words import deadline_words, english


@with_own_answers
@in_own_language
def check(request: SpokenRequest, participant: Participant) -> HttpResponse:
    """All answers, with change links and what is missing; the form carries a key that makes sending idempotent."""
    try:
        response = start_response(participant)
    except (AlreadySentError, RoundIsOverError):
        return redirect(participant.round)
    return _check_page(request, participant, response)


def _check_page(
    request: SpokenRequest, participant: Participant, response: Response, problem: str = "", status: int = 200
) -> HttpResponse:
    definition = request.worded.definition
    sections = response_in_words(request.worded, response)
    takes_answers = _takes_answers(request, participant)
    context = {
        **sheet_context(request, participant),
        "response": response,
        **read_through(definition, sections, response),
        "is_compared": is_fixed(participant),
        "is_empty": takes_answers and not response.is_submitted and not response.answers,
        "key": uuid.uuid4(),
        "problem": problem,
        "takes_answers": takes_answers,
        "copy": _inline_copy(participant, response) if participant.round.mode == Round.Mode.ANONYMOUS else "",
    }
    return render(request, "surveys/check.html", context, status=status)


def read_through(definition: Definition, sections: list[SectionLines], response: Response) -> dict[str, Any]:
    """All answers as they are read before they are sent, and what is missing."""
    return {
        "sections": sections,
        "missing": [(item.section, line) for item in sections for line in item.lines if not line.answer],
        "progress": progress_of(definition, response.answers),
        "first_section": definition.sections[0],
    }


def response_in_words(worded: Worded, response: Response, earlier: Answers | None = None) -> list[SectionLines]:
    """Answers, importance and comments of a response (one query)."""
    comments = {comment.place: comment.written for comment in response.comments.all()}
    given = {**response.answers, **response.importance}
    return answers_in_words(worded, given, comments, earlier, english if worded.is_english else gettext)


def _takes_answers(request: MemberRequest, participant: Participant) -> bool:
    is_open = takes_part(request) and participant.round.takes_answers and participant.partner.left_on is None
    return is_open and not is_fixed(participant)


@partial(as_participant, asked=TO_SEND)
@require_http_methods(["GET", "POST"])
def send(request: MemberRequest, participant: Participant) -> HttpResponseBase:
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
        return _check_again(request, participant, error=error)
    if participant.round.mode == Round.Mode.ANONYMOUS:
        # Shown from this very request: afterwards nothing leads from the person to these answers.
        return in_own_language(_receipt)(request, participant, response=response)
    return redirect("surveys:receipt", participant.round.partnership.slug, participant.round.pk)


@in_own_language
def _check_again(request: SpokenRequest, participant: Participant, error: ValidationError) -> HttpResponse:
    problem = " ".join(map(gettext, error.messages))
    return _check_page(request, participant, start_response(participant), problem, status=409)


@with_own_answers
@in_own_language
def receipt_page(request: SpokenRequest, participant: Participant) -> HttpResponse:
    """The person's own profile, as long as the mode lets the system find it."""
    response: Response | None = getattr(participant, "response", None)
    if response is None:
        return redirect(participant.round)
    if not response.is_submitted:
        return redirect("surveys:check", participant.round.partnership.slug, participant.round_id)
    return _receipt(request, participant, response)


def _receipt(request: SpokenRequest, participant: Participant, response: Response) -> HttpResponse:
    round_ = participant.round
    is_anonymous = round_.mode == Round.Mode.ANONYMOUS
    past = None if is_anonymous else own_rounds(participant, response, request.worded.definition)
    context: dict[str, Any] = {
        **sheet_context(request, participant),
        "response": response,
        "view": own_view(response, request.worded.definition),
        "past": past,
        "sections": response_in_words(request.worded, response, past.last if past else None),
        "received": deadline_words(response.submitted_at, round_.zone, gettext) if response.submitted_at else "",
        "takes_answers": _takes_answers(request, participant),
        "is_closed": round_.state == Round.State.CLOSED or round_.closes_at <= timezone.now(),
        "has_result": round_.state == Round.State.CLOSED,
        "official": official_layer(request, round_),
        "reads_results": request.standing.may(Permission.SEE_RESULTS),
        "facilitators": facilitators_of(round_.partnership),
        # Afterwards there is no address to fetch anonymous answers from: the file goes with the page.
        "copy": _inline_copy(participant, response) if is_anonymous else "",
    }
    return render(request, "surveys/receipt.html", context)


def _inline_copy(participant: Participant, response: Response) -> str:
    text = "".join(csv_lines(_copy_rows(participant, response)))
    return f"data:text/csv;charset=utf-8,{quote(text)}"


@with_own_answers
def copy(request: MemberRequest, participant: Participant) -> HttpResponseBase:
    """The person's own answers as a CSV file."""
    response: Response | None = getattr(participant, "response", None)
    if response is None:
        return redirect(participant.round)
    return csv_response(f"my-answers-{participant.round.pk}.csv", _copy_rows(participant, response))


def _copy_rows(participant: Participant, response: Response) -> Iterator[tuple[object, ...]]:
    instrument = participant.round.instrument
    yield ("section", "number", "key", "statement", "answer", "comment", "may be quoted")
    # In the first language, as everything is that leaves the product; the keys say the same in every one.
    first = instrument.worded(instrument.content.language)
    for section, lines, comment, importance, _ in response_in_words(first, response):
        for line in lines:
            answer = line.answer or "not answered"
            yield (section.title, line.number, line.key, line.text, answer, *_quoted(line.comment))
        if importance:
            yield (section.title, "", importance_key(section), "How much it matters now", importance, "", "")
        if comment.text:
            yield (section.title, "", whole(section), "The section as a whole", "", *_quoted(comment))


def _quoted(comment: Written) -> tuple[str, str]:
    if not comment.text:
        return "", ""
    return comment.text, "yes" if comment.may_be_quoted else "no"
