"""Strongest and weakest statements, and those that partners see differently."""

from __future__ import annotations

import pytest

from reports.words.statements import differences, extremes, no_differences
from tests.reports.made import person, results

ALIKE = {"Arden": [person()] * 12, "Brook": [person()] * 12}


def test_extremes_never_share_a_statement():
    found = extremes(results({"Arden": [person(4, 2)] * 12}))
    assert [row.score for row in (*found.strongest, *found.weakest)] == ["4.0"] * 3 + ["2.0"] * 3
    assert not {row.text for row in found.strongest} & {row.text for row in found.weakest}


def test_statements_that_share_the_last_score_are_counted():
    people = [{"n1": 4, "n2": 3, "n3": 3, "t1": 3, "t2": 3, "t3": 1}] * 12
    found = extremes(results({"Arden": people}), count=2)
    assert found.more_strongest == "Three more score 3.0, too."
    assert found.more_weakest == "Three more score 3.0, too."


def test_all_alike_says_so():
    found = extremes(results(ALIKE))
    assert found.strongest == found.weakest == ()
    assert found.instead == "All six statements that are shown score alike: 3.0."


def test_nothing_shown_says_so():
    assert extremes(results({"Arden": [person()]})).instead.startswith("Too few statements can be shown")


def test_where_high_is_bad_low_is_strong():
    found = extremes(results({"Arden": [person(3, 1)] * 12}, bad=("trust",)))
    assert {(row.section, row.score, row.remark) for row in found.strongest} == {("Trust", "1.0", "high is bad")}


def test_split_people_and_differing_partners_are_remarked():
    split = extremes(results({"Arden": [person(4, 4)] * 6 + [person(4, 1)] * 6}))
    assert {row.remark for row in split.weakest} == {"people are split"}
    apart = extremes(results({"Arden": [person(4, 4)] * 12, "Brook": [person(4, 3)] * 12}))
    assert {row.remark for row in apart.weakest} == {"partners differ"}


def test_differences_name_both_ends_with_their_limits():
    found = differences(results({"Arden": [person(4, 4)] * 12, "Brook": [person(4, 1)] * 3}))
    ends = (found[0].low_name, found[0].low, found[0].high_name, found[0].high, found[0].range)
    assert ends == ("Brook", "1.3 or below", "Arden", "4.0", "2.7 or more")


def test_differences_come_widest_first_and_not_under_half_a_point():
    arden = {"n1": 4, "n2": 4, "n3": 3, "t1": 3, "t2": 3, "t3": 3}
    brook = {"n1": 3, "n2": 1, "n3": 3, "t1": 3, "t2": 3, "t3": 3}
    found = differences(results({"Arden": [arden] * 12, "Brook": [brook] * 12}))
    assert [(item.key, item.range) for item in found] == [("n2", "3.0"), ("n1", "1.0")]


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (results(ALIKE), "On every statement the partners shown lie less than half a point apart."),
        (results(ALIKE, points=7), "On every statement the partners shown lie less than 1.0 points apart."),
        (results({"Arden": [person()] * 12}), "Only one partner can be shown, so there is nothing to compare it with."),
        (results(ALIKE, view="together"), "All partners are shown together in this round, so they cannot be compared."),
        (results({"Arden": [person()]}), "No partner can be shown, so there is nothing to compare."),
    ],
)
def test_no_differences_says_why(found, words):
    assert differences(found) == []
    assert no_differences(found) == words
