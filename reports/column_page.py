"""One column of a closed round: a partner, “Other partners” or “All partners”, beside the others. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import Any

from reports.results import Results, one_decimal, rounded, shown
from reports.statement_page import gap_words, nothing
from reports.words.phrases import isolated, listed, plural, title, upper_first
from reports.words.statements import statements_of
from surveys.agreement import MOVED
from surveys.definition import Section, Statement
from surveys.words import number_word

TOLD = 3
"""So many strongest and weakest statements."""

WHY = {
    "too_few": "too few people scored it",
    "not_enough_statements": "under two thirds of its statements can be shown",
    "no_overall": "a section has no score",
    "no_answers": "nobody scored it",
}


@dataclass(frozen=True)
class ColumnStatement:
    """One statement in this column; `gap` says how far from the others, `why` why there is no mean."""

    key: str
    text: str
    section: str
    mean: str
    gap: str
    is_flagged: bool
    agreement: str
    why: str


@dataclass(frozen=True)
class ColumnSection:
    """One section in this column, beside the mean of the others (empty where there are none)."""

    key: str
    title: str
    mean: str
    others: str
    gap: str
    is_flagged: bool
    note: str
    statements: tuple[ColumnStatement, ...]


def find_column(results: Results, key: str) -> dict[str, Any]:
    """The column with this key; KeyError when there is none."""
    for column in results.columns:
        if column["key"] == key:
            return column
    raise KeyError(key)


def around(results: Results, key: str) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """The columns before and after, alphabetical; None at the ends."""
    columns = results.columns
    index = [column["key"] for column in columns].index(key)
    return columns[index - 1] if index else None, columns[index + 1] if index + 1 < len(columns) else None


def column_sections(results: Results, key: str) -> list[ColumnSection]:
    """The profile, in the instrument's order."""
    return [_section(results, section, key) for section in results.definition.sections]


def _section(results: Results, section: Section, key: str) -> ColumnSection:
    figure = results.section(section.key)["columns"][key]
    return ColumnSection(
        key=section.key,
        title=section.short_title,
        mean=shown(figure) or nothing(results),
        others=_others(figure),
        gap=gap_words(figure),
        is_flagged=figure["gap_flag"],
        note=_note(section, figure),
        statements=tuple(_statement(results, section, item, key) for item in section.statements),
    )


def _others(figure: dict[str, Any]) -> str:
    return "" if figure["gap"] is None or figure["mean"] is None else one_decimal(figure["mean"] - figure["gap"])


def _note(section: Section, figure: dict[str, Any]) -> str:
    notes = [WHY.get(figure["hidden"], "")] if figure["mean"] is None else []
    notes += ["no shared view among its people"] if figure["no_shared_view"] else []
    notes += ["high is bad"] if section.direction == "high_is_bad" else []
    return ", ".join(note for note in notes if note)


def _statement(results: Results, section: Section, statement: Statement, key: str) -> ColumnStatement:
    figure = results.statement(statement.key)["columns"][key]
    return ColumnStatement(
        key=statement.key,
        text=statement.text,
        section=section.short_title,
        mean=shown(figure) or nothing(results),
        gap=gap_words(figure),
        is_flagged=figure["gap_flag"],
        agreement=figure["label"] or "",
        why=WHY.get(figure["hidden"], "") if figure["mean"] is None else "",
    )


def column_differences(results: Results, key: str) -> list[ColumnStatement]:
    """The statements it sees half a point (of four) or more differently from the others, widest first."""
    least = rounded(results.cut(float(MOVED)))
    found = []
    for section, statement in statements_of(results):
        gap = results.statement(statement.key)["columns"][key]["gap"]
        if gap is not None and rounded(abs(gap)) >= least:
            found.append((-abs(gap), _statement(results, section, statement, key)))
    return [item for _, item in sorted(found, key=lambda pair: pair[0])]


