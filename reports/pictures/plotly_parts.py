"""What Plotly figures are made of: traces, annotations and shapes as plain values, in the theme's colours. Pure.

Colours are the light theme's; `PALETTE` says which custom property each stands for, so that the page's script can put
in what the reader's theme says.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

Json = dict[str, Any]

INK, SOFT, RULE, PAPER, SIGNAL = "#1a242b", "#525d64", "#dcd7cc", "#fdfcf9", "#8a4b00"
ACCENT, MARK, EDGE, FAINT = "#0b5d63", "#c07412", "#7c858a", "#f4f1e9"
SCORES = ("#f3e8d0", "#d5dfcb", "#9ac6bb", "#3a807f", "#0c5257")
# One colour for each property: where the theme has the same one twice, the last digit differs.
ON_SCORES = ("#1a242a", "#1a242c", "#12201f", "#fffffe", "#ffffff")
PALETTE = {
    INK: "--ink",
    SOFT: "--ink-soft",
    RULE: "--rule",
    PAPER: "--paper",
    SIGNAL: "--signal",
    ACCENT: "--accent",
    MARK: "--signal-mark",
    EDGE: "--edge",
    FAINT: "--paper-deep",
    **{colour: f"--score-{level}" for level, colour in enumerate(SCORES, 1)},
    **{colour: f"--on-score-{level}" for level, colour in enumerate(ON_SCORES, 1)},
}
HOVER = "%{customdata}<extra></extra>"
"""Under the pointer stands what a trace says of the point, and nothing else."""
LARGE, SMALL = 14, 12.5


def plain(words: str) -> str:
    """Words for Plotly, which reads a little HTML in them."""
    return escape(words, quote=False)


def told(head: str, words: str) -> str:
    """Two lines under the pointer."""
    return f"{plain(head)}<br>{plain(words)}"


def words_at(
    places: Sequence[tuple[float, float, str]],
    colours: str | Sequence[str],
    *,
    position: str = "middle center",
    size: float = LARGE,
    weight: str | Sequence[str] = "normal",
) -> Json:
    """A trace of words: (x, y, words). `position` is where the words stand, seen from the place."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": [x for x, _, _ in places],
        "y": [y for _, y, _ in places],
        "text": [plain(words) for _, _, words in places],
        "textposition": position,
        "textfont": {"color": colours, "size": size, "weight": weight},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def note(x: float, y: float, words: str, *, colour: str = SOFT, anchor: str = "center", dx: float = 0) -> Json:
    """Small words as an annotation, which can be moved by `dx` px."""
    return {
        "x": x,
        "y": y,
        "text": plain(words),
        "xanchor": anchor,
        "xshift": dx,
        "showarrow": False,
        "borderpad": 0,
        "font": {"color": colour, "size": SMALL},
    }


def line(start: tuple[float, float], end: tuple[float, float], colour: str, width: float) -> Json:
    """A line below the dots."""
    ends = {"x0": start[0], "y0": start[1], "x1": end[0], "y1": end[1]}
    return {"type": "line", **ends, "line": {"color": colour, "width": width}, "layer": "below"}
