"""Text cleaning, CSV, the audit trail."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from common.audit import record_audit
from common.csv import csv_lines, defused
from common.text import clean_text
from tests.factories import UserFactory


@given(st.text())
def test_cleaning_never_changes_text_that_is_clean(text):
    try:
        cleaned = clean_text(text, max_length=1000)
    except ValidationError:
        return
    assert clean_text(cleaned, max_length=1000) == cleaned


@pytest.mark.parametrize("text", ["a\x00", "\x1b[31m", "\ud800", "\x7f"])
def test_control_characters_and_surrogates_are_refused(text):
    with pytest.raises(ValidationError, match="cannot be stored"):
        clean_text(text, max_length=100)


def test_long_text_is_refused_with_its_length():
    with pytest.raises(ValidationError, match="100,000 characters"):
        clean_text("x" * 100_000, max_length=2000)


@given(st.text(min_size=1))
def test_no_cell_begins_like_a_formula(text):
    assert not str(defused(text)).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.lists(st.lists(st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00")), min_size=1)))
def test_what_is_written_reads_back(rows):
    text = "".join(csv_lines(rows)).removeprefix("\ufeff")
    found = list(csv.reader(StringIO(text, newline="")))
    assert found == [[str(defused(value)) for value in row] for row in rows]


def test_numbers_are_not_defused():
    assert defused(-1.5) == -1.5


@pytest.mark.django_db
def test_an_audit_entry_is_never_changed_and_never_deleted():
    entry = record_audit("test.done", by=UserFactory())
    entry.action = "test.undone"
    with pytest.raises(TypeError, match="never changed"):
        entry.save()
    with pytest.raises(TypeError, match="never deleted"):
        entry.delete()
