"""Bars of answers for Plotly: their pieces, where the drawing has them. Pure."""

from __future__ import annotations

from reports.charts import ChartSpec
from reports.pictures.places_bars import BAR, PlacedBar, bar_places, shade
from reports.pictures.plotly_parts import ANSWERS, EDGE, HOVER, PAPER, Json, line, told


def bars(spec: ChartSpec) -> tuple[list[Json], Json]:
    """Traces and layout; across, shares of the width, and down, px."""
    places = bar_places(spec, "wide")
    shapes = [] if spec.is_share else [line((places.line, 4), (places.line, places.height - 2), EDGE, 1)]
    return [_bar(spec, placed) for placed in places.rows], {
        "height": places.height,
        "shapes": shapes,
        "barmode": "overlay",
    }


def _bar(spec: ChartSpec, placed: PlacedBar) -> Json:
    """One row: its pieces are its points."""
    kinds = [shade(piece.answer, spec.high) for piece in placed.pieces]
    return {
        "type": "bar",
        "orientation": "h",
        "base": [piece.x for piece in placed.pieces],
        "x": [piece.width for piece in placed.pieces],
        "y": [placed.y + BAR / 2] * len(placed.pieces),
        "width": BAR,
        "marker": {"color": [ANSWERS[kind] for kind in kinds], "line": {"color": PAPER, "width": 2}},
        "customdata": [
            told(placed.row.label, f"{spec.columns[piece.answer - 1]}: {piece.count:,} ({piece.percent})")
            for piece in placed.pieces
        ],
        "meta": [spec.href(placed.row.link)] * len(placed.pieces),
        "hovertemplate": HOVER,
    }
