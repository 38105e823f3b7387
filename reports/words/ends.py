"""Who stands at the ends of a row, and where the others lie: figures that are shown alike are named alike. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from reports.results import Results, one_decimal, range_shown, rounded, shown
from reports.words.phrases import isolated, listed, plural
from surveys.words import number_word

End = Literal["highest", "lowest"]
NAMED = 2
"""So many are named at one end; more are counted."""


def at_end(results: Results, row: Mapping[str, Any], end: End) -> list[str]:
    """The columns whose figure is shown as that at the end is, alphabetical; none where no range is known."""
    key = row["all"][end]
    if key is None:
        return []
    words = shown(row["columns"][key])
    return [column["name"] for column in results.columns if shown(row["columns"][column["key"]]) == words]


def end_name(results: Results, row: Mapping[str, Any], end: End) -> str:
    """Who stands there: “A”, “A and B”, “A and three others”."""
    names = at_end(results, row, end)
    first = [isolated(name) for name in names[:NAMED]]
    if len(names) <= NAMED:
        return listed(first)
    return f"{first[0]} and {number_word(len(names) - 1)} others"


def end_words(results: Results, row: Mapping[str, Any], end: End) -> str:
    """The same with the figure: “A 1.3 or below”."""
    key = row["all"][end]
    return f"{end_name(results, row, end)} {shown(row['columns'][key])}" if key else ""


def both_ends(results: Results, row: Mapping[str, Any]) -> str:
    """Who stands highest and lowest on a row that has a range, with their figures, and where all the others lie."""
    high, low = (_scores(results, row, end) for end in ("highest", "lowest"))
    return f"{high} and {low}{_between(results, row)}"


def _scores(results: Results, row: Mapping[str, Any], end: End) -> str:
    is_one = len(at_end(results, row, end)) == 1 and not _is_pool(results, row["all"][end])
    scores = f"{plural(1 if is_one else 2, 'scores', 'score')}{' it' if end == 'highest' else ''}"
    return f"{end_name(results, row, end)} {scores} {shown(row['columns'][row['all'][end]])}"


def _is_pool(results: Results, key: str) -> bool:
    return any(column["key"] == key and column["kind"] == "pool" for column in results.columns)


def _between(results: Results, row: Mapping[str, Any]) -> str:
    """Where those at neither end lie; empty for under two of them, who are named in the pictures."""
    ends = {*at_end(results, row, "highest"), *at_end(results, row, "lowest")}
    figures = [(column["name"], row["columns"][column["key"]]["mean"]) for column in results.columns]
    others = sorted(rounded(mean) for name, mean in figures if mean is not None and name not in ends)
    if len(others) < 2:
        return ""
    low, high = one_decimal(others[0]), one_decimal(others[-1])
    where = f"at {low}" if low == high else f"between {low} and {high}"
    return f"; the other {number_word(len(others))} lie {where}"


def range_words(row: Mapping[str, Any]) -> str:
    """“1.0 point”, “2.1 points or more”; the row has a range."""
    number, _, more = range_shown(row).partition(" ")
    return f"{number} {'point' if number == '1.0' else 'points'}{' ' + more if more else ''}"
