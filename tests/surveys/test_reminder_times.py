"""When reminders go out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from surveys.reminder_times import Plan, days_from, days_words, moments_before

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
CLOSES = datetime(2027, 3, 30, 16, tzinfo=UTC)
OPENED = CLOSES - 21 * DAY
LONDON = ZoneInfo("Europe/London")


def plan(*days: int, sent=(), since=OPENED) -> Plan:
    return Plan(moments_before(CLOSES, days, LONDON), since, tuple(sent))


def test_moments_keep_the_time_of_day_when_the_clocks_change():
    # 5 pm in London is 17:00 UTC before 28 March and 16:00 after it.
    assert moments_before(CLOSES, [1, 7], LONDON) == (CLOSES - 7 * DAY + HOUR, CLOSES - DAY)


def test_a_moment_is_due_from_then_on_and_once():
    moment = plan(2).moments[0]
    assert plan(2).due(moment - HOUR) is None
    assert plan(2).due(moment + 5 * HOUR) == moment
    assert plan(2, sent=[moment + HOUR]).due(moment + 5 * HOUR) is None


def test_of_several_missed_moments_one_goes_out():
    late = plan(7, 2)
    assert late.due(CLOSES - DAY) == late.moments[1]
    assert plan(7, 2, sent=[CLOSES - DAY]).due(CLOSES - HOUR) is None


def test_a_moment_before_the_opening_or_the_plan_does_not_count():
    assert plan(20, since=CLOSES - 10 * DAY).due(CLOSES - 9 * DAY) is None


def test_one_sent_by_hand_the_day_before_takes_the_place_of_a_planned_one():
    moment = plan(2).moments[0]
    assert plan(2, sent=[moment - 5 * HOUR]).due(moment + HOUR) is None
    assert plan(2, sent=[moment - 30 * HOUR]).due(moment + HOUR) == moment


def test_there_are_three_at_most():
    sent = [OPENED + number * 2 * DAY for number in range(3)]
    assert plan(2, sent=sent).is_used_up
    assert plan(2, sent=sent).due(CLOSES - HOUR) is None
    assert plan(2, sent=sent).next(OPENED) is None


def test_the_next_one_is_the_first_that_comes():
    assert plan(7, 2).next(OPENED) == plan(7, 2).moments[0]
    assert plan(7, 2, sent=[CLOSES - 6 * DAY]).next(CLOSES - 5 * DAY) == CLOSES - 2 * DAY
    assert plan().next(OPENED) is None


@pytest.mark.parametrize(("text", "days"), [("", []), ("7, 2", [7, 2]), ("2;7 2", [7, 2]), ("14, 7 and 1", [14, 7, 1])])
def test_days_as_people_type_them(text, days):
    assert days_from(text) == days


@pytest.mark.parametrize("text", ["soon", "0", "91", "-1", "1.5", "1, 2, 3, 4", "९", "1" * 5000])
def test_what_are_no_days_is_explained(text):
    with pytest.raises(ValueError, match=r"Type whole numbers of days|three reminders at most"):
        days_from(text)


def test_days_in_words():
    assert [days_words(days) for days in ([], [1], [7, 2], [14, 7, 2])] == [
        "none",
        "1 day before the deadline",
        "7 and 2 days before the deadline",
        "14, 7 and 2 days before the deadline",
    ]
