"""What pages of the record show: clauses with their rows in words, and where a version stands in a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from record.document import Document, Row, day_words
from record.models import Version
from record.places import places_in
from record.queries import Seat
from record.schema import Clause, Field

MOST_COLUMNS = 6
DONE = "done"


@dataclass(frozen=True)
class Cell:
    """A field of a row, and what it says; empty where nothing is filled in. `is_overdue`: its day has passed."""

    field: Field
    words: str
    is_overdue: bool = False


@dataclass(frozen=True)
class ShownRow:
    """A row: what it is called, and its other fields."""

    key: str
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class ShownClause:
    """A clause as a reader sees it; `number` counts from 1 within its part."""

    clause: Clause
    number: int
    rows: tuple[ShownRow, ...]
    cells: tuple[Cell, ...]

    @property
    def is_table(self) -> bool:
        """Whether its rows fit beside each other in columns."""
        return self.clause.is_list and len(self.clause.fields) <= MOST_COLUMNS

    @property
    def words(self) -> list[str]:
        """All that it says, names of rows too."""
        rows = [words for row in self.rows for words in (row.name, *(cell.words for cell in row.cells))]
        return rows + [cell.words for cell in self.cells]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it."""
        return not self.rows and not any(cell.words for cell in self.cells)


def shown(document: Document) -> list[ShownClause]:
    """Every clause of a version."""
    return [shown_clause(document, clause) for clause in document.part.clauses]


def shown_clause(document: Document, clause: Clause) -> ShownClause:
    """One clause of a version."""
    number = document.part.clauses.index(clause) + 1
    rows = document.of(clause.key)
    if clause.is_list:
        return ShownClause(clause, number, tuple(_row(document, clause, row) for row in rows), ())
    return ShownClause(clause, number, (), tuple(_cells(document, clause, next(iter(rows), Row("", {})))))


def places_of(clauses: Iterable[ShownClause]) -> list[tuple[ShownClause, int]]:
    """The clauses that have places in brackets still to fill in, and how many."""
    counted = ((item, sum(len(places_in(words)) for words in item.words)) for item in clauses)
    return [(item, count) for item, count in counted if count]


def _row(document: Document, clause: Clause, row: Row) -> ShownRow:
    return ShownRow(row.key, document.name(clause, row), tuple(_cells(document, clause, row))[1:])


def _cells(document: Document, clause: Clause, row: Row) -> Iterable[Cell]:
    return (Cell(field, words, _is_overdue(field, row)) for field, words in document.told(clause, row))


def _is_overdue(field: Field, row: Row) -> bool:
    """Whether something had to be done before today, and is not said to be done."""
    due = field.is_due and row.filled(field.key) and row.values.get("state") != DONE
    return due and date.fromisoformat(row.values[field.key]) < timezone.localdate()


def standing_words(version: Version, *, names_people: bool = True) -> str:
    """Where a version stands, in a sentence; what leaves the product does not say which person put it forward."""
    number = f"Version {version.number}"
    match version.state:
        case "proposed":
            return f"{number}, put forward on {_day(version.proposed_at)}{_by(version) if names_people else ''}."
        case "agreed":
            return f"{number}, agreed on {_day(version.agreed_at)}."
        case "superseded" if version.agreed_at:
            return f"{number}, agreed on {_day(version.agreed_at)}, replaced on {_day(version.superseded_at)}."
        case "superseded":
            return f"{number}, put forward on {_day(version.proposed_at)}, replaced before it was agreed."
        case "draft":
            return f"{number}, being written since {_day(version.created_at)}."
    return "Kept up as it stands; nobody signs it."


def _by(version: Version) -> str:
    return f" by {version.proposed_by}" if version.proposed_by else ""


def _day(moment: datetime | None) -> str:
    return day_words(timezone.localtime(moment).date())


ANSWERS = {"agrees": "agreed", "reservations": "with reservations", "declines": "declined"}
NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def signature_words(seats: Iterable[Seat]) -> str:
    """How partners answered, as in: Four agreed, one with reservations, one declined, two to come."""
    asked = [seat for seat in seats if not seat.has_left]
    given = [seat.signature.answer for seat in asked if seat.signature]
    counts = [(ANSWERS[key], given.count(key)) for key in ANSWERS] + [("to come", len(asked) - len(given))]
    told = [f"{NUMBERS[count] if count < len(NUMBERS) else count} {word}" for word, count in counts if count]
    words = ", ".join(told) or "nobody is asked"
    return words[0].upper() + words[1:]
