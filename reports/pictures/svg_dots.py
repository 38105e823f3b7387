"""Drawings with dots on a scale: where columns differ, and where all partners stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from reports.charts import ChartDot, ChartSpec
from reports.pictures.measure import LETTER, SMALL_LETTER, letters, shorten, wrap
from reports.pictures.places import (
    END_LINE,
    LABEL_LETTERS,
    NARROW,
    NARROWEST,
    NOTE_AT,
    WIDE,
    WIDE_FROM,
    DotPlaces,
    Layout,
    Placed,
    dot_places,
    ends_are_long,
)
from reports.pictures.svg_parts import circle, line, rect, text
from reports.words.phrases import isolated

HEAD = 24


def dots(spec: ChartSpec, layout: Layout) -> tuple[float, str]:
    """Rows of dots, a line for the range, both ends named: the height in px, and the elements."""
    places = dot_places(spec, layout, head=HEAD)
    parts = list(_axis(spec, places, layout))
    for placed in places.rows:
        parts += _row_name(placed, layout)
        parts += _row_dots(spec, placed, places, layout)
        parts += [_end(end, placed.y) for end in ends(spec, placed, places, layout)]
    return places.height, "".join(parts)


def strips(spec: ChartSpec) -> Iterator[tuple[str, float, str]]:
    """Each row by itself, without its label: its name in words, its height in px, and its elements."""
    for row in spec.rows:
        alone = replace(spec, rows=(row,))
        places = dot_places(alone, "narrow", head=0)
        placed = places.rows[0]
        parts = [*_axis(alone, places, "narrow"), *_row_dots(alone, placed, places, "narrow")]
        parts += [_end(end, placed.y) for end in ends(alone, placed, places, "narrow")]
        low, high = row.by_value[0], row.by_value[-1]
        yield f"From {end_words(low, 200)} to {end_words(high, 200)}", places.height - 6, "".join(parts)


def _axis(spec: ChartSpec, places: DotPlaces, layout: Layout) -> Iterator[str]:
    for score in range(spec.low, spec.high + 1):
        x = places.x(spec, score)
        yield text(x, 14, str(score), "m s")
        if layout == "wide":
            yield line(x, HEAD, x, places.height - 8, "rule")
            continue
        for placed in places.rows:
            yield line(x, placed.y - 9, x, placed.y + 9, "rule")


def _row_name(placed: Placed, layout: Layout) -> Iterator[str]:
    if layout == "narrow":
        yield text(0, placed.top + 14, shorten(placed.row.label, int((NARROW - 90) / LETTER)), "b")
        yield text(1, placed.top + 14, placed.row.note, "s e")
        return
    lines = wrap(placed.row.label, LABEL_LETTERS, 2)
    for index, words in enumerate(lines):
        yield text(0, placed.y + 5 + 17 * index - 8.5 * (len(lines) - 1), words, "b")
    yield text(NOTE_AT, placed.y + 5, placed.row.note, "s")


def _row_dots(spec: ChartSpec, placed: Placed, places: DotPlaces, layout: Layout) -> Iterator[str]:
    row = placed.row
    ordered = row.by_value
    low, high = (places.x(spec, dot.value) for dot in (ordered[0], ordered[-1]))
    yield line(low, placed.y, high, placed.y, "line", 1.5)
    offsets = places.offsets(spec, ordered, WIDE if layout == "wide" else NARROW)
    if row.middle is not None:
        x, half = places.x(spec, row.middle), places.stroke(offsets)
        yield line(x, placed.y - half, x, placed.y + half, "line", 2.5)
    for dot, aside in zip(ordered, offsets, strict=True):
        css = "mark" if dot.is_flagged else "accent"
        yield circle(places.x(spec, dot.value), placed.y + aside, places.radius, css, f"{dot.name}: {dot.text}")


@dataclass(frozen=True)
class End:
    """The words at one end of a range: at a share of the width, moved `dx` px aside and `dy` px down."""

    x: float
    dx: float
    dy: float
    anchor: Literal["start", "end"]
    words: str
    is_flagged: bool


def ends(spec: ChartSpec, placed: Placed, places: DotPlaces, layout: Layout) -> list[End]:
    """Both ends of a row's range by name and value: beside the end dots where there is room, else below."""
    low, high = placed.row.by_value[0], placed.row.by_value[-1]
    if low.value == high.value:
        return []
    aside = places.offsets(spec, placed.row.by_value, WIDE if layout == "wide" else NARROW)
    below = max(aside) + 22
    if layout == "narrow":
        most, second = int(NARROWEST / SMALL_LETTER), END_LINE if ends_are_long(placed.row) else 0
        return [
            End(0, 0, below, "start", end_words(low, most), low.is_flagged),
            End(1, 0, below + second, "end", end_words(high, most), high.is_flagged),
        ]
    x_low, x_high = places.x(spec, low.value), places.x(spec, high.value)
    return [
        _wide_end(low, x_low, (x_low - 205 / WIDE) * WIDE_FROM, places, below, "end"),
        _wide_end(high, x_high, (1 - x_high) * WIDE_FROM, places, below, "start"),
    ]


