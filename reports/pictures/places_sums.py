"""Where bars of sums stand. Pure. Places as in `reports.pictures.places`."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, pairwise

from reports.charts import ChartDot, ChartRow, ChartSpec
from reports.pictures.measure import LETTER, wrap
from reports.pictures.places import NARROWEST, WIDE, Layout

NAMES = 250 / WIDE
"""Room for names beside the bars, as a share of the width."""
BAR, GIVEN = 22, 5
"""Heights of a bar and of the line of what was given, in px."""
ROOM = 34
"""A piece narrower than so many px has no room for its sum."""


@dataclass(frozen=True)
class SumPiece:
    """A piece of a bar: what it stands for, its place among the kinds from 0, where it begins, how wide it is."""

    dot: ChartDot
    number: int
    x: float
    width: float


@dataclass(frozen=True)
class PlacedSum:
    """A row with the top of its box and of its bar, and the width of the line of what was given."""

    row: ChartRow
    top: float
    y: float
    pieces: tuple[SumPiece, ...]
    given: float


@dataclass(frozen=True)
class SumPlaces:
    """Bars laid out; all begin at `left`."""

    rows: tuple[PlacedSum, ...]
    left: float
    height: float


def sum_places(spec: ChartSpec, layout: Layout) -> SumPlaces:
    """The layout: the longest bar or line is as wide as there is room for."""
    left, right = (262 / WIDE, 640 / WIDE) if layout == "wide" else (0.0, 1.0)
    scale = (right - left) / spec.high
    placed, y = [], 4.0
    for row in spec.rows:
        lines = len(wrap(row.label, int(NARROWEST / LETTER), 3)) if layout == "narrow" else 0
        above = 20 * lines if layout == "narrow" else 6
        given = scale * (row.cells[1].value or 0)
        placed.append(PlacedSum(row, y, y + above, _pieces(spec, row, left, scale), given))
        y += above + BAR + GIVEN + (52 if layout == "narrow" else 15)
    return SumPlaces(tuple(placed), left, y)


def _pieces(spec: ChartSpec, row: ChartRow, left: float, scale: float) -> tuple[SumPiece, ...]:
    edges = [left + scale * done for done in accumulate((dot.value for dot in row.dots), initial=0.0)]
    return tuple(
        SumPiece(dot, spec.columns.index(dot.name), begin, end - begin)
        for dot, (begin, end) in zip(row.dots, pairwise(edges), strict=True)
    )


def kind_level(number: int) -> int:
    """The ground of a kind by its place among them: 5, the darkest, for the first, and so on."""
    return 5 - number % 5
