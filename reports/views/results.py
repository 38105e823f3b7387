"""The results of a closed round: the page, and its downloads."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from common.audit import record_audit
from common.csv import csv_response
from common.typeset import TooLongError
from partnerships.access import MemberRequest
from partnerships.rules import Permission
from reports.answers import KINDS
from reports.charts.first import corners
from reports.charts.heat_map import orders
from reports.charts.radar import chosen_columns
from reports.dictionary import dictionary_rows
from reports.formats import FORMATS
from reports.pages import Picture, shared_view, statement_tables
from reports.queries import comparison_of, results_of, round_before
from reports.results import VOICE_WORDS, Results, Voice, one_decimal
from reports.say_do import INSTRUMENT
from reports.wishes import Wishes, pictures, query_of, wishes_of
from reports.words.answers import no_bars
from reports.words.finding import bounds_words, finding, mode_words, paragraph, who_answered
from reports.words.hidden import reasons
from reports.words.moved import Earlier, moved
from reports.words.phrases import isolated
from reports.words.statements import differences, extremes, no_differences
from reports.words.talk import no_topics, topics
from surveys.access import with_round
from surveys.attributed import has_single_answers, may_take_answers
from surveys.models import Round
from surveys.words import deadline_words

TOO_LONG = "this is too long for one file. Take the slides, or the CSV or JSON, which hold every figure."
SORTABLE_FROM = 3
"""Fewer rows need no sorting."""


@with_round(Permission.SEE_RESULTS)
def round_results(request: MemberRequest, round_: Round) -> HttpResponse:
    """What came out; while the round is not closed, when it will."""
    base = {"partnership": round_.partnership, "round": round_}
    if round_.state == Round.State.CALLED_OFF:
        return redirect(round_)
    if round_.state != Round.State.CLOSED:
        deadline = deadline_words(round_.closes_at, round_.zone)
        return render(request, "reports/results_later.html", {**base, "deadline": deadline})
    wishes = wishes_of(request.GET)
    results = results_of(round_, wishes.voice)
    return render(
        request,
        "reports/round_results.html",
        {
            **base,
            **_in_words(results, round_),
            **_in_pictures(results, wishes),
            "tables": statement_tables(results),
            "say_do": round_.instrument.key == INSTRUMENT,
            "own": results.column_of(request.standing.partner_id),
            "answer_files": _answer_files(request, round_),
        },
    )


def _answer_files(request: MemberRequest, round_: Round) -> list[tuple[str, str]]:
    """The files of single answers that the reader may take, by kind, as a button calls them."""
    may = has_single_answers(round_) and may_take_answers(round_, request.standing)
    return list(KINDS.items()) if may else []


def _in_words(results: Results, round_: Round) -> dict[str, Any]:
    """The first screen."""
    before = round_before(round_)
    comparison = comparison_of(before, results)
    overall = results.all(results.overall)
    other: Voice = "person" if results.voice == "partner" else "partner"
    return {
        "results": results,
        "facts": results.facts,
        "answered": who_answered(results),
        "mode_words": mode_words(results),
        "finding": finding(results),
        "paragraph": paragraph(results),
        "overall": one_decimal(overall["mean"]) if overall["mean"] is not None else "",
        "overall_band": results.band(overall),
        "overall_apart": results.overall["all"]["no_shared_view"],
        "shared": shared_view(results),
        "voice_words": VOICE_WORDS[results.voice],
        "voice_query": "?voice=person" if results.voice == "person" else "",
        "other_voice": other,
        "other_voice_words": VOICE_WORDS[other],
        "extremes": extremes(results),
        "before": before,
        "topics": topics(results, comparison),
        "no_topics": no_topics(results),
        "bounds": bounds_words(results),
        "moved": moved(results, _earlier(before), comparison),
        "hidden": reasons(results),
        "formats": FORMATS.values(),
        "source": f"{isolated(round_.title)}.",
    }


def _earlier(before: Round | None) -> Earlier | None:
    if before is None:
        return None
    return Earlier(before.title, before.instrument.version, before.instrument.content.scale.points)


def _in_pictures(results: Results, wishes: Wishes) -> dict[str, Any]:
    drawn = {key: Picture(spec) for key, spec in pictures(results, wishes).items()}
    strips = drawn["differences"]
    return {
        "differences": list(zip(differences(results), strips.strips, strict=True)),
        "differences_caption": strips.spec.caption,
        "no_differences": no_differences(results),
        "pictures": drawn,
        "take": query_of(wishes),
        "orders": orders(results) if len(results.columns) >= SORTABLE_FROM else [],
        "wishes": wishes,
        "corners": corners(results),
        "no_bars": no_bars(results),
        "beside": chosen_columns(results, wishes.beside),
    }


@with_round(Permission.EXPORT_RESULTS)
def results_file(request: MemberRequest, round_: Round, kind: str) -> HttpResponse:
    """The results as a file of this kind, once it is noted who took it; Http404 while there are none."""
    if round_.state != Round.State.CLOSED:
        raise Http404
    wanted = FORMATS[kind]
    try:
        content = wanted.make(round_)
    except TooLongError:
        messages.error(request, f"{wanted.title}: {TOO_LONG}")
        return redirect("reports:round-results", round_.partnership.slug, round_.pk)
    record_audit(
        "results.exported", by=request.user, partnership_id=round_.partnership_id, target=round_.title, format=kind
    )
    headers = {"Content-Disposition": f'attachment; filename="results-{round_.pk}.{kind}"'}
    return HttpResponse(content, content_type=wanted.media_type, headers=headers)


@with_round(Permission.EXPORT_RESULTS)
def results_dictionary(request: MemberRequest, round_: Round) -> HttpResponseBase:
    """What each column of the CSV is, on this round's scale: it holds no figure, so nothing is noted."""
    if round_.state != Round.State.CLOSED:
        raise Http404
    rows = dictionary_rows(round_.instrument.content.scale.points)
    return csv_response(f"results-{round_.pk}-dictionary.csv", rows)
