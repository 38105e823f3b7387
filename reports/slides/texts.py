"""Texts as slides take them: cleaned, fitted to the room there is by size and then by words. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import ceil
from unicodedata import category

from reports.pictures.measure import letters, shorten
from reports.words.cutting import ELLIPSIS, cut_at_word

SMALLEST = 18
"""In points; nothing on a slide is smaller."""
SIZES = (28, 24, 22, 20, SMALLEST)
WIDTH, LEADING = 0.53, 1.22
"""Of a letter and of a line, in its size: on the generous side, since the reader's machine chooses the font."""
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""What turns the direction of the text around it."""
RUN = re.compile(r"[=+\-@]|\{=|(ftp|http)s?://|mailto:|(in|ex)ternal:")
"""What a workbook would take for a formula or an address."""


def clean(text: str) -> str:
    """The text without what no file of XML may hold, and without what is invisible and turns what stands beside it."""
    plain = TURNING.sub("", text.replace("\t", " "))
    return "".join(c for c in plain if c == "\n" or (category(c) not in {"Cc", "Cs"} and ord(c) & 0xFFFE != 0xFFFE))


def label(text: str, most: int) -> str:
    """A name in a chart, in at most so many letters, its beginning and its end: names often differ only there.

    What the chart's workbook would take for a formula or an address gets an apostrophe.
    """
    short = shorten(" ".join(clean(text).split()), most) or "–"
    return f"'{short}" if RUN.match(short) else short


def lines_of(text: str, size: float, width: float) -> int:
    """How many lines the text takes in so many points, at that size."""
    return sum(max(1, ceil(letters(line) * size * WIDTH / width)) for line in text.split("\n"))


@dataclass(frozen=True)
class Fitted:
    """A text as it stands on a slide, its size in points, and whether some of it was left out."""

    text: str
    size: int
    is_cut: bool


def fitted(text: str, width: float, height: float, largest: int = SIZES[0]) -> Fitted:
    """The text in the largest size in which it fits into a box of so many points; in the smallest it is cut."""
    whole = clean(text).strip()
    for size in SIZES:
        if size <= largest and lines_of(whole, size, width) * size * LEADING <= height:
            return Fitted(whole, size, is_cut=False)
    lines = max(1, int(height / (SMALLEST * LEADING)))
    most = max(8, int(lines * width / (SMALLEST * WIDTH) * 0.94))
    cut = cut_at_word(whole, most)
    return Fitted(cut, SMALLEST, is_cut=cut.endswith(ELLIPSIS) and not whole.endswith(ELLIPSIS))
