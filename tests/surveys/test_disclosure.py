"""From answers to published cells."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.published import Published
from tests.surveys import oracle
from tests.surveys.made import definition_of
from tests.surveys.made_rounds import MadeRound, random_round

ROUNDS = st.integers(0, 10**6).map(lambda seed: random_round(Random(seed)))
MODES = st.sampled_from(["confidential", "anonymous", "attributed"])


def published(*partners, points=4, k=3, mode="confidential", view="partners"):
    """The one statement of a round: each partner's answers (None: not answered)."""
    rows = tuple(
        (f"p{place}", {"s1": score} if score else {}) for place, scores in enumerate(partners) for score in scores
    )
    names = {f"p{place}": f"Partner {place}" for place in range(len(partners))}
    return MadeRound(rows, names, k, view, mode, definition_of({"one": ["s1"]}, points=points)).publish()


def cell(*partners, column="p0", **choices):
    return published(*partners, **choices).cell(column, "s1")


# A partner's small column


def test_two_scores_are_hidden():
    assert cell([4, 4, None]) is None


def test_three_are_shown_to_one_decimal():
    found = cell([3, 3, 4])
    assert (found.n, found.mean, found.bound, found.label, found.counts) == (3, Fraction(33, 10), None, None, None)


def test_halves_are_rounded_up():
    assert cell([2, 2, 2, 3]).mean == Fraction(23, 10)


@pytest.mark.parametrize(
    ("scores", "mean", "bound"),
    [
        ([4, 4, 4], "37/10", "or_above"),
        ([4, 4, 3], "37/10", "or_above"),
        ([4, 4, 4, 4, 2], "18/5", None),
        ([1, 1, 1], "13/10", "or_below"),
        ([1, 1, 2], "13/10", "or_below"),
        ([1, 1, 1, 1, 3], "7/5", None),
    ],
)
def test_a_mean_is_kept_within_limits(scores, mean, bound):
    found = cell(scores)
    assert (found.mean, found.bound) == (Fraction(mean), bound)


def test_a_label_from_five_on():
    assert cell([3, 3, 3, 3]).label is None
    assert cell([3, 3, 3, 3, 3]).label == "agree"
    assert cell([1, 1, 1, 4, 4]).label == "split"


# A partner's full column


def test_ten_people_are_shown_exactly():
    found = cell([3] * 5 + [4] * 2 + [None] * 3)
    assert (found.n, found.mean, found.counts, found.bound, found.label) == (
        7,
        Fraction(23, 7),
        (0, 0, 5, 2),
        None,
        None,
    )


def test_four_of_ten_are_shown_as_in_a_small_column():
    found = cell([3, 3, 3, 4] + [None] * 6)
    assert (found.mean, found.counts, found.dont_know, found.not_applicable) == (Fraction(33, 10), None, None, None)


def test_the_kinds_of_missing_are_counted_apart():
    rows = tuple(("p0", {"s1": answer} if answer else {}) for answer in [3] * 6 + ["dk"] * 2 + ["na", None])
    made = MadeRound(rows, {"p0": "Partner"}, 3, definition=definition_of({"one": ["s1"]}))
    found = made.publish().cell("p0", "s1")
    assert (found.n, found.dont_know, found.not_applicable) == (6, 2, 1)


def test_nine_people_have_a_small_column():
    assert cell([3] * 9).counts is None


# A pool


def test_a_small_pool_shows_halves():
    found = cell([3, 3], [3, 4], [4, 4], [2], column="other-partners")
    assert (found.n, found.mean, found.label, found.counts) == (7, Fraction(7, 2), None, None)


@pytest.mark.parametrize(("score", "mean", "bound"), [(4, "7/2", "or_above"), (1, "3/2", "or_below"), (3, "3", None)])
def test_a_pools_mean_is_kept_within_limits(score, mean, bound):
    found = cell([score] * 2, [score] * 2, [score] * 2, [score], column="other-partners")
    assert (found.mean, found.bound) == (Fraction(mean), bound)


