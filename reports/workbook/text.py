"""Text for a cell: nothing that a spreadsheet would run, refuse or take for something else. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

MOST = 32_767
"""Characters that a cell holds, counted as spreadsheets do: one outside the basic plane counts twice."""
CUT = " [Cut here: a cell holds at most 32,767 characters. The JSON file has the whole text.]"
REFUSED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Control characters but tab and line end, lone surrogates, and what XML does not take."""


def cell_text(text: str) -> str:
    """The text without what a workbook cannot hold; one that is too long ends in a sentence that says so."""
    plain = REFUSED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(plain) * 2 > MOST and _length(plain) > MOST:
        plain = _cut(plain, MOST - len(CUT)) + CUT
    # XlsxWriter takes a text between these two tags for its own mark-up and writes it as it is.
    return f"{plain} " if plain.startswith("<r>") and plain.endswith("</r>") else plain


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _cut(text: str, most: int) -> str:
    return text.encode("utf-16-le")[: most * 2].decode("utf-16-le", errors="ignore")


def unique(names: Iterable[str]) -> list[str]:
    """Names for the columns of one table, each once: a second “Council” becomes “Council (2)”."""
    found: list[str] = []
    for wanted in names:
        name, number = wanted, 1
        while name.casefold() in {item.casefold() for item in found}:
            number += 1
            name = f"{wanted} ({number})"
        found.append(name)
    return found


def footer_text(text: str, most: int = 180) -> str:
    """A text for the foot of printed pages, where “&” begins a code unless it is doubled."""
    return cell_text(text)[:most].replace("\n", " ").replace("&", "&&")
