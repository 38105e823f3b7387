"""Say and do: what people score beside what the record holds that bears on it. Pure.

The mapping is data, in `say_do.yaml`; the rule is in docs/decisions/0071-say-and-do.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from record.checks import Check
from reports.results import Results, shown
from surveys.definition import Band, Section

INSTRUMENT = "six-principles"
"""The instrument whose statements are mapped."""
MAPPING = Path(__file__).parent / "say_do.yaml"
GOOD = ("A", "B")
"""Bands in which a principle is said to work."""
Reading = Literal["both", "said", "done", "neither"]
READINGS: dict[Reading, str] = {
    "both": "Said and done",
    "said": "Said, not done",
    "done": "Done, not felt",
    "neither": "Neither",
}


@cache
def mapping() -> Mapping[str, tuple[str, ...]]:
    """The checks that bear on each statement: their keys as part.check, by the statement's key."""
    found: dict[str, list[str]] = yaml.safe_load(MAPPING.read_text(encoding="utf-8"))
    return {statement: tuple(checks) for statement, checks in found.items()}


@dataclass(frozen=True)
class Held:
    """A check of the record: its part's key and title, and whether it is met; a draft is judged where it is alone."""

    part: str
    part_title: str
    check: Check
    is_met: bool
    is_draft: bool = False


@dataclass(frozen=True)
class MappedStatement:
    """A statement, its mean as it is shown (empty where it is not), and the checks that bear on it."""

    key: str
    text: str
    mean: str
    held: tuple[Held, ...]


@dataclass(frozen=True)
class PrincipleReading:
    """A principle's score beside the share of its checks that are met.

    `mean` 1 to A, None where it is not shown; `is_apart` that there is no shared view, None where that is not known;
    `held` each check that bears on one of its statements, once.
    """

    section: Section
    mean: float | None
    text: str
    band: Band | None
    is_apart: bool | None
    statements: tuple[MappedStatement, ...]
    held: tuple[Held, ...]

    @property
    def met(self) -> int:
        """How many of the checks are met."""
        return sum(item.is_met for item in self.held)

    @property
    def is_said(self) -> bool | None:
        """Whether people score it A or B; None where the score is not shown. Who stand apart have no band."""
        if self.mean is None:
            return None
        return self.band is not None and self.band.letter in GOOD

    @property
    def is_done(self) -> bool:
        """Whether two thirds of its checks are met, or more."""
        return 3 * self.met >= 2 * len(self.held)

    @property
    def reading(self) -> Reading | None:
        """One of the four; None where the score is not shown."""
        if self.is_said is None:
            return None
        if self.is_said:
            return "both" if self.is_done else "said"
        return "done" if self.is_done else "neither"


def readings(results: Results, held: Mapping[str, Held]) -> list[PrincipleReading]:
    """Every principle that has a mapped statement, in the instrument's order; `held` by part.check."""
    found = (_reading(results, section, held) for section in results.definition.sections)
    return [item for item in found if item.held]


def _reading(results: Results, section: Section, held: Mapping[str, Held]) -> PrincipleReading:
    row = results.section(section.key)
    figure = results.all(row)
    statements = tuple(_statement(results, section, key, held) for key in section.statement_keys if key in mapping())
    once = {f"{item.part}.{item.check.key}": item for line in statements for item in line.held}
    return PrincipleReading(
        section=section,
        mean=figure["mean"],
        text=shown(figure),
        band=results.band(figure),
        is_apart=row["all"]["no_shared_view"],
        statements=statements,
        held=tuple(once.values()),
    )


def _statement(results: Results, section: Section, key: str, held: Mapping[str, Held]) -> MappedStatement:
    text = next(item.text for item in section.statements if item.key == key)
    figure: dict[str, Any] = results.all(results.statement(key))
    return MappedStatement(key, text, shown(figure), tuple(held[check] for check in mapping()[key]))
