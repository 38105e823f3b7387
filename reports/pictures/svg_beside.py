"""The drawing of scores beside the share of checks that are met."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports.charts import ChartRow, ChartSpec
from reports.pictures.measure import LETTER, shorten
from reports.pictures.places import NARROW, NARROWEST, WIDE, Layout
from reports.pictures.svg_parts import circle, line, named, rect, text, titled

HEAD, BAR, TWO_THIRDS = 44, 14, 2 / 3
"""Heights of the words above all and of a bar, in px; from where on a principle counts as done."""
STEPS = {"wide": 40, "narrow": 66}
"""Height of a row, in px."""
UP = {"wide": 0, "narrow": 26}
"""Room in a row for its name above the tracks, in px."""


@dataclass(frozen=True)
class Track:
    """From where to where a track runs, as shares of the width, for values from `low` to `high`."""

    left: float
    right: float
    low: float
    high: float

    def x(self, value: float) -> float:
        """Where a value stands."""
        return self.left + (self.right - self.left) * (value - self.low) / (self.high - self.low)


def tracks(spec: ChartSpec, layout: Layout) -> tuple[Track, Track]:
    """The score's track and that of the checks."""
    if layout == "wide":
        return Track(136 / WIDE, 400 / WIDE, spec.low, spec.high), Track(480 / WIDE, 640 / WIDE, 0, 1)
    return Track(8 / NARROW, 160 / NARROW, spec.low, spec.high), Track(206 / NARROW, 258 / NARROW, 0, 1)


def beside(spec: ChartSpec, layout: Layout) -> tuple[float, str]:
    """The drawing's height in px, and its elements."""
    height = HEAD + STEPS[layout] * len(spec.rows)
    both = tracks(spec, layout)
    parts = list(_heads(spec, both))
    for band in spec.bands[1::2] if layout == "wide" else ():
        left, right = both[0].x(band.low), both[0].x(band.high)
        parts.append(rect(left, HEAD, right - left, height - HEAD, "faint"))
    for number, row in enumerate(spec.rows):
        top = HEAD + STEPS[layout] * number
        parts.append(named(spec.href(row.link), "".join(_name(row, top, layout))))
        y = top + UP[layout] + 20
        if layout == "narrow":
            parts += _grounds(spec, y, both[0])
        parts += _score(spec, row, y, both[0])
        parts += _checks(row, y, both[1])
    return height, "".join(parts)


def _heads(spec: ChartSpec, both: tuple[Track, Track]) -> Iterator[str]:
    for track, words in zip(both, spec.columns, strict=True):
        yield text(track.left, 14, words, "s")
    for band in spec.bands:
        yield text((both[0].x(band.low) + both[0].x(band.high)) / 2, 36, band.letter, "m s")


def _grounds(spec: ChartSpec, y: float, track: Track) -> Iterator[str]:
    """Bands behind one row, where names stand between the rows."""
    for band in spec.bands[1::2]:
        yield rect(track.x(band.low), y - BAR, track.x(band.high) - track.x(band.low), 2 * BAR, "faint")


def _name(row: ChartRow, top: float, layout: Layout) -> Iterator[str]:
    css = "s b w" if row.is_flagged else "s"
    if layout == "narrow":
        yield text(0, top + 16, shorten(row.label, int((NARROWEST - 120) / LETTER)), "l b")
        yield text(1, top + 16, row.note, f"{css} e")
        return
    yield text(0, top + 25, shorten(row.label, 15), "l b")
    yield text(720 / WIDE, top + 25, row.note, css)


def _score(spec: ChartSpec, row: ChartRow, y: float, track: Track) -> Iterator[str]:
    """The track and the dot; where the score is not shown, a hatched track and the word."""
    cell = row.cells[0]
    if cell.value is None:
        word = "hidden" if cell.state == "hidden" else "too few scored"
        yield titled(cell.words, rect(track.left, y - BAR / 2, track.right - track.left, BAR, "faint"),
                     text((track.left + track.right) / 2, y + 5, word, "m s"))  # fmt: skip
        return
    yield line(track.left, y, track.right, y, "rule")
    for score in range(spec.low, spec.high + 1):
        yield line(track.x(score), y - 5, track.x(score), y + 5, "rule")
    yield circle(track.x(cell.value), y, 7, "mark" if cell.is_framed else "accent", f"{row.label}: {cell.words}")
    yield text(track.right, y + 5, cell.text.partition(",")[0], "b", dx=10)


def _checks(row: ChartRow, y: float, track: Track) -> Iterator[str]:
    cell = row.cells[1]
    full = track.right - track.left
    widths = {"track": full, "accent": full * (cell.value or 0)}
    bars = [rect(track.left, y - BAR / 2, width, BAR, css) for css, width in widths.items()]
    yield titled(f"{row.label}: {cell.text}", *bars)
    yield line(track.x(TWO_THIRDS), y - BAR / 2 - 4, track.x(TWO_THIRDS), y + BAR / 2 + 4, "line", 1.5)
    yield text(track.right, y + 5, cell.text, "b", dx=10)
