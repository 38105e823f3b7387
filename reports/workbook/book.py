"""A workbook being written: sheets with a title and a table each, set up for reading and for paper.

Texts are written as texts whatever they look like: no formula and no link comes from what somebody typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from textwrap import wrap
from typing import IO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports.workbook.text import cell_text, footer_text, unique

OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
INK, RULE, ACCENT, SOFT = "#1A242B", "#C9C3B6", "#0B5D63", "#5A646B"
GROUND, AMBER = "#F1EDE3", "#C07412"
A4 = 9
LINE, HIGHEST = 15, 409
"""Height of a line of text, and the most that a row may have, in points."""
USUAL = 8.43
"""The width in letters of a column that was not given one."""
BOLD, NARROWER = 1.2, 1.08
"""How much wider bold letters are, and how much narrower than digits letters are on average."""


@dataclass(frozen=True)
class Number:
    """A figure and how it is printed; the cell holds all of it. In an amber frame: there is no shared view."""

    value: float
    pattern: str
    is_framed: bool = False


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
        self._widths: tuple[float, ...] = ()
        worksheet.set_landscape()
        worksheet.set_paper(A4)
        worksheet.fit_to_pages(1, 0)
        worksheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.8)
        worksheet.set_footer(f"&L{book.foot}&RPage &P of &N")
        worksheet.hide_gridlines(1)

    def widths(self, *widths: float) -> None:
        """Widths of the columns from the left, in letters."""
        self._widths = widths
        for column, width in enumerate(widths):
            self.worksheet.set_column(column, column, width)

    def heading(self, words: str, size: int = 16) -> None:
        """A line in large letters."""
        self.worksheet.set_row(self.row, size * 1.6)
        self._text(self.row, 0, words, self.book.format(bold=True, font_size=size, font_color=ACCENT))
        self.row += 1

    def paragraph(self, words: str, *, across: int, soft: bool = False) -> None:
        """A text over so many columns, as far as there are as many; nothing for an empty one."""
        if not words:
            return
        across = min(across, len(self._widths))
        style = self.book.format(text_wrap=True, **({"font_color": SOFT} if soft else {}))
        if across > 1:
            self.worksheet.merge_range(self.row, 0, self.row, across - 1, "", style)
        self._height(_lines(words, sum(self._widths[:across])))
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
        names = unique(header)
        self._header(names)
        for cells in rows:
            for column, cell in enumerate(cells):
                self.put(self.row, column, cell, is_wrapped=column in wrapped)
            self._height(
                max(
                    (
                        _lines(cell.words if isinstance(cell, Said) else cell, self._width(column))
                        for column, cell in enumerate(cells)
                        if isinstance(cell, Said) or (isinstance(cell, str) and column in wrapped)
                    ),
                    default=1,
                )
            )
            self.row += 1
        if frozen is not None:
            self.worksheet.freeze_panes(top + 1, frozen)
            self.worksheet.repeat_rows(top)
        if filtered and self.row > top + 1:
            self.worksheet.autofilter(top, 0, self.row - 1, len(names) - 1)
        return top + 1, self.row - 1

    def _header(self, names: Sequence[str]) -> None:
        style = {"bold": True, "text_wrap": True, "bg_color": GROUND, "bottom": 1, "bottom_color": RULE}
        for column, name in enumerate(names):
            self._text(self.row, column, name, self.book.format(**style, align="left", indent=min(column, 1)))
        self._height(max(_lines(name, self._width(column) / BOLD) for column, name in enumerate(names)))
        self.row += 1

    def _width(self, column: int) -> float:
        return self._widths[column] if column < len(self._widths) else USUAL

    def _height(self, lines: int) -> None:
        """Room for so many lines: not every program finds out by itself."""
        if lines > 1:
            self.worksheet.set_row(self.row, min(HIGHEST, LINE * lines))

    def put(self, row: int, column: int, cell: Cell, *, is_wrapped: bool = False) -> None:
        """One cell; None and empty texts leave it empty."""
        if isinstance(cell, bool):
            cell = "yes" if cell else "no"
        if isinstance(cell, Number):
            frame = {"border": 2, "border_color": AMBER} if cell.is_framed else {}
            self.worksheet.write_number(row, column, cell.value, self.book.format(num_format=cell.pattern, **frame))
        elif isinstance(cell, int | float):
            pattern = "#,##0" if isinstance(cell, int) else "0.00"
            self.worksheet.write_number(row, column, cell, self.book.format(num_format=pattern))
        elif isinstance(cell, Said):
            style = self.book.format(font_color=SOFT, italic=True, text_wrap=True, align="left", indent=1)
            self._text(row, column, cell.words, style)
        elif isinstance(cell, Link):
            style = self.book.format(font_color=ACCENT, underline=1)
            self.worksheet.write_url(row, column, f"internal:'{cell.sheet}'!A1", style, cell.sheet)
        elif cell:
            # Set off from a figure at the right end of the column before.
            self._text(row, column, cell, self.book.format(text_wrap=is_wrapped, align="left", indent=min(column, 1)))

    def _text(self, row: int, column: int, words: str, style: Format) -> None:
        self.worksheet.write_string(row, column, cell_text(words), style)


def _lines(words: str, width: float) -> int:
    """How many lines a text takes in a column of this width, which is given in digits; the edge takes one of them."""
    letters = max(1, int((width - 1) * NARROWER))
    return sum(1 if len(line) <= letters else len(wrap(line, letters)) for line in words.split("\n"))
