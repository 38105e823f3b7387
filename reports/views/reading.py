"""What lies behind the results page: the statements, one statement, one column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any, Concatenate

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render

from partnerships.access import MemberRequest
from partnerships.rules import Permission
from reports import column_page, statement_page
from reports.explorer import asked_of, explore, orders
from reports.pages import Picture
from reports.queries import results_of, round_before
from reports.results import VOICE_WORDS, Results
from reports.wishes import bars, query_of, wishes_of
from reports.words.moved import Earlier
from reports.words.prompts import prompts
from surveys.access import with_round
from surveys.change import Change, statement_change
from surveys.comments import whole
from surveys.models import Round
from surveys.quotations import released_comments

ReadingView = Callable[Concatenate[MemberRequest, Round, Results, ...], HttpResponseBase]


def with_results(view: ReadingView) -> Callable[..., HttpResponseBase]:
    """Hands the view a closed round's results; Http404 while there are none, or for a key they do not have."""

    @wraps(view)
    def wrapper(request: MemberRequest, round_: Round, **kwargs: Any) -> HttpResponseBase:
        if round_.state != Round.State.CLOSED:
            raise Http404
        try:
            return view(request, round_, results_of(round_, wishes_of(request.GET).voice), **kwargs)
        except KeyError as error:
            raise Http404 from error

    return with_round(Permission.SEE_RESULTS)(wrapper)


def _base(round_: Round, results: Results) -> dict[str, Any]:
    return {
        "partnership": round_.partnership,
        "round": round_,
        "results": results,
        "voice_words": VOICE_WORDS[results.voice],
        "voice_query": "?voice=person" if results.voice == "person" else "",
    }


@with_results
def statements(request: MemberRequest, round_: Round, results: Results) -> HttpResponse:
    """All statements, searched, filtered and sorted by the address."""
    asked = asked_of(results, *(request.GET.get(name, "") for name in ("q", "principle", "sort")))
    said = released_comments(round_)
    lines = explore(results, asked, said.counts)
    context = {
        **_base(round_, results),
        "asked": asked,
        "said": said,
        "said_of_sections": [
            (section, said.on(whole(section)))
            for section in results.definition.sections
            if asked.section in ("", section.key)
        ],
        "query": asked.query(results.voice),
        "lines": lines,
        "total": len(results.definition.statement_keys),
        "orders": orders(results),
        "counts_dont_know": any(line.dont_know is not None for line in lines),
    }
    return render(request, "reports/round_statements.html", context)


@with_results
def statement(request: MemberRequest, round_: Round, results: Results, key: str) -> HttpResponse:
    """One statement: every column, what moved, what to ask."""
    section, asked = statement_page.find_statement(results, key)
    before = round_before(round_)
    wishes = replace(wishes_of(request.GET), statement=key)
    said = released_comments(round_)
    context = {
        **_base(round_, results),
        "section": section,
        "statement": asked,
        "place": statement_page.neighbours(results, key),
        "words": statement_page.statement_words(results, section, key),
        "voices": statement_page.voices(results, key),
        "lines": statement_page.column_lines(results, key),
        "bars": Picture(replace(bars(results, wishes), root="../../")),
        "take": query_of(wishes),
        "prompts": prompts(results, section, asked),
        "said": said,
        "comments": said.on(key),
        "before": before,
        "moved": _moved(results, before, key),
    }
    return render(request, "reports/round_statement.html", context)


def _moved(results: Results, before: Round | None, key: str) -> str:
    if before is None:
        return statement_page.statement_moved(results, None, None, was_asked=False)
    content = before.instrument.content
    earlier = Earlier(before.title, before.instrument.version, content.scale.points)
    change: Change | None = None
    if earlier.points == results.points:
        change = statement_change(before.result.figures, results.document, key, results.points)
    return statement_page.statement_moved(results, earlier, change, was_asked=key in content.statement_keys)


@with_results
def column(request: MemberRequest, round_: Round, results: Results, key: str) -> HttpResponse:
    """One column beside the others."""
    found = column_page.find_column(results, key)
    strongest, weakest = column_page.strongest_and_weakest(results, key)
    previous, following = column_page.around(results, key)
    wishes = replace(wishes_of(request.GET), column=key)
    context = {
        **_base(round_, results),
        "column": found,
        "about": column_page.about(found, results),
        "words": column_page.column_words(results, key),
        "sections": column_page.column_sections(results, key),
        "chosen": request.GET.get("principle", ""),
        "differences": column_page.column_differences(results, key),
        "bars": Picture(bars(results, wishes)),
        "take": query_of(wishes),
        "strongest": strongest,
        "weakest": weakest,
        "hidden": column_page.column_hidden(results, found),
        "previous": previous,
        "following": following,
    }
    return render(request, "reports/round_column.html", context)
