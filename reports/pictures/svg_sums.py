"""The drawing of bars of sums."""

from __future__ import annotations

from collections.abc import Iterator

from reports.charts import ChartSpec
from reports.pictures.measure import LETTER, SMALL_LETTER, letters, wrap
from reports.pictures.places import NARROWEST, WIDE, WIDE_FROM, Layout
from reports.pictures.places_sums import BAR, GIVEN, NAMES, ROOM, PlacedSum, SumPiece, SumPlaces, kind_level, sum_places
from reports.pictures.svg_parts import line, rect, text, titled
from reports.words.contributions import short_money


def sums(spec: ChartSpec, layout: Layout) -> tuple[float, str]:
    """The drawing's height in px, and its elements."""
    places = sum_places(spec, layout)
    parts: list[str] = []
    for placed in places.rows:
        parts += _name(placed, layout)
        parts += (_piece(placed, piece, layout) for piece in placed.pieces)
        parts += _given(placed, places)
        parts += _ends(placed, layout)
    return places.height, "".join(parts)


def _name(placed: PlacedSum, layout: Layout) -> Iterator[str]:
    if layout == "narrow":
        for index, words in enumerate(wrap(placed.row.label, int(NARROWEST / LETTER), 3)):
            yield text(0, placed.top + 14 + 18 * index, words)
        return
    lines = wrap(placed.row.label, int(NAMES * WIDE_FROM / LETTER), 2)
    for index, words in enumerate(lines):
        yield text(0, placed.y + BAR / 2 + 7 + 16 * index - 8 * (len(lines) - 1), words)


def _piece(placed: PlacedSum, piece: SumPiece, layout: Layout) -> str:
    full = WIDE_FROM if layout == "wide" else NARROWEST
    level = kind_level(piece.number)
    box = rect(piece.x, placed.y, piece.width, BAR, f"cell sum v{level}")
    amount = short_money(piece.dot.value)
    printed = next((words for words in (f"{piece.dot.name} {amount}", amount) if _fits(words, piece.width * full)), "")
    place = piece.x + piece.width / 2, placed.y + BAR / 2 + 5
    words = f"{placed.row.label}: {piece.dot.name}, {piece.dot.text} pledged"
    return titled(words, box, text(*place, printed, f"m t{level}") if printed else "")


def _fits(words: str, room: float) -> bool:
    return room >= max(ROOM, letters(words) * LETTER + 8)


def _given(placed: PlacedSum, places: SumPlaces) -> Iterator[str]:
    """The line of what was given; where nothing was, or it is not told, there is none."""
    yield line(places.left, placed.y, places.left, placed.y + BAR + GIVEN + 1, "axis")
    if placed.given:
        words = f"{placed.row.label}: {placed.row.cells[1].words} given"
        yield titled(words, rect(places.left, placed.y + BAR + 2, placed.given, GIVEN, "ink"))


def _ends(placed: PlacedSum, layout: Layout) -> Iterator[str]:
    """What was pledged and given, in words, at the end of the bar or below it."""
    pledged, given = placed.row.cells
    told = [pledged.words] + ([f"given: {given.words}"] if given.words != pledged.text else [])
    x, y = (652 / WIDE, placed.y + 11) if layout == "wide" else (0.0, placed.y + BAR + GIVEN + 17)
    if layout == "narrow":
        told = list(wrap("; ".join(told), int(NARROWEST / SMALL_LETTER), 2))
    for index, words in enumerate(told):
        yield text(x, y + 16 * index, words, "s")
