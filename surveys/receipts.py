"""A person's own receipt in words and as a picture's measures."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as say

from surveys.definition import Answers, Definition
from surveys.models import Response
from surveys.scoring import Receipt, SectionReceipt, receipt
from surveys.words import lower_first, number_word

WIDE, NARROW = (190, 476), (8, 334)
"""Where the axis begins and how long it is, in px, in the two drawings."""


def number(value: Fraction | None) -> str:
    """A score with at most one decimal, rounded half up; empty for None."""
    if value is None:
        return ""
    return one_decimal(value).removesuffix(".0")


def one_decimal(value: Fraction | None) -> str:
    """A score with exactly one decimal, rounded half up, for figures under each other; empty for None."""
    if value is None:
        return ""
    tenths = int(value * 10 + Fraction(1, 2))
    return f"{tenths // 10}.{tenths % 10}"


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
class Zone:
    """A band behind the picture: its letter, its upper end as a section's score (empty where sections differ in size).

    Places and widths in px in both drawings; every second zone is shaded.
    """

    letter: str
    end: str
    wide_x: float
    wide_width: float
    narrow_x: float
    narrow_width: float
    is_shaded: bool

    @property
    def wide_middle(self) -> float:
        """Where its letter stands."""
        return round(self.wide_x + self.wide_width / 2, 1)

    @property
    def narrow_middle(self) -> float:
        """Where its letter stands."""
        return round(self.narrow_x + self.narrow_width / 2, 1)

    @property
    def wide_end(self) -> float:
        """Where its upper end is."""
        return round(self.wide_x + self.wide_width, 1)


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
    zones: tuple[Zone, ...]
    lowest: str

    @property
    def wide_height(self) -> int:
        """Of the drawing, in px."""
        return 40 + 44 * len(self.bars)

    @property
    def narrow_height(self) -> int:
        """Of the drawing, in px."""
        return 44 + 58 * len(self.bars)


def own_view(response: Response, definition: Definition) -> OwnView:
    """The receipt of a response."""
    answers: Answers = response.answers
    profile = receipt(answers, definition)
    return OwnView(
        reference=response.submission_key.hex[:8].upper(),
        finding=finding(profile, definition),
        receipt=profile,
        overall=number(profile.overall),
        overall_of=definition.scale.points
        * sum(len(section.statements) for section in definition.sections if section.direction == "high_is_good"),
        counted=_counted(profile),
        bars=tuple(_bar(row, index, definition) for index, row in enumerate(profile.sections)),
        zones=_zones(definition),
        lowest=_of_section(Fraction(1), definition),
    )


def _bar(row: SectionReceipt, index: int, definition: Definition) -> Bar:
    points = definition.scale.points
    share = None if row.mean is None else float((row.mean - 1) / (points - 1))
    note = say("pro-rated") if row.is_pro_rated else "" if row.score is not None else say("too few answers for a score")
    return Bar(
        title=definition.section(row.key).short_title,
        score=number(row.score),
        of=row.of * points,
        band=row.band.letter if row.band else "",
        note=note,
        wide_x=None if share is None else _along(WIDE, share),
        narrow_x=None if share is None else _along(NARROW, share),
        wide_y=40 + 44 * index + 18,
        narrow_y=44 + 58 * index + 36,
    )


def _zones(definition: Definition) -> tuple[Zone, ...]:
    """The bands, lowest first; none where high is bad in a section, as they would not fit it."""
    if any(section.direction == "high_is_bad" for section in definition.sections):
        return ()
    points, high = definition.scale.points, Fraction(definition.scale.points)
    zones: list[Zone] = []
    for band in definition.bands:
        low = Fraction(1) if band.above is None else band.above
        if low < high:
            start, share = float((low - 1) / (points - 1)), float((high - low) / (points - 1))
            zones.append(
                Zone(
                    letter=band.letter,
                    end=_of_section(high, definition),
                    wide_x=_along(WIDE, start),
                    wide_width=round(WIDE[1] * share, 1),
                    narrow_x=_along(NARROW, start),
                    narrow_width=round(NARROW[1] * share, 1),
                    is_shaded=len(zones) % 2 == 1,
                )
            )
        high = low
    return tuple(reversed(zones))


def _along(axis: tuple[int, int], share: float) -> float:
    """The place of a share (0 to 1) of the scale, in px."""
    return round(axis[0] + axis[1] * share, 1)


def _of_section(value: Fraction, definition: Definition) -> str:
    """A mean as a section's score; empty where sections differ in size."""
    sizes = {len(section.statements) for section in definition.sections}
    return number(value * sizes.pop()) if len(sizes) == 1 else ""


def _counted(profile: Receipt) -> str:
    parts = [
        (profile.dont_know, say("don’t know")),
        (profile.not_applicable, say("doesn’t apply")),
        (profile.unanswered, say("not answered")),
    ]
    return ", ".join(f"{number_word(count, say)} {words}" for count, words in parts if count)


def finding(profile: Receipt, definition: Definition) -> str:
    """One sentence about the person's own answers: the highest and the lowest section, if they differ."""
    scored = [
        row
        for row, section in zip(profile.sections, definition.sections, strict=True)
        if row.mean is not None and section.direction == "high_is_good"
    ]
    if not scored:
        return say("You gave too few scores for a profile.")
    highest, lowest = max(scored, key=_mean), min(scored, key=_mean)
    if _mean(highest) == _mean(lowest):
        if len(scored) > 1:
            return say("You see every principle alike.")
        return say("You scored {title}.").format(title=_title(highest, definition))
    both = say("You rate {highest} highest and {lowest} lowest.")
    return both.format(highest=_title(highest, definition), lowest=_title(lowest, definition))


def _mean(row: SectionReceipt) -> Fraction:
    return row.mean or Fraction(0)


def _title(row: SectionReceipt, definition: Definition) -> str:
    return lower_first(definition.section(row.key).short_title)
