"""Lines over rounds for Plotly: grounds, steps and dots, where the drawing has them. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from reports.charts import ChartLine, ChartSpec, ChartStep
from reports.pictures.places import WIDE
from reports.pictures.places_slopes import PlacedPanel, SlopePlaces, axis_words, own_line, slope_places, stroke
from reports.pictures.plotly_parts import ACCENT, EDGE, FAINT, HOVER, INK, MARK, PAPER, RULE, Json, line, told

COLOURS = {"all": ACCENT, "matched": EDGE, "one": INK}
STRIP, HATCHING = 12, ((0, 8, 6, 0), (0, 16, 12, 0), (6, 16, 12, 8))
"""The hatched box of a hidden figure: its width, and its strokes from (x, y) to (x, y), in px."""


def slopes(spec: ChartSpec) -> tuple[list[Json], Json]:
    """Traces and layout; across, shares of the width, and down, px."""
    places = slope_places(spec, "wide")
    shapes: list[Json] = []
    traces: list[Json] = []
    for panel in places.panels:
        shapes += _ground(spec, panel, places)
        shapes += _hidden(panel, places)
        traces += [trace for course in panel.row.drawn_lines for trace in _steps(spec, panel, course, places)]
        traces += [_dots(spec, panel, course, places) for course in panel.row.drawn_lines]
    return [trace for trace in traces if trace["x"]], {"height": places.height, "shapes": shapes}


def _ground(spec: ChartSpec, panel: PlacedPanel, places: SlopePlaces) -> Iterator[Json]:
    for band in spec.bands[1::2]:
        high, low = (places.y(spec, panel, value) for value in (band.high, band.low))
        box = {"x0": places.left, "x1": places.right, "y0": high, "y1": low}
        yield {"type": "rect", **box, "fillcolor": FAINT, "line": {"width": 0}, "layer": "below"}
    for score in range(spec.low, spec.high + 1):
        y = places.y(spec, panel, score)
        yield line((places.left, y), (places.right, y), RULE, 1)
    for word in axis_words(spec, places, "wide"):
        x = places.xs[word.round]
        yield line((x, panel.upper), (x, panel.lower), RULE, 1)


def _steps(spec: ChartSpec, panel: PlacedPanel, course: ChartLine, places: SlopePlaces) -> Iterator[Json]:
    """A trace for all steps that look alike: forty rounds would be too many shapes to check and to draw."""
    looks: dict[tuple[bool, bool], list[tuple[int, ChartStep]]] = {}
    for number, step in enumerate(course.steps):
        if step is not None:
            looks.setdefault((step.is_flagged, step.is_dashed), []).append((number, step))
    for (is_flagged, is_dashed), steps in looks.items():
        yield {
            "type": "scatter",
            "mode": "lines",
            "x": [x for number, _ in steps for x in (places.xs[number], places.xs[number + 1], None)],
            "y": [
                y
                for _, step in steps
                for y in (places.y(spec, panel, step.start), places.y(spec, panel, step.end), None)
            ],
            "line": {
                "color": MARK if is_flagged else COLOURS[course.role],
                "width": stroke(panel.row, course, steps[0][1]),
                "dash": "5px,4px" if is_dashed else "solid",
            },
            "hoverinfo": "skip",
            "cliponaxis": False,
        }


def _hidden(panel: PlacedPanel, places: SlopePlaces) -> Iterator[Json]:
    for number, cell in enumerate(own_line(panel.row).cells):
        if cell.state == "hidden":
            left, top = places.xs[number] - STRIP / WIDE / 2, panel.lower - 16
            box = {"x0": left, "x1": left + STRIP / WIDE, "y0": top, "y1": top + 16}
            yield {"type": "rect", **box, "fillcolor": FAINT, "line": {"width": 0}, "layer": "below"}
            for x1, y1, x2, y2 in HATCHING:
                yield line((left + x1 / WIDE, top + y1), (left + x2 / WIDE, top + y2), EDGE, 1)


def _dots(spec: ChartSpec, panel: PlacedPanel, course: ChartLine, places: SlopePlaces) -> Json:
    """A line's dots; of the partners compared, both ends of each step."""
    if course.role == "matched":
        steps = [(number, step) for number, step in enumerate(course.steps) if step]
        ends = [end for number, step in steps for end in ((number, step.start), (number + 1, step.end))]
        words = [step.words for _, step in steps for _ in range(2)]
        found = [(*end, said, "") for end, said in zip(ends, words, strict=True)]
    else:
        cells = enumerate(course.cells)
        found = [(number, cell.value, cell.words, cell.link) for number, cell in cells if cell.value is not None]
    is_open = course.role == "matched"
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [places.xs[number] for number, _, _, _ in found],
        "y": [places.y(spec, panel, value) for _, value, _, _ in found],
        "marker": {
            "size": 2 * places.radius - (0 if course is own_line(panel.row) else 2),
            "color": PAPER if is_open else COLOURS[course.role],
            "line": {"color": COLOURS[course.role], "width": 1.5 if is_open else 0},
            "opacity": 1,
        },
        "customdata": [
            told(f"{panel.row.label}, {spec.columns[number]}", f"{course.name}: {words}")
            for number, _, words, _ in found
        ],
        "meta": [spec.href(link) for _, _, _, link in found],
        "hovertemplate": HOVER,
        "cliponaxis": False,
    }
