"""What a page of the pack is made of; `templates/reports/board_pack.typ` sets each kind. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

Block = dict[str, Any]


def heading(level: int, text: str, *, is_new_page: bool = False) -> Block:
    """A heading of level 2 to 4; of level 2 and 3 it has a bookmark."""
    return {"kind": "heading", "level": level, "text": text, "new_page": is_new_page}


def par(text: str) -> Block:
    """A paragraph."""
    return {"kind": "par", "text": text}


def lead(text: str) -> Block:
    """What counts most, in large letters."""
    return {"kind": "lead", "text": text}


def soft(text: str) -> Block:
    """A remark, in small letters."""
    return {"kind": "soft", "text": text}


def bullets(rows: Iterable[Sequence[str]], *, is_numbered: bool = False) -> Block:
    """Items, each a word in bold, which may be empty, and its text, and what stands below it where there is more."""
    return {"kind": "bullets", "rows": [[*row, ""][:3] for row in rows], "numbered": is_numbered}


def pairs(rows: Iterable[tuple[str, str]]) -> Block:
    """A label and what it says, beside each other."""
    return {"kind": "pairs", "rows": [list(row) for row in rows]}


def quotes(texts: Iterable[str]) -> Block:
    """What people wrote."""
    return {"kind": "quotes", "texts": list(texts)}


def table(
    columns: Sequence[str],
    widths: Sequence[float],
    rows: Iterable[Sequence[Any]],
    *,
    figures: Sequence[int] = (),
    is_turned: bool = False,
) -> Block:
    """A table whose head is repeated; `figures` are columns set to the right.

    A cell is a text, or one with what stands below it in small letters and the comments on it. `is_turned`: the heads
    of figures stand upright.
    """
    cells = [[_cell(item) for item in row] for row in rows]
    found: Block = {"kind": "table", "columns": list(columns), "widths": list(widths), "rows": cells}
    return {**found, "figures": list(figures), "turned": is_turned}


def _cell(item: Any) -> dict[str, Any]:
    return cell(item) if isinstance(item, str) else dict(item)


def cell(text: str, below: str = "", quoted: Sequence[str] = (), *, is_bold: bool = False) -> dict[str, Any]:
    """A cell with more than a text; where it is bold, so is its row."""
    return {"text": text, "below": below, "quotes": list(quoted), "bold": is_bold}


def picture(question: str, headline: str, caption: str, pieces: Iterable[tuple[int, str, float]]) -> Block:
    """A picture: for each piece its number among the drawings, what it shows in words, and height over width."""
    found = [{"number": number, "alt": alt, "tall": tall} for number, alt, tall in pieces]
    return {"kind": "picture", "question": question, "headline": headline, "caption": caption, "pieces": found}
