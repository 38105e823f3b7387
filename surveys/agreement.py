"""How far people, and partners, see it alike. Pure and exact.

Sources: AD, the mean absolute deviation about the mean (Burke and Dunlap 2002); r_wg and r_wg(J) (James, Demaree
and Wolf 1984) against answers spread evenly over the scale. Cuts on four points scale with (A − 1) / 3.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Label = Literal["agree", "mixed", "split"]

SECTION_FLAG = Fraction(3, 4)
STATEMENT_FLAG = Fraction(1)
NO_SHARED_VIEW = Fraction(1)
MOVED = Fraction(1, 2)
"""Cuts in points of a four-point scale: see `scaled`."""


def scaled(cut: Fraction, points: int) -> Fraction:
    """A cut given for four points, on a scale of A points."""
    return cut * (points - 1) / 3


@dataclass(frozen=True)
class Spread:
    """Agreement among people on one statement.

    `n` scored (2 or more), `ad` in points (0 to (A − 1) / 2), `variance_ratio` s²/σ² (0 and up), `r_wg` = 1 − s²/σ²,
    negative when there are two camps.
    """

    n: int
    ad: Fraction
    variance_ratio: Fraction

    @property
    def r_wg(self) -> Fraction:
        """r_wg, at most 1."""
        return 1 - self.variance_ratio


def spread(counts: Sequence[int]) -> Spread | None:
    """Agreement among the people counted: `counts[0]` answered 1, the last answered A. None under two scores."""
    n = sum(counts)
    if n < 2:
        return None
    points = len(counts)
    total = sum(score * count for score, count in enumerate(counts, 1))
    # Everything times n, in whole numbers: |n·x − Σx| and n·Σx² − (Σx)².
    deviation = sum(abs(n * score - total) * count for score, count in enumerate(counts, 1))
    squares = n * sum(score * score * count for score, count in enumerate(counts, 1)) - total * total
    return Spread(n, Fraction(deviation, n * n), Fraction(12 * squares, n * (n - 1) * (points * points - 1)))


def label(ad: Fraction, points: int) -> Label:
    """*agree* up to A/8, *mixed* up to A/6, *split* above."""
    if ad <= Fraction(points, 8):
        return "agree"
    return "mixed" if ad <= Fraction(points, 6) else "split"


def r_wg_j(ratios: Sequence[Fraction]) -> Fraction:
    """r_wg(J) over J statements from their s²/σ² (one or more); 0 when the mean is 1 or more."""
    size, x = len(ratios), sum(ratios, Fraction(0)) / len(ratios)
    return Fraction(0) if x >= 1 else size * (1 - x) / (size * (1 - x) + x)


def response_bounds(value: Fraction, *, answered: int, missing: int, points: int) -> tuple[Fraction, Fraction]:
    """The mean of all people if the missing had answered 1, and A; for attributed rounds only.

    `value` is the mean (1 to A) of the `answered`, one or more.
    """
    total, everybody = value * answered, answered + missing
    return (total + missing) / everybody, (total + missing * points) / everybody


def mean_deviation(values: Sequence[Fraction]) -> Fraction | None:
    """AD of partners' means about their mean; None under two."""
    if len(values) < 2:
        return None
    middle = sum(values, Fraction(0)) / len(values)
    return sum((abs(value - middle) for value in values), Fraction(0)) / len(values)


def gaps(means: Sequence[Fraction | None], weights: Sequence[int]) -> list[Fraction | None]:
    """Each column's perception gap: its mean less the mean of the *other* partners' means.

    `weights` are numbers of partners (a pool stands for several). None for a column without a mean or without others.
    """
    present = [(value, weight) for value, weight in zip(means, weights, strict=True) if value is not None]
    total = sum((value * weight for value, weight in present), Fraction(0))
    partners = sum(weight for _, weight in present)
    result: list[Fraction | None] = []
    for value, weight in zip(means, weights, strict=True):
        if value is None or partners == weight:
            result.append(None)
        else:
            result.append(value - (total - value * weight) / (partners - weight))
    return result


def mostly_split(labels: Iterable[str | None]) -> bool | None:
    """Whether half or more of the known labels are *split*; None when none is known."""
    known = [item for item in labels if item is not None]
    return 2 * known.count("split") >= len(known) if known else None
