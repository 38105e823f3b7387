"""A table somebody hands in as CSV: the checks and the rows, within limits that keep a hostile file small.

Pure: no Django. UTF-8 (with or without a byte order mark) or Windows-1252; comma, semicolon or tab.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import islice

from common.file_problems import FileError, Problem

DELIMITERS = (",", ";", "\t")
MAGIC = {
    b"PK\x03\x04": "a workbook or a zip archive",
    b"\xd0\xcf\x11\xe0": "an old workbook",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a gzip archive",
    b"\xff\xfe": "text in UTF-16",
    b"\xfe\xff": "text in UTF-16",
}
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that a spreadsheet would take for a formula: `common.csv` writes an apostrophe before it."""
NOT_IN_WINDOWS_1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")


def undefused(cell: str) -> str:
    """The text as it was before `common.csv` wrote an apostrophe before it."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(DANGEROUS) else cell


@dataclass(frozen=True)
class Limits:
    """How large a file may be; `record` is characters of one row, quoted line ends included, and `split` the advice.

    A longer row means a quotation mark that was never closed.
    """

    bytes: int
    rows: int
    lines: int
    record: int
    split: str


def refusal(message: str, line: int | None = None, column: str = "") -> FileError:
    """A refusal for one reason."""
    return FileError("", [Problem(message, line, column)])


def check_bytes(data: bytes, limits: Limits) -> None:
    """FileError for what is no text, or too large."""
    for magic, kind in MAGIC.items():
        if data.startswith(magic):
            raise refusal(f"this is {kind}; save it as CSV (UTF-8) and try again")
    if len(data) > limits.bytes:
        size = f"{limits.bytes // 1_000_000} MB" if limits.bytes >= 1_000_000 else f"{limits.bytes // 1000} kB"
        raise refusal(f"the file is larger than {size}; {limits.split}")
    if (nul := data.find(b"\0")) >= 0:
        raise refusal("holds a NUL byte; save the file as CSV (UTF-8) again", _line(data, nul))


def check_windows_1252(data: bytes) -> None:
    """FileError, naming the line, for what is neither UTF-8, which is known by then, nor Windows-1252."""
    if match := NOT_IN_WINDOWS_1252.search(data):
        line = _line(data, match.start())
        raise refusal("holds a character in neither UTF-8 nor Windows-1252; save the file as CSV (UTF-8)", line)


def encoding_of(data: bytes) -> str:
    """The encoding that the whole file is in; FileError where it is in neither."""
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        check_windows_1252(data)
        return "cp1252"
    return "utf-8-sig"


def _line(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1


def records(data: bytes, encoding: str, delimiter: str, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything, each with the line it begins on; FileError where they cannot be read on."""
    lines = _Lines(data, encoding, limits)
    try:
        for record in csv.reader(lines, delimiter=delimiter, strict=True):
            if any(map(str.strip, record)):
                yield lines.start, record
            lines.next_record()
    except csv.Error as error:
        message = f"the quotation marks in this row do not fit ({error}); write one within a quoted cell twice"
        raise refusal(message, lines.start) from error


class _Lines:
    """The file's lines, one by one, with the limits that keep a hostile file small in memory and time."""

    def __init__(self, data: bytes, encoding: str, limits: Limits) -> None:
        self.stream = io.TextIOWrapper(io.BytesIO(data), encoding, newline="")
        self.limits = limits
        self.count = 0
        self.start = 1
        self.size = 0

    def __iter__(self) -> Iterator[str]:
        limits = self.limits
        while line := self.stream.readline(limits.record + 1):
            self.count += 1
            self.size += len(line)
            if self.size > limits.record:
                raise refusal("this row is too long; is a quotation mark not closed?", self.start)
            if self.count > limits.lines:
                message = f"the file has over {limits.lines:,} lines; expected at most {limits.rows:,} rows"
                raise refusal(message, self.count)
            yield line

    def next_record(self) -> None:
        """What follows belongs to a new row."""
        self.start = self.count + 1
        self.size = 0


def delimiter_of(
    data: bytes, encoding: str, limits: Limits, known: Collection[str], named: Callable[[str], str]
) -> str:
    """The delimiter under which the header names most known columns, or else most columns; the comma if none does.

    `named` gives the name that a cell of the header stands for.
    """

    def fit(delimiter: str) -> tuple[int, int]:
        try:
            rows = [record for _, record in islice(records(data, encoding, delimiter, limits), 2)]
        except FileError:
            return -1, 0
        header, first = [*rows, [], []][:2]
        # A header whose first row has as many cells was split where its maker meant it to be.
        columns = len(header) if len(header) == len(first) else 1
        return len(set(known).intersection(map(named, header))), max(columns, 1)

    return max(DELIMITERS, key=fit)