def _wide_end(
    dot: ChartDot, x: float, room: float, places: DotPlaces, below: float, anchor: Literal["start", "end"]
) -> End:
    way = -1 if anchor == "end" else 1
    words = end_words(dot, 30)
    if letters(words) * SMALL_LETTER + 16 <= room:
        return End(x, way * (places.radius + 7), 5, anchor, words, dot.is_flagged)
    if anchor == "end":
        return End(205 / WIDE, 0, below, "start", words, dot.is_flagged)
    return End(1, 0, below, "end", words, dot.is_flagged)


def end_words(dot: ChartDot, most: int) -> str:
    """A name and a value in at most so many letters; the value stays whole."""
    return f"{isolated(shorten(dot.name, max(most - len(dot.text) - 1, 6)))} {dot.text}"


def _end(end: End, y: float) -> str:
    css = "s h" + (" e" if end.anchor == "end" else "") + (" w" if end.is_flagged else "")
    return text(end.x, y + end.dy, end.words, css, dx=end.dx)


def levels(spec: ChartSpec, layout: Layout) -> tuple[float, str]:
    """One filled dot a row, an open one for the time before, bands behind: the height in px, and the elements."""
    places = dot_places(spec, layout, head=HEAD)
    parts = list(_bands(spec, places, layout))
    for placed in places.rows:
        parts += _level_words(placed, layout)
        parts += _level(spec, placed, places)
    return places.height, "".join(parts)


def _bands(spec: ChartSpec, places: DotPlaces, layout: Layout) -> Iterator[str]:
    for index, band in enumerate(spec.bands):
        low, high = places.x(spec, band.low), places.x(spec, band.high)
        yield text((low + high) / 2, 14, band.letter, "m s")
        for placed in places.rows[:1] if layout == "wide" else places.rows:
            top, bottom = (HEAD, places.height) if layout == "wide" else (placed.y - 9, placed.y + 9)
            if index % 2:
                yield rect(low, top, high - low, bottom - top, "faint")
    for score in range(spec.low, spec.high + 1):
        x = places.x(spec, score)
        if not spec.bands:
            yield text(x, 14, str(score), "m s")
        for placed in places.rows[:1] if layout == "wide" else places.rows:
            top, bottom = (HEAD, places.height) if layout == "wide" else (placed.y - 9, placed.y + 9)
            yield line(x, top, x, bottom, "rule")


def _level_words(placed: Placed, layout: Layout) -> Iterator[str]:
    row = placed.row
    score = row.dots[0].text if row.dots else ""
    flagged = " b w" if row.is_flagged else ""
    if layout == "narrow":
        yield text(0, placed.top + 16, row.label)
        yield text(1, placed.top + 16, score, "e b")
        yield text(0, placed.top + 35, shorten(row.note, int(NARROW / SMALL_LETTER)), f"s{flagged}")
        return
    yield text(0, placed.y + 5, shorten(row.label, 19))
    yield text(582 / WIDE, placed.y + 5, score, "b")
    yield text((616 if score else 582) / WIDE, placed.y + 5, shorten(row.note, 34), f"s{flagged}")


def _level(spec: ChartSpec, placed: Placed, places: DotPlaces) -> Iterator[str]:
    row = placed.row
    if not row.dots:
        return
    x = places.x(spec, row.dots[0].value)
    if row.before is not None:
        before = places.x(spec, row.before)
        yield line(before, placed.y, x, placed.y, "axis", 1.5, is_dashed=row.is_dashed)
        yield circle(before, placed.y, 4.5, "open")
    yield circle(x, placed.y, places.radius, "mark" if row.is_flagged else "accent")
