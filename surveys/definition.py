"""What an instrument asks, as plain values: sections, statements, scale and bands.

Pure: no Django. `Definition` is what an instrument file becomes once validated and what a
published version stores; everything that scores, draws or exports reads it from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal

Answer = int | Literal["dk", "na"]
"""A scored answer 1 to A, "dk" (don't know) or "na" (doesn't apply); not answered is absence."""

Answers = Mapping[str, Answer]
"""One person's answers by statement key; a key that is missing was not answered."""

Direction = Literal["high_is_good", "high_is_bad"]


@dataclass(frozen=True)
class Statement:
    """One sentence to agree or disagree with, what good looks like, and what to ask when it is low or disputed."""

    key: str
    text: str
    guidance: str = ""
    ask_when_low: str = ""
    ask_when_disputed: str = ""


@dataclass(frozen=True)
class Section:
    """A principle (or another group of statements); sections where high is bad stay out of an overall."""

    key: str
    title: str
    short_title: str
    statements: tuple[Statement, ...]
    direction: Direction = "high_is_good"
    description: str = ""

    @cached_property
    def statement_keys(self) -> tuple[str, ...]:
        """The keys of the statements, in the order they are asked."""
        return tuple(statement.key for statement in self.statements)


@dataclass(frozen=True)
class Scale:
    """The answers offered, lowest first: `labels[0]` scores 1 and the last scores A = `points`."""

    labels: tuple[str, ...]
    dont_know: str = "Don’t know"
    not_applicable: str = "Doesn’t apply"

    @property
    def points(self) -> int:
        """A, the highest score (2 or more)."""
        return len(self.labels)

    def label(self, answer: Answer) -> str:
        """The words for an answer."""
        if answer == "dk":
            return self.dont_know
        if answer == "na":
            return self.not_applicable
        return self.labels[answer - 1]


@dataclass(frozen=True)
class Band:
    """A band of the per-statement mean m: holds where m > `above` and no higher band does.

    `above` is exact; None marks the lowest band, which holds where no other does.
    """

    letter: str
    name: str
    meaning: str
    above: Fraction | None


@dataclass(frozen=True)
class Definition:
    """A whole instrument version."""

    key: str
    version: int
    title: str
    language: str
    description: str
    source: str
    minutes: int
    scale: Scale
    bands: tuple[Band, ...]
    sections: tuple[Section, ...]
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)
    """Words in further languages: language, then place (see surveys/translations.py), to text."""

    @property
    def languages(self) -> tuple[str, ...]:
        """All languages it can be filled in in, the first one first."""
        return (self.language, *self.translations)

    @cached_property
    def statement_keys(self) -> tuple[str, ...]:
        """All statement keys in the order they are asked."""
        return tuple(key for section in self.sections for key in section.statement_keys)

    def section(self, key: str) -> Section:
        """The section with this key; KeyError when there is none."""
        for section in self.sections:
            if section.key == key:
                return section
        raise KeyError(key)

    def to_json(self) -> dict[str, Any]:
        """Plain values for a JSON column; `from_json` gives the same definition back."""
        data = asdict(self)
        for band in data["bands"]:
            band["above"] = None if band["above"] is None else str(band["above"])
        for section in data["sections"]:
            section["statements"] = [_without_empty_prompts(row) for row in section["statements"]]
        if not self.translations:
            # Left out, so that versions published before there were translations keep their fingerprint.
            del data["translations"]
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Definition:
        """The definition that `to_json` wrote."""
        scale = data["scale"]
        return cls(
            **{
                name: data[name] for name in ("key", "version", "title", "language", "description", "source", "minutes")
            },
            scale=Scale(tuple(scale["labels"]), scale["dont_know"], scale["not_applicable"]),
            bands=tuple(
                Band(**{**band, "above": None if band["above"] is None else Fraction(band["above"])})
                for band in data["bands"]
            ),
            sections=tuple(
                Section(**{**section, "statements": tuple(Statement(**row) for row in section["statements"])})
                for section in data["sections"]
            ),
            translations=data.get("translations", {}),
        )


def _without_empty_prompts(row: dict[str, Any]) -> dict[str, Any]:
    """Left out where empty, so that versions published before there were prompts keep their fingerprint."""
    return {name: value for name, value in row.items() if value or not name.startswith("ask_")}
