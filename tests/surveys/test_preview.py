"""What would be visible at the expected response, before launch."""

from __future__ import annotations

import pytest

from surveys.models import Round
from surveys.preview import expected_answers, previews_of

INVITED = {"a": ("Agency", 16), "b": ("Borough", 6), "c": ("College", 3)}  # 11, 4 and 2 may be expected


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
