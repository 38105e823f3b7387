"""Where bars of answers stand, for all adapters alike. Pure. Places as in `reports.pictures.places`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Literal

from reports.charts import ChartRow, ChartSpec
from reports.pictures.measure import LETTER, SMALL_LETTER, letters, wrap
from reports.pictures.places import NARROWEST, WIDE, WIDE_FROM, Layout
from reports.words.answers import percent

BAR, HEAD = 26, 26
"""Height of a bar, and of the words above all, in px."""
GUTTER, SHARE_GUTTER = 20, 30
"""Room beside the bars for the number of a piece that is too narrow for it, and for its percentage, in px."""
NAMES = (140, 250)
"""The least and the most room for names beside the bars, in px."""

Where = Literal["inside", "left", "right", "nowhere"]


@dataclass(frozen=True)
class Piece:
    """A piece of a bar: which answer (1 the lowest), how many gave it, where it begins and how wide it is.

    `printed` is its number and `where` it stands: in the piece, beside the bar's end, or nowhere for want of room.
    """

    answer: int
    count: int
    percent: str
    x: float
    width: float
    printed: str
    where: Where


@dataclass(frozen=True)
class PlacedBar:
    """A row with the top of its box and of its bar, and the lines of its name."""

    row: ChartRow
    top: float
    y: float
    name: tuple[str, ...]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class BarPlaces:
    """Bars laid out between `left` and `right`.

    `line` is where they meet; `asides` where each column of those without a score ends.
    """

    rows: tuple[PlacedBar, ...]
    left: float
    right: float
    line: float
    asides: tuple[float, ...]
    height: float


@dataclass(frozen=True)
class _Field:
    """Where bars may be: values from `low` to `high`, shares from `left` to `right`, `full` px wide in all."""

    low: float
    high: float
    left: float
    right: float
    full: float
    gutter: float

    def x(self, value: float) -> float:
        """Where a value stands, as a share of the width; a gutter is kept at either side."""
        gutter = self.gutter / self.full
        inside = self.right - self.left - 2 * gutter
        return self.left + gutter + inside * (value - self.low) / (self.high - self.low)


def bar_places(spec: ChartSpec, layout: Layout) -> BarPlaces:
    """The layout: bars share one scale, on which the longest on either side fits."""
    starts = [0.0 if spec.is_share else -_below(row.counts) for row in spec.rows]
    low, high = min(starts, default=0.0), max((start + 1 for start in starts), default=1.0)
    asides = _asides(spec) if layout == "wide" else (1.0,)
    left, right = (_names(spec), asides[0]) if layout == "wide" else (0.0, 1.0)
    full, gutter = WIDE_FROM if layout == "wide" else NARROWEST, SHARE_GUTTER if spec.is_share else GUTTER
    field = _Field(low, high, left, right, full, gutter)
    placed, y = [], float(HEAD)
    for row, start in zip(spec.rows, starts, strict=True):
        name = _name(row.label, left, layout)
        above, below = _around(row, len(name), layout)
        placed.append(PlacedBar(row, y, y + above, name, tuple(_pieces(spec, row.counts, start, field))))
        y += above + BAR + below
    return BarPlaces(tuple(placed), left, right, field.x(0.0), asides[1:], y)


def _names(spec: ChartSpec) -> float:
    """The room for names, as a share of the width: no more than they need."""
    least, most = NAMES
    longest = max((letters(row.label) for row in spec.rows), default=0)
    return min(max(longest * LETTER * WIDE / WIDE_FROM, least), most) / WIDE


def _name(label: str, room: float, layout: Layout) -> tuple[str, ...]:
    if layout == "narrow":
        return wrap(label, int(NARROWEST / LETTER), 3)
    return wrap(label, int(room * WIDE_FROM / LETTER), 3)


def _around(row: ChartRow, lines: int, layout: Layout) -> tuple[float, float]:
    """Room above and below a bar, in px: on a phone for the lines of its name and for those without a score."""
    if layout == "narrow":
        return 7 + 18 * lines, 14 + 18 * any(row.asides)
    around = max(12, 16 * lines + 12 - BAR)
    return around / 2, around / 2


def _asides(spec: ChartSpec) -> tuple[float, ...]:
    """Where the bars end, and each column of those without a score, as shares of the width."""
    ends = [1.0]
    for head in reversed(spec.asides):
        ends.append(ends[-1] - (letters(head) * SMALL_LETTER + 18) / WIDE_FROM)
    return tuple(reversed(ends))


def _below(counts: tuple[int, ...]) -> float:
    """The share of answers left of the line: those below the middle, and half of the middle one."""
    middle, odd = divmod(len(counts), 2)
    return (sum(counts[:middle]) + (counts[middle] / 2 if odd else 0)) / max(sum(counts), 1)


def _pieces(spec: ChartSpec, counts: tuple[int, ...], start: float, field: _Field) -> Iterator[Piece]:
    total = max(sum(counts), 1)
    edges = [field.x(start + done / total) for done in accumulate(counts, initial=0)]
    for answer, (count, (begin, end)) in enumerate(zip(counts, pairwise(edges), strict=True), 1):
        if count:
            share = percent(count, total)
            printed = share if spec.is_share else f"{count:,}"
            where = _where(printed, (begin, end), (edges[0], edges[-1]), field)
            yield Piece(answer, count, share, begin, end - begin, printed, where)


def _where(printed: str, piece: tuple[float, float], bar: tuple[float, float], field: _Field) -> Where:
    """Where a number has room at the narrowest width: in its piece, or beside it where the bar ends."""
    wanted = (letters(printed) * LETTER + 6) / field.full
    if piece[1] - piece[0] >= wanted:
        return "inside"
    if piece[0] == bar[0] and piece[0] - field.left >= wanted:
        return "left"
    return "right" if piece[1] == bar[1] and field.right - piece[1] >= wanted else "nowhere"


def shade(answer: int, points: int) -> str:
    """The class of an answer: d1 to d4 from the strongest disagreement to the strongest agreement, dn in the middle."""
    sides, odd = divmod(points, 2)
    if odd and answer == sides + 1:
        return "dn"
    outer = answer if answer <= sides else points + 1 - answer  # 1: the end of the scale
    steps = {1: ("s",), 2: ("s", "n"), 3: ("s", "m", "n")}.get(sides, ("s",) * (sides - 2) + ("m", "n"))
    kind = steps[outer - 1]
    return {"s": ("d1", "d4"), "m": ("d12", "d34"), "n": ("d2", "d3")}[kind][answer > sides]
