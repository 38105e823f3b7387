"""Filling in: the task list, and one section a page, which saves without JavaScript, too."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from surveys.access import as_participant
from surveys.answer_sheet import SectionSheet, section_sheet
from surveys.comments import Written, whole
from surveys.definition import Answer, Answers, Definition, Section
from surveys.importance import importance_key
from surveys.layers import Layer, OwnLayer
from surveys.models import Participant, Response, Round
from surveys.notices import notice_of
from surveys.progress import progress_of, progress_words, task_list
from surveys.queries import two_hats_in
from surveys.script_words import script_words
from surveys.services.responses import AlreadySentError, RoundIsOverError, parse_answer
from surveys.services.saving import Change, Saved
from surveys.speaking import SpokenRequest, in_own_language, switch
from surveys.words import closing_words, deadline_words


class OtherPersonError(ValidationError):
    """What was sent comes from a page made for somebody else who was signed in here before; nothing was changed."""

    def __init__(self) -> None:
        super().__init__(
            "These answers were given on a page made for somebody else, and were not saved. "
            "Sign in as that person, or answer here for yourself."
        )


def sheet_context(request: SpokenRequest, participant: Participant) -> dict[str, Any]:
    """What every page of the assessment shows: the round, the notice and the deadline, in the reader's language."""
    return {**layer_context(request, OwnLayer(participant)), "participant": participant}


def layer_context(request: SpokenRequest, layer: Layer) -> dict[str, Any]:
    """The same of either layer; `pages` names its pages, for links among them."""
    round_, worded = layer.round, request.worded
    return {
        "partnership": round_.partnership,
        "round": round_,
        "layer": layer,
        "pages": layer.pages,
        "definition": worded.definition,
        "worded": worded,
        "languages": [] if layer.is_official else switch(round_.instrument, worded),
        "script_words": script_words(worded.interface),
        "notice": notice_of(round_),
        "two_hats": two_hats_in(round_.partnership),
        "is_anonymous": round_.mode == Round.Mode.ANONYMOUS,
        "deadline": deadline_words(round_.closes_at, round_.zone, gettext),
        "closing": closing_words(round_.closes_at, round_.zone, timezone.now(), gettext),
        "save_address": reverse(layer.pages.save, args=[round_.partnership.slug, round_.pk]),
    }


@as_participant
@in_own_language
def tasks(request: SpokenRequest, participant: Participant) -> HttpResponse:
    """The sections, with how far each is."""
    layer = OwnLayer(participant)
    try:
        response = layer.open()
    except (AlreadySentError, RoundIsOverError):
        return redirect(layer.elsewhere)
    context = {
        **sheet_context(request, participant),
        "response": response,
        **progress_context(request.worded.definition, response.answers),
    }
    return render(request, "surveys/tasks.html", context)


def progress_context(definition: Definition, answers: Answers) -> dict[str, Any]:
    """The list of sections with how far each is, and the first that is not finished."""
    progress = progress_of(definition, answers)
    listed = task_list(definition, answers)
    return {
        "tasks": listed,
        "unfinished": next((task for task in listed if task.answered < task.of), None),
        "progress": progress,
        "progress_words": progress_words(progress),
    }


@as_participant
@require_http_methods(["GET", "POST"])
@in_own_language
def section(request: SpokenRequest, participant: Participant, section: str) -> HttpResponse:
    """One principle a page; the whole page is a form that saves without JavaScript, too."""
    return section_page(request, OwnLayer(participant), section)


def section_page(request: SpokenRequest, layer: Layer, section: str) -> HttpResponse:
    """The page of either layer; who cannot answer now is led elsewhere."""
    try:
        part = layer.round.instrument.content.section(section)
        if request.method == "POST":
            return _saved_by_button(request, layer, part)
        return _section_page(request, layer, layer.open(), part)
    except KeyError as error:
        raise Http404 from error
    except (AlreadySentError, RoundIsOverError) as error:
        if request.method == "POST":
            late = gettext("What you chose on the last page came too late to be stored.")
            messages.error(request, f"{gettext(error.messages[0])} {late}")
        return redirect(layer.elsewhere)


def _saved_by_button(request: SpokenRequest, layer: Layer, part: Section) -> HttpResponse:
    """Goes on when everything is stored; otherwise the page again, with what was not."""
    response = layer.open()
    try:
        same_person(request.POST.get("participant"), layer)
        changes = _posted_answers(request, layer.round, part)
    except ValidationError as error:
        return _section_page(request, layer, response, part, problem=" ".join(map(gettext, error.messages)))
    saved = layer.save(response, changes, _posted_comments(request, part))
    if not saved.left_out:
        return redirect(_next_address(layer, part))
    return _section_page(request, layer, saved.response, part, saved=saved)


def same_person(sent_by: object, layer: Layer) -> None:
    """OtherPersonError for a page that was made for somebody else: two people may share a browser."""
    if str(sent_by) != layer.made_for:
        raise OtherPersonError


def _section_page(
    request: SpokenRequest,
    layer: Layer,
    response: Response,
    part: Section,
    *,
    saved: Saved | None = None,
    problem: str = "",
) -> HttpResponse:
    """The page; after a POST with what was not saved, and why."""
    typed = {place: _typed(request, place) for place in saved.refused} if saved else {}
    shown = request.worded.definition.section(part.key)
    sheet = section_sheet(request.worded, shown, response, saved, typed, layer.said_by_people())
    context = {**layer_context(request, layer), **_places(layer, sheet), "sheet": sheet, "problem": problem}
    status = 422 if problem or (saved and saved.refused) else 409 if saved else 200
    return render(request, "surveys/section.html", context, status=status)


def _posted_answers(request: SpokenRequest, round_: Round, part: Section) -> dict[str, Change[Answer | None]]:
    definition = round_.instrument.content
    return {
        key: Change(
            parse_answer(request.POST.get(f"before-{key}"), definition), parse_answer(request.POST.get(key), definition)
        )
        for key in (*part.statement_keys, *((importance_key(part),) if round_.asks_importance else ()))
    }


def _posted_comments(request: SpokenRequest, part: Section) -> dict[str, Change[Written]]:
    return {
        place: Change(_typed(request, place, "before-"), _typed(request, place))
        for place in (*part.statement_keys, whole(part))
        if f"comment-{place}" in request.POST
    }


def _typed(request: SpokenRequest, place: str, which: str = "") -> Written:
    """What is in a comment's fields: as sent, or as the page was made (`which` is "before-")."""
    return Written(request.POST.get(f"{which}comment-{place}", ""), bool(request.POST.get(f"{which}quote-{place}")))


def _places(layer: Layer, sheet: SectionSheet) -> dict[str, str]:
    """Where Back and Next lead."""
    place, pages = [layer.round.partnership.slug, layer.round.pk], layer.pages

    def address(part: Section | None, otherwise: str) -> str:
        return reverse(pages.section, args=[*place, part.key]) if part else reverse(otherwise, args=place)

    return {"back": address(sheet.before, pages.tasks), "onward": address(sheet.after, pages.check)}


def _next_address(layer: Layer, part: Section) -> str:
    keys = [section.key for section in layer.round.instrument.content.sections]
    place, pages = [layer.round.partnership.slug, layer.round.pk], layer.pages
    later = keys[keys.index(part.key) + 1 :]
    return reverse(pages.section, args=[*place, later[0]]) if later else reverse(pages.check, args=place)
