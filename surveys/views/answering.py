"""Filling in: the task list, one section a page, and saving answer by answer."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from partnerships.access import MemberRequest
from surveys.access import as_participant
from surveys.answer_sheet import SectionSheet, progress_of, section_sheet, task_list
from surveys.definition import Section
from surveys.models import Participant
from surveys.notices import notice_of
from surveys.services.responses import (
    AlreadySentError,
    Change,
    Conflict,
    RoundIsOverError,
    parse_answer,
    save_answers,
    start_response,
)
from surveys.words import deadline_words


def sheet_context(participant: Participant) -> dict[str, Any]:
    """What every page of the assessment shows: the round, the notice and the deadline."""
    round_ = participant.round
    return {
        "partnership": round_.partnership,
        "round": round_,
        "participant": participant,
        "definition": round_.instrument.content,
        "notice": notice_of(round_),
        "deadline": deadline_words(round_.closes_at, round_.zone),
    }


@as_participant
def tasks(request: MemberRequest, participant: Participant) -> HttpResponse:
    """The sections, with how far each is."""
    try:
        response = start_response(participant)
    except (AlreadySentError, RoundIsOverError):
        return redirect(participant.round)
    definition = participant.round.instrument.content
    context = {
        **sheet_context(participant),
        "response": response,
        "tasks": task_list(definition, response.answers),
        "progress": progress_of(definition, response.answers),
    }
    return render(request, "surveys/tasks.html", context)


@as_participant
@require_http_methods(["GET", "POST"])
def section(request: MemberRequest, participant: Participant, section: str) -> HttpResponse:
    """One principle a page; the whole page is a form that saves without JavaScript, too."""
    definition = participant.round.instrument.content
    try:
        part = definition.section(section)
        response = start_response(participant)
    except KeyError as error:
        raise Http404 from error
    except (AlreadySentError, RoundIsOverError):
        return redirect(participant.round)
    conflicts: list[Conflict] = []
    problem = ""
    if request.method == "POST":
        try:
            response, conflicts = save_answers(response=response, **_posted(request, part, participant))
            if not conflicts:
                return redirect(_next_address(participant, part))
        except ValidationError as error:
            problem = " ".join(error.messages)
    sheet = section_sheet(definition, part, response, conflicts)
    context = {**sheet_context(participant), **_places(participant, sheet), "sheet": sheet, "problem": problem}
    return render(request, "surveys/section.html", context, status=409 if conflicts else 422 if problem else 200)


def _posted(request: MemberRequest, part: Section, participant: Participant) -> dict[str, Any]:
    definition = participant.round.instrument.content
    changes = {
        key: Change(
            before=parse_answer(request.POST.get(f"before-{key}"), definition),
            answer=parse_answer(request.POST.get(key), definition),
        )
        for key in part.statement_keys
    }
    comments = {key: request.POST[f"comment-{key}"] for key in part.statement_keys if f"comment-{key}" in request.POST}
    return {"changes": changes, "comments": comments, "revision": _revision(request.POST.get("revision"))}


def _revision(value: object) -> int:
    text = str(value)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1


def _places(participant: Participant, sheet: SectionSheet) -> dict[str, str]:
    """Where Back and Next lead."""
    place = [participant.round.partnership.slug, participant.round.pk]

    def address(key: str | None, otherwise: str) -> str:
        return reverse("surveys:section", args=[*place, key]) if key else reverse(otherwise, args=place)

    return {
        "back": address(sheet.before, "surveys:tasks"),
        "onward": address(sheet.after, "surveys:check"),
        "save_address": reverse("surveys:save", args=place),
    }


def _next_address(participant: Participant, part: Section) -> str:
    keys = [section.key for section in participant.round.instrument.content.sections]
    place = [participant.round.partnership.slug, participant.round.pk]
    later = keys[keys.index(part.key) + 1 :]
    return reverse("surveys:section", args=[*place, later[0]]) if later else reverse("surveys:check", args=place)


@as_participant
@require_POST
def save(request: MemberRequest, participant: Participant) -> HttpResponse:
    """Saves changes sent by the page's script; 200 only after the commit, 409 for what changed elsewhere."""
    definition = participant.round.instrument.content
    try:
        body = _body(request)
        changes = {
            str(key): Change(
                parse_answer(change.get("before"), definition), parse_answer(change.get("answer"), definition)
            )
            for key, change in body["changes"].items()
        }
        response = start_response(participant)
        response, conflicts = save_answers(
            response=response, changes=changes, comments=body["comments"], revision=_revision(body["revision"])
        )
    except RoundIsOverError as error:
        return JsonResponse({"problem": error.messages[0], "over": True}, status=410)
    except ValidationError as error:
        return JsonResponse({"problem": " ".join(error.messages)}, status=400)
    result = {
        "revision": response.revision,
        "answered": len(response.answers),
        "conflicts": [
            {
                "statement": conflict.statement,
                "yours": conflict.yours,
                "stored": conflict.stored,
                "stored_label": definition.scale.label(conflict.stored) if conflict.stored else "not answered",
            }
            for conflict in conflicts
        ],
    }
    return JsonResponse(result, status=409 if conflicts else 200)


def _body(request: MemberRequest) -> dict[str, Any]:
    """The script's message; ValidationError for anything that it could not have sent."""
    unreadable = ValidationError("This could not be read. Reload the page and try again.")
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise unreadable from error
    if not isinstance(body, dict):
        raise unreadable
    changes, comments = body.get("changes", {}), body.get("comments", {})
    if not isinstance(changes, dict) or not all(isinstance(change, dict) for change in changes.values()):
        raise unreadable
    if not isinstance(comments, dict) or not all(isinstance(text, str) for text in comments.values()):
        raise unreadable
    return {"changes": changes, "comments": comments, "revision": body.get("revision")}