def test_a_pool_needs_three_less_any_member():
    assert cell([3, 3], [3, None], [3, None], [None], column="other-partners") is None
    assert cell([3, 3], [3, None], [3, None], [3], column="other-partners") is not None


def test_a_full_pool_is_exact():
    found = cell(*[[3, 4]] * 6, column="other-partners")
    assert (found.mean, found.counts) == (Fraction(7, 2), (0, 0, 6, 6))


# Attributed


def test_nothing_is_hidden_where_results_are_named():
    found = cell([4], [1], mode="attributed")
    assert (found.n, found.mean, found.counts) == (1, 4, (0, 0, 0, 1))


def test_nothing_scored_is_no_cell():
    assert cell([None], [1], mode="attributed") is None


# The whole


def test_a_smaller_group_than_three_is_refused():
    with pytest.raises(ValueError, match="smallest group to be shown is 3; found 2"):
        published([3, 3], k=2)
    assert published([3, 3], k=2, mode="attributed").columns


def test_partners_without_answers_are_neither_pooled_nor_left_out():
    found = published([3, 3, 3], [], [4])
    assert (found.no_answers, found.left_out, found.answered) == (("p1",), ("p2",), 4)


def test_those_without_answers_are_alphabetical_by_name():
    names = {"a": "Zoo", "b": "Borough", "c": "Council"}
    made = MadeRound((("c", {"s1": 3}),), names, 3, definition=definition_of({"one": ["s1"]}, points=5))
    assert (made.publish().no_answers, made.publish().points) == (("b", "a"), 5)


@given(ROUNDS, MODES)
def test_every_cell_is_as_the_oracle_says(made, mode):
    made = replace(made, mode=mode)
    found = made.publish()
    for column in found.columns:
        for key in made.definition.statement_keys:
            expected = oracle.cell(made.rows, column.partners, column.is_full, key, made.points, mode)
            shown = found.cell(column.key, key)
            assert (shown is None) == (not expected)
            if shown is not None:
                assert (shown.n, shown.mean) == (expected["n"], expected["mean"])
                assert shown.label == (None if expected["counts"] else expected["label"])
                assert (shown.counts is None) == (expected["counts"] is None)


@given(ROUNDS, st.randoms())
def test_the_order_of_answers_changes_nothing(made, random):
    rows = list(made.rows)
    random.shuffle(rows)
    assert replace(made, rows=tuple(rows)).publish() == made.publish()


@given(ROUNDS)
def test_nothing_is_published_under_the_thresholds(made):
    found = made.publish()
    for column in found.columns:
        assert column.people >= made.minimum_group
        for shown in found.cells[column.key].values():
            assert shown.n >= 3
            assert shown.counts is None or (column.is_full and shown.n >= 5)
            assert shown.label is None or (shown.n >= 5 and not column.is_pool)


@given(ROUNDS)
def test_means_lie_within_the_scale(made):
    for cells in made.publish().cells.values():
        for shown in cells.values():
            assert 1 <= shown.mean <= made.points


@given(ROUNDS)
def test_what_is_hidden_has_no_influence(made):
    """Other scores in place of hidden ones, by the same people, make the same result."""
    found = made.publish()
    inside = {partner: column.key for column in found.columns for partner in column.partners}

    def turned(partner, answers):
        return {
            key: made.points + 1 - value
            if isinstance(value, int) and (partner not in inside or key not in found.cells[inside[partner]])
            else value
            for key, value in answers.items()
        }

    rows = tuple((partner, turned(partner, answers)) for partner, answers in made.rows)
    assert replace(made, rows=rows).publish() == found


@given(ROUNDS)
def test_a_statement_depends_on_its_own_answers_only(made):
    rows = tuple(
        (partner, {key: value for key, value in answers.items() if key != "s2"}) for partner, answers in made.rows
    )
    found, other = made.publish(), replace(made, rows=rows).publish()
    assert [cells.get("s1") for cells in found.cells.values()] == [cells.get("s1") for cells in other.cells.values()]


@given(ROUNDS)
def test_json_and_back(made):
    found = made.publish()
    assert Published.from_json(json.loads(json.dumps(found.to_json()))) == found
