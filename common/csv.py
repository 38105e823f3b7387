"""CSV for spreadsheets: RFC 4180 with a byte-order mark, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from django.http import StreamingHttpResponse

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
BOM = "\ufeff"


def defused(value: object) -> object:
    """The value for a cell: text that a spreadsheet would take for a formula gets an apostrophe before it."""
    if isinstance(value, str) and value.startswith(DANGEROUS):
        return f"'{value}"
    return "" if value is None else value


def csv_lines(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The file, line by line, in constant memory."""
    yield BOM
    for row in rows:
        line = StringIO()
        csv.writer(line).writerow([defused(value) for value in row])
        yield line.getvalue()


def csv_response(name: str, rows: Iterable[Sequence[object]]) -> StreamingHttpResponse:
    """A download called `name` (ASCII letters, digits, dots and hyphens)."""
    response = StreamingHttpResponse(csv_lines(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
