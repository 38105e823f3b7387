"""Statements in two lanes for Plotly: grounds and dots, where the drawing has them. Pure."""

from __future__ import annotations

from reports.charts import ChartSpec
from reports.pictures.places import WIDE, Placed
from reports.pictures.places_dots import DotPlaces, dot_places
from reports.pictures.plotly_parts import ACCENT, EDGE, FAINT, HOVER, MARK, RULE, Json, line, told
from reports.pictures.svg_lanes import HEAD, middle


def lanes(spec: ChartSpec) -> tuple[list[Json], Json]:
    """Traces and layout; across, shares of the width, and down, px."""
    places = dot_places(spec, "wide", head=HEAD)
    cut, bottom = places.x(spec, middle(spec)), places.height
    ground = {"type": "rect", "x0": places.left, "x1": cut, "y0": HEAD, "y1": bottom}
    shapes: list[Json] = [{**ground, "fillcolor": FAINT, "line": {"width": 0}, "layer": "below"}]
    scores = [places.x(spec, score) for score in range(spec.low, spec.high + 1)]
    shapes += [line((x, HEAD), (x, bottom), RULE, 1) for x in scores]
    shapes.append(line((cut, HEAD), (cut, bottom), EDGE, 1))
    traces = [_dots(spec, placed, places) for placed in places.rows if placed.row.dots]
    return traces, {"height": bottom, "shapes": shapes}


def _dots(spec: ChartSpec, placed: Placed, places: DotPlaces) -> Json:
    ordered = placed.row.by_value
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [places.x(spec, dot.value) for dot in ordered],
        "y": [placed.y + aside for aside in places.offsets(spec, ordered, WIDE)],
        "marker": {"size": 2 * places.radius, "color": MARK if placed.row.is_flagged else ACCENT, "opacity": 1},
        "customdata": [told(dot.name, f"{placed.row.label.lower()}, {dot.text}") for dot in ordered],
        "meta": [spec.href(dot.link) for dot in ordered],
        "hovertemplate": HOVER,
        "cliponaxis": False,
    }
