"""The dot plot for Plotly: lines, dots and words, where the drawing has them. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from reports.charts import ChartSpec
from reports.pictures.measure import wrap
from reports.pictures.places import LABEL_LETTERS, NOTE_AT, WIDE, DotPlaces, Placed, dot_places
from reports.pictures.plotly_parts import (
    ACCENT,
    HOVER,
    INK,
    MARK,
    RULE,
    SIGNAL,
    SOFT,
    Json,
    line,
    note,
    told,
    words_at,
)
from reports.pictures.svg_dots import HEAD, ends


def dots(spec: ChartSpec) -> tuple[list[Json], Json]:
    """Traces and layout; across, shares of the width, and down, px."""
    places = dot_places(spec, "wide", head=HEAD)
    shapes, notes = list(_grid(spec, places)), list(_scores(spec, places))
    for placed in places.rows:
        shapes += _lines(spec, placed, places)
        notes += _notes(spec, placed, places)
    traces = [*(_dots(spec, placed, places) for placed in places.rows), _labels(places)]
    return traces, {"height": places.height, "shapes": shapes, "annotations": notes}


def _grid(spec: ChartSpec, places: DotPlaces) -> Iterator[Json]:
    for score in range(spec.low, spec.high + 1):
        x = places.x(spec, score)
        yield line((x, HEAD), (x, places.height - 8), RULE, 1)


def _scores(spec: ChartSpec, places: DotPlaces) -> Iterator[Json]:
    for score in range(spec.low, spec.high + 1):
        yield note(places.x(spec, score), 10, str(score))


def _lines(spec: ChartSpec, placed: Placed, places: DotPlaces) -> Iterator[Json]:
    """The range, and the upright stroke for the mean of all."""
    row = placed.row
    low, high = (places.x(spec, dot.value) for dot in (row.by_value[0], row.by_value[-1]))
    yield line((low, placed.y), (high, placed.y), INK, 1.5)
    if row.middle is not None:
        x, half = places.x(spec, row.middle), places.stroke(places.offsets(spec, row.by_value, WIDE))
        yield line((x, placed.y - half), (x, placed.y + half), INK, 2.5)


def _dots(spec: ChartSpec, placed: Placed, places: DotPlaces) -> Json:
    ordered = placed.row.by_value
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [places.x(spec, dot.value) for dot in ordered],
        "y": [placed.y + aside for aside in places.offsets(spec, ordered, WIDE)],
        "marker": {
            "size": 2 * places.radius,
            "color": [MARK if dot.is_flagged else ACCENT for dot in ordered],
            "opacity": 1,
        },
        "customdata": [told(dot.name, f"{placed.row.label}: {dot.text}") for dot in ordered],
        "hovertemplate": HOVER,
        "cliponaxis": False,
    }


def _labels(places: DotPlaces) -> Json:
    lines = [
        (0.0, placed.y + 17 * number - 8.5 * (len(wrapped) - 1), words)
        for placed in places.rows
        for wrapped in [wrap(placed.row.label, LABEL_LETTERS, 2)]
        for number, words in enumerate(wrapped)
    ]
    return words_at(lines, INK, position="middle right", weight="bold")


def _notes(spec: ChartSpec, placed: Placed, places: DotPlaces) -> Iterator[Json]:
    yield note(NOTE_AT, placed.y, placed.row.note, anchor="left")
    for end in ends(spec, placed, places, "wide"):
        anchor = {"start": "left", "end": "right"}[end.anchor]
        colour = SIGNAL if end.is_flagged else SOFT
        yield note(end.x, placed.y + end.dy - 5, end.words, anchor=anchor, dx=end.dx, colour=colour)
