"""When seven in ten will have answered, if people go on answering as they have so far. Pure.

Made from counts and the time that has gone by alone: nobody learns when somebody answered.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

WANTED = 0.7
"""The share of those invited from which a response is called good."""
EARLIEST = timedelta(days=2)
"""Before that, and under three answers, a pace is chance."""
FEWEST = 3


def expected_moment(*, opened: datetime, now: datetime, sent: int, invited: int) -> datetime | None:
    """When the wanted share is reached at a constant pace; None while it is too early to tell, or nobody is invited."""
    passed = now - opened
    if not invited or sent < FEWEST or passed < EARLIEST:
        return None
    return opened + passed * (WANTED * invited / sent)


def pace_words(*, opened: datetime, closes: datetime, now: datetime, sent: int, invited: int, zone: ZoneInfo) -> str:
    """In a sentence: by when seven in ten will have answered, or that they will not before the round closes."""
    if invited and sent >= WANTED * invited:
        return "More than seven in ten have answered." if sent > WANTED * invited else "Seven in ten have answered."
    moment = expected_moment(opened=opened, now=now, sent=sent, invited=invited)
    if moment is None:
        return "It is too early to say when seven in ten will have answered."
    day = moment.astimezone(zone)
    if moment < closes:
        return f"At this pace seven in ten will have answered by {day.day} {day:%B %Y}."
    share = round(100 * min(1.0, sent / invited * ((closes - opened) / (now - opened))))
    return (
        f"At this pace about {share} per cent will have answered when it closes, not seven in ten: "
        "remind people, or extend it."
    )
