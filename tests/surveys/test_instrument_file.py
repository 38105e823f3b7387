"""Instrument files: what is read, and what is refused with file, line and field."""

from __future__ import annotations

import json
from contextlib import suppress
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.definition import Definition
from surveys.instrument_file import InstrumentError, load

SHIPPED = Path(__file__).parents[2] / "surveys" / "instruments" / "six-principles.yaml"
INSTRUMENTS = Path(__file__).parent / "instruments"
SMALL = """\
key: small
version: 3
title: Small
language: en-GB
description: Two statements.
source: Ours.
minutes: 1
scale:
  points: 2
  labels: ["No", "Yes"]
bands:
  - {letter: A, name: Good, meaning: Fine., above: 3/2}
  - {letter: B, name: Bad, meaning: Not fine.}
sections:
  - key: one
    title: One
    short_title: One
    statements:
      - {key: one-first, text: First.}
      - {key: one-second, text: Second.}
"""


def test_every_shipped_statement_asks_its_own_questions():
    statements = [statement for section in load(SHIPPED).sections for statement in section.statements]
    asked = [ask for statement in statements for ask in (statement.ask_when_low, statement.ask_when_disputed)]
    assert len({*asked}) == 72
    assert [ask for ask in asked if not ask.endswith("?") or len(ask) > 120] == []


def refusal(text: str | bytes, name: str = "small.yaml") -> str:
    with pytest.raises(InstrumentError) as caught:
        load(text, name)
    return str(caught.value)


def test_the_shipped_instrument_has_six_principles_of_six_statements() -> None:
    definition = load(SHIPPED)
    assert [section.short_title for section in definition.sections] == [
        "Need",
        "Purpose",
        "Commitment",
        "Trust",
        "Arrangements",
        "Learning",
    ]
    assert [len(section.statements) for section in definition.sections] == [6] * 6


def test_the_shipped_bands_are_the_published_ones() -> None:
    bands = load(SHIPPED).bands
    assert [(band.letter, band.above) for band in bands] == [("A", 3), ("B", 2), ("C", 1), ("D", None)]


def test_every_shipped_statement_is_short_and_says_what_good_looks_like() -> None:
    statements = [statement for section in load(SHIPPED).sections for statement in section.statements]
    assert [statement.key for statement in statements if len(statement.text.split()) > 15] == []
    assert [statement.key for statement in statements if not statement.guidance] == []


def test_shipped_statements_use_no_negative_words() -> None:
    negative = {"not", "no", "never", "nobody", "nothing", "without", "hardly", "don’t", "doesn’t"}
    statements = [statement for section in load(SHIPPED).sections for statement in section.statements]
    assert [row.key for row in statements if negative & set(row.text.lower().rstrip(".").split())] == []


def test_other_scales_section_sizes_and_directions() -> None:
    definition = load(INSTRUMENTS / "seven-points.yaml")
    assert (definition.scale.points, definition.scale.label("dk"), definition.scale.label("na")) == (
        7,
        "Can’t say",
        "Not for us",
    )
    assert [(len(row.statements), row.direction) for row in definition.sections] == [
        (3, "high_is_good"),
        (2, "high_is_bad"),
    ]


def test_cuts_are_exact_fractions() -> None:
    assert load(INSTRUMENTS / "bhr.yaml").bands[1].above == Fraction(7, 3)


@pytest.mark.parametrize("path", [SHIPPED, INSTRUMENTS / "bhr.yaml", INSTRUMENTS / "seven-points.yaml"])
def test_a_definition_survives_json(path: Path) -> None:
    definition = load(path)
    assert Definition.from_json(json.loads(json.dumps(definition.to_json()))) == definition


def test_what_may_be_left_out_has_defaults() -> None:
    definition = load(SMALL)
    assert (definition.scale.dont_know, definition.scale.not_applicable) == ("Don’t know", "Doesn’t apply")
    assert definition.sections[0].direction == "high_is_good"
    assert definition.sections[0].statements[0].guidance == ""


