"""Workbooks opened as a reader's program opens them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook


def opened(content: bytes) -> Workbook:
    """The workbook with its formulas, were there any."""
    return load_workbook(BytesIO(content))


def table(book: Workbook, sheet: str, first: str) -> list[dict[str, Any]]:
    """The rows of the table whose header begins with `first`, up to an empty row."""
    rows = list(book[sheet].iter_rows(values_only=True))
    top = next(index for index, row in enumerate(rows) if row[0] == first)
    header = [cell for cell in rows[top] if cell is not None]
    found = []
    for row in rows[top + 1 :]:
        if not any(cell is not None for cell in row):
            break
        found.append(dict(zip(header, row, strict=False)))
    return found


def texts(book: Workbook) -> list[str]:
    """Every text in it."""
    cells = (cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    return [cell for cell in cells if isinstance(cell, str)]


def formulas(book: Workbook) -> list[str]:
    """Cells that a spreadsheet would work out."""
    return [cell.coordinate for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def links(book: Workbook) -> list[Any]:
    """Where its links lead."""
    return [cell.hyperlink for sheet in book for row in sheet.iter_rows() for cell in row if cell.hyperlink]
