"""What a facilitator leaves out of a comment: marks, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.redaction import as_read, kept_parts

TEXT = "Ann of the Council was late again"
LETTERS = st.text(alphabet="ab[] \n", max_size=12)


def test_nothing_marked_keeps_the_whole():
    assert kept_parts(TEXT, TEXT) == (TEXT,)


@pytest.mark.parametrize(
    ("marked", "parts"),
    [
        ("[[Ann of the Council]] was late again", ("", " was late again")),
        ("[[Ann]] of [[the Council]] was late again", ("", " of ", " was late again")),
        ("Ann of the Council was late [[again]]", ("Ann of the Council was late ", "")),
    ],
)
def test_what_is_marked_is_left_out(marked, parts):
    assert kept_parts(TEXT, marked) == parts


def test_readers_see_that_something_is_missing_not_how_much():
    assert as_read(kept_parts(TEXT, "[[Ann of the Council]] was late again")) == (
        "[left out by the facilitator] was late again"
    )


@pytest.mark.parametrize(
    "marked", ["Bob was late", TEXT + "!", TEXT[:-1], "", "[[Ann]] of the Council was early again"]
)
def test_words_cannot_be_put_into_somebodys_mouth(marked):
    with pytest.raises(ValueError, match="stay as they were written"):
        kept_parts(TEXT, marked)


@pytest.mark.parametrize("marked", ["[[" + TEXT, TEXT + "]]", "[[Ann [[of]] the Council was late again"])
def test_a_mark_alone_is_told(marked):
    with pytest.raises(ValueError, match="stands alone"):
        kept_parts(TEXT, marked)


def test_brackets_that_were_written_stand_for_themselves():
    assert kept_parts("see [[1]] and Ann", "see [[1]] and [[Ann]]") == ("see [[1]] and ", "")


@given(LETTERS, LETTERS, LETTERS)
def test_whatever_was_written_the_parts_are_of_the_text_alone(before, middle, after):
    text = before + middle + after
    try:
        parts = kept_parts(text, f"{before}[[{middle}]]{after}")
    except ValueError:
        return
    place = 0
    for part in parts:
        assert text.find(part, place) >= 0
        place = text.find(part, place) + len(part)
