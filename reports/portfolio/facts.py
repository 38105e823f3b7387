"""What is known of one partnership beside others: the values that rules, words and pictures are made of. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from surveys.definition import Band, Definition, Section


@dataclass(frozen=True)
class SectionFact:
    """All partners on one section: `mean` 1 to A, None where it cannot be shown."""

    mean: float | None
    bound: str
    band: str
    no_shared_view: bool | None


@dataclass(frozen=True)
class Health:
    """The newest round of an instrument, as `surveys.portfolio` keeps it; `definition` is its newest version.

    `history`, oldest first: the day a round ended, its overall or None, whether its partners are those before it.
    """

    definition: Definition
    round_id: int
    ended_on: date
    is_attributed: bool
    points: int
    answered: int
    invited: int | None
    mean: float | None
    bound: str
    letter: str
    no_shared_view: bool | None
    before: float | None
    after: float | None
    matched: int
    moved: int
    history: tuple[tuple[date, float | None, bool], ...]
    sections: Mapping[str, SectionFact] = field(hash=False)

    @property
    def band(self) -> Band | None:
        """Its band; None without a mean or a shared view."""
        return next((band for band in self.definition.bands if band.letter == self.letter), None)

    @property
    def is_low(self) -> bool:
        """Whether its band is in the lower half of the instrument's: C or D of four."""
        return self.letter in low_letters(self.definition)

    @property
    def low_sections(self) -> list[Section]:
        """Sections whose band is in the lower half."""
        low = low_letters(self.definition)
        return [
            item
            for item in self.definition.sections
            if item.key in self.sections and self.sections[item.key].band in low
        ]

    def _band(self, section: Section) -> str:
        return self.sections[section.key].band

    @property
    def known(self) -> list[Section]:
        """Sections of which it is known whether there is a shared view."""
        return [item for item in self.definition.sections if self._view(item) is not None]

    @property
    def apart(self) -> list[Section]:
        """Sections without a shared view."""
        return [item for item in self.definition.sections if self._view(item)]

    def _view(self, section: Section) -> bool | None:
        found = self.sections.get(section.key)
        return found.no_shared_view if found else None


def half_of(definition: Definition) -> int:
    """The least number of sections that is half of them or more."""
    return (len(definition.sections) + 1) // 2


def low_letters(definition: Definition) -> list[str]:
    """The letters of the lower half of the bands."""
    bands = definition.bands
    return [band.letter for band in bands[(len(bands) + 1) // 2 :]]


@dataclass(frozen=True)
class Late:
    """What should have been done, or ended, so many days ago; `what` names it inside a sentence, `part` is where."""

    what: str
    days: int
    kind: Literal["review", "step", "term"] = "review"
    part: str = ""


@dataclass(frozen=True)
class Declined:
    """A version put forward that partners declined: `what` names it inside a sentence, `part` is where."""

    what: str
    partners: tuple[str, ...]
    part: str


@dataclass(frozen=True)
class Facts:
    """One partnership today.

    `last_round_on`: when a round of any instrument ended last; `entered_on`: since when it is here; `readiness` 0 to
    100, None where no exit strategy is begun; `late`, the longest overdue first.
    """

    today: date
    entered_on: date
    is_closed: bool = False
    is_winding_down: bool = False
    health: Health | None = None
    last_round_on: date | None = None
    readiness: int | None = None
    late: tuple[Late, ...] = ()
    declined: tuple[Declined, ...] = ()
