"""The picture as a Plotly figure, drawn in the place of the wide SVG: the same places, and words under the pointer."""

from __future__ import annotations

from functools import lru_cache

import plotly.graph_objects as go

from reports.charts import ChartSpec
from reports.pictures.plotly_bars import bars
from reports.pictures.plotly_dots import dots
from reports.pictures.plotly_heat import heat
from reports.pictures.plotly_lanes import lanes
from reports.pictures.plotly_parts import EDGE, FAINT, INK, LARGE, PALETTE, PAPER, Json
from reports.pictures.plotly_slopes import slopes

DRAW = {"heat": heat, "dots": dots, "bars": bars, "lanes": lanes, "slopes": slopes}


@lru_cache(maxsize=32)  # plotly.graph_objects checks slowly, and a figure depends on nothing but its specification
def plotly_figure(spec: ChartSpec) -> Json:
    """Data, layout and palette, JSON-ready, without Plotly's own template; not to be changed; KeyError for others."""
    traces, layout = DRAW[spec.kind](spec)
    layout.update(
        paper_bgcolor=PAPER,
        plot_bgcolor=PAPER,
        font={"color": INK, "size": LARGE},
        showlegend=False,
        dragmode=False,
        hovermode="closest",
        margin={"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
        xaxis=_axis(0, 1),
        yaxis=_axis(layout["height"], 0),
        hoverlabel={"bgcolor": FAINT, "bordercolor": EDGE, "align": "left", "font": {"color": INK, "size": LARGE}},
    )
    # Built by plotly.graph_objects, which refuses whatever plotly.js would not understand.
    figure = go.Figure(data=traces, layout=layout).to_plotly_json()
    figure["layout"].pop("template", None)
    return {"data": figure["data"], "layout": figure["layout"], "palette": PALETTE}


def _axis(start: float, end: float) -> Json:
    return {"range": [start, end], "visible": False, "fixedrange": True}
