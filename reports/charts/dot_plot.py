"""Dot plots: where columns differ, by section or by statement, widest range first. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from reports.charts import ChartDot, ChartRow, ChartSpec
from reports.results import VOICE_WORDS, Results, one_decimal, shown
from reports.words.headlines import dots_headline
from reports.words.statements import Difference
from surveys.agreement import SECTION_FLAG, STATEMENT_FLAG
from surveys.words import number_word


def dot_plot(results: Results) -> ChartSpec:
    """A row a section, a dot a column."""
    rows = [(section.short_title, results.section(section.key)) for section in results.definition.sections]
    return ChartSpec(
        key="dots",
        kind="dots",
        question="Where do we differ most?",
        headline=dots_headline(results),
        name=f"Dot plot: where {number_word(len(results.columns))} columns stand on each {results.part_word}",
        caption=(
            f"One dot a column, 1 to {results.points}, widest range first; the upright stroke is the mean of all "
            f"partners, {VOICE_WORDS[results.voice]}. Amber: {_flag_words(results, float(SECTION_FLAG))} or more from "
            f"the mean of the others. Lowest and highest are named."
        ),
        row_word=results.part_word.capitalize(),
        columns=(),
        rows=tuple(_rows(results, rows)),
        low=1,
        high=results.points,
    )


def difference_plot(results: Results, differences: Iterable[Difference]) -> ChartSpec:
    """A row a statement of those on which columns lie furthest apart."""
    rows = [(item.text, results.statement(item.key)) for item in differences]
    return ChartSpec(
        key="differences",
        kind="dots",
        question="Where do partners differ?",
        headline="",
        name=f"Dot plot: where columns of partners stand on {number_word(len(rows))} statements",
        caption=(
            f"One dot a column, 1 to {results.points}; the upright stroke is the mean of all partners. "
            f"Amber: {_flag_words(results, float(STATEMENT_FLAG))} or more from the mean of the others."
        ),
        row_word="Statement",
        columns=(),
        rows=tuple(_rows(results, rows)),
        low=1,
        high=results.points,
    )


def _flag_words(results: Results, cut: float) -> str:
    if results.points == 4:
        return {0.75: "three quarters of a point", 1.0: "a point"}[cut]
    return f"{results.cut(cut):.2f}".rstrip("0").rstrip(".") + " points"


def _rows(results: Results, rows: Iterable[tuple[str, Mapping[str, Any]]]) -> list[ChartRow]:
    found = []
    for label, row in rows:
        width = row["all"]["range"]
        if width is not None:
            dots = tuple(_dots(results, row))
            middle = results.all(row)["mean"]
            found.append((-width, ChartRow(label, f"range {one_decimal(width)}", dots=dots, middle=middle)))
    return [row for _, row in sorted(found, key=lambda pair: pair[0])]


def _dots(results: Results, row: Mapping[str, Any]) -> Iterable[ChartDot]:
    for key, figure in row["columns"].items():
        if figure["mean"] is not None:
            yield ChartDot(results.column_name(key), figure["mean"], shown(figure), is_flagged=figure["gap_flag"])
