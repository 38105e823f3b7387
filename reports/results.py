"""One closed round's document, and the questions that words and pictures ask of it. Pure.

The document is that of docs/results-format.md. Nothing here or above it can see an answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import floor
from typing import Any, Literal

from surveys.definition import Band, Definition, Section

Voice = Literal["partner", "person"]
VOICES: dict[Voice, str] = {"partner": "one_partner_one_voice", "person": "one_person_one_voice"}
VOICE_WORDS: dict[Voice, str] = {"partner": "one partner, one voice", "person": "one person, one voice"}
LIMIT_WORDS = {"or_above": " or above", "or_below": " or below"}
CLOSE = 1e-9
"""The document's numbers are floats of exact fractions: cuts forgive this much."""


def rounded(value: float) -> float:
    """A mean to one decimal, half up."""
    return floor(value * 10 + 0.5 + CLOSE) / 10


def one_decimal(value: float) -> str:
    """A mean as it is shown: one decimal, half up."""
    return f"{rounded(value):.1f}"


def shown(figure: Mapping[str, Any]) -> str:
    """A figure's mean as it is shown, with the limit it was kept within; empty where there is none."""
    return "" if figure["mean"] is None else one_decimal(figure["mean"]) + LIMIT_WORDS.get(figure["bound"], "")


def range_shown(row: Mapping[str, Any]) -> str:
    """How far the columns of a row lie apart, with “or more” where an end was kept within a limit; empty for none."""
    if row["all"]["range"] is None:
        return ""
    low, high = (row["columns"][row["all"][end]]["bound"] for end in ("lowest", "highest"))
    return one_decimal(row["all"]["range"]) + (" or more" if low == "or_below" or high == "or_above" else "")


def short(words: str) -> str:
    """A figure as it is shown, for where there is no room: “≤1.3” for “1.3 or below”, “≥2.0” for “2.0 or more”."""
    number, _, limit = words.partition(" or ")
    return {"below": "≤", "above": "≥", "more": "≥"}.get(limit, "") + number


def level_starts(points: int) -> tuple[float, ...]:
    """Where each of the five grounds begins: 1, 1.6, 2.2, 2.8, 3.4 on four points."""
    return tuple(1 + (points - 1) * fifth / 5 for fifth in range(5))


def level_of(value: float, points: int) -> int:
    """1 to 5, the ground a printed score stands on: fifths of the scale, cut after rounding."""
    return 1 + sum(rounded(value) >= low - CLOSE for low in level_starts(points)[1:])


@dataclass(frozen=True)
class Results:
    """A document and its instrument, counted by one partner or by one person, one voice."""

    document: Mapping[str, Any]
    definition: Definition
    voice: Voice = "partner"

    @property
    def points(self) -> int:
        """A, the highest score."""
        return self.definition.scale.points

    @property
    def part_word(self) -> str:
        """What the field calls a section of this instrument."""
        return "principle" if self.definition.key.startswith("six-principles") else "section"

    @property
    def facts(self) -> Mapping[str, Any]:
        """The round: how many were invited and answered, its mode, when it closed."""
        facts: Mapping[str, Any] = self.document["round"]
        return facts

    @property
    def columns(self) -> list[dict[str, Any]]:
        """The columns, alphabetical, a pool last."""
        columns: list[dict[str, Any]] = self.document["columns"]
        return columns

    @cached_property
    def _names(self) -> dict[str, str]:
        return {column["key"]: column["name"] for column in self.columns}

    def column_name(self, key: str | None) -> str:
        """A column's name; empty for None."""
        return self._names.get(key or "", "")

    def column_of(self, partner: int | None) -> dict[str, Any] | None:
        """The column that a partner's answers are in, its own or a pool; None where it has none."""
        found = (column for column in self.columns for row in column["partners"] if row["key"] == str(partner))
        return next(found, None)

    @property
    def is_side_by_side(self) -> bool:
        """Whether there are columns to compare."""
        return len(self.columns) > 1

    @property
    def is_attributed(self) -> bool:
        """Whether results are named by organisation and nothing is hidden."""
        return bool(self.facts["mode"] == "attributed")

    @property
    def is_official(self) -> bool:
        """Whether each partner gave one official answer: then organisations are counted, not people."""
        return bool(self.facts.get("official"))

    @property
    def people_word(self) -> str:
        """Who answered: people, or organisations where each gave one official answer."""
        return "organisations" if self.is_official else "people"

    @property
    def overall(self) -> dict[str, Any]:
        """The overall row."""
        row: dict[str, Any] = self.document["figures"]["overall"]
        return row

    def section(self, key: str) -> dict[str, Any]:
        """A section's row."""
        row: dict[str, Any] = self.document["figures"]["sections"][key]
        return row

    def statement(self, key: str) -> dict[str, Any]:
        """A statement's row."""
        row: dict[str, Any] = self.document["figures"]["statements"][key]
        return row

    def importance(self, key: str) -> dict[str, Any] | None:
        """The row of a section's importance; None where it was not asked."""
        rows: dict[str, dict[str, Any]] = self.document["figures"].get("importance", {})
        return rows.get(key)

    def all(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """A row's figure for all partners, counted by the chosen voice."""
        figure: dict[str, Any] = row["all"][VOICES[self.voice]]
        return figure

    def band(self, figure: Mapping[str, Any]) -> Band | None:
        """The band of a figure; None without a mean or a shared view."""
        return next((band for band in self.definition.bands if band.letter == figure["band"]), None)

    def cut(self, points_of_four: float) -> float:
        """A cut that the field gives for four points, on this scale."""
        return points_of_four * (self.points - 1) / 3

    def goodness(self, section: Section, mean: float) -> float:
        """A mean mirrored where high is bad, so that more is always better."""
        return self.points + 1 - mean if section.direction == "high_is_bad" else mean

    def level(self, value: float) -> int:
        """1 to 5, the ground a printed score stands on: fifths of the scale, cut after rounding."""
        return level_of(value, self.points)

    @property
    def section_means(self) -> list[tuple[Section, float]]:
        """Sections that have a mean, in the instrument's order."""
        pairs = [(section, self.all(self.section(section.key))["mean"]) for section in self.definition.sections]
        return [(section, mean) for section, mean in pairs if mean is not None]

    @property
    def without_shared_view(self) -> list[Section]:
        """Sections on which people, or partners, are too far apart for a verdict."""
        return [section for section in self.definition.sections if self.section(section.key)["all"]["no_shared_view"]]
