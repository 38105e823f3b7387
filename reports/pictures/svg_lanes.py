"""The drawing of statements in two lanes: level across, disputed above shared."""

from __future__ import annotations

from collections.abc import Iterator

from reports.charts import ChartSpec
from reports.pictures.places import NARROW, WIDE, Layout, Placed
from reports.pictures.places_dots import DotPlaces, dot_places
from reports.pictures.svg_parts import circle, line, linked, rect, text

HEAD = 24


def lanes(spec: ChartSpec, layout: Layout) -> tuple[float, str]:
    """The drawing's height in px, and its elements."""
    places = dot_places(spec, layout, head=HEAD)
    parts = list(_grounds(spec, places))
    for placed in places.rows:
        parts += _name(placed, layout)
        parts += _dots(spec, placed, places, layout)
    return places.height, "".join(parts)


def middle(spec: ChartSpec) -> float:
    """Where low ends."""
    return (spec.low + spec.high) / 2


def _grounds(spec: ChartSpec, places: DotPlaces) -> Iterator[str]:
    """The low half is tinted; whole scores have hairlines."""
    cut = places.x(spec, middle(spec))
    yield rect(places.left, HEAD, cut - places.left, places.height - HEAD, "faint")
    for score in range(spec.low, spec.high + 1):
        x = places.x(spec, score)
        yield text(x, 14, str(score), "m s")
        yield line(x, HEAD, x, places.height, "rule")
    yield line(cut, HEAD, cut, places.height, "axis")


def _name(placed: Placed, layout: Layout) -> Iterator[str]:
    css = "b w" if placed.row.is_flagged else "b"
    if layout == "narrow":
        yield text(0, placed.top + 16, placed.row.label, f"{css} h")
        yield text(1, placed.top + 16, placed.row.note, "s e h")
        return
    yield text(0, placed.y, placed.row.label, css)
    yield text(0, placed.y + 18, placed.row.note, "s")


def _dots(spec: ChartSpec, placed: Placed, places: DotPlaces, layout: Layout) -> Iterator[str]:
    ordered = placed.row.by_value
    offsets = places.offsets(spec, ordered, WIDE if layout == "wide" else NARROW)
    for dot, aside in zip(ordered, offsets, strict=True):
        css = "mark" if dot.is_flagged else "accent"
        drawn = circle(places.x(spec, dot.value), placed.y + aside, places.radius, css, f"{dot.text} {dot.name}")
        yield linked(spec.href(dot.link), drawn, is_stop=False)  # the lists below have the same links as stops
