"""The heat map for Plotly: grounds, hatching and frames, where the drawing has them. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reports.charts import ChartRow, ChartSpec
from reports.pictures.places import WIDE, HeatPlaces, Placed, heat_places
from reports.pictures.plotly_parts import EDGE, FAINT, HOVER, MARK, PAPER, SCORES, Json, line, told


def heat(spec: ChartSpec) -> tuple[list[Json], Json]:
    """Traces and layout; across, shares of the width, and down, px."""
    places = heat_places(spec, "wide")
    layout: Json = {
        "height": places.height,
        "shapes": list(_shapes(spec, places)),
        "coloraxis": {"cmin": 0.5, "cmax": 5.5, "showscale": False, "colorscale": _steps()},
    }
    return _grounds(spec, places), layout


def _steps() -> list[list[Any]]:
    """Five flat colours: each from a fifth to the next."""
    return [[share, SCORES[level]] for level in range(5) for share in (level / 5, (level + 1) / 5)]


def _grounds(spec: ChartSpec, places: HeatPlaces) -> list[Json]:
    """One heat map for each block of rows that stand close together."""
    count = len(spec.columns)
    return [
        {
            "type": "heatmap",
            "x": [places.edge(index, count) for index in range(count + 1)],
            "y": [rows[0].y, *(placed.y + placed.height for placed in rows)],
            "z": [[cell.level for cell in placed.row.cells] for placed in rows],
            "customdata": [[_told(spec, placed.row, index) for index in range(count)] for placed in rows],
            "meta": [[spec.href(cell.link) for cell in placed.row.cells] for placed in rows],
            "hovertemplate": HOVER,
            "coloraxis": "coloraxis",
            "xgap": 2,
            "ygap": 2,
        }
        for rows in _blocks(places)
    ]


def _told(spec: ChartSpec, row: ChartRow, index: int) -> str:
    return told(row.label, f"{spec.columns[index]}: {row.cells[index].words}")


def _blocks(places: HeatPlaces) -> list[list[Placed]]:
    blocks: list[list[Placed]] = []
    for placed in places.rows:
        if placed.row.cells and blocks and blocks[-1][-1].y + blocks[-1][-1].height == placed.y:
            blocks[-1].append(placed)
        elif placed.row.cells:
            blocks.append([placed])
    return blocks


def _shapes(spec: ChartSpec, places: HeatPlaces) -> Iterator[Json]:
    count = len(spec.columns)
    if places.rule is not None:
        yield line((0, places.rule), (1, places.rule), EDGE, 1)
    for placed in places.rows:
        for index, cell in enumerate(placed.row.cells):
            box = {"x0": places.edge(index, count), "x1": places.edge(index + 1, count)}
            box |= {"y0": placed.y, "y1": placed.y + placed.height}
            if cell.level is None:
                yield {"type": "rect", **box, "fillcolor": FAINT, "line": {"color": PAPER, "width": 2}}
            if cell.state == "hidden":
                yield {"type": "path", "path": _hatching(box), "line": {"color": EDGE, "width": 1}}
            if cell.is_framed:
                yield {"type": "rect", **box, "line": {"color": MARK, "width": 3}}


def _hatching(box: dict[str, float]) -> str:
    """Diagonals across a box, for a drawing of the full width; a narrower one only leans them."""
    left, top, height = box["x0"] * WIDE + 2, box["y0"] + 1, box["y1"] - box["y0"] - 2
    width = (box["x1"] - box["x0"]) * WIDE - 3
    parts, offset = [], 8.0
    while offset < width + height:
        x1, y1 = (left + offset, top) if offset <= width else (left + width, top + offset - width)
        x2, y2 = (left, top + offset) if offset <= height else (left + offset - height, top + height)
        parts.append(f"M{x1 / WIDE:.5f},{y1:g}L{x2 / WIDE:.5f},{y2:g}")
        offset += 8
    return "".join(parts)
