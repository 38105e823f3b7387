"""The familiar shape: sections as spokes in their fixed order, three outlines at most. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from reports.charts import ChartDot, ChartRow, ChartSpec
from reports.links import to_section
from reports.results import VOICE_WORDS, Results, one_decimal, shown
from reports.words.headlines import levels_headline

MOST, FEWEST_SPOKES = 3, 3
EVERYBODY = "All partners"


def radar(results: Results, keys: Sequence[str] = ()) -> ChartSpec:
    """All partners, and at most two columns beside; a row a section. No rows where there are under three spokes."""
    chosen = chosen_columns(results, keys)
    rows = tuple(_row(results, section.key, section.short_title, chosen) for section in results.definition.sections)
    has_shape = len([row for row in rows if row.dots]) >= FEWEST_SPOKES
    return ChartSpec(
        key="radar",
        kind="radar",
        question="The familiar shape",
        headline=levels_headline(results) if has_shape else "There are too few figures for a shape.",
        name=f"Radar: the score on each {results.part_word}",
        caption=_caption(results),
        row_word=results.part_word.capitalize(),
        columns=(EVERYBODY, *(results.column_name(key) for key in chosen)),
        rows=rows if has_shape else (),
        low=1,
        high=results.points,
    )


def chosen_columns(results: Results, keys: Sequence[str]) -> list[str]:
    """Those that exist, in the order asked for, without repetition: at most two."""
    known = [column["key"] for column in results.columns] if results.is_side_by_side else []
    return [key for key in dict.fromkeys(keys) if key in known][: MOST - 1]


def _row(results: Results, key: str, label: str, chosen: Sequence[str]) -> ChartRow:
    row = results.section(key)
    figure = results.all(row)
    dots = [ChartDot(EVERYBODY, figure["mean"], one_decimal(figure["mean"]))] if figure["mean"] is not None else []
    for column in chosen:
        own = row["columns"][column]
        if own["mean"] is not None:
            dots.append(ChartDot(results.column_name(column), own["mean"], shown(own), own["gap_flag"]))
    return ChartRow(label, "" if dots else "cannot be shown", dots=tuple(dots), link=to_section(results, key))


def _caption(results: Results) -> str:
    words = f"Mean of the statements shown, 1 in the middle to {results.points} outside, {VOICE_WORDS[results.voice]}."
    bad = [section.short_title for section in results.definition.sections if section.direction == "high_is_bad"]
    words += f" High is bad on {', '.join(bad)}." if bad else ""
    return f"{words} The area means nothing, and it depends on the order: read the spokes."
