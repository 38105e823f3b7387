"""Instrument files: YAML in, a checked `Definition` out, or every problem with its line and field.

Pure: no Django. The format is shown by surveys/instruments/six-principles.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any, cast, get_args

import yaml

from common.file_problems import MOST_PROBLEMS, FileError, Problem
from surveys.definition import Band, Definition, Direction, Scale, Section, Statement
from surveys.instrument_words import MOST, nested, read_translations
from surveys.yaml_fields import Fields
from surveys.yaml_positions import YamlFileError, compose, node_of, read_bytes

KEY = re.compile(r"(?=.{1,40}$)[a-z][a-z0-9]*(-[a-z0-9]+)*")
KEY_HINT = "a key of lower-case letters, digits and single hyphens, at most 40, such as trust-benefits"
LANGUAGE = re.compile(r"(?=.{2,12}$)[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
LETTER = re.compile(r"[A-Z]")
LOWEST_POINTS, HIGHEST_POINTS = 2, 10
MOST_SECTIONS, MOST_STATEMENTS = 40, 200
FIELDS = (
    "key",
    "version",
    "title",
    "language",
    "description",
    "source",
    "minutes",
    "scale",
    "bands",
    "sections",
    "translations",
)
STATEMENT_FIELDS = ("key", "text", "guidance", "ask_when_low", "ask_when_disputed")
COLUMNS_OF_A_ROUND = ("partner", "respondent")
"""Names a statement cannot have, because the file of an imported round uses them for something else."""


class InstrumentError(FileError):
    """An instrument file that was refused."""


def load(source: Path | bytes | str, name: str = "") -> Definition:
    """The instrument in a file (a Path) or in text; `name` is what messages call it, by default the path.

    InstrumentError with every problem found: file, line, field and what was expected.
    """
    name = name or (source.name if isinstance(source, Path) else "")
    problems: list[Problem] = []
    try:
        node = compose(read_bytes(source) if isinstance(source, Path) else source)
    except YamlFileError as error:
        raise InstrumentError(name, [error.problem]) from error
    definition = _definition(node, problems)
    if problems:
        problems.sort(key=lambda problem: problem.line or 0)
        raise InstrumentError(name, problems[:MOST_PROBLEMS], max(0, len(problems) - MOST_PROBLEMS))
    return definition


def check(content: Mapping[str, Any]) -> tuple[Problem, ...]:
    """What keeps content (as `Definition.to_json` writes it) from being an instrument; empty when nothing does.

    A problem's field is the place that it would have in a file, such as sections[2].title; it has no line.
    """
    problems: list[Problem] = []
    _definition(node_of(file_values(content)), problems)
    return tuple(problems[:MOST_PROBLEMS])


def file_values(content: Mapping[str, Any]) -> dict[str, Any]:
    """Content (as `Definition.to_json` writes it) as an instrument file arranges it."""
    points = len(content["scale"]["labels"])
    values = {**content, "scale": {"points": points, **content["scale"]}}
    spoken = {language: nested(words, points) for language, words in content.get("translations", {}).items()}
    values["translations"] = {language: words for language, words in spoken.items() if words} or None
    return values


def file_text(content: Mapping[str, Any]) -> str:
    """Content (as `Definition.to_json` writes it) as an instrument file, which `load` reads as the same definition."""
    return yaml.safe_dump(_given(file_values(content)), allow_unicode=True, sort_keys=False, width=100)


def _given(value: Any) -> Any:
    """Without what is left empty, as a file leaves it out."""
    if isinstance(value, dict):
        return {name: _given(item) for name, item in value.items() if item not in ("", None)}
    return [_given(item) for item in value] if isinstance(value, list | tuple) else value


def _definition(node: yaml.Node, problems: list[Problem]) -> Definition:
    fields = Fields(node, "", problems, FIELDS)
    scale = _scale(fields, problems)
    definition = Definition(
        key=fields.pattern("key", KEY, KEY_HINT),
        version=fields.whole("version", 1, 9999),
        title=fields.text("title", most=MOST["title"]),
        language=fields.pattern("language", LANGUAGE, "a language tag such as en-GB"),
        description=fields.text("description", most=MOST["description"]),
        source=fields.text("source", most=MOST["source"]),
        minutes=fields.whole("minutes", 1, 240),
        scale=scale,
        bands=_bands(fields, problems, scale.points),
        sections=_sections(fields, problems),
    )
    return replace(definition, translations=read_translations(fields, definition))


def _scale(parent: Fields, problems: list[Problem]) -> Scale:
    if "scale" not in parent.nodes:
        parent.missing("scale", "expected points and labels")
        return Scale(())
    fields = Fields(parent.nodes["scale"], "scale", problems, ("points", "labels", "dont_know", "not_applicable"))
    points = fields.whole("points", LOWEST_POINTS, HIGHEST_POINTS)
    labels = fields.texts("labels", most=MOST["label"])
    if points and labels and len(labels) != points:
        fields.refuse("labels", f"expected {points} labels, lowest first, as points says; found {len(labels)}")
    scale = Scale(
        labels,
        fields.text("dont_know", most=MOST["label"], required=False) or Scale.dont_know,
        fields.text("not_applicable", most=MOST["label"], required=False) or Scale.not_applicable,
    )
    words = [label for label in (*labels, scale.dont_know, scale.not_applicable) if label]
    if len({word.casefold() for word in words}) < len(words):
        fields.refuse("labels", "two answers have the same words; expected different ones")
    return scale


def _bands(parent: Fields, problems: list[Problem], points: int) -> tuple[Band, ...]:
    letters: dict[str, int] = {}
    rows = [
        Fields(node, f"bands[{count}]", problems, ("letter", "name", "meaning", "above"))
        for count, node in enumerate(parent.items("bands"), start=1)
    ]
    bands = tuple(_band(fields, letters) for fields in rows)
    _check_cuts(rows, bands, points)
    return bands


def _band(fields: Fields, letters: dict[str, int]) -> Band:
    letter = fields.pattern("letter", LETTER, "one capital letter")
    fields.once("letter", letter, letters)
    name, meaning = (fields.text(part, most=MOST[part]) for part in ("name", "meaning"))
    return Band(letter, name, meaning, fields.fraction("above"))


def _check_cuts(rows: Sequence[Fields], bands: Sequence[Band], points: int) -> None:
    """From high to low, with the one band without a cut at the end, so that every mean has exactly one band."""
    if rows and "above" in rows[-1].nodes:
        rows[-1].refuse("above", "expected none: the last band is the lowest and holds where no other does")
    for fields, band in zip(rows[:-1], bands[:-1], strict=True):
        if "above" not in fields.nodes:
            fields.refuse("above", "missing; only the last band has no cut")
        elif points and band.above is not None and not 1 <= band.above < points:
            fields.refuse("above", f"expected a cut from 1 to under {points}, the highest score")
    for (_, higher), (fields, lower) in pairwise(zip(rows, bands, strict=True)):
        if higher.above is not None and lower.above is not None and lower.above >= higher.above:
            fields.refuse("above", f"expected a cut below {higher.above}, that of the band before it")


def _sections(parent: Fields, problems: list[Problem]) -> tuple[Section, ...]:
    section_keys: dict[str, int] = {}
    statements: tuple[dict[str, int], dict[str, int]] = ({}, {})
    nodes = parent.items("sections")
    if len(nodes) > MOST_SECTIONS:
        parent.refuse("sections", f"expected at most {MOST_SECTIONS} sections; found {len(nodes)}")
    sections = []
    for count, node in enumerate(nodes, start=1):
        known = ("key", "title", "short_title", "description", "direction", "statements")
        fields = Fields(node, f"sections[{count}]", problems, known)
        sections.append(_section(fields, section_keys, statements))
    asked = sum(len(section.statements) for section in sections)
    if asked > MOST_STATEMENTS:
        parent.refuse("sections", f"expected at most {MOST_STATEMENTS} statements in all; found {asked}")
    return tuple(sections)


def _section(fields: Fields, section_keys: dict[str, int], seen: tuple[dict[str, int], dict[str, int]]) -> Section:
    key = fields.pattern("key", KEY, KEY_HINT)
    fields.once("key", key, section_keys)
    statements = []
    for count, node in enumerate(fields.items("statements"), start=1):
        path = fields.place(f"statements[{count}]")
        statements.append(_statement(Fields(node, path, fields.problems, STATEMENT_FIELDS), *seen))
    return Section(
        key=key,
        title=fields.text("title", most=MOST["title"]),
        short_title=fields.text("short_title", most=MOST["short_title"]),
        statements=tuple(statements),
        direction=cast("Direction", fields.choice("direction", get_args(Direction), "high_is_good")),
        description=fields.text("description", most=MOST["section_description"], required=False),
    )


def _statement(fields: Fields, seen: dict[str, int], texts: dict[str, int]) -> Statement:
    key = fields.pattern("key", KEY, KEY_HINT)
    fields.once("key", key, seen)
    if key in COLUMNS_OF_A_ROUND:
        fields.refuse("key", f"expected another key: “{key}” names a column of imported rounds")
    text = fields.text("text", most=MOST["text"])
    fields.once("text", text, texts)
    more = [fields.text(name, most=MOST[name], required=False) for name in STATEMENT_FIELDS[2:]]
    return Statement(key, text, *more)
