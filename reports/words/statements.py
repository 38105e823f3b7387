"""The strongest and weakest statements, and those that partners see differently. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports.results import CLOSE, Results, one_decimal, range_shown, shown
from reports.words.ends import end_name
from reports.words.phrases import plural, upper_first
from reports.words.prompts import is_disputed
from surveys.agreement import MOVED
from surveys.definition import Section, Statement
from surveys.words import number_word


@dataclass(frozen=True)
class RankedStatement:
    """A statement among the strongest or weakest; `remark` says what its number alone does not."""

    key: str
    text: str
    section: str
    score: str
    remark: str


@dataclass(frozen=True)
class Extremes:
    """Strongest and weakest statements, best and worst first, and how many more share the last score of each."""

    strongest: tuple[RankedStatement, ...]
    weakest: tuple[RankedStatement, ...]
    more_strongest: str
    more_weakest: str
    instead: str
    """Why there are none; empty when there are."""


def statements_of(results: Results) -> Iterator[tuple[Section, Statement]]:
    """All statements in the order they are asked, with their section."""
    for section in results.definition.sections:
        for statement in section.statements:
            yield section, statement


def extremes(results: Results, count: int = 3) -> Extremes:
    """At most `count` of each, never the same statement in both."""
    rows = []
    for index, (section, statement) in enumerate(statements_of(results)):
        figure = results.all(results.statement(statement.key))
        if figure["mean"] is not None:
            rows.append((-results.goodness(section, figure["mean"]), index, _ranked(results, section, statement)))
    ordered = [row[2] for row in sorted(rows, key=lambda row: row[:2])]
    if len(rows) < 2:
        return Extremes((), (), "", "", "Too few statements can be shown to name the strongest and the weakest.")
    if max(row[0] for row in rows) - min(row[0] for row in rows) < CLOSE:
        alike = f"All {number_word(len(rows))} statements that are shown score alike: {ordered[0].score}."
        return Extremes((), (), "", "", alike)
    take = min(count, len(rows) // 2)
    strongest, weakest = ordered[:take], ordered[::-1][:take]
    return Extremes(
        tuple(strongest), tuple(weakest), _more(ordered[take:], strongest[-1]), _more(ordered[:-take], weakest[-1]), ""
    )


def _ranked(results: Results, section: Section, statement: Statement) -> RankedStatement:
    row = results.statement(statement.key)
    remarks = ["high is bad"] if section.direction == "high_is_bad" else []
    if any(figure["gap_flag"] for figure in row["columns"].values()):
        remarks.append("partners differ")
    elif is_disputed(results, statement.key):
        remarks.append(f"{results.people_word} are split")
    return RankedStatement(
        statement.key, statement.text, section.short_title, one_decimal(results.all(row)["mean"]), ", ".join(remarks)
    )


def _more(others: list[RankedStatement], last: RankedStatement) -> str:
    count = sum(item.score == last.score for item in others)
    if not count:
        return ""
    return f"{upper_first(number_word(count))} more {plural(count, 'scores', 'score')} {last.score}, too."


@dataclass(frozen=True)
class Difference:
    """A statement on which columns lie far apart: both ends by name and value."""

    key: str
    text: str
    section: str
    range: str
    low_name: str
    low: str
    high_name: str
    high: str
    is_flagged: bool


def differences(results: Results, count: int = 3) -> list[Difference]:
    """The statements with the widest ranges, of half a point (of four) or more, widest first."""
    least = results.cut(float(MOVED)) - CLOSE
    found = []
    for section, statement in statements_of(results):
        width = results.statement(statement.key)["all"]["range"]
        if width is not None and width >= least:
            found.append((-width, _difference(results, section, statement)))
    return [item for _, item in sorted(found, key=lambda pair: pair[0])[:count]]


def _difference(results: Results, section: Section, statement: Statement) -> Difference:
    row = results.statement(statement.key)
    low, high = row["all"]["lowest"], row["all"]["highest"]
    return Difference(
        key=statement.key,
        text=statement.text,
        section=section.short_title,
        range=range_shown(row),
        low_name=end_name(results, row, "lowest"),
        low=shown(row["columns"][low]),
        high_name=end_name(results, row, "highest"),
        high=shown(row["columns"][high]),
        is_flagged=any(figure["gap_flag"] for figure in row["columns"].values()),
    )


def no_differences(results: Results) -> str:
    """Why no difference is listed."""
    if not results.columns:
        return "No partner can be shown, so there is nothing to compare."
    if results.is_side_by_side and not _is_any_compared(results):
        return "No two partners have a figure for the same statement, so there is nothing to compare."
    if results.is_side_by_side:
        return f"On every statement the partners shown lie less than {_least(results)} apart."
    if results.columns[0]["kind"] == "pool":
        return "All partners are shown together in this round, so they cannot be compared."
    return "Only one partner can be shown, so there is nothing to compare it with."


def _is_any_compared(results: Results) -> bool:
    return any(results.statement(key)["all"]["range"] is not None for key in results.definition.statement_keys)


def _least(results: Results) -> str:
    return "half a point" if results.points == 4 else f"{one_decimal(results.cut(float(MOVED)))} points"
