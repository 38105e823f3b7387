"""The pace of a round: from counts and days alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.pace import EARLIEST, WANTED, expected_moment, pace_words

OPENED = datetime(2026, 11, 2, 9, tzinfo=UTC)
CLOSES = OPENED + timedelta(days=21)
TOO_FEW = (
    "At this pace about 30 per cent will have answered when it closes, not seven in ten: remind people, or extend it."
)
LONDON = ZoneInfo("Europe/London")


def words(*, day: float, sent: int, invited: int = 50) -> str:
    now = OPENED + timedelta(days=day)
    return pace_words(opened=OPENED, closes=CLOSES, now=now, sent=sent, invited=invited, zone=LONDON)


@pytest.mark.parametrize(
    ("day", "sent", "told"),
    [
        (1, 30, "It is too early to say when seven in ten will have answered."),
        (7, 2, "It is too early to say when seven in ten will have answered."),
        (7, 20, "At this pace seven in ten will have answered by 14 November 2026."),
        (7, 5, TOO_FEW),
        (7, 35, "Seven in ten have answered."),
        (7, 36, "More than seven in ten have answered."),
    ],
)  # fmt: skip
def test_the_pace_is_told(day, sent, told):
    assert words(day=day, sent=sent) == told


def test_nobody_invited_is_no_pace():
    assert words(day=7, sent=0, invited=0).startswith("It is too early")


@given(sent=st.integers(3, 500), invited=st.integers(1, 500), days=st.integers(2, 60))
def test_going_on_so_reaches_seven_in_ten_at_that_moment(sent, invited, days):
    moment = expected_moment(opened=OPENED, now=OPENED + timedelta(days=days), sent=sent, invited=invited)
    reached = sent * ((moment - OPENED) / timedelta(days=days))
    assert abs(reached - WANTED * invited) < 1e-3


@given(hours=st.integers(0, 47))
def test_the_first_two_days_tell_nothing(hours):
    assert timedelta(hours=hours) < EARLIEST
    assert expected_moment(opened=OPENED, now=OPENED + timedelta(hours=hours), sent=40, invited=50) is None
