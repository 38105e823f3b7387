"""What is wrong with a draft, each with the words for its place and the page on which it is put right. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from common.file_problems import Problem
from surveys.definition import Definition
from surveys.instrument_file import check
from surveys.instrument_pages import Content, statement_field
from surveys.languages import english_name
from surveys.translations import WHOLE

SECTION = re.compile(r"sections\[(\d+)](?:\.statements\[(\d+)])?(?:\.(\w+))?(?:\[\d+])?")
BAND = re.compile(r"bands\[(\d+)](?:\.(\w+))?")
TRANSLATION = re.compile(r"translations\.([a-z]+)(?:\.sections\.([a-z0-9-]+))?.*")
NAMES = {
    "text": "statement",
    "guidance": "what good looks like",
    "ask_when_low": "to ask when it scores low",
    "ask_when_disputed": "to ask when people see it differently",
    "short_title": "short title",
    "meaning": "what it means",
    "above": "the mean above which it holds",
    "statements": "statements",
    "scale.points": "number of answers",
    "scale.labels": "answers",
}

IN_A_PAGE = {
    "missing; expected text": "it is empty; write it",
    "empty; expected text": "one is empty; write all of them, or none",
    "missing; only the last band has no cut": "it is empty; only the last band has none",
    "expected a list with one item at least": "there is none yet; add one",
}
"""Messages that speak of files, as they are said of a page."""


class Trouble(NamedTuple):
    """One thing to put right: where in words, what is wrong, and its page: a section or a language of a part."""

    where: str
    message: str
    section: str = ""
    language: str = ""
    anchor: str = ""


def troubles(content: Content) -> list[Trouble]:
    """Everything that keeps a draft from being published; the importer's own checks say what."""
    definition = Definition.from_json(content)
    return list(_located(check(content), definition))


def _located(problems: tuple[Problem, ...], definition: Definition) -> Iterator[Trouble]:
    for problem in problems:
        place, message = problem.field, IN_A_PAGE.get(problem.message, problem.message)
        if match := SECTION.fullmatch(place):
            yield _in_section(match, message, definition)
        elif match := BAND.fullmatch(place):
            name = match[2] or "name"
            where = f"Band {match[1]} from the top, {NAMES.get(name, name)}"
            yield Trouble(where, message, anchor=f"id_band_{match[1]}_{name}")
        elif match := TRANSLATION.fullmatch(place):
            where = f"{english_name(match[1])}, {place.rpartition('.')[2].replace('_', ' ')}"
            yield Trouble(where, message, match[2] or WHOLE, match[1])
        else:
            yield _in_whole(place, message)


def _in_section(match: re.Match[str], message: str, definition: Definition) -> Trouble:
    number, statement, name = int(match[1]), match[2], match[3] or "title"
    section = definition.sections[number - 1]
    words = NAMES.get(name, name)
    if statement is None:
        return Trouble(f"Section {number}, {words}", message, section.key, anchor=f"id_{name}")
    anchor = f"id_{statement_field(section.statement_keys[int(statement) - 1], name)}"
    return Trouble(f"Statement {number}.{statement}, {words}", message, section.key, anchor=anchor)


def _in_whole(place: str, message: str) -> Trouble:
    bare = place.partition("[")[0]
    name = bare.rpartition(".")[2]
    anchor = "sections" if bare == "sections" else "id_labels" if name in {"points", "labels"} else f"id_{name}"
    return Trouble(NAMES.get(bare, name.replace("_", " ")).capitalize(), message, anchor=anchor)
