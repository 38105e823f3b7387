"""How one organisation's people see its partnerships, section by section: its own published columns. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from reports.charts import ChartCell, ChartRow, ChartSpec
from reports.charts.grounds import grounds
from reports.charts.heat_map import column_cell
from reports.organisation.places import View
from reports.results import one_decimal
from reports.words.phrases import isolated, plural
from surveys.words import number_word

MORE = " or more"
"""In the words for a gap that may be larger than it is shown."""


def organisation_heat(name: str, rows: Sequence[tuple[str, str, View]]) -> ChartSpec:
    """A row a partnership (its name, where its column is read, its view), one or more, all of one instrument."""
    results = max((view.results for _, _, view in rows), key=lambda item: item.definition.version)
    sections, count, part = results.definition.sections, len(rows), results.part_word
    return ChartSpec(
        key="partnerships",
        kind="heat",
        question=f"How does it see each {part}?",
        headline=_headline(rows),
        name=f"Heat map of {number_word(count)} {plural(count, 'partnership', 'partnerships')} by "
        f"{number_word(len(sections))} {part}s, as the people of {isolated(name)} see them",
        caption=f"Mean of its own people, 1 to {results.points}, in each partnership’s last closed round. At the end "
        f"of a row: its overall beside the other partners’{', ≥ that much or more' if _is_bounded(rows) else ''}.",
        row_word="Partnership",
        note_word="Beside others",
        columns=tuple(section.short_title for section in sections),
        rows=tuple(_row(results.points, *row) for row in rows),
        low=1,
        high=results.points,
        grounds=grounds(results.points),
    )


def _row(points: int, name: str, link: str, view: View) -> ChartRow:
    if view.column is None:
        return ChartRow(isolated(name), view.why_not, kind="absent", link=link)
    if view.results.points != points:
        return ChartRow(isolated(name), f"answers ran from 1 to {view.results.points}", kind="absent", link=link)
    cells = tuple(_cell(view, section.key, link) for section in view.results.definition.sections)
    return ChartRow(isolated(name), _note(view.beside), cells=cells, link=link)


def _is_bounded(rows: Sequence[tuple[str, str, View]]) -> bool:
    return any(MORE in view.beside for _, _, view in rows)


def _note(beside: str) -> str:
    """As short as the end of a row: “≥0.2 higher” for “0.2 or more higher”."""
    return f"≥{beside.replace(MORE, '')}" if MORE in beside else beside or "not known"


def _cell(view: View, section: str, link: str) -> ChartCell:
    return column_cell(view.results, view.results.section(section)["columns"][view.key], link)


def _headline(rows: Sequence[tuple[str, str, View]]) -> str:
    """Where it scores highest and lowest overall; only where figures differ."""
    known = [
        (view.overall["mean"], name, view.score)
        for name, _, view in rows
        if view.overall is not None and view.overall["mean"] is not None
    ]
    if len(known) < 2:
        return ""
    low, high = min(known), max(known)
    if one_decimal(low[0]) == one_decimal(high[0]):
        return f"It scores all of them alike: {high[2]}."
    return f"Overall from {low[2]} ({isolated(low[1])}) to {high[2]} ({isolated(high[1])})."
