"""What a partnership of the demonstration wrote down, read from its file: steps, each with its day, in order of time.

Rows go through the forms that people type into, so that a file holds nothing that a page would refuse.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from record.document import Document, Row
from record.forms import ClauseForm
from record.schema import Clause, Field
from surveys.demonstration.moments import day_told, year_told

RECORDS = Path(__file__).parent / "records"


class RecordFileError(Exception):
    """A file that holds what a page would refuse; the message says where and why."""


@dataclass(frozen=True)
class Answered:
    """One partner's answer to a version: plain agreement where there is no note."""

    partner: str
    day: date
    answer: str = "agrees"
    note: str = ""


@dataclass(frozen=True)
class Written:
    """What was written into one part at once, and what became of it.

    `proposed` None: it stays a draft, or the part is kept up. `others_by`: every partner in the partnership that is
    not among `answers` agrees, one after the other, until that day; None: the others have not answered.
    """

    part: str
    day: date
    by: str
    clauses: Mapping[str, Any]
    gone: Mapping[str, list[str]] = field(default_factory=dict)
    proposed: date | None = None
    answers_by: date | None = None
    changes: str = ""
    others_by: date | None = None
    answers: tuple[Answered, ...] = ()


@cache
def _file(slug: str) -> dict[str, Any]:
    return dict(yaml.safe_load((RECORDS / f"{slug}.yaml").read_text(encoding="utf-8")))


def load_record(slug: str, today: date) -> list[Written]:
    """The file of the partnership with this short name, earliest first."""
    told = _file(slug)
    kept = [Written(item["part"], day_told(item["on"], today), item["by"], item["clauses"]) for item in told["kept"]]
    return sorted([*kept, *(_agreed(item, today) for item in told["agreed"])], key=lambda written: written.day)


def _agreed(item: dict[str, Any], today: date) -> Written:
    days = {key: day_told(item[key], today) for key in ("proposed", "answers_by", "others_by") if key in item}
    return Written(
        item["part"],
        day_told(item["drafted"], today),
        item["by"],
        item["clauses"],
        gone=item.get("gone", {}),
        changes=item.get("changes", ""),
        answers=tuple(_answered(answer, today) for answer in item.get("answers", ())),
        **days,
    )


def _answered(item: dict[str, str], today: date) -> Answered:
    answer = next((key for key in ("reservations", "declines") if key in item), "agrees")
    return Answered(item["who"], day_told(item["on"], today), answer, item.get(answer, ""))


def values_of(clause: Clause, told: Mapping[str, Any], document: Document, today: date) -> dict[str, Any]:
    """What a row holds, as the form makes it of what would be typed; RecordFileError where it would be refused.

    The row that has the same name already keeps what `told` does not say.
    """
    for key in told:
        if key not in {item.key for item in clause.fields}:
            raise RecordFileError(f"{clause.title}: there is no “{key}”. Is a comma without quotes in {dict(told)}?")
    before = same_row(clause, told, document)
    typed = {**(before.values if before else {}), **_typed(clause, told, document, today)}
    partners = [(str(pk), document.partners[pk]) for pk in document.present]
    lists = [item for item in document.part.clauses if item.is_list]
    rows = {item.key: [(row.key, document.name(item, row)) for row in document.of(item.key)] for item in lists}
    form = ClauseForm(typed, clause=clause, partners=partners, rows=rows)
    if not form.is_valid():
        raise RecordFileError(f"{clause.title}: {dict(told)}: {form.errors.as_text()}")
    return form.values


def same_row(clause: Clause, told: Mapping[str, Any], document: Document) -> Row | None:
    """The row that is there already under this name, or the clause that has no rows; None for a new one."""
    if not clause.is_list:
        return next(iter(document.of(clause.key)), None)
    name = told.get(clause.fields[0].key)
    return next((row for row in document.of(clause.key) if document.name(clause, row) == name), None)


def _typed(clause: Clause, told: Mapping[str, Any], document: Document, today: date) -> dict[str, Any]:
    return {key: _value(clause.field(key), value, document, today) for key, value in told.items()}


def _value(asked: Field, value: Any, document: Document, today: date) -> Any:
    keys = {name: str(pk) for pk, name in document.partners.items()}
    if asked.kind == "partners":
        return [keys[name] for name in value]
    if asked.kind == "partner":
        return keys[value]
    if asked.kind == "row":
        clause = document.part.clause(asked.of)
        return next(row.key for row in document.of(asked.of) if document.name(clause, row) == value)
    if asked.kind == "date":
        return day_told(value, today).isoformat()
    if asked.kind == "number" and isinstance(value, str):
        return year_told(value, today)
    return value
