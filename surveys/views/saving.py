"""Saving as people answer: the message that the page's script sends, and what it is told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from partnerships.access import MemberRequest
from surveys.access import as_participant
from surveys.answer_sheet import answer_words, progress_of, progress_words
from surveys.definition import Answer, Definition
from surveys.models import Participant
from surveys.services.responses import AlreadySentError, RoundIsOverError, open_response, parse_answer
from surveys.services.saving import Change, Saved, save_answers
from surveys.views.answering import OtherPersonError, same_person

MOST_TRIED = 20


@as_participant
@require_POST
def save(request: MemberRequest, participant: Participant) -> HttpResponse:
    """Saves what the page's script sends; 200 only after the commit, 409 for what changed elsewhere.

    403 for a page made for somebody else who was signed in here before, 410 when nothing can be saved any more.
    """
    definition = participant.round.instrument.content
    try:
        body = _body(request)
        changes, comments = _changes(body, definition), _comments(body)
        same_person(body["participant"], participant)
        saved = save_answers(response=open_response(participant), changes=changes, comments=comments)
    except OtherPersonError as error:
        return _problem(error, 403)
    except (RoundIsOverError, AlreadySentError) as error:
        return _problem(error, 410)
    except ValidationError as error:
        return _problem(error, 400)
    return _told(saved, definition, is_current=str(body.get("revision")) == str(saved.revision_before))


def _problem(error: ValidationError, status: int) -> JsonResponse:
    return JsonResponse({"problem": " ".join(error.messages)}, status=status)


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
        comments = saved.response.comments.values_list("statement", "text")
        told["stored"] = {"changes": saved.response.answers, "comments": dict(comments)}
    return JsonResponse(told, status=409 if told["conflicts"] else 200)


def _conflicts(saved: Saved, definition: Definition) -> list[dict[str, str]]:
    """Both values of each, as the page's script shows them."""
    answers = [
        {
            "statement": item.statement,
            "kind": "changes",
            "stored": "" if item.stored is None else str(item.stored),
            "stored_label": answer_words(item.stored, definition),
            "yours_label": answer_words(item.yours, definition),
        }
        for item in saved.conflicts
    ]
    comments = [
        {"statement": item.statement, "kind": "comments", "stored": item.stored} for item in saved.comment_conflicts
    ]
    return [*answers, *comments]


def _changes(body: Mapping[str, Any], definition: Definition) -> dict[str, Change[Answer | None]]:
    return {
        key: Change(
            parse_answer(change.get("before"), definition),
            parse_answer(change.get("answer"), definition),
            tuple(parse_answer(value, definition) for value in change.get("tried", ())),
        )
        for key, change in body["changes"].items()
    }


def _comments(body: Mapping[str, Any]) -> dict[str, Change[str]]:
    return {
        key: Change(change.get("before", ""), change.get("text", ""), tuple(change.get("tried", ())))
        for key, change in body["comments"].items()
    }


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
    return all(isinstance(value, str) for value in values)
