"""Filling in: the task list, one section a page, and saving answer by answer."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from partnerships.access import MemberRequest
from surveys.access import as_participant
from surveys.answer_sheet import SectionSheet, progress_of, section_sheet, task_list
from surveys.definition import Section
from surveys.models import Participant
from surveys.notices import notice_of
from surveys.services.responses import (
    AlreadySentError,
    Change,
    CommentChange,
    CommentConflict,
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
        "save_address": reverse("surveys:save", args=[round_.partnership.slug, round_.pk]),
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
    conflicts: list[Conflict | CommentConflict] = []
    problem = ""
    if request.method == "POST":
        try:
            same_person(request.POST.get("participant"), participant)
            response, conflicts = save_answers(response=response, **_posted(request, part, participant))
            if not conflicts:
                return redirect(_next_address(participant, part))
        except ValidationError as error:
            problem = " ".join(error.messages)
    sheet = section_sheet(definition, part, response, conflicts)
    context = {**sheet_context(participant), **_places(participant, sheet), "sheet": sheet, "problem": problem}
    return render(request, "surveys/section.html", context, status=409 if conflicts else 422 if problem else 200)


def same_person(sent_by: object, participant: Participant) -> None:
    """ValidationError for a page that was made for somebody else: two people may share a browser."""
    if str(sent_by) != str(participant.pk):
        raise ValidationError(
            "These answers were given on a page made for somebody else, and were not saved. "
            "Sign in as that person, or answer here for yourself."
        )


def _posted(request: MemberRequest, part: Section, participant: Participant) -> dict[str, Any]:
    definition = participant.round.instrument.content
    changes = {
        key: Change(
            before=parse_answer(request.POST.get(f"before-{key}"), definition),
            answer=parse_answer(request.POST.get(key), definition),
        )
        for key in part.statement_keys
    }
    comments = {
        key: CommentChange(request.POST.get(f"before-comment-{key}", ""), request.POST[f"comment-{key}"])
        for key in part.statement_keys
        if f"comment-{key}" in request.POST
    }
    return {"changes": changes, "comments": comments, "revision": revision_of(request.POST.get("revision"))}


def revision_of(value: object) -> int:
    """The revision a page was made from; -1, which is older than any, for what is none."""
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
    }


def _next_address(participant: Participant, part: Section) -> str:
    keys = [section.key for section in participant.round.instrument.content.sections]
    place = [participant.round.partnership.slug, participant.round.pk]
    later = keys[keys.index(part.key) + 1 :]
    return reverse("surveys:section", args=[*place, later[0]]) if later else reverse("surveys:check", args=place)
