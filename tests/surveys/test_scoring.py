"""A person's own receipt, and bands."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.definition import Band
from surveys.scoring import band_of, enough, mean, receipt
from tests.surveys.made import definition_of

SIX = [f"s{number}" for number in range(6)]
ONE_SECTION = definition_of({"one": SIX})
TWO_SECTIONS = definition_of({"one": ["a1", "a2", "a3"], "two": ["b1", "b2", "b3"]})
SIX_SECTIONS = definition_of({f"p{section}": [f"p{section}s{number}" for number in range(6)] for section in range(6)})


def answered(*scores):
    return {key: score for key, score in zip(SIX, scores, strict=False) if score is not None}


def only_section(answers, definition=ONE_SECTION):
    return receipt(answers, definition).sections[0]


def test_a_full_section_scores_the_sum():
    row = only_section(answered(4, 3, 2, 1, 4, 4))
    assert (row.score, row.mean, row.is_pro_rated) == (18, 3, False)


def test_four_of_six_are_pro_rated():
    row = only_section(answered(4, 3, 3, 3))
    assert (row.score, row.is_pro_rated, row.scored, row.of) == (Fraction(13, 4) * 6, True, 4, 6)


def test_three_of_six_are_not_enough():
    row = only_section(answered(4, 4, 4))
    assert (row.score, row.mean, row.band, row.is_pro_rated, row.scored, row.of) == (None, None, None, False, 3, 6)


@pytest.mark.parametrize("missing", ["dk", "na", None])
def test_what_is_no_score_is_never_a_zero(missing):
    row = only_section(answered(4, 4, 4, 4, missing, missing))
    assert (row.score, row.scored) == (24, 4)


def test_the_kinds_of_missing_are_kept_apart():
    whole = receipt({"p0s0": 4, "p0s1": "dk", "p0s2": "dk", "p0s3": "dk", "p0s4": "na", "p0s5": "na"}, SIX_SECTIONS)
    assert (whole.scored, whole.dont_know, whole.not_applicable, whole.unanswered) == (1, 3, 2, 30)


def test_sections_keep_their_keys_and_order():
    assert [row.key for row in receipt({"b1": 4, "b2": 4}, TWO_SECTIONS).sections] == ["one", "two"]


def test_overall_is_the_sum_of_the_sections():
    whole = receipt({"a1": 4, "a2": 4, "b1": 1, "b2": 2, "b3": 3}, TWO_SECTIONS)
    assert (whole.overall, whole.overall_mean) == (12 + 6, 3)
    assert whole.overall_band is not None
    assert whole.overall_band.letter == "B"


def test_no_overall_where_a_section_has_no_score():
    whole = receipt({"a1": 4, "a2": 4, "b1": 1}, TWO_SECTIONS)
    assert (whole.overall, whole.overall_mean, whole.overall_band) == (None, None, None)


def test_a_section_where_high_is_bad_stays_out_of_the_overall():
    definition = definition_of({"one": ["a1"], "signs": ["b1"]}, bad=["signs"])
    assert receipt({"a1": 3, "b1": 1}, definition).overall == 3
    assert receipt({"a1": 3}, definition).overall == 3


def test_no_overall_where_every_section_stays_out():
    definition = definition_of({"signs": ["b1"]}, bad=["signs"])
    assert receipt({"b1": 1}, definition).overall is None


def test_high_is_bad_turns_the_band_round():
    definition = definition_of({"signs": ["b1"]}, bad=["signs"])
    row = only_section({"b1": 1}, definition)
    assert row.band is not None
    assert (row.score, row.band.letter) == (1, "A")


@pytest.mark.parametrize(
    ("score", "letter"), [(6, "D"), (7, "C"), (12, "C"), (13, "B"), (18, "B"), (19, "A"), (24, "A")]
)
def test_published_cuts_of_a_principle(score, letter):
    assert band_of(Fraction(score, 6), ONE_SECTION).letter == letter


@pytest.mark.parametrize(
    ("score", "letter"), [(36, "D"), (37, "C"), (72, "C"), (73, "B"), (108, "B"), (109, "A"), (144, "A")]
)
def test_published_cuts_overall(score, letter):
    assert band_of(Fraction(score, 36), SIX_SECTIONS).letter == letter


@given(st.fractions(1, 4))
def test_no_value_falls_between_two_bands(value):
    above = {"A": 3, "B": 2, "C": 1}
    expected = next((letter for letter, cut in above.items() if value > cut), "D")
    assert band_of(value, ONE_SECTION).letter == expected


@given(st.fractions(1, 4))
def test_turned_round_is_the_band_of_the_mirrored_value(value):
    assert band_of(value, ONE_SECTION, "high_is_bad") == band_of(5 - value, ONE_SECTION)


def test_an_instrument_without_a_lowest_band_is_refused():
    cut = definition_of({"one": ["a1"]})
    broken = type(cut)(**{**vars(cut), "bands": (Band("A", "", "", Fraction(3)),)})
    with pytest.raises(ValueError, match="no lowest band"):
        band_of(Fraction(2), broken)


@given(st.lists(st.sampled_from([1, 2, 3, 4, "dk", "na", None]), min_size=6, max_size=6))
def test_a_score_lies_between_j_and_a_times_j(given_answers):
    row = only_section(answered(*given_answers))
    assert row.score is None or 6 <= row.score <= 24
    assert (row.score is None) == (row.scored < 4)


@pytest.mark.parametrize(("present", "of", "expected"), [(2, 3, True), (1, 2, False), (4, 6, True), (3, 6, False)])
def test_two_thirds_are_enough(present, of, expected):
    assert enough(present, of) is expected


def test_the_mean_of_nothing():
    assert mean([]) is None
