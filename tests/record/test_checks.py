"""Readiness and completeness."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from record.checks import Outcome, Readiness, checks_of, months_before, readiness
from record.parts import AGREED
from record.schema import Part
from tests.record.made import document

TODAY = date(2027, 3, 31)


def met(part: str, key: str, *, is_signed: bool = False, **clauses) -> bool:
    """Whether the check with this key is passed by these rows."""
    found = readiness(document(part, **clauses), is_signed=is_signed, today=TODAY)
    return next(item.passed for item in found.outcomes if item.check.key == key)


@pytest.mark.parametrize("part", AGREED, ids=lambda part: part.key)
def test_nothing_written_is_nothing_met(part: Part):
    found = readiness(document(part.key), is_signed=False, today=TODAY)
    assert (found.score, found.passed) == (0, [])
    assert len(found.unmet) >= 12


@pytest.mark.parametrize("part", AGREED, ids=lambda part: part.key)
def test_every_check_says_what_it_asks_and_what_is_missing(part: Part):
    found = checks_of(part.key)
    assert len({check.key for check in found}) == len(found)
    assert all(check.asks.endswith(".") and check.missing and not check.missing.endswith(".") for check in found)
    assert [check.key for check in found if check.rule == "signed"] == ["signed"]


@pytest.mark.parametrize(
    ("part", "key", "clauses", "passed"),
    [
        ("exit", "notice", {"notice": [{"days": 0}]}, True),
        ("exit", "form", {"notice": [{"form": "In writing"}]}, False),
        ("exit", "triggers", {"triggers": [{"trigger": "Cut"}]}, True),
        ("exit", "thresholds", {"triggers": [{"threshold": "5", "who_decides": "Board"}, {"threshold": "5"}]}, False),
        ("exit", "thresholds", {}, False),
        ("exit", "kinds", {"kinds": [{"kinds": ["leaves", "ends", "law"]}]}, True),
        ("exit", "kinds", {"kinds": [{"kinds": ["leaves"]}]}, False),
        ("exit", "plan", {"plan": [{"kind": "staff"}, {"kind": "money"}]}, False),
        ("exit", "rehearsed", {"rehearsals": [{"held_on": "2025-03-31"}]}, True),
        ("exit", "rehearsed", {"rehearsals": [{"held_on": "2025-03-30"}]}, False),
        ("exit", "rehearsed", {"rehearsals": [{"held_on": "2027-04-01"}]}, False),
        ("purpose", "review", {"review": [{"next_review_on": "2027-03-31"}]}, True),
        ("purpose", "review", {"review": [{"next_review_on": "2027-03-30"}]}, False),
        ("purpose", "aims", {"aims": [{"partner": 1}, {"partner": 2}]}, True),
        ("purpose", "aims", {"aims": [{"partner": 1}, {"partner": 3}]}, False),
    ],
)
def test_a_check_is_met_when_its_rule_holds(part, key, clauses, passed):
    assert met(part, key, **clauses) is passed


def test_only_signatures_meet_the_check_of_agreement():
    assert not met("exit", "signed")
    assert met("exit", "signed", is_signed=True)


@settings(deadline=None)  # the first draw reads the lists
@given(st.integers(1, 40), st.data())
def test_the_score_is_the_share_half_up(count, data):
    passed = data.draw(st.lists(st.booleans(), min_size=count, max_size=count))
    check = checks_of("exit")[0]
    found = Readiness("exit", tuple(Outcome(check, item) for item in passed))
    assert found.score == int(100 * sum(passed) / count + 0.5)


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)), st.integers(0, 600))
def test_months_before_is_never_a_later_day_of_the_month(day, months):
    found = months_before(day, months)
    assert (day.year * 12 + day.month) - (found.year * 12 + found.month) == months
    assert found.day <= day.day
