"""Dates and durations in the reader's words."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from surveys.words import closing_words

LONDON = ZoneInfo("Europe/London")
CLOSES = datetime(2027, 3, 12, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ((2027, 3, 9, 9), "closes in three days, on Friday 12 March 2027, 5 pm UK time"),
        ((2027, 2, 10, 9), "closes in 30 days, on Friday 12 March 2027, 5 pm UK time"),
        ((2027, 3, 11, 23), "closes tomorrow, Friday 12 March 2027, 5 pm UK time"),
        ((2027, 3, 12, 14), "closes today at 5 pm UK time, in three hours"),
        ((2027, 3, 12, 16), "closes today at 5 pm UK time, in one hour"),
        ((2027, 3, 12, 16, 30), "closes today at 5 pm UK time, in under an hour"),
        ((2027, 3, 12, 17), "closed on Friday 12 March 2027, 5 pm UK time"),
    ],
)
def test_a_deadline_says_how_long_there_is(now, words):
    assert closing_words(CLOSES, LONDON, datetime(*now, tzinfo=UTC)) == words


def test_days_are_those_of_the_partnerships_calendar():
    closes = datetime(2027, 3, 12, 4, tzinfo=UTC)
    now = datetime(2027, 3, 11, 12, tzinfo=UTC)
    words = closing_words(closes, ZoneInfo("Pacific/Auckland"), now)
    assert words == "closes today at 5 pm Auckland time, in 16 hours"
