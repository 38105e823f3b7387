"""A workbook being written: sheets with a title and a table each, set up for reading and for paper.

Texts are written as texts whatever they look like: no formula and no link comes from what somebody typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import IO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports.workbook.text import cell_text, footer_text, unique

OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
INK, RULE, ACCENT, SOFT, GROUND = "#1A242B", "#C9C3B6", "#0B5D63", "#5A646B", "#F1EDE3"
A4 = 9
LINE = 15
"""Height of a line of text, in points."""


@dataclass(frozen=True)
class Number:
    """A figure and how it is printed; the cell holds all of it."""

    value: float
    pattern: str


@dataclass(frozen=True)
class Said:
    """Words that stand where a figure would, and say why there is none."""

    words: str


@dataclass(frozen=True)
class Link:
    """A way to another sheet of the same workbook."""

    sheet: str


Cell = str | int | float | bool | Number | Said | Link | None


class Book:
    """The workbook; `close` writes it."""

    def __init__(self, target: IO[bytes], *, title: str, about: str, created: datetime, foot: str, **options: bool):
        self.workbook = Workbook(target, {**OPTIONS, **options})
        # Without its zone: a workbook's properties know none, and the file is the same whenever it is made.
        self.workbook.set_properties({"title": cell_text(title), "subject": cell_text(about),
                                      "created": created.replace(tzinfo=None)})  # fmt: skip
        self.foot = footer_text(foot)
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}

    def format(self, **properties: object) -> Format:
        """The format with these properties, made once."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            base = {"font_color": INK, "valign": "top"}
            self._formats[key] = self.workbook.add_format({**base, **properties})
        return self._formats[key]

    def sheet(self, name: str) -> Sheet:
        """A new sheet at the end, with this name and colour."""
        return Sheet(self, self.workbook.add_worksheet(name))

    def close(self) -> None:
        """Writes the file."""
        self.workbook.close()


class Sheet:
    """One sheet, written from its top down."""

    def __init__(self, book: Book, worksheet: Worksheet) -> None:
        self.book = book
        self.worksheet = worksheet
        self.row = 0
        worksheet.set_landscape()
        worksheet.set_paper(A4)
        worksheet.fit_to_pages(1, 0)
        worksheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.8)
        worksheet.set_footer(f"&L{book.foot}&RPage &P of &N")
        worksheet.hide_gridlines(1)

    def widths(self, *widths: float) -> None:
        """Widths of the columns from the left, in letters."""
        for column, width in enumerate(widths):
            self.worksheet.set_column(column, column, width)

    def heading(self, words: str, size: int = 16) -> None:
        """A line in large letters."""
        self.worksheet.set_row(self.row, size * 1.6)
        self._text(self.row, 0, words, self.book.format(bold=True, font_size=size, font_color=ACCENT))
        self.row += 1

    def paragraph(self, words: str, *, across: int, letters: int, soft: bool = False) -> None:
        """A text over so many columns, which hold so many letters together; nothing for an empty one."""
        if not words:
            return
        style = self.book.format(text_wrap=True, **({"font_color": SOFT} if soft else {}))
        if across > 1:
            self.worksheet.merge_range(self.row, 0, self.row, across - 1, "", style)
        lines = sum(max(1, ceil(len(line) / letters)) for line in words.split("\n"))
        self.worksheet.set_row(self.row, min(409, LINE * lines))
        self._text(self.row, 0, words, style)
        self.row += 1

    def gap(self) -> None:
        """An empty line."""
        self.row += 1

    def table(
        self, header: Sequence[str], rows: Iterable[Sequence[Cell]], *, frozen: int | None = None,
        filtered: bool = False, wrapped: Sequence[int] = (),
    ) -> tuple[int, int]:  # fmt: skip
        """A table here; first and last row of its body (last < first where it is empty).

        `frozen`: so many columns stay in sight, and the header too, on paper on each page. `wrapped` columns hold text
        of several lines.
        """
        top = self.row
        style = self.book.format(bold=True, text_wrap=True, bg_color=GROUND, bottom=1, bottom_color=RULE)
        names = unique(header)
        for column, name in enumerate(names):
            self._text(top, column, name, style)
        self.row += 1
        for cells in rows:
            for column, cell in enumerate(cells):
                self.put(self.row, column, cell, is_wrapped=column in wrapped)
            self.row += 1
        if frozen is not None:
            self.worksheet.freeze_panes(top + 1, frozen)
            self.worksheet.repeat_rows(top)
        if filtered and self.row > top + 1:
            self.worksheet.autofilter(top, 0, self.row - 1, len(names) - 1)
        return top + 1, self.row - 1

    def put(self, row: int, column: int, cell: Cell, *, is_wrapped: bool = False) -> None:
        """One cell; None and empty texts leave it empty."""
        if isinstance(cell, bool):
            cell = "yes" if cell else "no"
        if isinstance(cell, Number):
            self.worksheet.write_number(row, column, cell.value, self.book.format(num_format=cell.pattern))
        elif isinstance(cell, int | float):
            pattern = "#,##0" if isinstance(cell, int) else "0.00"
            self.worksheet.write_number(row, column, cell, self.book.format(num_format=pattern))
        elif isinstance(cell, Said):
            self._text(row, column, cell.words, self.book.format(font_color=SOFT, italic=True, text_wrap=True))
        elif isinstance(cell, Link):
            style = self.book.format(font_color=ACCENT, underline=1)
            self.worksheet.write_url(row, column, f"internal:'{cell.sheet}'!A1", style, cell.sheet)
        elif cell:
            self._text(row, column, cell, self.book.format(**({"text_wrap": True} if is_wrapped else {})))

    def _text(self, row: int, column: int, words: str, style: Format) -> None:
        self.worksheet.write_string(row, column, cell_text(words), style)
