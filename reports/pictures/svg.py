"""The picture as SVG, readable before any script: two layouts, each drawn at true size in whatever width it gets.

Places across are percentages and letters keep their size, so nothing shrinks. The style sheet shows the layout that
fits. Classes only: colours come from the theme.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from django.utils.safestring import SafeString, mark_safe

from reports.charts import ChartSpec
from reports.pictures.places import Layout, is_numbered
from reports.pictures.svg_bars import bars
from reports.pictures.svg_beside import beside
from reports.pictures.svg_dots import dots, levels, strips
from reports.pictures.svg_heat import HEAD_HEIGHT, body, head
from reports.pictures.svg_history import history
from reports.pictures.svg_lanes import lanes
from reports.pictures.svg_radar import radar
from reports.pictures.svg_sides import sides
from reports.pictures.svg_slopes import slopes
from reports.pictures.svg_sums import sums

DRAW: dict[str, Callable[[ChartSpec, Layout], tuple[float, str]]] = {
    "heat": body,
    "dots": dots,
    "levels": levels,
    "bars": bars,
    "lanes": lanes,
    "radar": radar,
    "sums": sums,
    "sides": sides,
    "slopes": slopes,
    "beside": beside,
    "history": history,
}


def svg(spec: ChartSpec, layout: Layout, width: str = "100%") -> SafeString:
    """The drawing; `width` is for places without a style sheet, in px."""
    height, elements = DRAW[spec.kind](spec, layout)
    # Every text in `elements` went through `escape`; all else is numbers and our own names.
    return mark_safe(  # noqa: S308
        f'<svg width="{width}" height="{height:g}" role="{"group" if spec.has_links else "img"}" '
        f'class="{layout} drawing" aria-label="{escape(spec.name)}">'
        f"{elements}</svg>"
    )


def svg_heads(spec: ChartSpec) -> list[SafeString]:
    """The heads of a heat map's columns, apart from it so that they can stay in sight: one for each layout.

    The narrow layout has two: names for a tablet, numbers (with a key) for a phone.
    """
    numbered = is_numbered(spec)
    heads: list[tuple[Layout, str, bool]] = [("wide", "wide", numbered), ("narrow", "narrow by-number", True)]
    if not numbered:
        heads.append(("narrow", "narrow by-name", False))
    return [
        mark_safe(  # noqa: S308  # as above
            f'<svg width="100%" height="{HEAD_HEIGHT}" class="{css}" aria-hidden="true">'
            f"{head(spec, layout, numbered=by_number)}</svg>"
        )
        for layout, css, by_number in heads
    ]


def svg_strips(spec: ChartSpec) -> list[SafeString]:
    """Each row of a dot plot as a drawing of its own, to stand beside its words."""
    return [
        mark_safe(  # noqa: S308  # as above
            f'<svg width="100%" height="{height:g}" role="group" aria-label="{escape(name)}">{elements}</svg>'
        )
        for name, height, elements in strips(spec)
    ]
