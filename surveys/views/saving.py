"""Saving answer by answer, as the pages' scripts do it."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from partnerships.access import MemberRequest
from surveys.access import as_participant
from surveys.answer_sheet import answer_words
from surveys.definition import Definition
from surveys.models import Participant
from surveys.services.responses import (
    Change,
    CommentChange,
    CommentConflict,
    Conflict,
    RoundIsOverError,
    parse_answer,
    save_answers,
    start_response,
)
from surveys.views.answering import revision_of, same_person


@as_participant
@require_POST
def save(request: MemberRequest, participant: Participant) -> HttpResponse:
    """Saves changes sent by the page's script; 200 only after the commit, 409 for what changed elsewhere."""
    try:
        body = _body(request)
        same_person(body["participant"], participant)
        response = start_response(participant)
        response, conflicts = save_answers(response=response, **_sent(body, participant.round.instrument.content))
    except RoundIsOverError as error:
        return JsonResponse({"problem": f"Not saved. {error.messages[0]}"}, status=410)
    except ValidationError as error:
        return JsonResponse({"problem": " ".join(error.messages)}, status=400)
    texts = _texts(participant.round.instrument.content)
    result = {
        "revision": response.revision,
        "answered": len(response.answers),
        "conflicts": [_conflict(conflict, participant.round.instrument.content, texts) for conflict in conflicts],
    }
    return JsonResponse(result, status=409 if conflicts else 200)


def _sent(body: dict[str, Any], definition: Definition) -> dict[str, Any]:
    changes = {
        str(key): Change(parse_answer(change.get("before"), definition), parse_answer(change.get("answer"), definition))
        for key, change in body["changes"].items()
    }
    comments = {
        str(key): CommentChange(str(change.get("before") or ""), str(change.get("text") or ""))
        for key, change in body["comments"].items()
    }
    return {"changes": changes, "comments": comments, "revision": revision_of(body["revision"])}


def _texts(definition: Definition) -> dict[str, str]:
    return {item.key: item.text for section in definition.sections for item in section.statements}


def _conflict(conflict: Conflict | CommentConflict, definition: Definition, texts: dict[str, str]) -> dict[str, str]:
    """Both values, as the page's script shows them."""
    told = {"statement": conflict.statement, "text": texts[conflict.statement]}
    if isinstance(conflict, CommentConflict):
        words = {"stored_label": conflict.stored or "no comment", "yours_label": conflict.yours or "no comment"}
        return {**told, "kind": "comments", "stored": conflict.stored, **words}
    stored = "" if conflict.stored is None else str(conflict.stored)
    words = {
        "stored_label": answer_words(conflict.stored, definition),
        "yours_label": answer_words(conflict.yours, definition),
    }
    return {**told, "kind": "changes", "stored": stored, **words}


def _body(request: MemberRequest) -> dict[str, Any]:
    """The script's message; ValidationError for anything that it could not have sent."""
    unreadable = ValidationError("This could not be read. Reload the page and try again.")
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise unreadable from error
    if not isinstance(body, dict):
        raise unreadable
    parts = {name: body.get(name, {}) for name in ("changes", "comments")}
    if not all(isinstance(part, dict) for part in parts.values()):
        raise unreadable
    if not all(isinstance(change, dict) for part in parts.values() for change in part.values()):
        raise unreadable
    return {**parts, "revision": body.get("revision"), "participant": body.get("participant")}
