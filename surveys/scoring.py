"""Scores of one person, and the bands that scores fall into. Pure and exact.

Source: the Partnership Assessment Tool (Hardy, Hudson and Waddington 2003) for the sums and bands; the rule for
unanswered statements (at least two thirds of a section) is the product's own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from surveys.definition import Answers, Band, Definition, Direction, Section


def enough(present: int, of: int) -> bool:
    """Whether at least two thirds of `of` are present: what a section's figure needs."""
    return 3 * present >= 2 * of


def mean(values: Iterable[Fraction | int]) -> Fraction | None:
    """The exact mean; None of nothing."""
    items = list(values)
    return Fraction(sum(items), len(items)) if items else None


def band_of(value: Fraction, definition: Definition, direction: Direction = "high_is_good") -> Band:
    """The band of a per-statement mean between 1 and A.

    Where high is bad, the mean is mirrored first (A + 1 − m), so that the best band still means good.
    """
    mirrored = definition.scale.points + 1 - value if direction == "high_is_bad" else value
    for band in definition.bands:
        if band.above is None or mirrored > band.above:
            return band
    raise ValueError("The instrument has no lowest band.")


@dataclass(frozen=True)
class SectionReceipt:
    """A person's own score in one section.

    `mean` (1 to A), `score` (mean × J) and `band` are None when under two thirds of the statements are scored;
    `is_pro_rated` says that some, but not too many, are missing.
    """

    key: str
    mean: Fraction | None
    score: Fraction | None
    band: Band | None
    scored: int
    of: int

    @property
    def is_pro_rated(self) -> bool:
        """Whether the score stands for statements that were not scored, too."""
        return self.score is not None and self.scored < self.of


@dataclass(frozen=True)
class Receipt:
    """A person's own profile. The overall parts are None when a section that counts has no score."""

    sections: tuple[SectionReceipt, ...]
    overall: Fraction | None
    overall_mean: Fraction | None
    overall_band: Band | None
    scored: int
    dont_know: int
    not_applicable: int
    unanswered: int


def receipt(answers: Answers, definition: Definition) -> Receipt:
    """One person's own profile: sums over the sections, as the published tool adds them up."""
    sections = tuple(_section_receipt(answers, section, definition) for section in definition.sections)
    overall, overall_mean = _overall(sections, definition)
    given = [answers.get(key) for key in definition.statement_keys]
    return Receipt(
        sections=sections,
        overall=overall,
        overall_mean=overall_mean,
        overall_band=None if overall_mean is None else band_of(overall_mean, definition),
        scored=sum(isinstance(answer, int) for answer in given),
        dont_know=given.count("dk"),
        not_applicable=given.count("na"),
        unanswered=given.count(None),
    )


def _section_receipt(answers: Answers, section: Section, definition: Definition) -> SectionReceipt:
    given = [answers.get(key) for key in section.statement_keys]
    scores = [answer for answer in given if isinstance(answer, int)]
    size = len(given)
    average = mean(scores) if enough(len(scores), size) else None
    if average is None:
        return SectionReceipt(section.key, None, None, None, len(scores), size)
    band = band_of(average, definition, section.direction)
    return SectionReceipt(section.key, average, average * size, band, len(scores), size)


def _overall(
    sections: tuple[SectionReceipt, ...], definition: Definition
) -> tuple[Fraction, Fraction] | tuple[None, None]:
    counted = [
        row for row, section in zip(sections, definition.sections, strict=True) if section.direction == "high_is_good"
    ]
    scores = [row.score for row in counted if row.score is not None]
    if not counted or len(scores) < len(counted):
        return None, None
    total = sum(scores, Fraction(0))
    return total, total / sum(row.of for row in counted)
