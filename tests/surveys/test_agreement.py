"""How far people and partners see it alike."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.agreement import gaps, label, mean_deviation, mostly_split, r_wg_j, response_bounds, scaled, spread
from tests.surveys import oracle

SCORES = st.lists(st.integers(1, 5), min_size=2, max_size=30)


def spread_of(scores, points=4):
    found = Counter(scores)
    return spread([found[score] for score in range(1, points + 1)])


def test_one_outlier_is_seen():
    found = spread_of([4, 4, 4, 1])
    assert (found.n, found.ad, label(found.ad, 4)) == (4, Fraction(9, 8), "split")


def test_two_camps_are_negative_as_they_are():
    assert spread_of([1, 1, 4, 4]).r_wg == 1 - Fraction(3) / Fraction(15, 12)


def test_everybody_alike():
    found = spread_of([3, 3, 3])
    assert (found.ad, found.r_wg) == (0, 1)


@pytest.mark.parametrize("scores", [[], [4]])
def test_nobody_agrees_alone(scores):
    assert spread_of(scores) is None


@given(SCORES)
def test_as_the_oracle_says(scores):
    found = spread_of(scores, 5)
    assert found.ad == oracle.deviation(scores)
    assert found.r_wg == oracle.r_wg(scores, 5)


@given(SCORES)
def test_within_bounds(scores):
    found = spread_of(scores, 5)
    assert 0 <= found.ad <= 2
    assert found.r_wg <= 1


@given(SCORES)
def test_turning_the_scale_round_changes_no_agreement(scores):
    assert spread_of(scores, 5) == spread_of([6 - score for score in scores], 5)


@pytest.mark.parametrize(
    ("ad", "points", "expected"),
    [
        ("1/2", 4, "agree"),
        ("501/1000", 4, "mixed"),
        ("2/3", 4, "mixed"),
        ("667/1000", 4, "split"),
        ("7/8", 7, "agree"),
        ("7/6", 7, "mixed"),
        ("6/5", 7, "split"),
    ],
)
def test_labels_at_their_cuts(ad, points, expected):
    assert label(Fraction(ad), points) == expected


def test_r_wg_j_of_several_statements():
    assert r_wg_j([Fraction(1, 4), Fraction(3, 4)]) == Fraction(2, 3)


def test_r_wg_j_of_one_statement_is_its_r_wg():
    assert r_wg_j([Fraction(2, 5)]) == Fraction(3, 5)


@pytest.mark.parametrize("ratios", [[Fraction(1)], [Fraction(1, 2), Fraction(7, 2)]])
def test_r_wg_j_is_nought_from_one_on(ratios):
    assert r_wg_j(ratios) == 0


def test_deviation_between_partners():
    assert mean_deviation([Fraction(1), Fraction(2), Fraction(3)]) == Fraction(2, 3)


def test_no_deviation_of_one_partner():
    assert mean_deviation([Fraction(3)]) is None


def test_two_partners_deviate():
    assert mean_deviation([Fraction(3), Fraction(4)]) == Fraction(1, 2)


def test_a_gap_is_from_the_others():
    assert gaps([Fraction(4), Fraction(2), Fraction(3)], [1, 1, 1]) == [Fraction(3, 2), Fraction(-3, 2), 0]


def test_a_pool_counts_as_its_partners():
    assert gaps([Fraction(4), Fraction(2), Fraction(3)], [1, 1, 3])[0] == 4 - Fraction(11, 4)


def test_no_gap_without_others():
    assert gaps([Fraction(4)], [1]) == [None]


def test_a_column_without_a_mean_has_no_gap_and_makes_none():
    assert gaps([Fraction(4), None, Fraction(3)], [1, 5, 1]) == [1, None, -1]


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ([], None),
        ([None], None),
        (["split"], True),
        (["split", "agree"], True),
        (["split", "agree", "mixed"], False),
        (["split", None, None], True),
    ],
)
def test_half_or_more_split(labels, expected):
    assert mostly_split(labels) is expected


@pytest.mark.parametrize(("points", "expected"), [(4, Fraction(3, 4)), (7, Fraction(3, 2)), (5, Fraction(1))])
def test_cuts_scale_with_the_points(points, expected):
    assert scaled(Fraction(3, 4), points) == expected


def test_bounds_of_what_the_missing_could_have_said():
    assert response_bounds(Fraction(3), answered=4, missing=2, points=4) == (Fraction(14, 6), Fraction(20, 6))


def test_no_bounds_apart_where_nobody_is_missing():
    assert response_bounds(Fraction(3), answered=4, missing=0, points=4) == (3, 3)
