"""SPSS syntax: legal names, quotes doubled, short lines, and nothing that people wrote outside quotation marks."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.spss import LINE_BYTES, NAME_BYTES, Variable, legal_names, quoted, syntax

pytestmark = pytest.mark.pure
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*\Z")
STRINGS = re.compile(r'"(?:[^"]|"")*"')


@given(st.lists(st.text(max_size=90)))
def test_names_are_legal_and_each_is_there_once(wanted):
    found = legal_names(wanted)
    assert len({name.casefold() for name in found}) == len(wanted)
    assert all(NAME.match(name) and not name.endswith("_") and len(name) <= NAME_BYTES for name in found)


@pytest.mark.parametrize("name", ["all", "To", "with", "comment", "1st", "-", "é"])
def test_a_name_that_spss_does_not_take_is_changed(name):
    assert legal_names([name]) != [name]
    assert NAME.match(legal_names([name])[0])


def test_names_of_statements_stay_what_they_are():
    assert legal_names(["partner", "trust-risk", "trust-people"]) == ["partner", "trust_risk", "trust_people"]


@given(st.text(), st.integers(1, 300))
def test_a_text_stays_within_its_bytes_and_in_its_quotes(text, most):
    pieces = quoted(text, most)
    inside = "".join(piece[1:-1].replace('""', '"') for piece in pieces)
    assert all(STRINGS.fullmatch(piece) for piece in pieces)
    assert len(inside.encode()) <= most
    assert " ".join("".join(letter if letter.isprintable() else " " for letter in text).split()).startswith(inside)


HOSTILE = [
    '". DELETE FILE "x',
    "a.\nHOST COMMAND=['rm'].",
    'say ""',
    "'single'",
    "\u202eright",
    "👍" * 200,
    "\r\n\t\x00",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text):
    found = syntax(
        "a.csv", text, [Variable("a", text, values={1: text}), Variable("b", text, width=8, values={text: text})]
    )
    lines = found.splitlines()
    outside = [STRINGS.sub("", line) for line in lines if not line.startswith("*")]
    assert not any(word in line for line in outside for word in ("HOST", "DELETE", "say", "single", "right", "👍"))
    assert all(line.endswith(".") for line in lines if line.startswith("*"))
    assert max(len(line.encode()) for line in lines) <= LINE_BYTES


def test_answers_without_a_score_become_missing_values():
    found = syntax("a.csv", "", [Variable("trust-risk", "Risk", codes={"dk": -8, "na": -9})])
    assert "    raw_trust_risk A2" in found
    assert 'RECODE raw_trust_risk ("dk"=-8) ("na"=-9) (CONVERT) INTO trust_risk.' in found
    assert "MISSING VALUES trust_risk (-8, -9)." in found


def test_what_is_not_read_is_taken_out_again():
    found = syntax("a.csv", "", [Variable("a", "A"), Variable("comment", "Comment", width=9, is_read=False)])
    assert "DELETE VARIABLES v_comment." in found
    assert "VARIABLE LABELS v_comment" not in found
