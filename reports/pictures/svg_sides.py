"""The drawing of two sides."""

from __future__ import annotations

from collections.abc import Iterator

from reports.charts import ChartSpec
from reports.pictures.measure import LETTER, wrap
from reports.pictures.places import NARROWEST, WIDE_FROM, Layout
from reports.pictures.places_sides import BAR, MIDDLE, STEP, PlacedPair, SidePlaces, side_places
from reports.pictures.svg_parts import line, named, rect, text, titled

FILLS = ("mark", "accent")
ANCHORS = ("e", "")
"""The left side's words end at the middle, the right side's begin there."""


def sides(spec: ChartSpec, layout: Layout) -> tuple[float, str]:
    """The drawing's height in px, and its elements."""
    places = side_places(spec, layout)
    parts = list(_heads(spec, places, layout))
    for pair in places.pairs:
        parts += _words(spec, pair, places)
        parts += _bars(pair, places)
    parts += (
        line(middle, pair.y - 2, middle, pair.y + BAR + 2, "axis") for pair in places.pairs for middle in places.middle
    )
    return places.height, "".join(parts)


def _heads(spec: ChartSpec, places: SidePlaces, layout: Layout) -> Iterator[str]:
    """What each side is, and its mean."""
    most = int(((WIDE_FROM if layout == "wide" else NARROWEST) / 2 - MIDDLE) / LETTER)
    for words, mean, x, anchor in zip(spec.columns, spec.foot, places.middle, ANCHORS, strict=True):
        for index, part in enumerate(wrap(f"{words} {mean}", most, 2)):
            yield text(x, 14 + STEP * index, part, f"{anchor} b".strip())


def _words(spec: ChartSpec, pair: PlacedPair, places: SidePlaces) -> Iterator[str]:
    """The statements; the shorter of the two stands as close above its bar as the longer."""
    for side, x, anchor in zip(pair.sides, places.middle, ANCHORS, strict=True):
        first = pair.y - 6 - STEP * len(side.lines) + 13
        drawn = (text(x, first + STEP * index, part, f"{anchor} l".strip()) for index, part in enumerate(side.lines))
        yield named(spec.href(side.cell.link), "".join(drawn))


def _bars(pair: PlacedPair, places: SidePlaces) -> Iterator[str]:
    for number, side in enumerate(pair.sides):
        if not side.cell.words:
            continue
        number_at, anchor = (side.bar[0], "e") if number == 0 else (side.bar[0] + side.bar[1], "")
        track = rect(side.track[0], pair.y, side.track[1], BAR, "faint")
        bar = rect(side.bar[0], pair.y, side.bar[1], BAR, FILLS[number]) if side.cell.value is not None else ""
        soft = "" if side.cell.value is not None else " s"
        printed = text(number_at, pair.y + 14, side.cell.text, f"{anchor}{soft}".strip(), dx=(-5, 5)[number])
        yield titled(f"{side.cell.words} {side.cell.text}", track, bar, printed)
