"""Where rows of dots stand, for all adapters alike. Pure. Places as in `reports.pictures.places`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from math import ceil, sqrt

from reports.charts import ChartDot, ChartSpec
from reports.pictures.ends import End, ends
from reports.pictures.places import NARROW, WIDE, Layout, Placed

SMALL_DOT, CROWD = 3.5, 20
"""Radius of the dots, in px, where a row has more than so many."""
NOTE_AT, LABEL_LETTERS = 135 / WIDE, 17
"""Where the word for the range stands in a wide dot plot, and how many letters fit before it."""
END_LINE = 18
"""Height of a line of words at the end of a range, in px."""
TICK = 10
"""How far the marks of the scale reach above and below a row's dots, in px."""


@dataclass(frozen=True)
class DotPlaces:
    """Rows of dots laid out: the scale runs from `left` to `right`; dots reach `up` and `down` from their line."""

    left: float
    right: float
    rows: tuple[Placed, ...]
    height: float
    radius: float
    up: float = 0.0
    down: float = 0.0

    def x(self, spec: ChartSpec, value: float) -> float:
        """Where a value stands, as a share of the width."""
        return self.left + (self.right - self.left) * (value - spec.low) / (spec.high - spec.low)

    def stroke(self, offsets: Sequence[float]) -> float:
        """Half the height of the upright stroke, in px: it shows above and below the dots."""
        return max((abs(offset) for offset in offsets), default=0.0) + self.radius + 5

    def tick(self, placed: Placed) -> tuple[float, float]:
        """From where to where a mark of the scale runs in a row, in px: words are never crossed by one."""
        return placed.y - self.up - TICK, placed.y + self.down + TICK

    def offsets(self, spec: ChartSpec, dots: Sequence[ChartDot], width: int) -> list[float]:
        """How far each dot is moved down (or up) so that it does not lie on another, at a drawing's width in px."""
        places = [self.x(spec, dot.value) * width for dot in dots]
        return list(_centred(_swarm(places, 2 * self.radius + 1), 2 * self.radius + 1))

    def ends(self, spec: ChartSpec, placed: Placed, layout: Layout) -> list[tuple[End, float]]:
        """The words at both ends of a row's range, each with the height of its line of writing, in px."""
        found = ends(placed.row, lambda value: self.x(spec, value), layout)
        return [(end, placed.y + self.down + 23 + END_LINE * end.line) for end in found]

    def leaders(self, spec: ChartSpec, placed: Placed, layout: Layout) -> list[tuple[float, float, float]]:
        """Lines from the dots at both ends down to their words: where across, and from where to where, in px."""
        values = (placed.row.by_value[0].value, placed.row.by_value[-1].value)
        pairs = zip(values, self.ends(spec, placed, layout), strict=False)
        return [(self.x(spec, value), placed.y, base - 12) for value, (_, base) in pairs]


SPACING: dict[tuple[str, Layout], tuple[float, float, float, float]] = {
    ("dots", "wide"): (250 / WIDE, 746 / WIDE, 10, 30),
    ("dots", "narrow"): (8 / NARROW, 342 / NARROW, 34, 42),
    ("levels", "wide"): (150 / WIDE, 560 / WIDE, 20, 20),
    ("levels", "narrow"): (8 / NARROW, 342 / NARROW, 52, 26),
    ("lanes", "wide"): (150 / WIDE, 836 / WIDE, 30, 30),
    ("lanes", "narrow"): (8 / NARROW, 342 / NARROW, 42, 24),
}
"""Left and right end of the scale; room above and below the line of dots, in px."""


def dot_places(spec: ChartSpec, layout: Layout, *, head: float = 24) -> DotPlaces:
    """The layout. In a dot plot all rows have the room of the highest swarm, so that they look alike."""
    left, right, above, below = SPACING[spec.kind, layout]
    most = max((len(row.dots) for row in spec.rows), default=0)
    radius = 7 if spec.kind == "levels" else 5.5 if most <= CROWD else SMALL_DOT
    bare = DotPlaces(left, right, (), 0, radius)
    swarms = [bare.offsets(spec, row.by_value, WIDE if layout == "wide" else NARROW) for row in spec.rows]
    reaches = [(-min(offsets, default=0.0), max(offsets, default=0.0)) for offsets in swarms]
    extra = [0] * len(reaches)
    if spec.kind == "dots" and reaches:
        reaches = [(max(up for up, _ in reaches), max(down for _, down in reaches))] * len(reaches)
        extra = _second_lines(spec, bare, layout)
    placed, y = [], head
    for row, (up, down), lines in zip(spec.rows, reaches, extra, strict=True):
        placed.append(Placed(row, y, y + above + up, 0))
        y += above + up + down + below + END_LINE * lines
    up, down = reaches[0] if reaches else (0.0, 0.0)
    return DotPlaces(left, right, tuple(placed), y, radius, up, down)


def _second_lines(spec: ChartSpec, places: DotPlaces, layout: Layout) -> list[int]:
    """For each row 1 where the words of an end go down a line, else 0; on a phone, where most do, the same for all."""
    found = [max(end.line for end in ends(row, lambda value: places.x(spec, value), layout)) for row in spec.rows]
    return found if layout == "wide" else [max(found)] * len(found)


def _swarm(places: Sequence[float], distance: float) -> list[tuple[float, float]]:
    """Places in rising order, each with how far it is moved aside so that none is nearer than `distance` to another.

    Aside by whole steps of half a distance; a px of overlap is let through. Each dot looks at its neighbours once.
    """
    step = distance / 2
    settled: list[tuple[float, int]] = []
    for x in places:
        taken: set[int] = set()
        for other, aside in reversed(settled):
            if x - other >= distance:
                break
            reach = ceil(sqrt(max(0.0, distance**2 - 1 - (x - other) ** 2)) / step)
            taken.update(range(aside - reach + 1, aside + reach))
        settled.append((x, next(number for number in _outwards() if number not in taken)))
    return [(x, aside * step) for x, aside in settled]


def _outwards() -> Iterator[int]:
    """0, then 1, -1, 2, -2 and so on."""
    yield 0
    for number in count(1):
        yield number
        yield -number


def _centred(settled: Sequence[tuple[float, float]], distance: float) -> Iterator[float]:
    """How far each is moved aside, once each group of neighbours reaches as far up as down."""
    groups: list[list[tuple[float, float]]] = []
    for x, aside in settled:
        if groups and x - groups[-1][-1][0] < distance:
            groups[-1].append((x, aside))
        else:
            groups.append([(x, aside)])
    for group in groups:
        asides = [aside for _, aside in group]
        yield from (aside - (max(asides) + min(asides)) / 2 for aside in asides)
