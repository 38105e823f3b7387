"""The tables of contributions: partners by years, kinds by years, each with its totals. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from record.document import money_words
from record.totals import Sum, Totals, year_words
from reports.words.contributions import given_words


@dataclass(frozen=True)
class SumCell:
    """What was pledged and given in one place of a table; `column` says where; empty where nothing is written down."""

    column: str
    pledged: str
    given: str


@dataclass(frozen=True)
class SumRow:
    """A row of a table; the last cell is the row's total."""

    name: str
    cells: tuple[SumCell, ...]


@dataclass(frozen=True)
class SumTable:
    """A table with its totals: `foot` is the row under all others."""

    word: str
    columns: tuple[str, ...]
    rows: tuple[SumRow, ...]
    foot: SumRow


def sum_tables(totals: Totals) -> tuple[SumTable, SumTable]:
    """By partner and year, and by kind and year."""
    partners = tuple(_row(totals, name, partner=partner) for partner, name in totals.names.items())
    kinds = tuple(_row(totals, words, kind=kind) for kind, words in totals.kinds)
    columns = (*(year_words(year) for year in totals.years), "Together")
    foot = _row(totals, "All partners")
    by_kind = SumTable("Kind", columns, kinds, SumRow("All kinds", foot.cells))
    return SumTable("Partner", columns, partners, foot), by_kind


def _row(totals: Totals, name: str, *, partner: int | None = None, kind: str | None = None) -> SumRow:
    years = [(year_words(year), totals.sum(partner=partner, kind=kind, year=year)) for year in totals.years]
    found = [*years, ("Together", totals.sum(partner=partner, kind=kind))]
    return SumRow(name, tuple(_cell(column, whole) for column, whole in found))


def _cell(column: str, found: Sum) -> SumCell:
    if not found.rows:
        return SumCell(column, "", "")
    return SumCell(column, money_words(found.pledged), given_words(found))


def sum_rows(totals: Totals) -> Iterator[tuple[str | int | Decimal | None, ...]]:
    """The figures for a spreadsheet: a header, then a row for each partner, year and kind; nothing told is empty."""
    yield ("partner", "financial year", "kind", "pledged", "given", "given is told of so much that was pledged")
    words = dict(totals.kinds)
    names = list(totals.names)
    for partner, year, kind in sorted(totals.cells, key=lambda key: (names.index(key[0]), *key)):
        found = totals.cells[partner, year, kind]
        given = found.given if found.told else None
        yield (totals.names[partner], year_words(year), words[kind], found.pledged, given, found.due)
