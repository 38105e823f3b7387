"""The words of an instrument file: how long each may be, and those in further languages. Pure: no Django."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from surveys.definition import Definition, Section
from surveys.languages import FURTHER
from surveys.yaml_fields import Fields

MOST = {
    "title": 120,
    "short_title": 24,
    "description": 600,
    "section_description": 300,
    "source": 600,
    "label": 40,
    "name": 60,
    "meaning": 300,
    "text": 200,
    "guidance": 300,
    "ask_when_low": 300,
    "ask_when_disputed": 300,
}
"""Characters that each text may have, in every language."""

Found = Iterator[tuple[str, str]]
"""Places, as surveys/translations.py names them, with their words."""


def read_translations(parent: Fields, definition: Definition) -> dict[str, dict[str, str]]:
    """Languages with their words by place; every key and every number of labels has to be the instrument's own."""
    if "translations" not in parent.nodes:
        return {}
    fields = Fields(parent.nodes["translations"], "translations", parent.problems, tuple(FURTHER))
    if definition.language in fields.nodes:
        fields.refuse(definition.language, "expected another language than the first one")
    known = ("title", "description", "scale", "bands", "sections")
    spoken = ((language, _inside(fields, language, known)) for language in fields.nodes)
    return {language: {place: text for place, text in _whole(words, definition) if text} for language, words in spoken}


def _inside(parent: Fields, name: str, known: tuple[str, ...]) -> Fields:
    return Fields(parent.nodes[name], parent.place(name), parent.problems, known)


def _texts(fields: Fields, start: str, most: Mapping[str, int]) -> Found:
    for name, limit in most.items():
        yield f"{start}{name}", fields.text(name, most=limit, required=False)


def _whole(fields: Fields, definition: Definition) -> Found:
    yield from _texts(fields, "", {"title": MOST["title"], "description": MOST["description"]})
    if "scale" in fields.nodes:
        yield from _scale(_inside(fields, "scale", ("labels", "dont_know", "not_applicable")), definition)
    if "bands" in fields.nodes:
        bands = _inside(fields, "bands", tuple(band.letter for band in definition.bands))
        for letter in bands.nodes:
            limits = {name: MOST[name] for name in ("name", "meaning")}
            yield from _texts(_inside(bands, letter, ("name", "meaning")), f"bands.{letter}.", limits)
    if "sections" in fields.nodes:
        sections = _inside(fields, "sections", tuple(section.key for section in definition.sections))
        for section in definition.sections:
            if section.key in sections.nodes:
                yield from _section(sections, section)


def _scale(fields: Fields, definition: Definition) -> Found:
    points = definition.scale.points
    labels = fields.texts("labels", most=MOST["label"]) if "labels" in fields.nodes else ()
    if labels and len(labels) != points:
        fields.refuse("labels", f"expected {points} labels, lowest first, as the scale has; found {len(labels)}")
    given = dict(enumerate(labels, 1))
    yield from ((f"scale.labels.{score}", label) for score, label in given.items())
    apart = dict(_texts(fields, "scale.", dict.fromkeys(("dont_know", "not_applicable"), MOST["label"])))
    words = [word for word in (*labels, *apart.values()) if word]
    if len({word.casefold() for word in words}) < len(words):
        fields.refuse("labels", "two answers have the same words; expected different ones")
    yield from apart.items()


def _section(parent: Fields, section: Section) -> Found:
    fields = _inside(parent, section.key, ("title", "short_title", "description", "statements"))
    limits = {
        "title": MOST["title"],
        "short_title": MOST["short_title"],
        "description": MOST["section_description"],
    }
    yield from _texts(fields, f"sections.{section.key}.", limits)
    if "statements" in fields.nodes:
        statements = _inside(fields, "statements", section.statement_keys)
        for key in statements.nodes:
            start = f"sections.{section.key}.statements.{key}."
            limits = {name: MOST[name] for name in ("text", "guidance")}
            yield from _texts(_inside(statements, key, ("text", "guidance")), start, limits)


def nested(words: Mapping[str, str], points: int) -> dict[str, Any]:
    """Words by place as a file arranges them; labels are a list, empty where one is missing."""
    arranged: dict[str, Any] = {}
    for place, text in words.items():
        inner = arranged
        *path, name = place.split(".")
        for part in path:
            inner = inner.setdefault(part, {})
        inner[name] = text
    if "labels" in arranged.get("scale", {}):
        given = arranged["scale"]["labels"]
        arranged["scale"]["labels"] = [given.get(str(score), "") for score in range(1, points + 1)]
    return arranged
