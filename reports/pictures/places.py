"""Where everything in a picture stands, for all adapters alike. Pure.

Across, places are shares of the width, so that a drawing fits any width without being shrunk; down, they are px.
There are two layouts: names beside their rows from `WIDE_FROM` px on, above them below that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from reports.charts import ChartDot, ChartRow, ChartSpec
from reports.pictures.measure import LETTER, SMALL_LETTER, letters, wrap

Layout = Literal["wide", "narrow"]
WIDE_FROM, WIDE, NARROW, NARROWEST = 760, 846, 350, 280
"""The narrowest wide drawing, the widths that the two layouts are drawn for, and the narrowest of all, in px."""
SMALL_DOT, CROWD = 3.5, 20
"""Radius of the dots, in px, where a row has more than so many."""
NAMES = 222 / WIDE
"""Room for names beside the rows of a wide heat map, as a share of the width."""
NOTE_AT, LABEL_LETTERS = 135 / WIDE, 17
"""Where the word for the range stands in a wide dot plot, and how many letters fit before it."""
END_LINE = 17
"""Height of a line of words at the end of a range, in px."""
MANY = 16
"""From so many rows on, rows are lower."""


@dataclass(frozen=True)
class Placed:
    """A row with the top of its box, the top of its cells or the line of its dots, and its cells' height."""

    row: ChartRow
    top: float
    y: float
    height: float

    @property
    def middle(self) -> float:
        """Half-way down its cells."""
        return self.y + self.height / 2


@dataclass(frozen=True)
class HeatPlaces:
    """A heat map laid out: cells run from `left` to `right`.

    `rule` is the line between the total and the rest; `foot` where the words under the total begin.
    """

    left: float
    right: float
    rows: tuple[Placed, ...]
    rule: float | None
    foot: float
    height: float
    is_low: bool

    def edge(self, column: float, columns: int) -> float:
        """Where a column begins, as a share of the width; column + 0.5 is its middle."""
        return self.left + (self.right - self.left) * column / max(columns, 1)


def is_numbered(spec: ChartSpec) -> bool:
    """Whether the columns are headed by numbers, with a key, because their names would not fit even when wide."""
    count = max(len(spec.columns), 1)
    longest = max((letters(name) for name in spec.columns), default=0)
    return longest * SMALL_LETTER > 1.05 * (744 - 232) / count


def heat_places(spec: ChartSpec, layout: Layout) -> HeatPlaces:
    """The layout of a heat map; the total stands first where there are many rows, last otherwise."""
    is_low = len(spec.rows) > MANY
    names, cells, gap = {"wide": (0, 42, 0), "narrow": (21, 36, 9)}[layout]
    if is_low:
        names, cells, gap = {"wide": (0, 26, 0), "narrow": (20, 28, 3)}[layout]
    rows = [row for row in spec.rows if row.kind != "total"]
    total = [row for row in spec.rows if row.kind == "total"]
    ordered = [*total, *rows] if is_low else [*rows, *total]
    placed, y, rule, foot = [], 0.0, None, 0.0
    for row in ordered:
        if row.kind == "total" and not is_low:
            rule, y = y + 8, y + 18
        height = cells if row.kind != "absent" or layout == "wide" else 0
        placed.append(Placed(row, y, y + names, height))
        y += names + height + gap
        if row.kind == "total":
            foot, y = y, y + _foot_height(spec, layout)
            rule, y = (y + 6, y + 14) if is_low else (rule, y)
    left, right = (232 / WIDE, 744 / WIDE) if layout == "wide" else (0.0, 1.0)
    return HeatPlaces(left, right, tuple(placed), rule, foot, y, is_low)


def name_lines(placed: Placed, *, is_low: bool) -> list[tuple[float, str]]:
    """The lines of a row's name in the wide layout, each with the height of its middle, in px."""
    lines = wrap(placed.row.label, int(NAMES * WIDE_FROM / LETTER), 1 if is_low else 2)
    return [(placed.middle + 17 * number - 8.5 * (len(lines) - 1), words) for number, words in enumerate(lines)]


