"""CSV for spreadsheets: RFC 4180 with a byte-order mark, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence

from django.http import StreamingHttpResponse

from common.table_file import DANGEROUS

SUSPICIOUS = re.compile('(?:^|[,"])[=+\\-@\t\r](?!\n$)')
"""In a line: perhaps one of its cells begins so; cells begin the line, or follow a comma or a quotation mark."""
BOM = "\ufeff"


def defused(value: object) -> object:
    """The value for a cell: text that a spreadsheet would take for a formula gets an apostrophe before it."""
    if isinstance(value, str) and value.startswith(DANGEROUS):
        return f"'{value}"
    return "" if value is None else value


class _Line:
    """What the writer writes to: hands each line back."""

    def write(self, line: str) -> str:
        return line


def csv_lines(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The file, line by line, in constant memory."""
    write = csv.writer(_Line()).writerow
    yield BOM
    for row in rows:
        line = write(row)
        # Few lines have such a cell, and to look at a line is quicker than at each of its cells.
        yield write([defused(cell) for cell in row]) if SUSPICIOUS.search(line) else line


def csv_response(name: str, rows: Iterable[Sequence[object]]) -> StreamingHttpResponse:
    """A download called `name` (ASCII letters, digits, dots and hyphens)."""
    response = StreamingHttpResponse(csv_lines(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
