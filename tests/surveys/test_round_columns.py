"""What the columns of somebody's own spreadsheet are taken for."""

from __future__ import annotations

from pathlib import Path

import pytest

from surveys.instrument_file import load
from surveys.round_columns import IGNORED, propose_columns
from surveys.round_file import RoundFileError, read, read_beginning

pytestmark = pytest.mark.pure
DEFINITION = load(Path(__file__).parent / "instruments" / "seven-points.yaml")
KEYS = list(DEFINITION.statement_keys)


@pytest.mark.parametrize("number", ["{}", "Q{}", "question {}", "{}."])
def test_statements_are_known_by_their_number(number):
    header = [number.format(place) for place in range(1, len(KEYS) + 1)]
    assert propose_columns(header, DEFINITION) == KEYS


def test_statements_are_known_by_their_text_whatever_surrounds_it():
    texts = [item.text for section in DEFINITION.sections for item in section.statements]
    assert propose_columns([f"{place}) {text.upper()} " for place, text in enumerate(texts, 1)], DEFINITION) == KEYS


def test_statements_are_known_by_section_and_place():
    assert propose_columns(["1.1", "2.1"], DEFINITION) == [
        section.statements[0].key for section in DEFINITION.sections[:2]
    ]


def test_partner_and_respondent_have_many_names():
    assert propose_columns(["Organisation", "Email address", "Start time"], DEFINITION) == [
        "partner",
        "respondent",
        IGNORED,
    ]


def test_nothing_is_proposed_twice():
    assert propose_columns(["1", "Q1"], DEFINITION) == [KEYS[0], IGNORED]


def test_rows_are_read_by_the_columns_chosen():
    data = b"When,Who,a,b,c,d,e\nnow,Council,1,2,3,4,5\n"
    read_ = read(data, DEFINITION, chosen=["", "partner", *KEYS])
    assert [(row.partner, row.answers) for row in read_.rows] == [
        ("Council", dict(zip(KEYS, range(1, 6), strict=True)))
    ]


def test_a_label_is_as_good_as_its_number():
    label = DEFINITION.scale.label(3)
    data = f"p,a,b,c,d,e\nCouncil,{label.upper()},2,3,4,can't say\n".encode()
    row = read(data, DEFINITION, chosen=["partner", *KEYS]).rows[0]
    assert (row.answers[KEYS[0]], row.answers[KEYS[-1]]) == (3, "dk")


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        (["partner", "partner", *KEYS[1:]], "choose one of them"),
        (["", *KEYS], "no column is chosen for: the partner"),
        (["partner"], "choose them again"),
    ],
)
def test_choices_that_cannot_be_are_told(chosen, words):
    with pytest.raises(RoundFileError, match=words):
        read(b"p,a,b,c,d,e\nCouncil,1,2,3,4,5\n", DEFINITION, chosen=chosen)


def test_a_mistake_is_told_by_the_files_own_column_name():
    data = b"p,My first question,b,c,d,e\nCouncil,99,2,3,4,5\n"
    with pytest.raises(RoundFileError, match="line 2, My first question"):
        read(data, DEFINITION, chosen=["partner", *KEYS])


def test_cells_pasted_from_a_spreadsheet_are_told_by_their_tabs():
    assert read_beginning(b"Who\tAnswer, please\nCouncil\t1\n", DEFINITION).header == ("Who", "Answer, please")


@pytest.mark.parametrize("data", [b"", b"only,a,header\n", b"\n\n"])
def test_no_rows_are_no_table(data):
    with pytest.raises(RoundFileError, match="header row and one row"):
        read_beginning(data, DEFINITION)


def test_a_name_that_heads_two_columns_is_told_where_something_is_missing():
    with pytest.raises(RoundFileError, match="“a”: heads columns 2 and 3; choose what each of them holds"):
        read(b"p,a,a,c,d,e\nCouncil,1,2,3,4,5\n", DEFINITION, chosen=["partner", KEYS[0], "", *KEYS[2:]])
