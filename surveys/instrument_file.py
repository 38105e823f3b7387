"""Instrument files: YAML in, a checked `Definition` out, or every problem with its line and field.

Pure: no Django. The format is shown by surveys/instruments/six-principles.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import cast, get_args

import yaml

from common.file_problems import MOST_PROBLEMS, FileError, Problem
from surveys.definition import Band, Definition, Direction, Scale, Section, Statement
from surveys.yaml_fields import Fields
from surveys.yaml_positions import YamlFileError, compose, read_bytes

KEY = re.compile(r"(?=.{1,40}$)[a-z][a-z0-9]*(-[a-z0-9]+)*")
KEY_HINT = "a key of lower-case letters, digits and single hyphens, at most 40, such as trust-benefits"
LANGUAGE = re.compile(r"(?=.{2,12}$)[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
LETTER = re.compile(r"[A-Z]")
LOWEST_POINTS, HIGHEST_POINTS = 2, 10
MOST_SECTIONS, MOST_STATEMENTS = 40, 200
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


def _definition(node: yaml.Node, problems: list[Problem]) -> Definition:
    known = ("key", "version", "title", "language", "description", "source", "minutes", "scale", "bands", "sections")
    fields = Fields(node, "", problems, known)
    scale = _scale(fields, problems)
    return Definition(
        key=fields.pattern("key", KEY, KEY_HINT),
        version=fields.whole("version", 1, 9999),
        title=fields.text("title", most=120),
        language=fields.pattern("language", LANGUAGE, "a language tag such as en-GB"),
        description=fields.text("description", most=600),
        source=fields.text("source", most=600),
        minutes=fields.whole("minutes", 1, 240),
        scale=scale,
        bands=_bands(fields, problems, scale.points),
        sections=_sections(fields, problems),
    )


def _scale(parent: Fields, problems: list[Problem]) -> Scale:
    if "scale" not in parent.nodes:
        parent.missing("scale", "expected points and labels")
        return Scale(())
    fields = Fields(parent.nodes["scale"], "scale", problems, ("points", "labels", "dont_know", "not_applicable"))
    points = fields.whole("points", LOWEST_POINTS, HIGHEST_POINTS)
    labels = fields.texts("labels", most=40)
    if points and labels and len(labels) != points:
        fields.refuse("labels", f"expected {points} labels, lowest first, as points says; found {len(labels)}")
    scale = Scale(
        labels,
        fields.text("dont_know", most=40, required=False) or Scale.dont_know,
        fields.text("not_applicable", most=40, required=False) or Scale.not_applicable,
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
    return Band(letter, fields.text("name", most=60), fields.text("meaning", most=300), fields.fraction("above"))


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
    statement_keys: dict[str, int] = {}
    nodes = parent.items("sections")
    if len(nodes) > MOST_SECTIONS:
        parent.refuse("sections", f"expected at most {MOST_SECTIONS} sections; found {len(nodes)}")
    sections = []
    for count, node in enumerate(nodes, start=1):
        known = ("key", "title", "short_title", "description", "direction", "statements")
        fields = Fields(node, f"sections[{count}]", problems, known)
        sections.append(_section(fields, section_keys, statement_keys))
    asked = sum(len(section.statements) for section in sections)
    if asked > MOST_STATEMENTS:
        parent.refuse("sections", f"expected at most {MOST_STATEMENTS} statements in all; found {asked}")
    return tuple(sections)


def _section(fields: Fields, section_keys: dict[str, int], statement_keys: dict[str, int]) -> Section:
    key = fields.pattern("key", KEY, KEY_HINT)
    fields.once("key", key, section_keys)
    statements = []
    for count, node in enumerate(fields.items("statements"), start=1):
        path = fields.place(f"statements[{count}]")
        statements.append(_statement(Fields(node, path, fields.problems, STATEMENT_FIELDS), statement_keys))
    return Section(
        key=key,
        title=fields.text("title", most=120),
        short_title=fields.text("short_title", most=24),
        statements=tuple(statements),
        direction=cast("Direction", fields.choice("direction", get_args(Direction), "high_is_good")),
        description=fields.text("description", most=300, required=False),
    )


def _statement(fields: Fields, seen: dict[str, int]) -> Statement:
    key = fields.pattern("key", KEY, KEY_HINT)
    fields.once("key", key, seen)
    if key in COLUMNS_OF_A_ROUND:
        fields.refuse("key", f"expected another key: “{key}” names a column of imported rounds")
    return Statement(
        key,
        fields.text("text", most=200),
        fields.text("guidance", most=300, required=False),
        fields.text("ask_when_low", most=300, required=False),
        fields.text("ask_when_disputed", most=300, required=False),
    )
