"""Dot plots: where columns differ, by section or by statement, widest range first. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from reports.charts import ChartDot, ChartRow, ChartSpec
from reports.links import to_column, to_section, to_statement
from reports.results import VOICE_WORDS, Results, range_shown, short, shown
from reports.words.headlines import dots_headline
from reports.words.statements import Difference
from surveys.agreement import SECTION_FLAG, STATEMENT_FLAG
from surveys.words import number_word


def dot_plot(results: Results) -> ChartSpec:
    """A row a section, a dot a column."""
    rows = [
        (section.short_title, results.section(section.key), to_section(results, section.key), section.key)
        for section in results.definition.sections
    ]
    return ChartSpec(
        key="dots",
        kind="dots",
        question="Where do we differ most?",
        headline=dots_headline(results),
        name=f"Dot plot: where {number_word(len(results.columns))} partners stand on each {results.part_word}",
        caption=(
            f"One dot a partner{_or_group(results)}, 1 to {results.points}, widest range first; the upright stroke is "
            f"the mean of all partners, {VOICE_WORDS[results.voice]}. Amber: "
            f"{_flag_words(results, float(SECTION_FLAG))} or more from the mean of the others. "
            "Lowest and highest are named."
        ),
        row_word=results.part_word.capitalize(),
        columns=(),
        rows=tuple(_rows(results, rows)),
        low=1,
        high=results.points,
    )


def difference_plot(results: Results, differences: Iterable[Difference]) -> ChartSpec:
    """A row a statement of those on which columns lie furthest apart."""
    rows = [(item.text, results.statement(item.key), to_statement(results, item.key), "") for item in differences]
    return ChartSpec(
        key="differences",
        kind="dots",
        question="Where do partners differ?",
        headline="",
        name=f"Dot plot: where partners stand on {number_word(len(rows))} statements",
        caption=(
            f"One dot a partner{_or_group(results)}, 1 to {results.points}; the upright stroke is the mean of all "
            f"partners. "
            f"Amber: {_flag_words(results, float(STATEMENT_FLAG))} or more from the mean of the others."
        ),
        row_word="Statement",
        columns=(),
        rows=tuple(_rows(results, rows)),
        low=1,
        high=results.points,
    )


def _or_group(results: Results) -> str:
    return " or pool" if any(column["kind"] == "pool" for column in results.columns) else ""


def _flag_words(results: Results, cut: float) -> str:
    if results.points == 4:
        return {0.75: "three quarters of a point", 1.0: "a point"}[cut]
    return f"{results.cut(cut):.2f}".rstrip("0").rstrip(".") + " points"


def _rows(results: Results, rows: Iterable[tuple[str, Mapping[str, Any], str, str]]) -> list[ChartRow]:
    """Rows of a label, figures, where it leads, and the section that its dots lead to (empty: none)."""
    found = []
    for label, row, link, section in rows:
        width = row["all"]["range"]
        if width is not None:
            dots = tuple(_dots(results, row, section))
            middle = results.all(row)["mean"]
            note = f"range {short(range_shown(row))}"
            found.append((-width, ChartRow(label, note, dots=dots, middle=middle, link=link)))
    return [row for _, row in sorted(found, key=lambda pair: pair[0])]


def _dots(results: Results, row: Mapping[str, Any], section: str) -> Iterable[ChartDot]:
    for key, figure in row["columns"].items():
        if figure["mean"] is not None:
            link = to_column(results, key, section)
            yield ChartDot(results.column_name(key), figure["mean"], shown(figure), figure["gap_flag"], link)
