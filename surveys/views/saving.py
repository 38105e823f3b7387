"""Saving as people answer: the message that the page's script sends, and what it is told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from partnerships.access import MemberRequest
from surveys.access import as_asked, keeps_answers, part_ended, takes_part
from surveys.answer_sheet import answer_words
from surveys.comments import Written
from surveys.definition import Answer, Definition
from surveys.layers import Layer, OwnLayer
from surveys.models import Participant
from surveys.progress import progress_of, progress_words
from surveys.services.responses import AlreadySentError, RoundIsOverError, parse_answer
from surveys.services.saving import Change, Saved
from surveys.speaking import SpokenRequest, in_own_language
from surveys.views.answering import OtherPersonError, same_person

MOST_TRIED = 20


@as_asked
@require_POST
@in_own_language
def save(request: SpokenRequest, participant: Participant) -> HttpResponse:
    """Saves what the page's script sends; 200 only after the commit, 409 for what changed elsewhere.

    403 for a page made for somebody else who was signed in here before; 410 when nothing can be saved any more, by
    whoever was asked: their part may have ended while they answered.
    """
    refusal = None if takes_part(request) else part_ended(participant)
    return saved_by_script(request, OwnLayer(participant), _onward(request, participant), refusal)


def saved_by_script(
    request: SpokenRequest, layer: Layer, onward: str, refusal: RoundIsOverError | None = None
) -> HttpResponse:
    """The answer for either layer; `refusal`: why this person can save nothing, `onward`: where they go on then."""
    definition = request.worded.definition
    try:
        body = _body(request)
        changes, comments = _changes(body, definition), _comments(body)
        same_person(body["participant"], layer)
        if refusal is not None:
            raise refusal
        saved = layer.save(layer.open(), changes, comments)
    except OtherPersonError as error:
        return _problem(error, 403)
    except (RoundIsOverError, AlreadySentError) as error:
        return _problem(error, 410, onward=onward)
    except ValidationError as error:
        return _problem(error, 400)
    return _told(saved, definition, is_current=str(body.get("revision")) == str(saved.revision_before))


def _problem(error: ValidationError, status: int, **more: str) -> JsonResponse:
    return JsonResponse({"problem": " ".join(map(gettext, error.messages)), **more}, status=status)


def _onward(request: MemberRequest, participant: Participant) -> str:
    """Where Next leads when nothing can be saved: to what was saved before, if the person may see it."""
    if hasattr(participant, "response") and (takes_part(request) or keeps_answers(participant)):
        return reverse("surveys:check", args=[request.partnership.slug, participant.round_id])
    return reverse("home") if request.standing.is_outsider else participant.round.get_absolute_url()


def _told(saved: Saved, definition: Definition, *, is_current: bool) -> JsonResponse:
    """What is stored now; to a stale page all of it, so that it can show what was answered elsewhere."""
    progress = progress_of(definition, saved.response.answers)
    told: dict[str, Any] = {
        "revision": saved.response.revision,
        "answered": progress.answered,
        "progress": progress_words(progress),
        "conflicts": _conflicts(saved, definition),
        "refused": dict(saved.refused),
    }
    if not is_current:
        comments = {comment.place: _comment(comment.written) for comment in saved.response.comments.all()}
        given = {**saved.response.answers, **saved.response.importance}
        told["stored"] = {"changes": given, "comments": comments}
    return JsonResponse(told, status=409 if told["conflicts"] else 200)


def _conflicts(saved: Saved, definition: Definition) -> list[dict[str, Any]]:
    """Both values of each, as the page's script shows them."""
    answers: list[dict[str, Any]] = [
        {
            "statement": item.statement,
            "kind": "changes",
            "stored": "" if item.stored is None else str(item.stored),
            "stored_label": answer_words(item.stored, definition, item.statement),
            "yours_label": answer_words(item.yours, definition, item.statement),
        }
        for item in saved.conflicts
    ]
    comments = [
        {"statement": item.statement, "kind": "comments", "stored": _comment(item.stored)}
        for item in saved.comment_conflicts
    ]
    return [*answers, *comments]


def _comment(written: Written) -> dict[str, Any]:
    """As the page's script reads it."""
    return {"text": written.text, "quote": written.may_be_quoted}


def _changes(body: Mapping[str, Any], definition: Definition) -> dict[str, Change[Answer | None]]:
    return {
        key: Change(
            parse_answer(change.get("before"), definition),
            parse_answer(change.get("answer"), definition),
            tuple(parse_answer(value, definition) for value in change.get("tried", ())),
        )
        for key, change in body["changes"].items()
    }


def _comments(body: Mapping[str, Any]) -> dict[str, Change[Written]]:
    return {
        key: Change(
            _written(change.get("before", "")),
            _written(change.get("text", "")),
            tuple(_written(value) for value in change.get("tried", ())),
        )
        for key, change in body["comments"].items()
    }


def _written(value: str | Mapping[str, Any]) -> Written:
    """A comment from the script; text alone, as pages sent it that are older than the tick, may not be quoted."""
    if isinstance(value, str):
        return Written(value)
    return Written(value["text"], value["quote"])


def _body(request: MemberRequest) -> dict[str, Any]:
    """The script's message; ValidationError for anything that it could not have sent."""
    unreadable = ValidationError("This could not be read. Reload the page and try again.")
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise unreadable from error
    if not isinstance(body, dict) or not isinstance(body.get("participant"), int | str):
        raise unreadable
    body = {"changes": {}, "comments": {}, **body}
    if not all(_is_by_statement(body[name]) for name in ("changes", "comments")):
        raise unreadable
    if not all(_is_text(change) for change in body["comments"].values()):
        raise unreadable
    return body


def _is_by_statement(changes: object) -> bool:
    """Whether it is an object of objects, each with a short list, or none, of what was tried."""
    return isinstance(changes, dict) and all(
        isinstance(change, dict)
        and isinstance(change.get("tried", []), list)
        and len(change.get("tried", [])) <= MOST_TRIED
        for change in changes.values()
    )


def _is_text(change: Mapping[str, Any]) -> bool:
    values = [change.get("before", ""), change.get("text", ""), *change.get("tried", [])]
    return all(map(_is_comment, values))


def _is_comment(value: object) -> bool:
    if isinstance(value, dict):
        return isinstance(value.get("text"), str) and isinstance(value.get("quote"), bool)
    return isinstance(value, str)