def _foot_height(spec: ChartSpec, layout: Layout) -> float:
    total = spec.total
    framed = sum(cell.is_framed for cell in total.cells) if total else 0
    foot = (26 if layout == "wide" else 46) if spec.foot else 0
    listed = layout == "narrow" or is_numbered(spec)
    return foot + ((20 * framed if listed else 38) if framed else 0)


@dataclass(frozen=True)
class DotPlaces:
    """Rows of dots laid out: the scale runs from `left` to `right`."""

    left: float
    right: float
    rows: tuple[Placed, ...]
    height: float
    radius: float

    def x(self, spec: ChartSpec, value: float) -> float:
        """Where a value stands, as a share of the width."""
        return self.left + (self.right - self.left) * (value - spec.low) / (spec.high - spec.low)

    def stroke(self, offsets: Sequence[float]) -> float:
        """Half the height of the upright stroke, in px: among many dots it shows above and below them."""
        furthest = max((abs(offset) for offset in offsets), default=0.0)
        return 11.0 if self.radius > SMALL_DOT else furthest + self.radius + 5

    def offsets(self, spec: ChartSpec, dots: Sequence[ChartDot], width: int) -> list[float]:
        """How far each dot is moved down (or up) so that it does not lie on another, at a drawing's width in px."""
        return list(_swarm([self.x(spec, dot.value) * width for dot in dots], 2 * self.radius + 1))


SPACING: dict[tuple[str, Layout], tuple[float, float, float, float]] = {
    ("dots", "wide"): (250 / WIDE, 816 / WIDE, 22, 32),
    ("dots", "narrow"): (8 / NARROW, 342 / NARROW, 34, 40),
    ("levels", "wide"): (150 / WIDE, 560 / WIDE, 20, 20),
    ("levels", "narrow"): (8 / NARROW, 342 / NARROW, 52, 26),
}
"""Left and right end of the scale; room above and below the line of dots, in px."""


def dot_places(spec: ChartSpec, layout: Layout, *, head: float = 24) -> DotPlaces:
    """The layout of a dot plot: each row as high as its swarm needs."""
    left, right, above, below = SPACING[spec.kind, layout]
    most = max((len(row.dots) for row in spec.rows), default=0)
    radius = 7 if spec.kind == "levels" else 5.5 if most <= CROWD else SMALL_DOT
    places = DotPlaces(left, right, (), 0, radius)
    placed, y = [], head
    for row in spec.rows:
        offsets = places.offsets(spec, row.by_value, WIDE if layout == "wide" else NARROW)
        up, down = -min(offsets, default=0), max(offsets, default=0)
        placed.append(Placed(row, y, y + above + up, 0))
        second_line = END_LINE if layout == "narrow" and spec.kind == "dots" and ends_are_long(row) else 0
        y += above + up + down + below + second_line
    return DotPlaces(left, right, tuple(placed), y, radius)


def ends_are_long(row: ChartRow) -> bool:
    """Whether the words for both ends need a line each in the narrow layout."""
    words = sum(letters(dot.name) + letters(dot.text) + 2 for dot in (row.by_value[0], row.by_value[-1]))
    return words * SMALL_LETTER > NARROWEST


def _swarm(places: Sequence[float], distance: float) -> Iterator[float]:
    """For places in rising order, how far each is moved aside so that none is nearer than `distance` to another."""
    settled: list[tuple[float, float]] = []
    for x in places:
        near = [(other, aside) for other, aside in settled if x - other < distance]
        aside = next(
            step for step in _steps(distance) if all((x - o) ** 2 + (step - a) ** 2 >= distance**2 - 1 for o, a in near)
        )
        settled.append((x, aside))
        yield aside


def _steps(distance: float) -> Iterator[float]:
    """0, then half a distance down, up, and so on."""
    yield 0.0
    step = 1
    while True:
        yield step * distance / 2
        yield -step * distance / 2
        step += 1
