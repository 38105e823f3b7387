"""The overall over rounds as a line so small that it stands in a row of a table."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import pairwise

from django.utils.safestring import SafeString, mark_safe

from reports.charts import ChartSpec
from reports.pictures.places import Layout
from reports.pictures.svg_parts import circle, line

WIDTH, HEIGHT, MARGIN = 112, 30, 6
"""In px; the margin is room for the last dot."""


def history(spec: ChartSpec, layout: Layout = "wide") -> tuple[float, str]:
    """The drawing's height in px, and its elements; both layouts are alike."""
    return HEIGHT, "".join(_elements(spec))


def _elements(spec: ChartSpec) -> Iterator[str]:
    places = [
        (_across(number, len(spec.rows)), _down(spec, row.dots[0].value), row.is_dashed)
        for number, row in enumerate(spec.rows)
        if row.dots
    ]
    for (x1, y1, _), (x2, y2, is_dashed) in pairwise(places):
        yield line(x1, y1, x2, y2, "line", 1.5, is_dashed=is_dashed)
    for x, y, _ in places[-1:]:
        yield circle(x, y, 4, "accent")


def _across(number: int, count: int) -> float:
    inside = WIDTH - 2 * MARGIN
    return (MARGIN + inside * (number / (count - 1) if count > 1 else 1)) / WIDTH


def _down(spec: ChartSpec, value: float) -> float:
    return MARGIN + (HEIGHT - 2 * MARGIN) * (spec.high - value) / (spec.high - spec.low)


def tiny(spec: ChartSpec) -> SafeString:
    """The drawing by itself; its name holds every figure."""
    height, elements = history(spec)
    # Every text went through `escape`; all else is numbers and our own names.
    return mark_safe(  # noqa: S308
        f'<svg width="{WIDTH}" height="{height:g}" role="img" class="tiny" aria-label="{escape(spec.name)}">'
        f"{elements}</svg>"
    )
