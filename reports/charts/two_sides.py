"""Two sides: the statements of a section where high is bad facing those of one where high is good. Pure."""

from __future__ import annotations

from itertools import zip_longest

from reports.charts import CellState, ChartCell, ChartRow, ChartSpec
from reports.links import to_statement
from reports.results import VOICE_WORDS, Results, short, shown
from reports.words.sides import sides_headline
from surveys.definition import Definition, Section, Statement


def sides_of(definition: Definition) -> tuple[Section, Section] | None:
    """The section where high is bad and the one where high is good; None unless an instrument has just these two."""
    sections = {section.direction: section for section in definition.sections}
    if len(definition.sections) != 2 or len(sections) != 2:
        return None
    return sections["high_is_bad"], sections["high_is_good"]


def two_sides(results: Results) -> ChartSpec:
    """A row a pair of statements in the instrument's order; no rows for an instrument that has no two sides."""
    sides = sides_of(results.definition)
    pairs = zip_longest(sides[0].statements, sides[1].statements) if sides else ()
    rows = tuple(ChartRow("", "", cells=(_cell(results, bad), _cell(results, good))) for bad, good in pairs)
    return ChartSpec(
        key="sides",
        kind="sides",
        question="What keeps us apart, and what do we gain?",
        headline=sides_headline(results, *sides) if sides else "",
        name=" facing ".join(section.title for section in sides) if sides else "",
        caption=f"Mean of all partners, 1 in the middle to {results.points} outside, {VOICE_WORDS[results.voice]}. "
        "On the left, where high is bad, short bars are good.",
        row_word="Statement",
        columns=tuple(section.title for section in sides) if sides else (),
        rows=rows,
        low=1,
        high=results.points,
        foot=tuple(shown(results.all(results.section(section.key))) for section in sides) if sides else (),
    )


def _cell(results: Results, statement: Statement | None) -> ChartCell:
    """A statement's mean as it is printed, and its words; without any where the other side has more statements."""
    if statement is None:
        return ChartCell(None, "", None, "too few", "")
    figure = results.all(results.statement(statement.key))
    link = to_statement(results, statement.key)
    if figure["mean"] is None:
        state: CellState = "too few" if results.is_attributed else "hidden"
        words = "no score" if results.is_attributed else "hidden"
        return ChartCell(None, words, None, state, statement.text, link=link)
    return ChartCell(figure["mean"], short(shown(figure)), None, "shown", statement.text, link=link)
