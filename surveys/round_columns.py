"""What the columns of somebody's own spreadsheet mean: proposed from their names, then chosen by hand. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from common.file_problems import ProblemList, excerpt
from surveys.definition import Definition
from surveys.round_rows import PARTNER, RESPONDENT, RoundColumns, column_name

IGNORED = ""
PARTNER_NAMES = {"partner", "organisation", "organization", "partner organisation", "your organisation", "agency"}
RESPONDENT_NAMES = {"respondent", "id", "name", "your name", "email", "e-mail", "email address", "respondent id"}


def propose_columns(header: Sequence[str], definition: Definition) -> list[str]:
    """For each column partner, respondent, a statement's key, or IGNORED where its name says nothing.

    A statement is known by its key, its text, or its number: 1.1 is the first of the first section, 7 or Q7 the seventh
    of all. Nothing is proposed twice.
    """
    known = dict(_names(definition))
    found: list[str] = []
    for cell in header:
        meaning = known.get(_plain(cell), IGNORED)
        found.append(IGNORED if meaning in found else meaning)
    return found


def _wanted(definition: Definition) -> Iterator[tuple[str, str]]:
    """Every column there has to be, by its key, as the form calls it."""
    yield PARTNER, "the partner"
    for section in definition.sections:
        yield from ((statement.key, excerpt(statement.text)) for statement in section.statements)


def _tell_twice(names: Sequence[str], chosen: Sequence[str], line: int, problems: ProblemList) -> None:
    """Names that head two columns, one of which was left out: the likeliest reason why something is missing."""
    for position, name in enumerate(names):
        first = names.index(name)
        if first < position and IGNORED in (chosen[first], chosen[position]):
            problems.add(
                f"heads columns {first + 1} and {position + 1}; choose what each of them holds", line, excerpt(name)
            )


def _names(definition: Definition) -> Iterator[tuple[str, str]]:
    yield from ((name, PARTNER) for name in PARTNER_NAMES)
    yield from ((name, RESPONDENT) for name in RESPONDENT_NAMES)
    number = 0
    for place, section in enumerate(definition.sections, 1):
        for nth, statement in enumerate(section.statements, 1):
            number += 1
            names = (statement.key, statement.text, f"{place}.{nth}", *(f"{word}{number}" for word in ("", "q", "s")))
            yield from ((_plain(name), statement.key) for name in names)


def _plain(cell: str) -> str:
    """A name as it is compared: without case, quotation marks, and the stop or number that forms put around it."""
    text = re.sub(r"[“”\"'’.:?\s]+$", "", column_name(cell)).replace("’", "'")
    text = re.sub(r"^(?:q|question|statement)?\s*[\d.]+[.):]?\s+", "", text)
    return re.sub(r"^(?:question|statement)\s+(?=\d)", "", text)


def chosen_columns(
    header: Sequence[str], chosen: Sequence[str], line: int, definition: Definition, problems: ProblemList
) -> RoundColumns | None:
    """The columns as chosen; None, with the reasons in `problems`, when one is chosen twice or missing."""
    names = tuple(cell.strip() or f"column {number}" for number, cell in enumerate(header, 1))
    if len(chosen) != len(header):
        problems.add("the columns changed after they were chosen; choose them again", line)
        return None
    for position, meaning in enumerate(chosen):
        if meaning != IGNORED and (first := chosen.index(meaning)) < position:
            message = f"is {meaning}, and so is {excerpt(names[first])}; choose one of them"
            problems.add(message, line, excerpt(names[position]))
    missing = [words for key, words in _wanted(definition) if key not in chosen]
    if missing:
        problems.add(f"no column is chosen for: {'; '.join(missing)}", line)
        _tell_twice(names, chosen, line, problems)
    if problems.found:
        return None
    respondent = chosen.index(RESPONDENT) if RESPONDENT in chosen else None
    statements = tuple(chosen.index(key) for key in definition.statement_keys)
    return RoundColumns(names, chosen.index(PARTNER), respondent, statements)
