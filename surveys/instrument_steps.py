"""What is done to a draft of an instrument besides typing: adding, moving and taking out. Pure.

Keys are made here, and never anew for what was published with one: a key stands for the same statement for good.
"""

from __future__ import annotations

from collections.abc import Collection
from copy import deepcopy
from itertools import count
from typing import Any

from surveys.definition import Definition
from surveys.instrument_pages import Content, section_of
from surveys.translations import WHOLE, kept_translations

LONGEST_STEM = 30
"""Characters of a section's key with which keys of its statements begin; with a number they stay under 40."""


def keys_in(content: Content) -> set[str]:
    """The keys of its sections and statements."""
    sections = content["sections"]
    return {row["key"] for row in sections} | {row["key"] for part in sections for row in part["statements"]}


def fresh_key(stem: str, taken: Collection[str]) -> str:
    """The stem with the first number that nothing has: “trust-7”."""
    start = stem[:LONGEST_STEM].rstrip("-")
    return next(key for number in count(1) if (key := f"{start}-{number}") not in taken)


def with_section(content: Content, taken: Collection[str]) -> tuple[Content, str]:
    """With an empty section at the end; and its key."""
    key = fresh_key("section", {*taken, *keys_in(content), WHOLE})
    section: dict[str, Any] = {
        "key": key,
        "title": "",
        "short_title": "",
        "statements": [],
        "direction": "high_is_good",
        "description": "",
    }
    return {**content, "sections": [*content["sections"], section]}, key


def with_statement(content: Content, section: str, taken: Collection[str]) -> tuple[Content, str]:
    """With an empty statement at the end of a section; and its key."""
    changed = deepcopy(content)
    key = fresh_key(section, {*taken, *keys_in(content)})
    section_of(changed, section)["statements"].append({"key": key, "text": "", "guidance": ""})
    return changed, key


def moved(content: Content, key: str, *, up: bool) -> Content:
    """With a section or a statement one place up or down; as it was at the ends, and for a key that is gone."""
    changed = deepcopy(content)
    for rows in _lists(changed):
        index = next((place for place, row in enumerate(rows) if row["key"] == key), None)
        if index is not None and 0 <= (other := index - 1 if up else index + 1) < len(rows):
            rows[index], rows[other] = rows[other], rows[index]
            break
    return changed


def without(content: Content, kind: str, key: str) -> Content:
    """Without a section, statement or language, and what was said of it in any language; KeyError when it is gone."""
    changed = deepcopy(content)
    if kind == "language":
        del changed["translations"][key]
        return changed
    lists = [changed["sections"]] if kind == "section" else [part["statements"] for part in changed["sections"]]
    rows = next((rows for rows in lists if any(row["key"] == key for row in rows)), None)
    if rows is None:
        raise KeyError(key)
    rows[:] = [row for row in rows if row["key"] != key]
    return {**changed, "translations": kept_translations(Definition.from_json(changed), even_empty=True)}


def with_language(content: Content, language: str) -> Content:
    """With a further language, of which nothing is said yet; what is said in it already stays."""
    return {**content, "translations": {language: {}, **content["translations"]}}


def with_keys_of(content: Content, before: Definition | None) -> Content:
    """A new statement in the very words of one that was taken out gets its key back: it asks the same thing."""
    if before is None:
        return content
    known = {statement.text: statement.key for section in before.sections for statement in section.statements}
    held = keys_in(content)
    changed = deepcopy(content)
    for section in changed["sections"]:
        for row in section["statements"]:
            key = known.get(row["text"], "")
            if key and key not in held and row["key"] not in before.statement_keys:
                row["key"] = key
    return changed


def _lists(content: Content) -> list[list[dict[str, Any]]]:
    return [content["sections"], *(section["statements"] for section in content["sections"])]
