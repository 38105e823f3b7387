"""The heat map's drawing: a head that can stay in sight, and a body."""

from __future__ import annotations

from collections.abc import Iterator

from reports.charts import ChartCell, ChartRow, ChartSpec
from reports.pictures.measure import LETTER, SMALL_LETTER, shorten
from reports.pictures.places import (
    NAMES,
    NARROW,
    WIDE,
    WIDE_FROM,
    HeatPlaces,
    Layout,
    Placed,
    heat_places,
    is_numbered,
    name_lines,
)
from reports.pictures.svg_parts import framed, hatching, line, linked, named, rect, text, titled

HEAD_HEIGHT = 24
PALE = 2
"""Up to this ground a cell has an edge: without one it would vanish in the paper, above all in the dark."""


def head(spec: ChartSpec, layout: Layout, *, numbered: bool) -> str:
    """The columns' names, or their numbers."""
    places, count = heat_places(spec, layout), len(spec.columns)
    names = [str(number) if numbered else name for number, name in enumerate(spec.columns, 1)]
    parts = [text(places.edge(index + 0.5, count), 15, name, "m s i") for index, name in enumerate(names)]
    if layout == "wide":
        parts += [text(0, 15, spec.row_word, "s i"), text(1, 15, spec.note_word, "e s i")]
    return "".join(parts)


def body(spec: ChartSpec, layout: Layout) -> tuple[float, str]:
    """The drawing's height in px, and its elements."""
    places = heat_places(spec, layout)
    hatch = f"hatch-{spec.key}-{layout}"
    parts = [hatching(hatch)] if spec.has_hidden else []
    for placed in places.rows:
        parts.append(named(spec.href(placed.row.link), "".join(_name(placed, layout, is_low=places.is_low))))
        parts += _cells(spec, placed, places, hatch, has_titles=layout == "wide")
    if places.rule is not None:
        parts.append(line(0, places.rule, 1, places.rule, "axis"))
    parts += _foot(spec, places, layout)
    return places.height, "".join(parts)


def _name(placed: Placed, layout: Layout, *, is_low: bool) -> Iterator[str]:
    row, css = placed.row, "b" if placed.row.kind == "total" else "l"
    is_soft = row.note in {"too few", "not shown", "one answer"} or row.kind != "column"
    note_css = "e s" if is_soft else "e"
    if layout == "narrow":
        yield text(0, placed.top + 15, shorten(row.label, int((NARROW - 90) / LETTER)), css)
        yield text(1, placed.top + 15, shorten(row.note, 26), note_css)
        return
    for y, words in name_lines(placed, is_low=is_low):
        yield text(0, y + 5, words, css)
    if row.kind == "absent":
        yield text(232 / WIDE, placed.middle + 5, row.note, "s", dx=2)
    elif row.kind == "column":
        yield text(1, placed.middle + 5, row.note, note_css)


def _cells(spec: ChartSpec, placed: Placed, places: HeatPlaces, hatch: str, *, has_titles: bool) -> Iterator[str]:
    """A row's cells; frames come last, so that no neighbour covers them."""
    count = len(spec.columns)
    width = places.edge(1, count) - places.edge(0, count)
    for index, cell in enumerate(placed.row.cells):
        parts = _cell(cell, places.edge(index, count), width, placed, hatch)
        words = f"{placed.row.label}, {spec.columns[index]}: {cell.words}"
        drawn = titled(words, *parts) if has_titles else "".join(parts)
        yield linked(spec.href(cell.link), drawn, is_stop=False)  # the row's name is a stop and leads there, too
    for index, cell in enumerate(placed.row.cells):
        if cell.is_framed:
            yield rect(places.edge(index, count), placed.y, width, placed.height, "nsv")


def _cell(cell: ChartCell, x: float, width: float, placed: Placed, hatch: str) -> Iterator[str]:
    middle = x + width / 2
    if cell.level:
        box = framed if cell.level <= PALE else rect
        yield box(x, placed.y, width, placed.height, f"cell v{cell.level}")
        yield text(middle, placed.middle + 5, cell.text, f"m t{cell.level}")
        return
    yield rect(x, placed.y, width, placed.height, "cell faint")
    if cell.state == "hidden":
        yield rect(x, placed.y, width, placed.height, "cell", hatch)
    else:
        yield text(middle, placed.middle + 5, cell.text, "m s")


def _foot(spec: ChartSpec, places: HeatPlaces, layout: Layout) -> Iterator[str]:
    y, count = places.foot, len(spec.columns)
    if spec.foot:
        most = int(NAMES * WIDE_FROM / SMALL_LETTER) if layout == "wide" else int(NARROW / SMALL_LETTER)
        yield text(0, y + 16, shorten(spec.foot_label, most), "s")
        down = y + 16 if layout == "wide" else y + 36
        for index, word in enumerate(spec.foot):
            yield text(places.edge(index + 0.5, count), down, word, "m s i")
        y = down + 10
    yield from _without_shared_view(spec, spec.total, places, layout, y)


def _without_shared_view(
    spec: ChartSpec, total: ChartRow | None, places: HeatPlaces, layout: Layout, y: float
) -> Iterator[str]:
    framed = [index for index, cell in enumerate(total.cells) if cell.is_framed] if total else []
    is_listed = layout == "narrow" or is_numbered(spec)
    for number, index in enumerate(framed):
        if is_listed:
            yield text(0, y + 16 + 20 * number, f"{spec.columns[index]}: no shared view", "b w")
            continue
        middle = places.edge(index + 0.5, len(spec.columns))
        yield text(middle, y + 12, "No shared", "m b w s")
        yield text(middle, y + 28, "view", "m b w s")
