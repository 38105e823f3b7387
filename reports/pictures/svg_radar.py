"""The drawing of a radar: it keeps its size and stands in the middle of whatever width it gets."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import cos, pi, sin

from reports.charts import ChartRow, ChartSpec
from reports.pictures.measure import shorten, wrap
from reports.pictures.places import Layout
from reports.pictures.svg_parts import named, titled, words_element

RADIUS: dict[Layout, int] = {"wide": 150, "narrow": 78}
MARGIN: dict[Layout, int] = {"wide": 46, "narrow": 52}
LETTERS: dict[Layout, int] = {"wide": 26, "narrow": 13}
OUTLINES = ("r1", "r2", "r3")


def radar(spec: ChartSpec, layout: Layout) -> tuple[float, str]:
    """The drawing's height in px, and its elements, around the middle of the width."""
    radius, margin = RADIUS[layout], MARGIN[layout]
    height = 2 * (radius + margin)
    parts = [*_rings(spec, radius), *_spokes(spec, layout)]
    for index, name in enumerate(spec.columns):
        parts += _outline(spec, name, OUTLINES[index], radius)
    parts += _scores(spec, radius)
    key = "".join(_key(spec, height)) if len(spec.columns) > 1 else ""
    middle = f'<svg x="50%" y="{height / 2:g}" width="1" height="1" class="around">{"".join(parts)}</svg>'
    return height + (22 * len(spec.columns) + 8 if key else 0), middle + key


def at(spec: ChartSpec, index: int, value: float, radius: float) -> tuple[float, float]:
    """Where a value stands on a spoke, in px from the middle; the first spoke points up, others follow clockwise."""
    turn = 2 * pi * index / len(spec.rows)
    reach = radius * (value - spec.low) / (spec.high - spec.low)
    return reach * sin(turn), -reach * cos(turn)


def _rings(spec: ChartSpec, radius: float) -> Iterator[str]:
    for score in range(spec.low + 1, spec.high + 1):
        corners = [at(spec, index, score, radius) for index in range(len(spec.rows))]
        yield f'<polygon points="{_points(corners)}" class="ring"/>'


def _spokes(spec: ChartSpec, layout: Layout) -> Iterator[str]:
    radius = RADIUS[layout]
    for index, row in enumerate(spec.rows):
        x, y = at(spec, index, spec.high, radius)
        yield f'<line x1="0" y1="0" x2="{x:.1f}" y2="{y:.1f}" class="rule" stroke-width="1"/>'
        yield named(spec.href(row.link), "".join(_name(row, x, y, radius, layout)))


def _scores(spec: ChartSpec, radius: float) -> Iterator[str]:
    """What each ring is, half-way between the two spokes where no outline passes near a ring."""
    gap = max(range(len(spec.rows)), key=lambda index: _clearance(spec, index))
    for score in range(spec.low, spec.high + 1):
        one, other = (at(spec, (gap + step) % len(spec.rows), score, radius) for step in (0, 1))
        yield words_element((one[0] + other[0]) / 2, (one[1] + other[1]) / 2 + 4.5, str(score), "m s h")


def _clearance(spec: ChartSpec, gap: int) -> float:
    """How far, in points of the scale, the outlines pass from the nearest ring half-way to the next spoke."""
    neighbours = (spec.rows[gap], spec.rows[(gap + 1) % len(spec.rows)])
    values = [{dot.name: dot.value for dot in row.dots} for row in neighbours]
    means = [(values[0][name] + values[1][name]) / 2 for name in spec.columns if all(name in row for row in values)]
    return min((abs(mean - round(mean)) for mean in means), default=1.0)


def _name(row: ChartRow, x: float, y: float, radius: float, layout: Layout) -> Iterator[str]:
    """A spoke's name outside its end, with the word that it cannot be shown."""
    css = "m" if abs(x) < radius / 8 else "" if x > 0 else "e"
    out = 1 + 12 / radius
    words = [*wrap(row.label, LETTERS[layout], 2), *([shorten(row.note, LETTERS[layout])] if row.note else [])]
    down = -16 * (len(words) - 1) - 4 if y < -radius / 2 else 12 if y > radius / 2 else 5
    for line, word in enumerate(words):
        style = "s" if row.note and line == len(words) - 1 else "l"
        yield words_element(x * out, y * out + down + 16 * line, word, f"{css} {style}")


def _outline(spec: ChartSpec, name: str, css: str, radius: float) -> Iterator[str]:
    """A closed line where every spoke has a figure; else pieces between neighbours, so that no gap is drawn over."""
    values = [next((dot for dot in row.dots if dot.name == name), None) for row in spec.rows]
    places = [at(spec, index, dot.value, radius) if dot else None for index, dot in enumerate(values)]
    known = [place for place in places if place]
    if len(known) == len(places):
        yield f'<polygon points="{_points(known)}" class="outline {css}"/>'
    else:
        for one, other in pairwise([*places, places[0]]):
            if one and other:
                yield f'<polyline points="{_points([one, other])}" class="outline {css}"/>'
    for row, dot, place in zip(spec.rows, values, places, strict=True):
        if dot and place:
            spot = f'<circle cx="{place[0]:.1f}" cy="{place[1]:.1f}" r="4.5" class="spot {css}"/>'
            yield titled(f"{name}, {row.label}: {dot.text}", spot)


def _key(spec: ChartSpec, top: float) -> Iterator[str]:
    for index, name in enumerate(spec.columns):
        y = top + 22 * index + 14
        yield f'<line x1="0" y1="{y - 5:g}" x2="30" y2="{y - 5:g}" class="outline {OUTLINES[index]}"/>'
        yield f'<circle cx="15" cy="{y - 5:g}" r="4.5" class="spot {OUTLINES[index]}"/>'
        yield words_element(40, y, shorten(name, 40), "")


def _points(places: list[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
