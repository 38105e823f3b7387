"""The file of a round kept on paper or in a spreadsheet: CSV in, one row a person out, or every problem.

Pure: no Django. Columns: partner, respondent (may be left out), and one for each statement key. Memory stays small
because the text is decoded as it is read and a row keeps one byte a statement.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from surveys.definition import Definition
from surveys.file_problems import FileError, Problem, ProblemList
from surveys.round_rows import PARTNER, RESPONDENT, ReadRow, RowReader, column_name, find_columns

MAX_BYTES = 20_000_000
MAX_ROWS = 100_000
MAX_LINES = 200_000
MAX_RECORD = 100_000
"""Characters of one row, quoted line ends included; more means a quotation mark that was never closed."""
DELIMITERS = (",", ";", "\t")
MAGIC = {
    b"PK\x03\x04": "a workbook or a zip archive",
    b"\xd0\xcf\x11\xe0": "an old workbook",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a gzip archive",
    b"\xff\xfe": "text in UTF-16",
    b"\xfe\xff": "text in UTF-16",
}
NOT_IN_WINDOWS_1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")


class RoundFileError(FileError):
    """A round's file that was refused."""


@dataclass(frozen=True)
class ReadRound:
    """What a round's file holds: one row a person, in the file's order; `name` is what messages call the file."""

    rows: tuple[ReadRow, ...]
    name: str = ""

    @property
    def partners(self) -> dict[str, int]:
        """The partners' names in order of first appearance, and how many people answered for each."""
        counts: dict[str, int] = {}
        for row in self.rows:
            counts[row.partner] = counts.get(row.partner, 0) + 1
        return counts


def read(data: bytes, definition: Definition, name: str = "") -> ReadRound:
    """The rows of a round's file; `name` is what messages call it.

    UTF-8 (with or without a byte order mark) or Windows-1252; comma, semicolon or tab. RoundFileError with every
    problem found (the first hundred, and a count of the rest); nothing is guessed and nothing left out.
    """
    try:
        _check_bytes(data)
        try:
            return ReadRound(_read(data, "utf-8-sig", definition), name)
        except UnicodeDecodeError:
            _check_windows_1252(data)
            return ReadRound(_read(data, "cp1252", definition), name)
    except RoundFileError as error:
        raise RoundFileError(name, error.problems, error.more) from error


def refusal(message: str, line: int | None = None, column: str = "") -> RoundFileError:
    """A refusal for one reason."""
    return RoundFileError("", [Problem(message, line, column)])


def _check_bytes(data: bytes) -> None:
    for magic, kind in MAGIC.items():
        if data.startswith(magic):
            raise refusal(f"this is {kind}; save it as CSV (UTF-8) and try again")
    if len(data) > MAX_BYTES:
        raise refusal(f"the file is larger than {MAX_BYTES // 1_000_000} MB; split it into several rounds")
    if (nul := data.find(b"\0")) >= 0:
        raise refusal("holds a NUL byte; save the file as CSV (UTF-8) again", _line(data, nul))


def _check_windows_1252(data: bytes) -> None:
    if match := NOT_IN_WINDOWS_1252.search(data):
        line = _line(data, match.start())
        raise refusal("holds a character in neither UTF-8 nor Windows-1252; save the file as CSV (UTF-8)", line)


def _line(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1


class _Lines:
    """The file's lines, one by one, with the limits that keep a hostile file small in memory and time."""

    def __init__(self, data: bytes, encoding: str) -> None:
        self.stream = io.TextIOWrapper(io.BytesIO(data), encoding, newline="")
        self.count = 0
        self.start = 1
        self.size = 0

    def __iter__(self) -> Iterator[str]:
        while line := self.stream.readline(MAX_RECORD + 1):
            self.count += 1
            self.size += len(line)
            if self.size > MAX_RECORD:
                raise refusal("this row is too long; is a quotation mark not closed?", self.start)
            if self.count > MAX_LINES:
                raise refusal(f"the file has over {MAX_LINES:,} lines; expected at most {MAX_ROWS:,} rows", self.count)
            yield line

    def next_record(self) -> None:
        """What follows belongs to a new row."""
        self.start = self.count + 1
        self.size = 0


def _records(lines: _Lines, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything, each with the line it begins on."""
    try:
        for record in csv.reader(lines, delimiter=delimiter, strict=True):
            if any(map(str.strip, record)):
                yield lines.start, record
            lines.next_record()
    except csv.Error as error:
        message = f"the quotation marks in this row do not fit ({error}); write one within a quoted cell twice"
        raise refusal(message, lines.start) from error


def _read(data: bytes, encoding: str, definition: Definition) -> tuple[ReadRow, ...]:
    problems = ProblemList()
    records = _records(_Lines(data, encoding), _delimiter(data, encoding, definition))
    line, header = next(records, (1, []))
    if not header:
        raise refusal("the file is empty; expected a header row and one row for each person")
    columns = find_columns(header, line, definition, problems)
    rows = _rows(records, RowReader(columns, definition, problems)) if columns else ()
    if problems.found:
        raise RoundFileError("", problems.found, problems.more)
    if not rows:
        raise refusal("there are no rows under the header; expected one for each person")
    return rows


def _rows(records: Iterator[tuple[int, list[str]]], reader: RowReader) -> tuple[ReadRow, ...]:
    try:
        for line, record in records:
            if reader.count == MAX_ROWS:
                raise refusal(f"the file has over {MAX_ROWS:,} rows; split it into several rounds", line)
            reader.add(line, record)
    except RoundFileError as error:
        for problem in error.problems:
            reader.problems.add(problem.message, problem.line, problem.field)
    return tuple(reader.rows)


def _delimiter(data: bytes, encoding: str, definition: Definition) -> str:
    """The delimiter under which the header names most of our columns; the comma when none does better."""
    known = {PARTNER, RESPONDENT, *definition.statement_keys}

    def fit(delimiter: str) -> int:
        try:
            _, header = next(_records(_Lines(data, encoding), delimiter), (1, []))
        except RoundFileError:
            return -1
        return len(known.intersection(map(column_name, header)))

    return max(DELIMITERS, key=fit)
