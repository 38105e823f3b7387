"""A person's own receipt in words and as a picture's measures."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from surveys.definition import Answers, Definition
from surveys.models import Response
from surveys.scoring import Receipt, SectionReceipt, receipt
from surveys.words import lower_first, number_word

WIDE, NARROW = 846, 350


def number(value: Fraction | None) -> str:
    """A score with at most one decimal, rounded half up; empty for None."""
    if value is None:
        return ""
    tenths = int(value * 10 + Fraction(1, 2))
    return f"{tenths // 10}" if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}"


@dataclass(frozen=True)
class Bar:
    """One section of the picture: where its dot stands in both drawings, in px; None without a score."""

    title: str
    score: str
    of: int
    band: str
    note: str
    wide_x: float | None
    narrow_x: float | None
    wide_y: int
    narrow_y: int


@dataclass(frozen=True)
class OwnView:
    """All that a receipt shows."""

    reference: str
    finding: str
    receipt: Receipt
    overall: str
    overall_of: int
    counted: str
    bars: tuple[Bar, ...]
    same_size: bool

    @property
    def wide_height(self) -> int:
        """Of the drawing, in px."""
        return 40 + 44 * len(self.bars)

    @property
    def narrow_height(self) -> int:
        """Of the drawing, in px."""
        return 20 + 58 * len(self.bars)


def own_view(response: Response, definition: Definition) -> OwnView:
    """The receipt of a response."""
    answers: Answers = response.answers
    profile = receipt(answers, definition)
    sizes = {len(section.statements) for section in definition.sections}
    return OwnView(
        reference=response.submission_key.hex[:8].upper(),
        finding=finding(profile, definition),
        receipt=profile,
        overall=number(profile.overall),
        overall_of=definition.scale.points
        * sum(len(section.statements) for section in definition.sections if section.direction == "high_is_good"),
        counted=_counted(profile),
        bars=tuple(_bar(row, index, definition) for index, row in enumerate(profile.sections)),
        same_size=len(sizes) == 1,
    )


def _bar(row: SectionReceipt, index: int, definition: Definition) -> Bar:
    points = definition.scale.points
    share = None if row.mean is None else float((row.mean - 1) / (points - 1))
    note = "pro-rated" if row.is_pro_rated else "" if row.score is not None else "too few answers for a score"
    return Bar(
        title=definition.section(row.key).short_title,
        score=number(row.score),
        of=row.of * points,
        band=row.band.letter if row.band else "",
        note=note,
        wide_x=None if share is None else round(190 + 476 * share, 1),
        narrow_x=None if share is None else round(8 + 334 * share, 1),
        wide_y=40 + 44 * index + 18,
        narrow_y=20 + 58 * index + 36,
    )


def _counted(profile: Receipt) -> str:
    parts = [
        (profile.dont_know, "don’t know"),
        (profile.not_applicable, "doesn’t apply"),
        (profile.unanswered, "not answered"),
    ]
    return ", ".join(f"{number_word(count)} {words}" for count, words in parts if count)


def finding(profile: Receipt, definition: Definition) -> str:
    """One sentence about the person's own answers: the highest and the lowest section, if they differ."""
    scored = [
        row
        for row, section in zip(profile.sections, definition.sections, strict=True)
        if row.mean is not None and section.direction == "high_is_good"
    ]
    if not scored:
        return "You gave too few scores for a profile."
    highest, lowest = max(scored, key=_mean), min(scored, key=_mean)
    if _mean(highest) == _mean(lowest):
        return "You see every principle alike." if len(scored) > 1 else f"You scored {_title(highest, definition)}."
    return f"You rate {_title(highest, definition)} highest and {_title(lowest, definition)} lowest."


def _mean(row: SectionReceipt) -> Fraction:
    return row.mean or Fraction(0)


def _title(row: SectionReceipt, definition: Definition) -> str:
    return lower_first(definition.section(row.key).short_title)
