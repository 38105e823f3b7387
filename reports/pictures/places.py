"""Where everything in a picture stands, for all adapters alike. Pure.

Across, places are shares of the width, so that a drawing fits any width without being shrunk; down, they are px.
There are two layouts: names beside their rows from `WIDE_FROM` px on, above them below that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reports.charts import ChartRow, ChartSpec
from reports.pictures.measure import LETTER, SMALL_LETTER, letters, wrap

Layout = Literal["wide", "narrow"]
WIDE_FROM, WIDE, NARROW, NARROWEST = 760, 846, 350, 280
"""The narrowest wide drawing, the widths that the two layouts are drawn for, and the narrowest of all, in px."""
NAMES = 228 / WIDE
"""Room for names beside the rows of a wide heat map, as a share of the width."""
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
