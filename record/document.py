"""One version of a part as a value: which rows its clauses hold, and what each field says in words. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from record.places import is_place
from record.schema import Clause, Field, Part

Values = Mapping[str, Any]
GONE = "no longer in the record"
EMPTY: tuple[Any, ...] = (None, "", [])


@dataclass(frozen=True)
class Row:
    """What was filled in at once; `key` stays the same from version to version.

    Values as JSON has them: dates as 2027-03-31, money as "84000.00", partners by their ids, rows by their keys.
    """

    key: str
    values: Values

    def filled(self, field: str) -> bool:
        """Whether the field holds anything; zero does count, a place to fill in such as [name the board] does not."""
        value = self.values.get(field)
        return value not in EMPTY and not is_place(value)


@dataclass(frozen=True)
class Document:
    """A part, filled in.

    `partners` gives the name of every partner that is, or was, in the partnership; `present` are those that are.
    """

    part: Part
    rows: Mapping[str, tuple[Row, ...]]
    partners: Mapping[int, str]
    present: frozenset[int] = frozenset()

    def of(self, clause: str) -> tuple[Row, ...]:
        """The rows of a clause, in order; none or one where it is no list."""
        return self.rows.get(clause, ())

    def value(self, clause: str, field: str) -> Any:
        """What a clause that is no list holds; None where nothing is filled in."""
        return next((row.values[field] for row in self.of(clause) if row.filled(field)), None)

    def day(self, clause: str, field: str) -> date | None:
        """The same as a day."""
        value = self.value(clause, field)
        return date.fromisoformat(value) if value else None

    def is_empty(self) -> bool:
        """Whether nothing at all is filled in."""
        return not any(row.filled(field) for rows in self.rows.values() for row in rows for field in row.values)

    def name(self, clause: Clause, row: Row) -> str:
        """What the row is called: its first field in words."""
        return self.words(clause.fields[0], row) or f"({clause.row_word} without a name)"

    def words(self, field: Field, row: Row) -> str:
        """What the field says to a reader; empty where nothing is filled in."""
        value = row.values.get(field.key)
        return "" if value in EMPTY else self._words(field, value)

    def told(self, clause: Clause, row: Row) -> Iterator[tuple[Field, str]]:
        """Every field with its words."""
        return ((field, self.words(field, row)) for field in clause.fields)

    def _words(self, field: Field, value: Any) -> str:
        if field.kind == "row":
            return self._row_words(field, value)
        if field.kind in {"partner", "partners"}:
            named = value if isinstance(value, list) else [value]
            return ", ".join(sorted(self.partners.get(item, GONE) for item in named))
        if field.kind in {"choice", "choices"}:
            named = value if isinstance(value, list) else [value]
            words = ", ".join(word[:1].lower() + word[1:] for key, word in field.choices if key in named)
            return words[:1].upper() + words[1:]
        return SPOKEN[field.kind](value) if field.kind in SPOKEN else str(value)

    def _row_words(self, field: Field, key: str) -> str:
        clause = self.part.clause(field.of)
        return next((self.name(clause, row) for row in self.of(field.of) if row.key == key), GONE)


def day_words(day: date) -> str:
    """A day as 3 March 2027."""
    return f"{day.day} {day:%B %Y}"


def money_words(amount: Decimal) -> str:
    """A sum in pounds; pence only where there are any."""
    return f"£{amount:,.0f}" if amount == amount.to_integral_value() else f"£{amount:,.2f}"


SPOKEN: dict[str, Callable[[Any], str]] = {
    "date": lambda value: day_words(date.fromisoformat(value)),
    "money": lambda value: money_words(Decimal(value)),
}
