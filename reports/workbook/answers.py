"""The answers of an attributed round as a workbook, written row by row in constant memory. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import IO, Any

from reports.workbook.book import Book
from reports.workbook.text import cell_text
from surveys.definition import Definition
from surveys.round_rows import PARTNER

ANSWERS, COLUMNS = "Answers", "Columns"
PARTNER_WIDTH, ANSWER_WIDTH = 34, 12


def write_answers(
    target: IO[bytes], *, definition: Definition, title: str, about: str, closed: datetime,
    rows: Iterator[Sequence[object]],
) -> None:  # fmt: skip
    """Writes the file: `rows` with their header, then what each column is."""
    foot = f"{about}, {title}"
    book = Book(target, title=f"{title}: answers", about=about, created=closed, foot=foot, constant_memory=True)
    sheet = book.sheet(ANSWERS)
    sheet.widths(PARTNER_WIDTH, *[ANSWER_WIDTH] * len(definition.statement_keys))
    sheet.table([str(name) for name in next(rows)], [], frozen=1)
    last = _write_rows(sheet.worksheet, sheet.row, rows)
    sheet.worksheet.autofilter(0, 0, max(last, 1), len(definition.statement_keys))
    _columns(book, definition)
    book.close()


def _write_rows(worksheet: Any, first: int, rows: Iterator[Sequence[object]]) -> int:
    """Writes answers as fast as the library can: scores are small whole numbers, everything else is text.

    The number of the last row.
    """
    number, text = worksheet.write_number, worksheet.write_string
    names: dict[object, str] = {}
    row = first - 1
    for row, (partner, *answers) in enumerate(rows, first):
        if partner not in names:
            names[partner] = cell_text(str(partner))
        text(row, 0, names[partner])
        for column, answer in enumerate(answers, 1):
            if answer.__class__ is int:
                number(row, column, answer)
            elif answer is not None:
                text(row, column, answer)
    return row


def _columns(book: Book, definition: Definition) -> None:
    """Each column, its section and statement, and what the answers mean."""
    scale = definition.scale
    sheet = book.sheet(COLUMNS)
    sheet.widths(28, 54, 90)
    whole = [[PARTNER, None, "The organisation that the answers are of"]]
    for section in definition.sections:
        whole += [[item.key, section.title, item.text] for item in section.statements]
    sheet.table(["Column", "Section", "What it is"], whole, frozen=1, wrapped=(1, 2))
    sheet.gap()
    answers = [[str(score), None, label] for score, label in enumerate(scale.labels, 1)]
    answers += [["dk", None, scale.dont_know], ["na", None, scale.not_applicable], ["empty", None, "Not answered"]]
    sheet.table(["Answer", "", "What it means"], answers)
