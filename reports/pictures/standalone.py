"""A picture as a file of its own: its question, its answer, its key and where it comes from are drawn with it.

The colours are the theme's light ones, written out, because a file has no style sheet beside it and what turns it into
a PNG knows no custom properties. What leads on in a page leads nowhere from a file, so links are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path

from reports.charts import ChartSpec
from reports.pictures.keys import Stroke, shades, strokes
from reports.pictures.measure import LETTER, SMALL_LETTER, letters, wrap
from reports.pictures.places import is_numbered
from reports.pictures.svg import DRAW
from reports.pictures.svg_heat import HEAD_HEIGHT, head
from reports.pictures.svg_parts import words_element

FULL, MARGIN = 960, 32
"""Width of the file and of its margin, in px."""
INSIDE = FULL - 2 * MARGIN
THEME = Path(__file__).resolve().parents[2] / "assets" / "theme.css"
FONTS = "system-ui, 'Noto Sans', 'DejaVu Sans', sans-serif"
HATCHED = (
    '<rect x="{x:g}" y="{y:g}" width="22" height="14" class="faint"/>'
    '<path transform="translate({x:g} {y:g})" d="M8 0L0 8M16 0L2 14M22 2L10 14M22 10L18 14" class="hatch"/>'
)


def standalone(spec: ChartSpec, source: str) -> tuple[str, float]:
    """The file's text and its height in px; `source` says whose answers these are and when they were given."""
    parts, y = [], float(MARGIN)
    for words, css, step in _opening(spec):
        y += step
        parts.append(words_element(MARGIN, y, words, css))
    y += 24
    key, y = key_of(spec, y, MARGIN, FULL - MARGIN)
    parts.append(key)
    if spec.kind == "heat":
        parts.append(inside(MARGIN, y, INSIDE, HEAD_HEIGHT, head(spec, "wide", numbered=is_numbered(spec))))
        y += HEAD_HEIGHT
    height, drawing = DRAW[spec.kind](spec, "wide")
    parts.append(inside(MARGIN, y, INSIDE, height, unlinked(drawing)))
    y += height + 12
    for words in (line for text in (spec.caption, source) for line in wrap(text, int(INSIDE / SMALL_LETTER), 6)):
        y += 18
        parts.append(words_element(MARGIN, y, words, "s"))
    y += MARGIN
    return document(spec, FULL, y, "".join(parts)), y


def document(spec: ChartSpec, width: float, height: float, elements: str, more_style: str = "") -> str:
    """A whole file of so many px, with the theme's style and `more_style` after it."""
    size = f'width="{width:g}" height="{height:g}"'
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {width:g} {height:g}" role="img">'
    style = f"<style>{_style()}{more_style}</style>"
    about = f"<title>{escape(spec.question)}</title><desc>{escape(spec.name)}</desc>{style}"
    ground = f'<rect {size} class="ground"/>'
    return f"{opening}{about}{ground}{elements}</svg>\n"


def inside(x: float, y: float, width: float, height: float, drawing: str) -> str:
    """A drawing at its place in a file, in px."""
    return f'<svg x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}">{drawing}</svg>'


def unlinked(drawing: str) -> str:
    """The drawing without links."""
    return re.sub(r"</?a\b[^>]*>", "", drawing)


def _opening(spec: ChartSpec) -> Iterator[tuple[str, str, float]]:
    """The question and the answer: each line with its class and the distance from the line before."""
    for words in wrap(spec.question, int(INSIDE / (LETTER * 1.5)), 3):
        yield words, "question", 26
    for words in wrap(spec.headline, int(INSIDE / LETTER), 4):
        yield words, "", 22


def key_of(spec: ChartSpec, y: float, left: float, right: float) -> tuple[str, float]:
    """What the grounds mean, item beside item as long as they fit between two edges, and the height below it."""
    parts, x = [], float(left)
    items = list(_key_items(spec))
    for swatch, words in items:
        width = 30 * bool(swatch) + letters(words) * LETTER + 22
        if x > left and x + width > right:
            x, y = left, y + 22
        parts.append(swatch.format(x=x, y=y - 4))
        parts.append(words_element(x + 30 * bool(swatch), y + 8, words, "s"))
        x += width
    return "".join(parts), y + (28 if items else 0)


def _key_items(spec: ChartSpec) -> Iterator[tuple[str, str]]:
    """Swatch and words."""
    box = '<rect x="{{x:g}}" y="{{y:g}}" width="22" height="14" class="{css}"/>'
    for level, words in spec.grounds:
        yield box.format(css=f"v{level}"), words
    if spec.has_hidden:
        yield HATCHED, "hidden for confidentiality"
    for css, label in shades(spec):
        yield box.format(css=css), label
    for stroke in strokes(spec):
        yield _stroke(stroke), stroke.label
    if spec.kind == "heat" and is_numbered(spec):
        for number, name in enumerate(spec.columns, 1):
            yield "", f"{number} {name}"


def _stroke(stroke: Stroke) -> str:
    """A short piece of the line: `path` takes the place of its box."""
    dashes = ' stroke-dasharray="5 4"' if stroke.is_dashed else ""
    dot = f'<circle cx="11" cy="7" r="4" class="{stroke.dot}"/>' if stroke.dot else ""
    drawn = f'<path d="M0 7h22" class="{stroke.css}" stroke-width="{stroke.width:g}"{dashes}/>'
    return f'<g transform="translate({{x:g}} {{y:g}})">{drawn}{dot}</g>'


@cache
def _style() -> str:
    """The theme's rules for pictures, each property in its light value."""
    theme = re.sub(r"/\*.*?\*/", "", THEME.read_text(encoding="utf-8"), flags=re.DOTALL)
    light = dict(re.findall(r"(--[\w-]+):\s*([^;]+);", theme[theme.index(":root") : theme.index("}")]))
    rules = re.findall(r"(?<=[}\n ])(svg [^{}:]+)\{([^{}]+)\}", theme)
    text = "".join(f"{selector.strip()}{{{body.strip()}}}" for selector, body in rules)
    text = re.sub(r"var\((--[\w-]+)\)", lambda match: light.get(match[1], FONTS), text)
    return (
        f"{text}.ground{{fill:{light['--paper']}}}svg .question{{font-size:21px}}"
        # What draws the PNG has no weight between 400 and 700.
        "svg .question,svg .b{font-weight:700}svg text{font-stretch:semi-condensed}"
    )
