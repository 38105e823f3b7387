"""Typesetting by typst. What people wrote reaches it as data, never as its markup."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from fontTools.ttLib import TTFont

DENSITY = 144
"""Dots an inch: two for each px of a drawing, so that it is sharp on a projector."""
PICTURE = b"""#set page(width: float(sys.inputs.width) * 1pt, height: float(sys.inputs.height) * 1pt, margin: 0pt)
#image(bytes(sys.inputs.drawing), format: "svg", width: 100%)"""
FAMILY = "DejaVuSans.ttf"
MARK = "□"
"""Stands for a character that no font has."""
UNSETTABLE = frozenset("\u1680\ufeff")
"""In the font, but without a picture or not allowed by PDF/UA."""
INVISIBLE = re.compile("[\u202a-\u202e\u2066-\u2069\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""What turns the direction of the text around it, and what chooses between pictures of a character."""
PILE = re.compile("([\u0300-\u036f]{8})[\u0300-\u036f]+")
"""More accents on one letter than anybody can read, and than can be set in good time."""
MOST_CHARACTERS = 600_000
"""About two hundred pages, a few seconds."""
MOST_DRAWN = 4_000_000
"""Some fifty drawings with a hundred rows each."""
LONGEST = 16
"""So many characters without a space stay on a line; longer ones may break anywhere."""


@cache
def fonts() -> typst.Fonts:
    """What files are set in: the same on every machine, whatever is installed there."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[_folder()])


def _folder() -> Path:
    return Path(settings.BASE_DIR) / "node_modules" / "dejavu-fonts-ttf" / "ttf"


@cache
def settable() -> frozenset[str]:
    """Every character that can be set."""
    with TTFont(_folder() / FAMILY, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap())) - UNSETTABLE | {"\n"}


def printable(text: str) -> str:
    """The text as it can be set: what no font has as a mark, and with places to break where a word is too long.

    What is invisible is left out, so that nobody's text turns what stands beside it.
    """
    return re.sub(rf"\S{{{LONGEST + 1},}}", _breakable, marked(text))


def marked(text: str) -> str:
    """The text with a mark for what no font has, without what is invisible; nowhere broken.

    Markup of a drawing stays what it is, since all of it can be set.
    """
    plain = PILE.sub(r"\1", INVISIBLE.sub("", unicodedata.normalize("NFC", text)).replace("\t", " "))
    known = settable()
    return "".join(c if c in known else "" if unicodedata.category(c) in {"Cc", "Cf"} else MARK for c in plain)


def _breakable(found: re.Match[str]) -> str:
    """A long word with places to break in it, none of them before a mark that belongs to the letter before."""
    parts, since = [], 0
    for character in found[0]:
        if since >= LONGEST and not unicodedata.combining(character):
            parts.append("\u200b")
            since = 0
        parts.append(character)
        since += 1
    return "".join(parts)


class TooLongError(Exception):
    """More than can be set while somebody waits."""


def pdf_of(template: Path, data: Mapping[str, Any], drawings: Sequence[str] = ()) -> bytes:
    """An accessible PDF (PDF/UA-1): a typst file that reads `data` as JSON from `sys.inputs`.

    `drawings` are SVG: the template has the first as `sys.inputs.drawing-0`, and so on. `sys.inputs.mark` is the mark
    where it had to stand for a character, else empty. TooLongError for over `MOST_CHARACTERS` of data, or
    `MOST_DRAWN` of drawings.
    """
    ready, drawn = json.dumps(_printable(data), ensure_ascii=False), [marked(drawing) for drawing in drawings]
    if len(ready) > MOST_CHARACTERS or sum(map(len, drawn)) > MOST_DRAWN:
        raise TooLongError
    given = json.dumps([data, *drawings], ensure_ascii=False)
    is_marked = any(MARK in text for text in (ready, *drawn)) and MARK not in given
    wanted = {"data": ready, "mark": MARK if is_marked else ""}
    wanted |= {f"drawing-{number}": drawing for number, drawing in enumerate(drawn)}
    made = typst.compile(
        template.read_bytes(), font_paths=fonts(), sys_inputs=wanted, format="pdf", pdf_standards=["ua-1"]
    )
    assert isinstance(made, bytes)  # noqa: S101  # a PDF is one file
    return made


def _printable(value: Any) -> Any:
    """All texts of JSON-like data made printable."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {key: _printable(item) for key, item in value.items()}
    return [_printable(item) for item in value] if isinstance(value, list | tuple) else value


def png_of(drawing: str, width: float, height: float) -> bytes:
    """An SVG drawing of so many px as PNG, twice as many across and down."""
    wanted = {"drawing": drawing, "width": f"{width:g}", "height": f"{height:g}"}
    made = typst.compile(PICTURE, font_paths=fonts(), sys_inputs=wanted, format="png", ppi=DENSITY)
    assert isinstance(made, bytes)  # noqa: S101  # one page comes as bytes, several as a list
    return made
