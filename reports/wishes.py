"""What a reader asks of the results page, in its address: shareable, and the same without scripts. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from reports.charts import ChartSpec
from reports.charts.answer_bars import answer_bars, column_bars, statement_bars
from reports.charts.dot_plot import difference_plot, dot_plot
from reports.charts.first import level_and_agreement
from reports.charts.heat_map import NAME, heat_map
from reports.charts.importance import importance_and_score
from reports.charts.radar import radar
from reports.charts.two_sides import two_sides
from reports.results import Results, Voice
from reports.words.statements import differences


@dataclass(frozen=True)
class Wishes:
    """Unknown wishes are the defaults.

    `sort` orders the heat map's rows; `answers` is the section whose statements are drawn as bars, empty for all
    sections; `statement` and `column` have the bars of one alone, as on their own pages; `is_share` has bars from 0 to
    100 per cent; `beside` are the columns beside all partners in the radar.
    """

    voice: Voice = "partner"
    sort: str = NAME
    answers: str = ""
    statement: str = ""
    column: str = ""
    is_share: bool = False
    beside: tuple[str, ...] = ()


def wishes_of(asked: Mapping[str, str]) -> Wishes:
    """The wishes in an address."""
    return Wishes(
        voice="person" if asked.get("voice") == "person" else "partner",
        sort=asked.get("sort") or NAME,
        answers=asked.get("answers", ""),
        statement=asked.get("statement", ""),
        column=asked.get("column", ""),
        is_share=asked.get("bars") == "share",
        beside=tuple(filter(None, (asked.get("beside", ""), asked.get("and", "")))),
    )


def query_of(wishes: Wishes) -> str:
    """The wishes as the end of an address, from the question mark on; empty for the defaults."""
    asked = {
        "voice": "person" if wishes.voice == "person" else "",
        "sort": wishes.sort if wishes.sort != NAME else "",
        "answers": wishes.answers,
        "statement": wishes.statement,
        "column": wishes.column,
        "bars": "share" if wishes.is_share else "",
        **dict(zip(("beside", "and"), wishes.beside, strict=False)),
    }
    kept = {name: value for name, value in asked.items() if value}
    return f"?{urlencode(kept)}" if kept else ""


def pictures(results: Results, wishes: Wishes) -> dict[str, ChartSpec]:
    """Every picture of the results page, by key, in the page's order; KeyError for a statement or column unknown."""
    found = (
        difference_plot(results, differences(results)),
        two_sides(results),
        heat_map(results, wishes.sort),
        dot_plot(results),
        level_and_agreement(results),
        importance_and_score(results),
        bars(results, wishes),
        radar(results, wishes.beside),
    )
    return {spec.key: spec for spec in found}


def bars(results: Results, wishes: Wishes) -> ChartSpec:
    """How people answered: one statement, one column, or all partners."""
    if wishes.statement:
        return statement_bars(results, wishes.statement, is_share=wishes.is_share)
    if wishes.column:
        return column_bars(results, wishes.column, is_share=wishes.is_share)
    return answer_bars(results, wishes.answers, is_share=wishes.is_share)
