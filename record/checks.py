"""Readiness and completeness: published lists of checks, each passed or not, and a score of 0 to 100. Pure.

The lists are data, in `checks.yaml`; a check is one rule about one clause of a part.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from record.document import Document
from record.parts import PARTS

LISTS = Path(__file__).parent / "checks.yaml"


@dataclass(frozen=True)
class Check:
    """One published check: what it `asks`, and what is `missing` when it fails; `rule` and `want` say how it is told.

    filled: these fields hold something. rows: so many rows at least. each: there are rows, and each holds these fields.
    covers: rows name every choice of this field, or these choices. within_months: a row's day lies so many months back
    at most. ahead: this day is today or later. signed: every partner has agreed to the newest version put forward.
    """

    key: str
    asks: str
    missing: str
    clause: str
    rule: str
    want: Any


@dataclass(frozen=True)
class Outcome:
    """A check, and whether it is passed."""

    check: Check
    passed: bool


@dataclass(frozen=True)
class Readiness:
    """All checks of a part; `score` is the share passed, 0 to 100, half up."""

    part: str
    outcomes: tuple[Outcome, ...]

    @property
    def passed(self) -> list[Check]:
        """Those that are met."""
        return [item.check for item in self.outcomes if item.passed]

    @property
    def unmet(self) -> list[Check]:
        """Those that are not."""
        return [item.check for item in self.outcomes if not item.passed]

    @property
    def score(self) -> int:
        """0 to 100."""
        return (200 * len(self.passed) + len(self.outcomes)) // (2 * len(self.outcomes))


@cache
def checks_of(part: str) -> tuple[Check, ...]:
    """The published list of a part; empty where it has none. KeyError for a rule or a place that does not exist."""
    return tuple(_check(part, item) for item in yaml.safe_load(LISTS.read_text(encoding="utf-8")).get(part, []))


def _check(part: str, item: dict[str, Any]) -> Check:
    rule = next(rule for rule in (*RULES, "signed") if rule in item)
    if rule != "signed":
        clause = PARTS[part].clause(item["clause"])
        for field in _fields_of(rule, item[rule]):
            clause.field(field)
    return Check(item["key"], item["asks"], item["missing"], item.get("clause", ""), rule, item[rule])


def _fields_of(rule: str, want: Any) -> list[str]:
    if rule == "rows":
        return []
    if rule in {"filled", "each"}:
        return list(want)
    return [want["field"]]


def readiness(document: Document, *, is_signed: bool, today: date) -> Readiness:
    """How far a part is done; `is_signed`: whether every partner agreed to the newest version put forward."""
    found = checks_of(document.part.key)
    return Readiness(
        document.part.key,
        tuple(Outcome(check, passes(check, document, is_signed=is_signed, today=today)) for check in found),
    )


def passes(check: Check, document: Document, *, is_signed: bool, today: date) -> bool:
    """Whether one check is met."""
    return is_signed if check.rule == "signed" else RULES[check.rule](check, document, today)


def _filled(check: Check, document: Document, today: date) -> bool:
    return any(all(row.filled(field) for field in check.want) for row in document.of(check.clause))


def _rows(check: Check, document: Document, today: date) -> bool:
    return len(document.of(check.clause)) >= int(check.want)


def _each(check: Check, document: Document, today: date) -> bool:
    rows = document.of(check.clause)
    return bool(rows) and all(row.filled(field) for row in rows for field in check.want)


def _within_months(check: Check, document: Document, today: date) -> bool:
    earliest = months_before(today, check.want["months"])
    return any(earliest <= day <= today for day in _days(check, document))


def _ahead(check: Check, document: Document, today: date) -> bool:
    return any(day >= today for day in _days(check, document))


def _covers(check: Check, document: Document, today: date) -> bool:
    field = document.part.clause(check.clause).field(check.want["field"])
    choices = document.present if field.kind == "partner" else [key for key, _ in field.choices]
    wanted: set[Any] = set(check.want.get("choices") or choices)
    held = [row.values.get(field.key) for row in document.of(check.clause)]
    named = {item for value in held for item in (value if isinstance(value, list) else [value])}
    return bool(wanted) and wanted <= named


def _days(check: Check, document: Document) -> list[date]:
    field = check.want["field"]
    return [date.fromisoformat(row.values[field]) for row in document.of(check.clause) if row.filled(field)]


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last day of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


RULES: dict[str, Callable[[Check, Document, date], bool]] = {
    "filled": _filled,
    "rows": _rows,
    "each": _each,
    "covers": _covers,
    "within_months": _within_months,
    "ahead": _ahead,
}
