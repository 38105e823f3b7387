"""Where panels of lines over rounds stand. Pure. Places as in `reports.pictures.places`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from reports.charts import ChartCell, ChartLine, ChartRow, ChartSpec, ChartStep
from reports.pictures.measure import LETTER, SMALL_LETTER, letters
from reports.pictures.places import NARROW, NARROWEST, WIDE, WIDE_FROM, Layout

PANEL, HEAD, FOOT, APART = 108, 10, 24, 22
"""Heights of a panel, of the room above its first one, of the words under it and of the room between two, in px."""
NAME = {"wide": 0, "narrow": 26}
"""Room above a panel for its name, in px."""
MARK_UP = 5
"""How far above a panel's lower edge the marks of rounds without a figure stand, in px."""
CROWD = 12
"""Among more rounds than this, dots are smaller, and only the first and the newest figure are printed."""
TITLE = 16
"""Titles of rounds longer than so many letters are left to the list of rounds; months stand on the axis."""
GAP = 10
"""How far two labels of the axis are apart at least, in px."""


@dataclass(frozen=True)
class PlacedPanel:
    """A row with the top of its box and the top and bottom of its panel, in px."""

    row: ChartRow
    top: float
    upper: float
    lower: float


@dataclass(frozen=True)
class SlopePlaces:
    """Panels laid out: the ground runs from `left` to `right`, rounds stand at `xs`, shares of the width."""

    panels: tuple[PlacedPanel, ...]
    left: float
    right: float
    xs: tuple[float, ...]
    height: float
    radius: float

    def y(self, spec: ChartSpec, panel: PlacedPanel, value: float) -> float:
        """How far down a value stands, in px."""
        return panel.lower - (panel.lower - panel.upper) * (value - spec.low) / (spec.high - spec.low)


def slope_places(spec: ChartSpec, layout: Layout) -> SlopePlaces:
    """The layout: one panel under another, all on the same scale and the same rounds."""
    full = WIDE if layout == "wide" else NARROW
    left, right, inside = (166 / WIDE, 690 / WIDE, 26 / WIDE) if layout == "wide" else (22 / NARROW, 1.0, 20 / NARROW)
    xs = tuple(left + inside + (right - left - 2 * inside) * place for place in spec.where)
    panels, y = [], float(HEAD)
    for row in spec.rows:
        upper = y + NAME[layout]
        panels.append(PlacedPanel(row, y, upper, upper + PANEL))
        y = upper + PANEL + FOOT + APART
    step = min((after - before for before, after in pairwise(xs)), default=1.0) * full
    return SlopePlaces(tuple(panels), left, right, xs, y - APART, 5.0 if step > 3 * CROWD else 3.0)


@dataclass(frozen=True)
class AxisWord:
    """A label under the panels: at which round it stands, and how it hangs there."""

    round: int
    words: str
    anchor: Literal["start", "middle", "end"]


def axis_words(spec: ChartSpec, places: SlopePlaces, layout: Layout) -> list[AxisWord]:
    """Titles of the rounds where all of them fit; else as many months as fit, the first and the last always."""
    width = WIDE_FROM if layout == "wide" else NARROWEST
    if all(letters(title) <= TITLE for title in spec.columns):
        titles = _fitting(spec.columns, places, width)
        if len(titles) == len(spec.columns):
            return titles
    return _fitting(spec.moments, places, width)


def _fitting(words: Sequence[str], places: SlopePlaces, width: float) -> list[AxisWord]:
    """The last label, then from the first on those that touch neither the one before nor the last."""
    last = len(words) - 1
    spans = [_span(word, places, number, width) for number, word in enumerate(words)]
    kept, end = [], float("-inf")
    for number, (start, stop, _) in enumerate(spans):
        is_free = start >= end + GAP and (number == last or stop + GAP <= spans[last][0])
        if is_free or number == last:
            kept.append(AxisWord(number, words[number], spans[number][2]))
            end = stop
    return kept


def _span(
    word: str, places: SlopePlaces, number: int, width: float
) -> tuple[float, float, Literal["start", "middle", "end"]]:
    """From where to where a label would run, in px, and its anchor: in the middle unless the ground ends before."""
    x, size = places.xs[number] * width, letters(word) * SMALL_LETTER
    low, high = places.left * width, places.right * width
    if x - size / 2 < low and number == 0:
        return low, low + size, "start"
    if x + size / 2 > high and number == len(places.xs) - 1:
        return high - size, high, "end"
    return x - size / 2, x + size / 2, "middle"


def printed(spec: ChartSpec, places: SlopePlaces, row: ChartRow, layout: Layout) -> list[tuple[int, ChartCell]]:
    """The figures that are written beside their dots: those of the row's own line, as many as there is room for."""
    line = own_line(row)
    known = [(number, cell) for number, cell in enumerate(line.cells) if cell.value is not None]
    width = WIDE_FROM if layout == "wide" else NARROWEST
    steps = [(after - before) * width for before, after in pairwise(places.xs)]
    if all(step >= 4 * LETTER + GAP / 2 for step in steps):
        return known
    return known[:1] + known[1:][-1:]


def stroke(row: ChartRow, line: ChartLine, step: ChartStep | None = None) -> float:
    """How wide a line, or one step of it, is drawn, in px: a change shows under the line of all partners."""
    if step is not None and step.is_flagged:
        return 6.5
    return 2.5 if line is own_line(row) else 1.5


def own_line(row: ChartRow) -> ChartLine:
    """The line that a panel is about: a partner's, else that of all partners."""
    return next((line for line in row.lines if line.role == "one"), next(line for line in row.lines if line.cells))
