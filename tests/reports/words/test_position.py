"""Where sections stand, when many share an end."""

from __future__ import annotations

import pytest

from reports.words.position import position
from tests.reports.made import results
from tests.surveys.made import definition_of

pytestmark = pytest.mark.pure


def words(*scores):
    """For six sections of one statement each, scored so by everybody of one large group."""
    sections = {f"s{number}": [f"q{number}"] for number in range(len(scores))}
    person = {f"q{number}": score for number, score in enumerate(scores)}
    found = results({"Arden": [person] * 12}, definition=definition_of(sections))
    return position(found, found.section_means)


def test_one_that_stands_out_is_named_and_the_many_are_counted():
    assert words(4, 2, 2, 2, 3, 2) == "S0 stands strongest, at 4.0; the other five lie between 2.0 and 3.0."


def test_one_that_lags_is_named_and_the_many_are_counted():
    assert words(1, 3, 3, 3, 3, 3) == "S0 stands weakest, at 1.0; the other five lie at 3.0."


def test_many_at_both_ends_are_counted():
    assert words(2, 2, 2, 3, 3, 3) == "Three sections score 3.0, three 2.0."


def test_few_at_both_ends_are_named():
    assert words(4, 4, 3, 3, 2, 2) == "S0 and s1 stand strongest, s4 and s5 weakest."


def test_sections_that_stand_together_beside_others_are_named():
    found = results({"Arden": [{"n1": 3, "n2": 3, "n3": 3, "t1": 3, "t2": 3, "t3": 3}] * 12}, bad=("trust",))
    assert position(found, found.section_means) == "Need scores 3.0 of 4."


def test_a_bound_is_told_with_the_mean():
    found = results({"Arden": [{"n1": 1, "n2": 1, "n3": 1, "t1": 1, "t2": 1, "t3": 1}] * 4})
    assert position(found, found.section_means) == "All sections score alike: 1.3 or below of 4."
