"""What Plotly figures are made of: traces and shapes as plain values, in the theme's colours. Pure.

Colours are the light theme's; `PALETTE` says which custom property each stands for, so that the page's script can put
in what the reader's theme says.
"""

from __future__ import annotations

from html import escape
from typing import Any

Json = dict[str, Any]

INK, RULE, PAPER = "#1a242b", "#dcd7cc", "#fdfcf9"
ACCENT, MARK, EDGE, FAINT = "#0b5d63", "#c07412", "#7c858a", "#f4f1e9"
SCORES = ("#f3e8d0", "#d5dfcb", "#9ac6bb", "#3a807f", "#0c5257")
# One colour for each property: where the theme has the same one twice, the last digit differs.
ANSWERS = {
    "d1": "#8a4a0c",
    "d12": "#a4621f",
    "d2": "#bf7d33",
    "dn": "#f4f1ea",
    "d3": "#4b9590",
    "d34": "#2b7a7a",
    "d4": "#0b5d64",
}
PROPERTIES = {
    "d1": "disagree-strong",
    "d12": "disagree-mid",
    "d2": "disagree",
    "dn": "neutral",
    "d3": "agree",
    "d34": "agree-mid",
    "d4": "agree-strong",
}
PALETTE = {
    INK: "--ink",
    RULE: "--rule",
    PAPER: "--paper",
    ACCENT: "--accent",
    MARK: "--signal-mark",
    EDGE: "--edge",
    FAINT: "--paper-deep",
    **{ANSWERS[key]: f"--{name}" for key, name in PROPERTIES.items()},
    **{colour: f"--score-{level}" for level, colour in enumerate(SCORES, 1)},
}
HOVER = "%{customdata}<extra></extra>"
"""Under the pointer stands what a trace says of the point, and nothing else."""
LARGE = 14


def plain(words: str) -> str:
    """Words for Plotly, which reads a little HTML in them."""
    return escape(words, quote=False)


def told(head: str, words: str) -> str:
    """Two lines under the pointer."""
    return f"{plain(head)}<br>{plain(words)}"


def line(start: tuple[float, float], end: tuple[float, float], colour: str, width: float) -> Json:
    """A line below the dots."""
    ends = {"x0": start[0], "y0": start[1], "x1": end[0], "y1": end[1]}
    return {"type": "line", **ends, "line": {"color": colour, "width": width}, "layer": "below"}
