"""What partners still owe each other, by their record: when a partnership closes, and after. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from record.document import Document, Row, money_words
from record.schema import Clause


@dataclass(frozen=True)
class Owed:
    """One thing: what it is, and by whom and until when in words; empty where that is not written down."""

    what: str
    more: str


@dataclass(frozen=True)
class OwedGroup:
    """Things of one kind, the part of the record they stand in, and what to say where there are none."""

    title: str
    part: str
    lines: tuple[Owed, ...]
    none: str


def obligations(agreed: Document | None) -> OwedGroup:
    """What survives by the exit strategy that was agreed; None: there is none."""
    none = "No exit strategy was agreed, so nothing says what survives."
    if agreed is not None:
        none = "The agreed exit strategy names nothing that survives."
    clause = agreed.part.clause("survives") if agreed else None
    lines = tuple(_line(agreed, clause, row) for row in agreed.of("survives")) if agreed and clause else ()
    return OwedGroup("Obligations that survive", "exit", lines, none)


def steps(parting: Document | None) -> OwedGroup:
    """Steps of the exit that are not done."""
    clause = parting.part.clause("steps") if parting else None
    rows = [row for row in parting.of("steps") if row.values.get("state") != "done"] if parting else []
    lines = tuple(_line(parting, clause, row) for row in rows) if parting and clause else ()
    none = "Every step is done." if parting and parting.of("steps") else "No steps of an exit were written down."
    return OwedGroup("Exit steps not done", "parting", lines, none)


def _line(document: Document, clause: Clause, row: Row) -> Owed:
    told = [words for field, words in document.told(clause, row) if field.key in {"who", "until", "due_on"} and words]
    return Owed(document.name(clause, row), ", ".join(told))


def contributions(kept: Document | None) -> OwedGroup:
    """What was pledged and not given, summed by partner; too much in one row makes up for nothing in another."""
    pledged: dict[int, Decimal] = defaultdict(Decimal)
    owed: dict[int, Decimal] = defaultdict(Decimal)
    for row in kept.of("contributions") if kept else ():
        promised, given = _sum(row, "pledged"), _sum(row, "given")
        pledged[row.values["partner"]] += promised
        owed[row.values["partner"]] += max(Decimal(0), promised - given)
    names = kept.partners if kept else {}
    lines = tuple(
        Owed(names.get(partner, "A partner"), f"{money_words(sum_)} of {money_words(pledged[partner])} pledged")
        for partner, sum_ in sorted(owed.items(), key=lambda pair: names.get(pair[0], ""))
        if sum_
    )
    none = "Everything that was pledged was given." if owed else "No contributions were written down."
    return OwedGroup("Pledged and not given", "contributions", lines, none)


def _sum(row: Row, field: str) -> Decimal:
    return Decimal(row.values[field]) if row.filled(field) else Decimal(0)


def signatures(waiting: Sequence[tuple[str, Sequence[str]]]) -> OwedGroup:
    """Versions, in words, with the partners whose answer is still to come."""
    lines = tuple(Owed(version, ", ".join(partners)) for version, partners in waiting if partners)
    return OwedGroup("Signatures to come", "", lines, "No signature is outstanding.")
