"""The dot plot for Plotly: lines and dots, where the drawing has them. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from reports.charts import ChartSpec
from reports.pictures.places import WIDE, Placed
from reports.pictures.places_dots import DotPlaces, dot_places
from reports.pictures.plotly_parts import ACCENT, EDGE, HOVER, INK, MARK, RULE, Json, line, told
from reports.pictures.svg_dots import HEAD


def dots(spec: ChartSpec) -> tuple[list[Json], Json]:
    """Traces and layout; across, shares of the width, and down, px."""
    places = dot_places(spec, "wide", head=HEAD)
    shapes = [
        shape for placed in places.rows for shape in (*_scale(spec, placed, places), *_lines(spec, placed, places))
    ]
    return [_dots(spec, placed, places) for placed in places.rows], {"height": places.height, "shapes": shapes}


def _scale(spec: ChartSpec, placed: Placed, places: DotPlaces) -> Iterator[Json]:
    """The marks of the whole scores."""
    top, bottom = places.tick(placed)
    for score in range(spec.low, spec.high + 1):
        x = places.x(spec, score)
        yield line((x, top), (x, bottom), RULE, 1)


def _lines(spec: ChartSpec, placed: Placed, places: DotPlaces) -> Iterator[Json]:
    """To the words at both ends; the range; and the upright stroke for the mean of all."""
    row = placed.row
    for x, top, bottom in places.leaders(spec, placed, "wide"):
        yield line((x, top), (x, bottom), EDGE, 1)
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
        "meta": [spec.href(dot.link) for dot in ordered],
        "hovertemplate": HOVER,
        "cliponaxis": False,
    }
