"""The elements that drawings are made of; every text is escaped, all else is numbers and our own class names."""

from __future__ import annotations

from html import escape


def share(value: float) -> str:
    """A share of the width as a percentage."""
    return f"{round(100 * value, 3):g}%"


def text(x: float, y: float, words: str, css: str = "", *, dx: float = 0) -> str:
    """Words at a share of the width, moved by `dx` px."""
    name = f' class="{css}"' if css else ""
    aside = f' dx="{dx:g}"' if dx else ""
    return f'<text x="{share(x)}" y="{y:g}"{aside}{name}>{escape(words)}</text>'


def words_element(x: float, y: float, words: str, css: str = "") -> str:
    """Words at a place in px."""
    name = f' class="{css.strip()}"' if css.strip() else ""
    return f'<text x="{x:.1f}" y="{y:.1f}"{name}>{escape(words)}</text>'


def line(x1: float, y1: float, x2: float, y2: float, css: str, width: float = 1, *, is_dashed: bool = False) -> str:
    """A line between two places."""
    dashes = ' stroke-dasharray="5 4"' if is_dashed else ""
    ends = f'x1="{share(x1)}" y1="{y1:g}" x2="{share(x2)}" y2="{y2:g}"'
    return f'<line {ends} class="{css}" stroke-width="{width:g}"{dashes}/>'


def rect(x: float, y: float, width: float, height: float, css: str, fill: str = "") -> str:
    """A box; `width` is a share as well. `fill` names a pattern."""
    pattern = f' fill="url(#{fill})"' if fill else ""
    return f'<rect x="{share(x)}" y="{y:g}" width="{share(width)}" height="{height:g}" class="{css}"{pattern}/>'


def framed(x: float, y: float, width: float, height: float, css: str) -> str:
    """A box with an edge inside its gap: of strokes on a rim, the half inside the box is seen."""
    place = f'x="{share(x)}" y="{y:g}" width="{share(width)}" height="{height:g}"'
    whole = '<rect width="100%" height="100%" class="{}"/>'
    return f"<svg {place}>{whole.format(f'{css} pale')}{whole.format('gap')}</svg>"


def circle(x: float, y: float, radius: float, css: str, title: str = "") -> str:
    """A dot, with the words that appear under a resting pointer."""
    inside = f"<title>{escape(title)}</title>" if title else ""
    return f'<circle cx="{share(x)}" cy="{y:g}" r="{radius:g}" class="{css}">{inside}</circle>'


def titled(words: str, *parts: str) -> str:
    """Parts that share the words that appear under a resting pointer."""
    return f"<g><title>{escape(words)}</title>{''.join(parts)}</g>"


def linked(href: str, inside: str, *, is_stop: bool = True) -> str:
    """Elements that lead on; without an address just the elements. Without `is_stop` the Tab key passes them by."""
    if not href:
        return inside
    stop = "" if is_stop else ' tabindex="-1"'
    return f'<a href="{escape(href)}"{stop}>{inside}</a>'


def named(href: str, inside: str) -> str:
    """A row's words, which lead to what is behind it; of them, the name (class `l`) is drawn as a link."""
    return f'<a href="{escape(href)}" class="name">{inside}</a>' if href else inside


def hatching(name: str) -> str:
    """The pattern of hidden cells; `name` is unique in the page."""
    return (
        f'<defs><pattern id="{name}" width="8" height="8" patternUnits="userSpaceOnUse">'
        '<path d="M8 0L0 8M10 6L6 10M2 -2L-2 2" class="hatch"/></pattern></defs>'
    )
