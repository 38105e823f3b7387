"""Each picture's answer to its question, in a sentence. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reports.results import Results, one_decimal, rounded, shown
from reports.words.ends import range_words
from reports.words.finding import finding
from reports.words.phrases import isolated, title, titles
from reports.words.position import position
from reports.words.statements import no_differences
from surveys.definition import Section

Cell = tuple[Mapping[str, Any], str, Section]
"""A column's figure on a section, the column's name, and the section."""


def heat_headline(results: Results) -> str:
    """How each partner sees each section."""
    if not results.section_means:
        return "Nothing can be shown."
    if not results.is_side_by_side:
        return f"{isolated(results.columns[0]['name'])}: {finding(results)}"
    words, apart = _always_highest(results) or _from_to(results), results.without_shared_view
    return f"{words} There is no shared view of {titles(apart)}." if apart else words


def _from_to(results: Results) -> str:
    """The lowest and the highest figure of all, each with whose it is and on what, where it is the only one."""
    cells = [
        (figure, column["name"], section)
        for section in results.definition.sections
        for column in results.columns
        if (figure := results.section(section.key)["columns"][column["key"]])["mean"] is not None
    ]
    low, high = (pick(cells, key=lambda cell: cell[0]["mean"]) for pick in (min, max))
    if shown(low[0]) == shown(high[0]):
        return f"Every figure shown is {shown(low[0])}."
    return f"Figures run from {_whose_cell(cells, low)} to {_whose_cell(cells, high)}."


def _whose_cell(cells: Sequence[Cell], cell: Cell) -> str:
    figure, name, section = cell
    is_only = sum(shown(other) == shown(figure) for other, _, _ in cells) == 1
    return f"{shown(figure)} ({isolated(name)} on {title(section)})" if is_only else shown(figure)


def _always_highest(results: Results) -> str:
    """Who scores every section highest, if one column clearly does; only where there are several sections."""
    tops = {_clear_top(results, section) for section, _ in results.section_means}
    top = tops.pop()
    if tops or top is None or len(results.section_means) < 2:
        return ""
    return f"{isolated(results.column_name(top))} scores every {results.part_word} highest."


def _clear_top(results: Results, section: Section) -> str | None:
    """The column whose shown mean is above every other's; None where another's may be as high, or is cut off."""
    columns = results.section(section.key)["columns"]
    known = sorted(
        ((rounded(row["mean"]), key) for key, row in columns.items() if row["mean"] is not None), reverse=True
    )
    if len(known) < 2 or known[0][0] == known[1][0]:
        return None
    cut_off = any(row["bound"] == "or_above" for key, row in columns.items() if key != known[0][1])
    return None if cut_off else known[0][1]


def dots_headline(results: Results) -> str:
    """Where columns differ most."""
    rows = [(results.section(item.key)["all"]["range"], item) for item in results.definition.sections]
    ranges = [(width, section) for width, section in rows if width is not None]
    if not ranges:
        return no_differences(results)
    width, section = max(ranges, key=lambda pair: pair[0])
    if one_decimal(width) == "0.0":
        within = " People within them do." if results.without_shared_view else ""
        return f"Partners do not: each {results.part_word} is scored alike by all.{within}"
    words = range_words(results.section(section.key))
    most = f"On {title(section)}, by {words}."
    others = [other for other, item in ranges if item is not section]
    if not others:
        return most
    if one_decimal(min(others)) == one_decimal(width):
        return f"On every {results.part_word}, by {words}."
    if one_decimal(max(others)) == "0.0":
        return f"{most} Every other {results.part_word} is scored alike."
    return f"{most} {_others(results, ranges, width)}"


def _others(results: Results, ranges: list[tuple[float, Section]], width: float) -> str:
    """How far columns lie apart elsewhere; sections as wide as the widest are named."""
    alike = [section for other, section in ranges if one_decimal(other) == one_decimal(width)][1:]
    rest = [other for other, _ in ranges if one_decimal(other) != one_decimal(width)]
    also = f"As far on {titles(alike)}. " if alike else ""
    every = f"every other {results.part_word}" if not alike else f"every {results.part_word} else"
    return f"{also}On {every}, the figures shown are {one_decimal(max(rest))} apart or less."


def levels_headline(results: Results) -> str:
    """How healthy the partnership is, section by section."""
    if not results.section_means:
        return "Nothing can be shown."
    apart = results.without_shared_view
    rest = [pair for pair in results.section_means if pair[0] not in apart]
    words = [position(results, rest)] if rest else []
    return " ".join([*words, *([f"On {titles(apart)} the average hides a disagreement."] if apart else [])])
