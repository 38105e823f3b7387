"""A picture for a page of paper: its key and its drawing alone, since the page sets its words; tall ones in pieces.

Drawn for the narrowest wide layout, so that its letters are no smaller than those of a table when it fills the lines.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil

from reports.charts import ChartSpec
from reports.pictures.places import WIDE_FROM, is_numbered
from reports.pictures.standalone import document, inside, key_of, unlinked
from reports.pictures.svg import DRAW
from reports.pictures.svg_heat import HEAD_HEIGHT, head

MARGIN = 6
"""In px; room for what is drawn on the very edge."""
FULL = WIDE_FROM + 2 * MARGIN
TALLEST = 900
"""In px: what fits on a page together with its words."""
PLAIN = (
    "svg .ground{fill:#fff}svg circle.mark{stroke:#1a242b;stroke-width:2}"
    "svg .d1,svg .d2{stroke:#1a242b;stroke-width:1.5}"
)
"""On white, and where there is no colour: dots that are amber have a rim, pieces that disagree an edge."""


@dataclass(frozen=True)
class Drawing:
    """One piece of a picture as SVG, with its size in px."""

    text: str
    width: float
    height: float


def drawings(spec: ChartSpec) -> list[Drawing]:
    """The picture in one piece, or in as many as it takes for each to fit on a page."""
    whole = _drawing(spec)
    rows = len(spec.rows)
    for count in range(ceil(whole.height / TALLEST), rows + 1):
        pieces = [whole] if count == 1 else [_drawing(part) for part in _parts(spec, ceil(rows / count))]
        if all(piece.height <= TALLEST for piece in pieces):
            return pieces
    return [whole]


def _parts(spec: ChartSpec, most: int) -> list[ChartSpec]:
    """The same with at most so many rows each; what stands under the total goes with it."""
    chunks = [spec.rows[start : start + most] for start in range(0, len(spec.rows), most)]
    parts = [replace(spec, rows=rows) for rows in chunks]
    return [part if part.total else replace(part, foot=()) for part in parts]


def _drawing(spec: ChartSpec) -> Drawing:
    key, y = key_of(spec, MARGIN + 4, MARGIN, FULL - MARGIN)
    parts = [key]
    if spec.kind == "heat":
        parts.append(inside(MARGIN, y, WIDE_FROM, HEAD_HEIGHT, head(spec, "wide", numbered=is_numbered(spec))))
        y += HEAD_HEIGHT
    height, drawing = DRAW[spec.kind](spec, "wide")
    parts.append(inside(MARGIN, y, WIDE_FROM, height + MARGIN, unlinked(drawing)))
    height += y + 2 * MARGIN
    return Drawing(document(spec, FULL, height, "".join(parts), PLAIN), FULL, height)
