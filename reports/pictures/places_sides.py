"""Where the bars of two sides stand. Pure. Places as in `reports.pictures.places`."""

from __future__ import annotations

from dataclasses import dataclass

from reports.charts import ChartCell, ChartRow, ChartSpec
from reports.pictures.measure import LETTER, wrap
from reports.pictures.places import NARROWEST, WIDE_FROM, Layout

BAR, STEP, HEAD = 18, 18, 44
"""Heights of a bar, of a line of words and of the words above all, in px."""
MIDDLE, GUTTER = 10, 48
"""Half the room between the two sides, and the room beyond the longest bar for its number, in px."""


@dataclass(frozen=True)
class PlacedSide:
    """One side of a row: its statement in lines, where its track and its bar begin, and how wide they are."""

    cell: ChartCell
    lines: tuple[str, ...]
    track: tuple[float, float]
    bar: tuple[float, float]


@dataclass(frozen=True)
class PlacedPair:
    """A row: where its words and its bars begin, and its left and right side."""

    top: float
    y: float
    sides: tuple[PlacedSide, PlacedSide]


@dataclass(frozen=True)
class SidePlaces:
    """The pairs laid out; the two sides begin at `middle[0]` and `middle[1]`."""

    pairs: tuple[PlacedPair, ...]
    middle: tuple[float, float]
    height: float


def side_places(spec: ChartSpec, layout: Layout) -> SidePlaces:
    """The layout: bars grow from the middle to both sides, the lowest score having none."""
    full = WIDE_FROM if layout == "wide" else NARROWEST
    middle = 0.5 - MIDDLE / full, 0.5 + MIDDLE / full
    room = 0.5 - (MIDDLE + GUTTER) / full
    most = int((full / 2 - MIDDLE - 4) / LETTER)
    pairs, y = [], float(HEAD)
    for row in spec.rows:
        words = [wrap(cell.words, most, 3 if layout == "wide" else 6) for cell in row.cells]
        lines = max(map(len, words))
        below = y + STEP * lines + 6
        pairs.append(PlacedPair(y, below, _sides(spec, row, words, middle, room)))
        y = below + BAR + 18
    return SidePlaces(tuple(pairs), middle, y)


def _sides(
    spec: ChartSpec, row: ChartRow, words: list[tuple[str, ...]], middle: tuple[float, float], room: float
) -> tuple[PlacedSide, PlacedSide]:
    shares = [(cell.value - spec.low) / (spec.high - spec.low) if cell.value is not None else 0 for cell in row.cells]
    left, right = row.cells
    return (
        PlacedSide(left, words[0], (middle[0] - room, room), (middle[0] - room * shares[0], room * shares[0])),
        PlacedSide(right, words[1], (middle[1], room), (middle[1], room * shares[1])),
    )
