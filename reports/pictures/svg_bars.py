"""The drawing of bars of answers."""

from __future__ import annotations

from collections.abc import Iterator

from reports.charts import ChartSpec
from reports.pictures.measure import SMALL_LETTER, letters
from reports.pictures.places import NARROWEST, WIDE_FROM, Layout
from reports.pictures.places_bars import BAR, BarPlaces, Piece, PlacedBar, bar_places, shade
from reports.pictures.svg_parts import line, named, rect, text, titled

SIDES = ("disagree", "agree")
"""What stands left and right of the line where bars meet."""
BASELINE = 16


def bars(spec: ChartSpec, layout: Layout) -> tuple[float, str]:
    """The drawing's height in px, and its elements."""
    places = bar_places(spec, layout)
    parts = list(_heads(spec, places, layout))
    for placed in places.rows:
        parts.append(named(spec.href(placed.row.link), "".join(_name(placed, layout))))
        parts += _pieces(spec, placed)
        parts += _asides(spec, placed, places, layout)
    if not spec.is_share:
        parts += _line(places, layout)
    return places.height, "".join(parts)


def _heads(spec: ChartSpec, places: BarPlaces, layout: Layout) -> Iterator[str]:
    """What lies on either side of the line, where there is room to say so, and what the columns of numbers are."""
    full = WIDE_FROM if layout == "wide" else NARROWEST
    if not spec.is_share:
        for words, room, css, dx in zip(
            SIDES, (places.line - places.left, places.right - places.line), ("e s", "s"), (-7, 7), strict=True
        ):
            if room * full >= letters(words) * SMALL_LETTER + 7:
                yield text(places.line, BASELINE, words, css, dx=dx)
    for end, words in zip(places.asides, spec.asides, strict=False):
        yield text(end, BASELINE, words, "e s")


def _line(places: BarPlaces, layout: Layout) -> Iterator[str]:
    """Where bars meet; between the words of the narrow layout it is left out."""
    if layout == "wide":
        yield line(places.line, 4, places.line, places.height - 2, "axis")
        return
    yield line(places.line, 4, places.line, BASELINE + 4, "axis")
    for placed in places.rows:
        yield line(places.line, placed.y - 2, places.line, placed.y + BAR + 2, "axis")


def _name(placed: PlacedBar, layout: Layout) -> Iterator[str]:
    start, step = (placed.top + 16, 18) if layout == "narrow" else (_base(placed) - 8 * (len(placed.name) - 1), 16)
    for index, words in enumerate(placed.name):
        yield text(0, start + step * index, words, "l")


def _base(placed: PlacedBar) -> float:
    """The line of writing of what stands in and beside a bar."""
    return placed.y + BAR / 2 + 5


def _pieces(spec: ChartSpec, placed: PlacedBar) -> Iterator[str]:
    for piece in placed.pieces:
        css = shade(piece.answer, spec.high)
        words = f"{placed.row.label}: {spec.columns[piece.answer - 1]}, {piece.count:,} ({piece.percent})"
        box = rect(piece.x, placed.y, piece.width, BAR, f"cell {css}")
        yield titled(words, box, _number(piece, _base(placed), css))


def _number(piece: Piece, y: float, css: str) -> str:
    if piece.where == "inside":
        return text(piece.x + piece.width / 2, y, piece.printed, f"m {css}-on")
    if piece.where == "left":
        return text(piece.x, y, piece.printed, "e", dx=-4)
    return text(piece.x + piece.width, y, piece.printed, dx=4) if piece.where == "right" else ""


def _asides(spec: ChartSpec, placed: PlacedBar, places: BarPlaces, layout: Layout) -> Iterator[str]:
    """How many gave no score: in columns, or below the bar in words."""
    if layout == "wide":
        for end, count in zip(places.asides, placed.row.asides, strict=False):
            yield text(end, _base(placed), f"{count:,}", "e s")
        return
    told = [f"{count:,} {words}" for words, count in zip(spec.asides, placed.row.asides, strict=False) if count]
    if told:
        yield text(0, placed.y + BAR + 16, ", ".join(told), "s")