def test_a_long_text_may_be_folded_over_lines() -> None:
    assert load(SMALL.replace("Two statements.", ">-\n  Two\n  statements.")).description == "Two statements."


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("version: 3", "version: 0", "small.yaml, line 2, version: expected a whole number from 1"),
        ("version: 3", "version: '3'", "line 2, version: expected a whole number"),
        ("version: 3", "version: true", "line 2, version: expected a whole number"),
        ("version: 3\n", "", "line 1, version: missing; expected a whole number"),
        ("title: Small", "title: 7", "line 3, title: expected text"),
        ("title: Small", "title:", "line 3, title: empty; expected text"),
        ("title: Small", "title: [x]", "line 3, title: expected text"),
        ("title: Small", f"title: {'x' * 121}", "line 3, title: too long by 1; expected at most 120"),
        ("title: Small", 'title: "a\\x07"', "line 3, title: holds a character that cannot be shown"),
        ("title: Small", 'title: "a\\ud800"', "line 3, title: holds a character that cannot be shown"),
        ("title: Small", "title: Small\ntitle: Again", "line 4, title: given twice, first on line 3"),
        ("title: Small", "title: Small\ncolour: red", "line 4, “colour”: not a field we know here"),
        ("language: en-GB", "language: English!", "line 4, language: expected a language tag such as en-GB"),
        ("minutes: 1", "minutes: 0", "line 7, minutes: expected a whole number from 1 to 240"),
        ("points: 2", "points: 1", "line 9, scale.points: expected a whole number from 2 to 10"),
        ("points: 2", "points: 11", "line 9, scale.points: expected a whole number from 2 to 10"),
        ("points: 2", "points: 3", "line 10, scale.labels: expected 3 labels, lowest first"),
        ('"Yes"]', "Yes]", "line 10, scale.labels[2]: expected text; put quotes around it"),
        ('"Yes"]', '"no"]', "line 10, scale.labels: two answers have the same words"),
        ('labels: ["No", "Yes"]', "labels: Yes", "line 10, scale.labels: expected a list"),
        ("letter: B", "letter: A", "line 13, bands[2].letter: “A” is used already on line 12"),
        ("letter: B", "letter: low", "line 13, bands[2].letter: expected one capital letter"),
        ("above: 3/2", "above: 1/0", "line 12, bands[1].above: expected a number such as 3, 2.5 or 7/3"),
        ("above: 3/2", "above: 2", "line 12, bands[1].above: expected a cut from 1 to under 2"),
        (", above: 3/2", "", "line 12, bands[1].above: missing; only the last band has no cut"),
        ("Not fine.}", "Not fine., above: 1}", "line 13, bands[2].above: expected none"),
        ("key: one\n", "key: One\n", "line 15, sections[1].key: expected a key of lower-case letters"),
        ("key: one-first", "key: partner", "line 19, sections[1].statements[1].key: expected another key"),
        ("key: one-second", "key: one-first", "line 20, sections[1].statements[2].key: “one-first” is used already"),
        ("    short_title: One\n", "    short_title: One\n    direction: up\n", "line 18, sections[1].direction"),
        ("{key: one-second, text: Second.}", "Second.", "line 20, sections[1].statements[2]: expected fields"),
        ("title: Small", "title: &t Small\nsource: *t", "line 4: aliases (*) are not read"),
        ("title: Small", "title: !!python/name:os.system x", "line 3, title: expected text"),
        ("title: Small", "title: [Small", "not valid YAML"),
        ("title: Small", 'title: "\\UFFFFFFFF"', "an escape (\\U…) names no character"),
        ("title: Small", 'title: "\\U00110000"', "an escape (\\U…) names no character"),
    ],
)
def test_a_mistake_is_told_with_file_line_and_field(old: str, new: str, expected: str) -> None:
    assert old in SMALL
    assert expected in refusal(SMALL.replace(old, new))


def test_texts_and_numbers_at_their_limits_are_read() -> None:
    labels = ", ".join(f"l{count}" for count in range(10))
    text = SMALL.replace("title: Small", f"title: {'x' * 120}").replace("minutes: 1", "minutes: 240")
    text = text.replace("points: 2", "points: 10").replace('"No", "Yes"', labels).replace("version: 3", "version: 1")
    definition = load(text)
    assert (len(definition.title), definition.minutes, definition.scale.points) == (120, 240, 10)


def test_cuts_must_descend() -> None:
    bands = "  - {letter: C, name: Mid, meaning: Mid., above: 3/2}\n  - {letter: B,"
    assert "line 13, bands[2].above: expected a cut below 3/2" in refusal(SMALL.replace("  - {letter: B,", bands))


@pytest.mark.parametrize("missing", ["sections", "statements", "bands"])
def test_an_instrument_needs_sections_statements_and_bands(missing: str) -> None:
    head, _, _ = SMALL.partition(f"{missing}:")
    assert f"{missing}: expected a list with one item at least" in refusal(f"{head}{missing}: []\n")


def test_all_mistakes_are_told_at_once_in_the_order_of_lines() -> None:
    text = (
        SMALL.replace("version: 3", "version: x").replace("letter: B", "letter: b").replace("minutes: 1", "minute: 1")
    )
    lines = refusal(text).splitlines()
    assert [line.split(":")[0] for line in lines] == [
        "small.yaml, line 1, minutes",
        "small.yaml, line 2, version",
        "small.yaml, line 7, “minute”",
        "small.yaml, line 13, bands[2].letter",
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "the file is empty"),
        (b"title: caf\xe9", "line 1: expected UTF-8 text"),
        (b"#" * 300_000, "too large"),
        (b"[" * 5_000, "nested too deeply"),
        (b"- x\n" * 60_000, "too long"),
        (b"a: \x07", "a character that YAML does not allow"),
        (b"--- 1\n--- 2\n", "line 2: not valid YAML"),
        (b"42", "line 1: expected fields"),
    ],
)
def test_a_file_that_is_no_instrument_gets_one_sentence(content: bytes, expected: str) -> None:
    assert expected in refusal(content).splitlines()[0]


@given(
    st.integers(0, len(SMALL)),
    st.integers(0, 20),
    st.text(alphabet="\"'\\U!%&*{}[]:-\n\t#|>?<~ é\x85\ufeff7", max_size=12),
)
def test_any_spoiled_file_is_read_or_refused(start: int, length: int, put: str) -> None:
    with suppress(InstrumentError):
        assert load(SMALL[:start] + put + SMALL[start + length :]).sections


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200)))
def test_any_content_is_read_or_refused(content: bytes | str) -> None:
    with suppress(InstrumentError):
        assert load(content).sections


def test_more_sections_or_statements_than_we_take_are_refused() -> None:
    head, _, section = SMALL.partition("  - key: one\n")
    sections = "".join(f"  - key: s{count}\n{section.replace('one-', f's{count}-')}" for count in range(41))
    assert "sections: expected at most 40 sections; found 41" in refusal(head + sections)
    statements = "".join(f"      - {{key: k{count}, text: More.}}\n" for count in range(199))
    assert "sections: expected at most 200 statements in all; found 201" in refusal(SMALL + statements)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InstrumentError, match=r"none\.yaml: the file cannot be read"):
        load(tmp_path / "none.yaml")


def test_the_first_hundred_mistakes_are_told_and_the_rest_counted() -> None:
    assert refusal("".join(f"x{count}: 1\n" for count in range(200))).endswith("more problems.")
