"""What a part of the record is made of: parts hold clauses, clauses hold fields, once or in rows. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["line", "text", "choice", "choices", "date", "number", "money", "partner", "partners", "row"]
LINE = 200
"""Characters that a `line` holds at most."""
TEXT = 5_000
"""Characters that a `text` holds at most."""


@dataclass(frozen=True)
class Field:
    """One thing to fill in.

    `missing` is what a reader is told when a required field is empty; `not_before` names a date field of the same
    clause that this one may not precede; `of` names the clause whose rows a `row` field chooses from; `least` and
    `most` bound a `number`; `empty` is what a reader is told where nothing is filled in and nothing has to be (without
    it, that is a gap); `is_due` marks a day by which something has to be done.
    """

    key: str
    label: str
    kind: Kind = "line"
    hint: str = ""
    missing: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    not_before: str = ""
    of: str = ""
    least: int = 0
    most: int = 100_000
    empty: str = ""
    is_due: bool = False

    @property
    def is_required(self) -> bool:
        """Whether it may not be left empty."""
        return bool(self.missing)


@dataclass(frozen=True)
class Clause:
    """One numbered section of a part: its fields once, or, where `row_word` says what a row is, any number of times.

    The first field of a row is its name. `once_by` names a field whose value no two rows may share.
    """

    key: str
    title: str
    hint: str
    fields: tuple[Field, ...]
    row_word: str = ""
    once_by: str = ""

    @property
    def is_list(self) -> bool:
        """Whether it holds rows."""
        return bool(self.row_word)

    def field(self, key: str) -> Field:
        """The field with this key; KeyError where there is none."""
        return {field.key: field for field in self.fields}[key]


@dataclass(frozen=True)
class Part:
    """One part of the record; `is_agreed`: partners sign versions of it, else it is kept up as it stands."""

    key: str
    title: str
    question: str
    clauses: tuple[Clause, ...]
    is_agreed: bool

    def clause(self, key: str) -> Clause:
        """The clause with this key; KeyError where there is none."""
        return {clause.key: clause for clause in self.clauses}[key]