def strongest_and_weakest(results: Results, key: str) -> tuple[list[ColumnStatement], list[ColumnStatement]]:
    """Its best and worst statements, at most three of each and never the same; none where all score alike."""
    rows = []
    for index, (section, statement) in enumerate(statements_of(results)):
        mean = results.statement(statement.key)["columns"][key]["mean"]
        if mean is not None:
            rows.append((-results.goodness(section, mean), index, _statement(results, section, statement, key)))
    rows.sort(key=lambda row: row[:2])
    if len(rows) < 2 or rounded(-rows[0][0]) == rounded(-rows[-1][0]):
        return [], []
    take = min(TOLD, len(rows) // 2)
    ordered = [row[2] for row in rows]
    return ordered[:take], ordered[::-1][:take]


def about(column: dict[str, Any], results: Results) -> str:
    """Who stands behind a column."""
    if results.is_official:
        return "One official answer, which its people agreed and a lead sent."
    people = f"{upper_first(number_word(column['people']))} {plural(column['people'], 'person', 'people')} answered"
    if column["kind"] != "pool":
        return f"{people} for it."
    names = listed([isolated(partner["name"]) for partner in column["partners"]])
    together = "as was chosen before the launch" if results.facts["view"] == "together" else "so that nobody stands out"
    return f"{people} for {names}, shown together {together}."


def column_words(results: Results, key: str) -> list[str]:
    """Where a column differs from the others, in sentences."""
    if not results.is_side_by_side:
        return ["No other partner is shown, so there is nothing to compare it with."]
    sections = [(section, results.section(section.key)["columns"][key]) for section in results.definition.sections]
    flagged = [(section, figure) for section, figure in sections if figure["gap_flag"]]
    statements = [results.statement(item.key)["columns"][key] for _, item in statements_of(results)]
    if not any(figure["gap"] is not None for figure in chain((pair[1] for pair in sections), statements)):
        return ["None of its figures can be compared with the others."]
    far = sum(figure["gap_flag"] for figure in statements)
    return [*_section_sentences(results, flagged), _statement_sentence(results, far)]


def _section_sentences(results: Results, flagged: list[tuple[Section, dict[str, Any]]]) -> list[str]:
    if not flagged:
        return [f"On no {results.part_word} do the figures shown stand far from the others’."]
    return [
        f"On {title(section)} it scores {shown(figure)}, the others {_others(figure)} on average."
        for section, figure in flagged
    ]


def _statement_sentence(results: Results, far: int) -> str:
    least = "a point" if results.points == 4 else f"{one_decimal(results.cut(1.0))} points"
    if not far:
        return f"On no single statement is the figure shown {least} or more from theirs."
    lie = plural(far, "statement lies", "statements lie")
    return f"{upper_first(number_word(far))} single {lie} {least} or more from them."


def column_hidden(results: Results, column: dict[str, Any]) -> list[str]:
    """What is not shown about a column and why, in sentences."""
    key = column["key"]
    sections = [
        item for item in results.definition.sections if results.section(item.key)["columns"][key]["mean"] is None
    ]
    hidden = sum(results.statement(item.key)["columns"][key]["mean"] is None for _, item in statements_of(results))
    found = []
    if sections:
        names = listed([title(section) for section in sections])
        found.append(f"No score for {names}: under two thirds of the statements there can be shown.")
    if hidden:
        why = (
            "nobody scored them"
            if results.is_attributed
            else "fewer than three people scored them, or too few to hide who did"
        )
        what = plural(hidden, "statement has", "statements have")
        found.append(
            f"{upper_first(number_word(hidden))} {what} no figure: {why if hidden > 1 else why.replace('them', 'it')}."
        )
    return [*found, *_small(column)] or ["Nothing: all its figures are on this page."]


def _small(column: dict[str, Any]) -> list[str]:
    if column["detail"] != "small":
        return []
    if column["kind"] == "pool":
        how = "Means of this pool are rounded to the nearest half, so that nobody’s answer can be worked out."
        return ["How many gave each answer, and how far its people agree.", how]
    how = "Its group is small: means are rounded and kept within limits, so that nobody’s answer can be worked out."
    return ["How many gave each answer.", how]
