"""Contributions added up: by partner, by year, by kind, and all of them. Pure; sums are exact, in pounds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from record.document import Document, Row

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Sum:
    """What was pledged and given, over so many contributions.

    `given` adds up those that are told; `due` is what was pledged in them; `told` is how many these are.
    """

    pledged: Decimal = NOTHING
    given: Decimal = NOTHING
    due: Decimal = NOTHING
    rows: int = 0
    told: int = 0

    def __add__(self, other: Sum) -> Sum:
        return Sum(
            self.pledged + other.pledged,
            self.given + other.given,
            self.due + other.due,
            self.rows + other.rows,
            self.told + other.told,
        )

    @property
    def is_told(self) -> bool:
        """Whether it is known of every contribution what was given."""
        return self.told == self.rows

    @property
    def open(self) -> Decimal:
        """What was pledged where it is not yet told what was given."""
        return self.pledged - self.due

    @property
    def short(self) -> Decimal:
        """By how much less was given than pledged, where it is told; below zero where it was more."""
        return self.due - self.given


@dataclass(frozen=True)
class Totals:
    """Contributions by partner, year and kind; `names` are all partners that contribute, by name."""

    names: Mapping[int, str]
    years: tuple[int, ...]
    kinds: tuple[tuple[str, str], ...]
    cells: Mapping[tuple[int, int, str], Sum]

    def sum(self, *, partner: int | None = None, year: int | None = None, kind: str | None = None) -> Sum:
        """The sum over what is named; over everything where nothing is."""
        wanted = (partner, year, kind)
        return added(
            found
            for key, found in self.cells.items()
            if all(want is None or want == have for want, have in zip(wanted, key, strict=True))
        )


def added(sums: Iterable[Sum]) -> Sum:
    """All of them together; nothing for none."""
    return sum(sums, Sum())


def totals(document: Document) -> Totals:
    """Adds up the part `contributions`; years rise, and kinds are those of the part that occur, in its order."""
    cells: dict[tuple[int, int, str], Sum] = defaultdict(Sum)
    for row in document.of("contributions"):
        cells[row.values["partner"], row.values["year"], row.values["kind"]] += _sum(row)
    names = {partner: document.partners.get(partner, "a partner no longer in the record") for partner, _, _ in cells}
    kinds = {kind for _, _, kind in cells}
    field = document.part.clause("contributions").field("kind")
    return Totals(
        dict(sorted(names.items(), key=lambda pair: pair[1].casefold())),
        tuple(sorted({year for _, year, _ in cells})),
        tuple((key, words) for key, words in field.choices if key in kinds),
        dict(cells),
    )


def _sum(row: Row) -> Sum:
    pledged = Decimal(row.values["pledged"])
    if not row.filled("given"):
        return Sum(pledged, rows=1)
    return Sum(pledged, Decimal(row.values["given"]), pledged, 1, 1)


def year_words(year: int) -> str:
    """A financial year as 2027/28."""
    return f"{year}/{(year + 1) % 100:02}"
