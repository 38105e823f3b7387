"""Who stands at the ends of a row, and where the others lie."""

from __future__ import annotations

import pytest

from reports.results import range_shown, short
from reports.words.ends import both_ends, end_name, range_words
from tests.reports.made import person, results

pytestmark = pytest.mark.pure


def on_trust(**people):
    """The row of trust, for groups of twelve (or as many as given) who all score it alike."""
    found = results({name: [person(3, score)] * 12 for name, score in people.items()})
    return found, found.section("trust")


def test_those_who_are_shown_alike_are_named_together():
    found, row = on_trust(Arden=4, Brook=4, Cedar=2)
    assert both_ends(found, row) == "Arden and Brook score it 4.0 and Cedar scores 2.0"


def test_many_at_one_end_are_counted():
    found, row = on_trust(Arden=4, Brook=4, Cedar=4, Dean=2)
    assert end_name(found, row, "highest") == "Arden and two others"


def test_the_others_are_told_where_they_lie():
    found, row = on_trust(Arden=4, Brook=3, Cedar=3, Dean=2)
    assert both_ends(found, row) == "Arden scores it 4.0 and Dean scores 2.0; the other two lie at 3.0"


def test_a_range_that_ends_at_a_limit_may_be_wider():
    found = results({"Arden": [person(3, 4)] * 12, "Brook": [person(3, 1)] * 4})
    row = found.section("trust")
    assert row["columns"][row["all"]["lowest"]]["bound"] == "or_below"
    assert range_shown(row) == "2.7 or more"
    assert range_words(row) == "2.7 points or more"


def test_a_range_between_exact_figures_is_exact():
    _, row = on_trust(Arden=4, Brook=3)
    assert range_words(row) == "1.0 point"


@pytest.mark.parametrize(
    ("words", "sign"), [("1.3 or below", "≤1.3"), ("3.7 or above", "≥3.7"), ("2.0 or more", "≥2.0"), ("2.4", "2.4")]
)
def test_limits_are_signs_where_there_is_no_room(words, sign):
    assert short(words) == sign
