"""The words at both ends of a range: who stands there, under the dots, which they are never apart from. Pure.

An end’s words hang outward from its dot: those of the lowest end under it, those of the highest begin there. Where
the drawing ends first they are moved in from its edge as long as they stay under the dot, stand in the middle under
it, or hang inward. Only where both would overlap does the highest go down a line. All this is decided for the
narrowest width; in wider ones there is only more room.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from reports.charts import ChartDot, ChartRow
from reports.pictures.measure import LETTER, letters, shorten
from reports.pictures.places import NARROWEST, WIDE, WIDE_FROM, Layout
from reports.words.phrases import isolated
from surveys.words import number_word

Anchor = Literal["start", "middle", "end"]
BEGIN = 135 / WIDE
"""Where words may begin in the wide layout: names of rows stand before it."""
HANG, APART = 6, 10
"""How far words reach back under their dot, and how far both ends' words are apart at least, in px."""
NAMED = 2
"""So many who share an end are named; more are counted."""
WIDEST: dict[Layout, int] = {"wide": 930, "narrow": WIDE_FROM}
"""No drawing is wider than so many px."""


@dataclass(frozen=True)
class End:
    """The words at one end: at a share of the width, moved `dx` px aside, on line 0 or 1 under the dots.

    `left` and `right` are their extent in px at the narrowest width.
    """

    x: float
    dx: float
    line: int
    anchor: Anchor
    words: str
    is_flagged: bool
    left: float
    right: float


@dataclass(frozen=True)
class _Room:
    """From where to where words may stand, in px, at the narrowest width, and the greatest width."""

    left: float
    right: float
    widest: float

    @property
    def most(self) -> int:
        """How many letters fit."""
        return int((self.right - self.left) / LETTER)


def ends(row: ChartRow, at: Callable[[float], float], layout: Layout) -> list[End]:
    """The words of a row of two dots or more; `at` says where a value stands, as a share of the width."""
    begin, narrowest = (BEGIN, WIDE_FROM) if layout == "wide" else (0.0, NARROWEST)
    room = _Room(begin * narrowest, narrowest, WIDEST[layout])
    low, high = row.by_value[0], row.by_value[-1]
    if low.text == high.text:
        return [_end(f"All {low.text}", (low,), at(low.value), ("middle", "start", "end"), HANG, room)]
    near = (at(high.value) - at(low.value)) * room.right
    hang = min(HANG, (near - APART) / 2)
    lowest, highest = _sharing(row, low), _sharing(row, high)
    one = _end(end_words(lowest, room.most), lowest, at(low.value), ("end", "middle", "start"), hang, room)
    other = _end(end_words(highest, room.most), highest, at(high.value), ("start", "middle", "end"), hang, room)
    return [one, replace(other, line=int(one.right + APART > other.left))]


def from_to(row: ChartRow) -> str:
    """A row’s ends in a sentence of its own."""
    low, high = (end_words(_sharing(row, dot)) for dot in (row.by_value[0], row.by_value[-1]))
    return f"From {low} to {high}" if low != high else f"All {row.dots[0].text}"


def _sharing(row: ChartRow, end: ChartDot) -> tuple[ChartDot, ...]:
    """The dots that are written as the one at the end is, in the row's order."""
    return tuple(dot for dot in row.dots if dot.text == end.text)


def end_words(dots: Sequence[ChartDot], most: int = 400) -> str:
    """Who stands there, and the value, in at most so many letters if possible: of long names the middle goes first."""
    value, names = dots[0].text, [isolated(dot.name) for dot in dots]
    both = f"{' and '.join(names)} {value}"
    if len(dots) <= NAMED and letters(both) <= most:
        return both
    others = f" and {number_word(len(dots) - 1)} {'other' if len(dots) == NAMED else 'others'}" if dots[1:] else ""
    return f"{isolated(shorten(dots[0].name, max(most - letters(others + value) - 1, 6)))}{others} {value}"


def _end(words: str, dots: Sequence[ChartDot], x: float, anchors: Sequence[Anchor], hang: float, room: _Room) -> End:
    """At the first anchor that has room; from an edge where that is under the dot in any width, or where none has."""
    is_flagged, width = any(dot.is_flagged for dot in dots), letters(words) * LETTER
    for anchor in anchors:
        reach = hang if anchor == anchors[0] else HANG
        dx = {"start": -reach, "middle": 0.0, "end": reach}[anchor]
        left = x * room.right + dx - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
        if left >= room.left and left + width <= room.right:
            return End(x, dx, 0, anchor, words, is_flagged, left, left + width)
        if anchor == anchors[0] and _is_under(x, width, anchor, room):
            break
    return _from_edge(words, width, anchors[0], room, is_flagged=is_flagged)


def _is_under(x: float, width: float, outward: Anchor, room: _Room) -> bool:
    """Whether words that begin at the drawing’s edge reach under a dot, however wide the drawing is."""
    away = {"end": x - room.left / room.right, "start": 1 - x, "middle": 1.0}[outward]
    return away * room.widest <= width <= room.right - room.left


def _from_edge(words: str, width: float, outward: Anchor, room: _Room, *, is_flagged: bool) -> End:
    if outward == "end":
        return End(room.left / room.right, 0, 0, "start", words, is_flagged, room.left, room.left + width)
    return End(1, 0, 0, "end", words, is_flagged, room.right - width, room.right)
