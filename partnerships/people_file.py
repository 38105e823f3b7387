"""A list of people that somebody hands in: CSV in, one row a person out, or every problem by its line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from common.file_problems import FileError, ProblemList, excerpt
from common.table_file import Limits, check_bytes, delimiter_of, encoding_of, records, refusal
from common.text import clean_text
from partnerships.rules import Role

LIMITS = Limits(bytes=500_000, rows=2_000, lines=4_000, record=10_000, split="split it into several lists")
NAME_LENGTH, ADDRESS_LENGTH = 120, 254
EMAIL, NAME, PARTNER, ROLE = "e-mail", "name", "partner", "role"
HEADERS = {
    **dict.fromkeys(("e-mail", "email", "mail", "e-mail address", "email address"), EMAIL),
    **dict.fromkeys(("name", "full name"), NAME),
    **dict.fromkeys(("partner", "organisation", "organization"), PARTNER),
    "role": ROLE,
}
ROLES = {"": Role.MEMBER, "member": Role.MEMBER, "lead": Role.LEAD}


@dataclass(frozen=True)
class ListedPerson:
    """One row: the address in lower case, the partner as it is written there; `line` counts from 1."""

    line: int
    email: str
    name: str
    partner: str
    role: Role


def is_email(text: str) -> bool:
    """Whether it is an address that mail can be sent to."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= ADDRESS_LENGTH


def read_people(data: bytes, problems: ProblemList) -> list[ListedPerson]:
    """Every row; what is wrong with one goes to `problems`, with its line, and nobody may store any of them then.

    FileError for what is no table at all, too large, or without the columns that are needed.
    """
    check_bytes(data, LIMITS)
    encoding = encoding_of(data)
    found = records(data, encoding, delimiter_of(data, encoding, LIMITS, set(HEADERS.values()), _column), LIMITS)
    line, header = next(found, (1, []))
    columns = _columns(header, line)
    people = []
    for number, (at, record) in enumerate(found, 1):
        if number > LIMITS.rows:
            raise refusal(f"the list has over {LIMITS.rows:,} rows; {LIMITS.split}", at)
        people.append(_person(at, record, columns, problems))
    _note_doubles(people, problems)
    if not people:
        raise refusal("there are no rows under the header; expected one for each person")
    return people


def _column(cell: str) -> str:
    name = cell.strip().casefold()
    return HEADERS.get(name, name)


def _columns(header: list[str], line: int) -> Mapping[str, int]:
    names = [_column(cell) for cell in header]
    missing = [name for name in (EMAIL, NAME, PARTNER) if name not in names]
    if missing:
        raise refusal(
            f"the header lacks {' and '.join(missing)}; expected e-mail, name, partner and perhaps role", line
        )
    twice = [one for one, other in pairwise(sorted(names)) if one == other and one in HEADERS.values()]
    if twice:
        raise refusal(f"the header has {twice[0]} twice; keep one of the two columns", line)
    return {name: names.index(name) for name in names}


def _person(line: int, record: list[str], columns: Mapping[str, int], problems: ProblemList) -> ListedPerson:
    """The row, with everything noted that is wrong with it."""
    cells = {
        name: record[columns[name]] if columns.get(name, len(record)) < len(record) else ""
        for name in (EMAIL, NAME, PARTNER, ROLE)
    }
    email, role = cells[EMAIL].strip().lower(), cells[ROLE].strip().casefold()
    if not is_email(email):
        problems.add(f"{excerpt(cells[EMAIL].strip())} is not an e-mail address", line, EMAIL)
    if role not in ROLES:
        problems.add(f"expected member or lead, or nothing for a member; found {excerpt(role)}", line, ROLE)
    name, partner = (_text(cells[field], field, line, problems) for field in (NAME, PARTNER))
    return ListedPerson(line, email, name, partner, ROLES.get(role, Role.MEMBER))


def _text(cell: str, field: str, line: int, problems: ProblemList) -> str:
    try:
        text = clean_text(cell, max_length=NAME_LENGTH)
    except ValidationError as error:
        problems.add(" ".join(error.messages), line, field)
        return ""
    if not text or "\n" in text:
        problems.add("nothing is written here" if not text else "write it in one line", line, field)
    return text


def _note_doubles(people: list[ListedPerson], problems: ProblemList) -> None:
    first: dict[str, int] = {}
    for person in people:
        if person.email in first:
            problems.add(f"{person.email} is on line {first[person.email]:,}, too; keep one", person.line, EMAIL)
        first.setdefault(person.email, person.line)


def refuse_if_any(problems: ProblemList, name: str) -> None:
    """FileError with everything that was found, if anything was."""
    if problems.found:
        raise FileError(name, problems.found, problems.more)
