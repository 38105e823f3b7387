"""The header and the rows of a round's file, checked cell by cell.

Pure: no Django. `RoundColumns` says what each column is; `RowReader` takes the rows and keeps what is wrong with them.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from common.file_problems import ProblemList, excerpt, has_control_characters
from common.table_file import undefused
from surveys.definition import Answer, Definition

PARTNER, RESPONDENT = "partner", "respondent"
MAX_NAME = 120
MOST_WRONG_CELLS = 5
"""More of them in one row are told in one sentence: it is the row that is wrong, not so many answers."""
NOT_ANSWERED, DONT_KNOW, NOT_APPLICABLE = 0, 254, 255
"""How a cell is kept in one byte; scores are kept as they are."""
_ANSWERS: dict[int, Answer] = {DONT_KNOW: "dk", NOT_APPLICABLE: "na"}


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One person's row: where it stood, whom it is for, and one byte a statement (see `answers`)."""

    line: int
    partner: str
    respondent: str | None
    keys: tuple[str, ...]
    codes: bytes

    @property
    def answers(self) -> dict[str, Answer]:
        """The answers by statement key; what was not answered is left out."""
        return {key: _ANSWERS.get(code, code) for key, code in zip(self.keys, self.codes, strict=True) if code}


@dataclass(frozen=True)
class RoundColumns:
    """Which column holds what, counted from 0; `statements` in the instrument's order."""

    names: tuple[str, ...]
    partner: int
    respondent: int | None
    statements: tuple[int, ...]


def column_name(cell: str) -> str:
    """A header cell as it is compared: case and surrounding spaces do not count."""
    return cell.strip().casefold()


def find_columns(header: list[str], line: int, definition: Definition, problems: ProblemList) -> RoundColumns | None:
    """What each column is; None, with the reasons in `problems`, when the header is not as expected."""
    names = tuple(column_name(cell) for cell in header)
    known = {PARTNER, RESPONDENT, *definition.statement_keys}
    for count, name in enumerate(names, start=1):
        if not name:
            problems.add(f"column {count} has no name; name it or take it out", line)
        elif name not in known:
            problems.add("not a column we know; expected partner, respondent or a statement’s key", line, excerpt(name))
        elif names.index(name) < count - 1:
            problems.add("there are two columns of this name; keep one", line, name)
    missing = [name for name in (PARTNER, *definition.statement_keys) if name not in names]
    if missing:
        problems.add(f"columns missing: {', '.join(missing)}; expected partner and one for each statement", line)
    if problems.found:
        return None
    respondent = names.index(RESPONDENT) if RESPONDENT in names else None
    return RoundColumns(
        names, names.index(PARTNER), respondent, tuple(names.index(key) for key in definition.statement_keys)
    )


def _labelled(points: int) -> list[tuple[Answer, int]]:
    """Every answer that has a label, with the byte it is kept in."""
    return [*((score, score) for score in range(1, points + 1)), ("dk", DONT_KNOW), ("na", NOT_APPLICABLE)]


def _plain(cell: str) -> str:
    """An answer as it is compared: case, spaces around it and the kind of apostrophe do not count."""
    return cell.strip().casefold().replace("'", "’")


class RowReader:
    """Takes the rows one by one; `rows` holds those that are right, `problems` what is wrong with the others."""

    def __init__(self, columns: RoundColumns, definition: Definition, problems: ProblemList) -> None:
        self.columns = columns
        self.keys = definition.statement_keys
        self.problems = problems
        self.rows: list[ReadRow] = []
        self.count = 0
        points = definition.scale.points
        # Numbers come last: where a label is a number, too, the number counts.
        self.codes = {_plain(definition.scale.label(answer)): code for answer, code in _labelled(points)}
        self.codes |= {"": NOT_ANSWERED, "dk": DONT_KNOW, "na": NOT_APPLICABLE}
        self.codes |= {str(score): score for score in range(1, points + 1)}
        self.expected = f"expected a whole number from 1 to {points}, its label, dk, na or an empty cell"
        self.partners: dict[str, str] = {}
        self.spellings: dict[str, str] = {}
        self.respondents: dict[str, int] = {}

    def add(self, line: int, cells: list[str]) -> None:
        """Reads one row."""
        self.count += 1
        if len(cells) != len(self.columns.names):
            self.problems.add(
                f"expected {len(self.columns.names)} cells, as in the header; found {len(cells)}: "
                "a cell that holds the separator needs quotation marks",
                line,
            )
            return
        partner = self._partner(line, cells[self.columns.partner])
        respondent = None
        if self.columns.respondent is not None:
            respondent = self._respondent(line, cells[self.columns.respondent])
        codes = self._codes(line, cells)
        self.rows.append(ReadRow(line, partner, respondent, self.keys, codes))

    def _codes(self, line: int, cells: list[str]) -> bytes:
        try:
            codes = bytes([self.codes[cells[position]] for position in self.columns.statements])
        except KeyError:
            codes = self._forgiving_codes(line, cells)
        if not any(codes) and not any(cells[position].strip() for position in self.columns.statements):
            self.problems.add("this person answered nothing; take the row out, or write dk or na", line)
        return codes

    def _forgiving_codes(self, line: int, cells: list[str]) -> bytes:
        found = {position: self.codes.get(_plain(cells[position])) for position in self.columns.statements}
        wrong = [position for position, code in found.items() if code is None]
        if len(wrong) > MOST_WRONG_CELLS:
            self.problems.add(
                f"{len(wrong)} of {len(found)} answers cannot be read, the first of them {excerpt(cells[wrong[0]])} in "
                f"{self.columns.names[wrong[0]]}; has the row moved by a column? For each answer {self.expected}",
                line,
            )
        else:
            for position in wrong:
                problem = f"{self.expected}; found {excerpt(cells[position])}"
                self.problems.add(problem, line, self.columns.names[position])
        return bytes(code or NOT_ANSWERED for code in found.values())

    def _partner(self, line: int, cell: str) -> str:
        if cell not in self.partners:
            self.partners[cell] = self._new_partner(line, cell)
        elif not self.partners[cell]:
            self._new_partner(line, cell)
        return self.partners[cell]

    def _new_partner(self, line: int, cell: str) -> str:
        name = self._clean(line, PARTNER, undefused(cell))
        if not cell.strip():
            self.problems.add("empty; expected the partner’s name", line, PARTNER)
        # No two organisations differ by case alone, so the first spelling stands for all.
        return self.spellings.setdefault(name.casefold(), name)

    def _respondent(self, line: int, cell: str) -> str | None:
        name = self._clean(line, RESPONDENT, cell)
        first = self.respondents.setdefault(name.casefold(), line)
        if name and first != line:
            self.problems.add(
                f"{excerpt(name)} answered on line {first} already; keep one of the rows", line, RESPONDENT
            )
        return name or None

    def _clean(self, line: int, column: str, cell: str) -> str:
        """The name with its spaces folded, in normal form C; "" with a problem when it cannot be used."""
        name = unicodedata.normalize("NFC", " ".join(cell.split()))
        if len(name) > MAX_NAME:
            self.problems.add(f"too long; expected at most {MAX_NAME} characters", line, column)
        elif has_control_characters(name):
            self.problems.add("holds a character that cannot be shown; type the name again without it", line, column)
        else:
            return name
        return ""
