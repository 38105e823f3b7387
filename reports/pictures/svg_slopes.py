"""The drawing of lines over rounds."""

from __future__ import annotations

from collections.abc import Iterator

from reports.charts import ChartCell, ChartLine, ChartSpec, ChartStep
from reports.pictures.measure import LETTER, wrap
from reports.pictures.places import NARROWEST, WIDE, WIDE_FROM, Layout
from reports.pictures.places_slopes import (
    FOOT,
    MARK_UP,
    PlacedPanel,
    SlopePlaces,
    axis_words,
    own_line,
    printed,
    slope_places,
    stroke,
)  # fmt: skip
from reports.pictures.svg_parts import circle, line, linked, named, rect, text, titled

STROKES = {"all": "course", "matched": "axis", "one": "line"}
DOTS = {"all": "accent", "matched": "open", "one": "ink"}
ANCHORS = {"start": "s", "middle": "s m", "end": "s e"}
ABOVE, BELOW = 10, 20
"""How far from its dot a figure is written, in px: above it, or where another line is there, below."""
STRIP = 12
"""Width of the hatched box where a figure is hidden, in px of the widest drawing."""


def slopes(spec: ChartSpec, layout: Layout) -> tuple[float, str]:
    """The drawing's height in px, and its elements."""
    places = slope_places(spec, layout)
    parts: list[str] = []
    for panel in places.panels:
        parts += _ground(spec, panel, places, layout)
        parts.append(named(spec.href(panel.row.link), "".join(_words(panel, layout))))
        for course in panel.row.drawn_lines:
            parts += _steps(spec, panel, course, places)
        for course in panel.row.drawn_lines:
            parts += _dots(spec, panel, course, places)
        parts += _figures(spec, panel, places, layout)
    return places.height, "".join(parts)


def _ground(spec: ChartSpec, panel: PlacedPanel, places: SlopePlaces, layout: Layout) -> Iterator[str]:
    """Bands with their letters, or whole scores; upright hairlines and words for rounds."""
    for index, band in enumerate(spec.bands):
        high, low = (places.y(spec, panel, value) for value in (band.high, band.low))
        if index % 2:
            yield rect(places.left, high, places.right - places.left, low - high, "faint")
        yield text(places.left, (high + low) / 2 + 5, band.letter, "e s", dx=-7)
    for score in range(spec.low, spec.high + 1):
        y = places.y(spec, panel, score)
        yield line(places.left, y, places.right, y, "rule")
        if not spec.bands:
            yield text(places.left, y + 5, str(score), "e s", dx=-7)
    for word in axis_words(spec, places, layout):
        x = places.xs[word.round]
        yield line(x, panel.upper, x, panel.lower, "rule")
        edge = {"start": places.left, "middle": x, "end": places.right}[word.anchor]
        yield text(edge, panel.lower + FOOT - 8, word.words, ANCHORS[word.anchor])


def _words(panel: PlacedPanel, layout: Layout) -> Iterator[str]:
    """The panel's name, and at its end what came of it."""
    row, css = panel.row, "b w" if panel.row.is_flagged else "s"
    if layout == "narrow":
        names = wrap(row.label, int((NARROWEST - len(row.note) * LETTER - 8) / LETTER), 1)
        yield text(0, panel.top + 14, names[0] if names else "", "l b")
        yield text(1, panel.top + 14, row.note, f"e {css}")
        return
    for index, words in enumerate(wrap(row.label, int((166 - 40) / WIDE * WIDE_FROM / LETTER), 3)):
        yield text(0, panel.upper + 22 + 18 * index, words, "l b")
    last = [cell for cell in own_line(row).cells if cell.value is not None][-1:]
    for cell in last:
        yield text(706 / WIDE, panel.upper + 22, cell.text, "b")
    for index, words in enumerate(wrap(row.note, 16, 3)):
        yield text(706 / WIDE, panel.upper + 42 + 17 * index, words, css)


def _steps(spec: ChartSpec, panel: PlacedPanel, course: ChartLine, places: SlopePlaces) -> Iterator[str]:
    for number, step in enumerate(course.steps):
        if step is None:
            continue
        ends = _ends(spec, panel, places, number, step)
        css = "marked" if step.is_flagged else STROKES[course.role]
        drawn = line(*ends[0], *ends[1], css, stroke(panel.row, course, step), is_dashed=step.is_dashed)
        yield titled(f"{course.name}: {step.words}", drawn) if step.words else drawn


def _ends(
    spec: ChartSpec, panel: PlacedPanel, places: SlopePlaces, number: int, step: ChartStep
) -> tuple[tuple[float, float], tuple[float, float]]:
    start, end = (places.y(spec, panel, value) for value in (step.start, step.end))
    return (places.xs[number], start), (places.xs[number + 1], end)


def _dots(spec: ChartSpec, panel: PlacedPanel, course: ChartLine, places: SlopePlaces) -> Iterator[str]:
    for number, step in enumerate(course.steps if course.role == "matched" else ()):
        if step is not None:
            for x, y in _ends(spec, panel, places, number, step):
                yield circle(x, y, places.radius - 1, DOTS["matched"], f"{course.name}: {step.words}")
    for number, cell in enumerate(course.cells):
        if cell.value is not None:
            words = f"{course.name}, {spec.columns[number]}: {cell.words}"
            radius = places.radius - (0 if course is own_line(panel.row) else 1)
            dot = circle(places.xs[number], places.y(spec, panel, cell.value), radius, DOTS[course.role], words)
            yield linked(spec.href(cell.link), dot, is_stop=False)  # the list of rounds below has stops
        elif course is own_line(panel.row):
            yield _without(spec, panel, places, number, cell)


def _without(spec: ChartSpec, panel: PlacedPanel, places: SlopePlaces, number: int, cell: ChartCell) -> str:
    """A round without a figure: a hatched box where it is hidden, else a mark."""
    x, words = places.xs[number], f"{spec.columns[number]}: {cell.words}"
    if cell.state != "hidden":
        return titled(words, text(x, panel.lower - MARK_UP, cell.text, "m s h"))
    left, top = x - STRIP / WIDE / 2, panel.lower - 16
    strokes = [(0, 8, 6, 0), (0, 16, 12, 0), (6, 16, 12, 8)]
    hatched = [line(left + x1 / WIDE, top + y1, left + x2 / WIDE, top + y2, "hatch") for x1, y1, x2, y2 in strokes]
    return titled(words, rect(left, top, STRIP / WIDE, 16, "faint"), *hatched)


def _figures(spec: ChartSpec, panel: PlacedPanel, places: SlopePlaces, layout: Layout) -> Iterator[str]:
    for number, cell in printed(spec, places, panel.row, layout):
        if cell.value is None:
            continue
        y = places.y(spec, panel, cell.value)
        others = [
            places.y(spec, panel, value)
            for course in panel.row.drawn_lines
            if course is not own_line(panel.row)
            for value in values_at(course, number)
        ]
        is_free = y - panel.upper > ABOVE and not any(0 < y - other < BELOW for other in others)
        yield text(places.xs[number], y - ABOVE if is_free else y + BELOW, cell.text, "m s i h")


def values_at(course: ChartLine, number: int) -> Iterator[float]:
    """Where a line stands at a round: its figure, or the ends of the steps that meet there."""
    if course.cells:
        value = course.cells[number].value
        yield from [] if value is None else [value]
        return
    before, after = course.steps[number - 1 : number], course.steps[number : number + 1]
    yield from (step.end for step in before if step)
    yield from (step.start for step in after if step)
