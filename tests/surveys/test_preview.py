"""What would be visible at the expected response, before launch."""

from __future__ import annotations

import pytest

from surveys.columns import Proposal, propose
from surveys.models import Round
from surveys.preview import doubts_about, expected_answers, previews_of, proposal_words, without_repeats

INVITED = {"a": ("Agency", 16), "b": ("Borough", 6), "c": ("College", 3)}  # 11, 4 and 2 may be expected


SMALL = {"a": ("Agency", 5), "b": ("Borough", 4), "c": ("College", 2), "d": ("Depot", 3)}  # 4, 3, 1 and 2


def doubts(proposal=("confidential", 3), invited=SMALL, **choices):
    round_ = Round(**{"mode": "confidential", "minimum_group": 3, "view": "partners", **choices})
    return doubts_about(round_, Proposal(*proposal), without_repeats(previews_of(round_, invited)))


def previews(**choices):
    return {preview.label: preview for preview in previews_of(Round(**choices), INVITED)}


@pytest.mark.parametrize(("invited", "expected"), [(10, 7), (16, 11), (6, 4), (1, 1), (3, 2)])
def test_seven_in_ten_are_expected_to_answer(invited, expected):
    assert expected_answers(invited) == expected


def test_each_choice_is_shown_with_what_it_would_show():
    found = previews(mode="confidential", minimum_group=4, view="partners")
    assert list(found) == [
        "Groups of 3 or more",
        "Groups of 4 or more",
        "Groups of 5 or more",
        "All partners together",
        "Attributed",
    ]
    three, five = found["Groups of 3 or more"], found["Groups of 5 or more"]
    assert (three.alone, three.pooled, three.left_out) == (("Agency", "Borough"), (), ("College",))
    assert (five.alone, five.pooled, five.left_out) == (("Agency",), (), ("Borough", "College"))
    assert found["All partners together"].pooled == ("Agency", "Borough", "College")
    assert found["Attributed"].alone == ("Agency", "Borough", "College")


def test_where_most_partners_invite_few_one_official_answer_each_is_proposed():
    small = propose({"a": 2, "b": 3, "c": 9})
    assert (small.mode, small.official) == ("attributed", True)
    assert "with one official answer from each organisation" in proposal_words(small)
    assert not propose({"a": 20, "b": 30}).official


def test_a_draft_with_official_answers_is_named_so():
    found = previews(mode="attributed", official=True, minimum_group=3, view="partners")
    assert [label for label, preview in found.items() if preview.is_chosen] == ["Attributed, one official answer each"]


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ({"mode": "confidential", "minimum_group": 4, "view": "partners"}, "Groups of 4 or more"),
        ({"mode": "anonymous", "minimum_group": 7, "view": "partners"}, "Groups of 7 or more"),
        ({"mode": "confidential", "minimum_group": 4, "view": "together"}, "All partners together"),
        ({"mode": "attributed", "minimum_group": 4, "view": "partners"}, "Attributed"),
    ],
)
def test_the_drafts_own_choice_is_marked(choices, expected):
    assert [label for label, preview in previews(**choices).items() if preview.is_chosen] == [expected]


def test_sizes_of_group_that_would_show_the_same_share_a_row():
    found = without_repeats(previews_of(Round(mode="anonymous", minimum_group=5, view="partners"), SMALL))
    assert [preview.label for preview in found] == [
        "Groups of at least 3, 4 or 5",
        "All partners together",
        "Attributed",
    ]
    assert [preview.is_chosen for preview in found] == [True, False, False]


def test_sizes_that_show_something_else_keep_their_rows():
    found = without_repeats(previews_of(Round(mode="anonymous", minimum_group=5, view="partners"), INVITED))
    assert [preview.label for preview in found[:2]] == ["Groups of at least 3 or 4", "Groups of 5 or more"]


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ({}, "As the draft is, no partner would have a column of its own at the expected response: all four would be"),
        ({"mode": "attributed"}, "This draft is attributed. For partners of this size we propose a confidential round"),
        ({"mode": "attributed"}, "With that, though, no partner would have a column of its own"),
        ({"minimum_group": 4}, "This draft shows groups of four or more."),
        ({"proposal": ("attributed", 3)}, "This draft is confidential. Most partners here have fewer than four people"),
    ],
)
def test_what_speaks_against_a_draft_is_said(choices, words):
    assert words in doubts(**choices)


@pytest.mark.parametrize(
    "choices",
    [
        {"invited": INVITED},
        {"invited": INVITED, "mode": "anonymous"},
        {"view": "together"},
        {"mode": "attributed", "proposal": ("attributed", 3)},
    ],
)
def test_nothing_speaks_against_a_draft_that_fits(choices):
    assert doubts(**choices) == ""


def test_too_few_people_to_show_anything_is_said():
    assert "all two would be left out" in doubts(invited={"a": ("Agency", 2), "b": ("Borough", 3)})
