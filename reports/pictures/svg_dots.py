"""Drawings with dots on a scale: where columns differ, and where all partners stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reports.charts import ChartSpec
from reports.pictures.ends import End, from_to
from reports.pictures.measure import LETTER, SMALL_LETTER, shorten, wrap
from reports.pictures.places import NARROW, WIDE, Layout, Placed
from reports.pictures.places_dots import LABEL_LETTERS, NOTE_AT, DotPlaces, dot_places
from reports.pictures.svg_parts import circle, line, linked, named, rect, text

HEAD = 24


def dots(spec: ChartSpec, layout: Layout) -> tuple[float, str]:
    """Rows of dots, a line for the range, both ends named: the height in px, and the elements."""
    places = dot_places(spec, layout, head=HEAD)
    parts = list(_axis(spec, places))
    for placed in places.rows:
        parts.append(named(spec.href(placed.row.link), "".join(_row_name(placed, layout))))
        parts += _row_dots(spec, placed, places, layout)
    return places.height, "".join(parts)


def strips(spec: ChartSpec) -> Iterator[tuple[str, float, str]]:
    """Each row by itself, without its label: its name in words, its height in px, alike for all, and its elements."""
    places = dot_places(spec, "narrow", head=0)
    for placed in places.rows:
        first = replace(placed, top=0, y=places.rows[0].y)
        alone = replace(places, rows=(first,))
        parts = [*_axis(spec, alone), *_row_dots(spec, first, alone, "narrow")]
        yield from_to(placed.row), places.height / len(places.rows) - 6, "".join(parts)


def _axis(spec: ChartSpec, places: DotPlaces) -> Iterator[str]:
    for score in range(spec.low, spec.high + 1):
        x = places.x(spec, score)
        yield text(x, 14, str(score), "m s")
        for placed in places.rows:
            top, bottom = places.tick(placed)
            yield line(x, top, x, bottom, "rule")


def _row_name(placed: Placed, layout: Layout) -> Iterator[str]:
    if layout == "narrow":
        yield text(0, placed.top + 14, shorten(placed.row.label, int((NARROW - 90) / LETTER)), "b l")
        yield text(1, placed.top + 14, placed.row.note, "s e")
        return
    lines = wrap(placed.row.label, LABEL_LETTERS, 2)
    for index, words in enumerate(lines):
        yield text(0, placed.y + 5 + 17 * index - 8.5 * (len(lines) - 1), words, "b l")
    yield text(NOTE_AT, placed.y + 5, placed.row.note, "s")


def _row_dots(spec: ChartSpec, placed: Placed, places: DotPlaces, layout: Layout) -> Iterator[str]:
    row = placed.row
    ordered = row.by_value
    low, high = (places.x(spec, dot.value) for dot in (ordered[0], ordered[-1]))
    for x, top, bottom in places.leaders(spec, placed, layout):
        yield line(x, top, x, bottom, "axis")
    yield line(low, placed.y, high, placed.y, "line", 1.5)
    offsets = places.offsets(spec, ordered, WIDE if layout == "wide" else NARROW)
    if row.middle is not None:
        x, half = places.x(spec, row.middle), places.stroke(offsets)
        yield line(x, placed.y - half, x, placed.y + half, "line", 2.5)
    for dot, aside in zip(ordered, offsets, strict=True):
        css = "mark" if dot.is_flagged else "accent"
        drawn = circle(places.x(spec, dot.value), placed.y + aside, places.radius, css, f"{dot.name}: {dot.text}")
        yield linked(spec.href(dot.link), drawn, is_stop=False)  # the table behind the toggle has them as stops
    yield from (_end(end, y) for end, y in places.ends(spec, placed, layout))


def _end(end: End, y: float) -> str:
    css = "h" + {"start": "", "middle": " m", "end": " e"}[end.anchor] + (" w" if end.is_flagged else "")
    return text(end.x, y, end.words, css, dx=end.dx)


def levels(spec: ChartSpec, layout: Layout) -> tuple[float, str]:
    """One filled dot a row, an open one for the time before, bands behind: the height in px, and the elements."""
    places = dot_places(spec, layout, head=HEAD)
    parts = list(_bands(spec, places, layout))
    for placed in places.rows:
        parts.append(named(spec.href(placed.row.link), "".join(_level_words(placed, layout))))
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
        yield text(0, placed.top + 16, row.label, "l")
        yield text(1, placed.top + 16, score, "e b")
        yield text(0, placed.top + 35, shorten(row.note, int(NARROW / SMALL_LETTER)), f"s{flagged}")
        return
    yield text(0, placed.y + 5, shorten(row.label, 19), "l")
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
