"""The file of a round kept on paper or in a spreadsheet: CSV in, one row a person out, or every problem.

Pure: no Django. Columns: partner, respondent (may be left out), and one for each statement key. Memory stays small
because the text is decoded as it is read and a row keeps one byte a statement.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from common.file_problems import FileError, ProblemList
from common.table_file import Limits, check_bytes, check_windows_1252, delimiter_of, encoding_of, records, refusal
from surveys.definition import Definition
from surveys.round_columns import chosen_columns
from surveys.round_rows import PARTNER, RESPONDENT, ReadRow, RowReader, column_name, find_columns

MAX_BYTES = 20_000_000
MAX_ROWS = 100_000
LIMITS = Limits(MAX_BYTES, MAX_ROWS, lines=200_000, record=100_000, split="split it into several rounds")


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

    def renamed(self, names: Mapping[str, str]) -> ReadRound:
        """The same rows under other names of partners; those that are not in `names` keep theirs."""
        return replace(self, rows=tuple(replace(row, partner=names.get(row.partner, row.partner)) for row in self.rows))


@dataclass(frozen=True)
class Beginning:
    """A file's header and its first rows, as they stand."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def read_beginning(data: bytes, definition: Definition, name: str = "", rows: int = 3) -> Beginning:
    """The header and so many rows of a file whose columns are yet to be chosen.

    RoundFileError for what is no table, too large or broken anywhere: better now than after the columns were chosen.
    """
    try:
        check_bytes(data, LIMITS)
        rest = _records(data, encoding_of(data), definition)
        found = [tuple(record) for _, record in islice(rest, rows + 1)]
        if len(found) < 2:  # the header and a row
            raise refusal("expected a header row and one row for each person")
        for number, (line, _) in enumerate(rest, len(found)):
            if number > MAX_ROWS:
                raise _too_many(line)
    except FileError as error:
        raise RoundFileError(name, error.problems, error.more) from error
    return Beginning(found[0], tuple(found[1:]))


def read(data: bytes, definition: Definition, name: str = "", chosen: Sequence[str] | None = None) -> ReadRound:
    """The rows of a round's file; `name` is what messages call it.

    `chosen` says what each column is, as in `surveys.round_columns`; None takes the header at its word.
    UTF-8 (with or without a byte order mark) or Windows-1252; comma, semicolon or tab. RoundFileError with every
    problem found (the first hundred, and a count of the rest); nothing is guessed and nothing left out.
    """
    try:
        check_bytes(data, LIMITS)
        try:
            return ReadRound(_read(data, "utf-8-sig", definition, chosen), name)
        except UnicodeDecodeError:
            check_windows_1252(data)
            return ReadRound(_read(data, "cp1252", definition, chosen), name)
    except FileError as error:
        raise RoundFileError(name, error.problems, error.more) from error


def _too_many(line: int) -> FileError:
    return refusal(f"the file has over {MAX_ROWS:,} rows; split it into several rounds", line)


def _read(data: bytes, encoding: str, definition: Definition, chosen: Sequence[str] | None) -> tuple[ReadRow, ...]:
    problems = ProblemList()
    found = _records(data, encoding, definition)
    line, header = next(found, (1, []))
    if not header:
        raise refusal("the file is empty; expected a header row and one row for each person")
    columns = (
        find_columns(header, line, definition, problems)
        if chosen is None
        else chosen_columns(header, chosen, line, definition, problems)
    )
    rows = _rows(found, RowReader(columns, definition, problems)) if columns else ()
    if problems.found:
        raise RoundFileError("", problems.found, problems.more)
    if not rows:
        raise refusal("there are no rows under the header; expected one for each person")
    return rows


def _rows(found: Iterator[tuple[int, list[str]]], reader: RowReader) -> tuple[ReadRow, ...]:
    try:
        for line, record in found:
            if reader.count == MAX_ROWS:
                raise _too_many(line)
            reader.add(line, record)
    except FileError as error:
        for problem in error.problems:
            reader.problems.add(problem.message, problem.line, problem.field)
    return tuple(reader.rows)


def _records(data: bytes, encoding: str, definition: Definition) -> Iterator[tuple[int, list[str]]]:
    known = {PARTNER, RESPONDENT, *definition.statement_keys}
    return records(data, encoding, delimiter_of(data, encoding, LIMITS, known, column_name), LIMITS)
