"""How people answered: bars that meet between disagreement and agreement. Pure.

After Heiberger and Robbins, Design of Diverging Stacked Bar Charts for Likert Scales (2014): each bar is 100 per cent
of those who scored; on a scale with a middle answer that one is halved by the line where bars meet. Don’t know and
doesn’t apply are no part of it and stand beside it as counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reports.charts import ChartRow, ChartSpec
from reports.links import to_column, to_section, to_statement
from reports.results import Results
from reports.words.answers import bars_headline, column_bars_headline, whose_answers
from surveys.definition import Section, Statement

QUESTION = "How did people answer?"
ASIDES = {"dk": "don’t know", "na": "doesn’t apply"}
"""Answers without a score, as they head a column."""


def answer_bars(results: Results, section_key: str = "", *, is_share: bool = False) -> ChartSpec:
    """A row a section, all answers to its statements together; or a row a statement of the section that is named."""
    section = next((item for item in results.definition.sections if item.key == section_key), None)
    rows = _statement_rows(results, section) if section else _section_rows(results)
    return _spec(
        results,
        tuple(rows),
        headline=bars_headline(results),
        word="Statement" if section else results.part_word.capitalize(),
        whose=whose_answers(results),
        is_share=is_share,
    )


def statement_bars(results: Results, key: str, *, is_share: bool = False) -> ChartSpec:
    """One statement: a row a column whose answer counts are published."""
    rows = [
        _row(column["name"], [counts], to_column(results, column["key"]))
        for column in results.columns
        if (counts := results.statement(key)["columns"][column["key"]]["counts"])
    ]
    return _spec(results, tuple(rows), headline="", word="Column", whose="", is_share=is_share)


def column_bars(results: Results, key: str, *, is_share: bool = False) -> ChartSpec:
    """One column: a row a section, where its answer counts are published."""
    rows = []
    for section in results.definition.sections:
        counts = [results.statement(item)["columns"][key]["counts"] for item in section.statement_keys]
        if any(counts):
            rows.append(_row(section.short_title, filter(None, counts), f"#statements-{section.key}"))
    headline = column_bars_headline(results, key)
    return _spec(
        results, tuple(rows), headline=headline, word=results.part_word.capitalize(), whose="", is_share=is_share
    )


def _section_rows(results: Results) -> Iterable[ChartRow]:
    for section in results.definition.sections:
        counts = [counts for statement in section.statements if (counts := everyones(results, statement))]
        if counts:
            yield _row(section.short_title, counts, to_section(results, section.key))


def _statement_rows(results: Results, section: Section) -> Iterable[ChartRow]:
    for statement in section.statements:
        if counts := everyones(results, statement):
            yield _row(statement.text, [counts], to_statement(results, statement.key))


def everyones(results: Results, statement: Statement) -> dict[str, int] | None:
    """How many gave each answer over the columns that agreement is told of; None where that is not published."""
    row = results.statement(statement.key)
    keys = results.document["agreement_of"] or ()
    known = [row["columns"][key]["counts"] for key in keys if row["columns"][key]["counts"]]
    if not row["all"]["people"] or not known:
        return None
    return {answer: sum(counts[answer] for counts in known) for answer in known[0]}


def _row(label: str, counts: Iterable[Mapping[str, int]], link: str) -> ChartRow:
    total: dict[str, int] = {}
    for item in counts:
        for answer, count in item.items():
            total[answer] = total.get(answer, 0) + count
    scored = tuple(count for answer, count in total.items() if answer not in ASIDES)
    return ChartRow(label, "", counts=scored, asides=tuple(total.get(key, 0) for key in ASIDES), link=link)


def _spec(
    results: Results, rows: tuple[ChartRow, ...], *, headline: str, word: str, whose: str, is_share: bool
) -> ChartSpec:
    labels = results.definition.scale.labels
    how = (
        "Each bar is all who scored, from 0 to 100 per cent."
        if is_share
        else "Each bar is all who scored; left of the line disagree, right of it agree."
    )
    middle = " The middle answer is halved by it." if len(labels) % 2 and not is_share else ""
    printed = f" Printed: {'per cent' if is_share else 'how many answers'}, where there is room."
    return ChartSpec(
        key="answers",
        kind="bars",
        question="How did organisations answer?" if results.is_official else QUESTION,
        headline=headline,
        name=f"Stacked bars: how many gave each answer, by {word.lower()}",
        caption=f"{whose}{how}{middle}{printed}",
        row_word=word,
        columns=tuple(labels),
        rows=rows,
        low=1,
        high=results.points,
        asides=tuple(ASIDES.values()),
        is_share=is_share,
    )
