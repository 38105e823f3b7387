"""When a round reminds those who have not answered. Pure.

Planned moments are so many days before the deadline, on the clock of the partnership's zone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

MOST = 3
"""Reminders a round, planned and by hand together."""
APART = timedelta(days=1)
"""Nobody is reminded twice within this."""


@dataclass(frozen=True)
class Plan:
    """What a round's reminders follow from: its planned moments, since when they count, and what went out."""

    moments: tuple[datetime, ...]
    since: datetime
    sent: tuple[datetime, ...]

    @property
    def is_used_up(self) -> bool:
        """Whether as many went out as may."""
        return len(self.sent) >= MOST

    def due(self, now: datetime) -> datetime | None:
        """The planned moment that has come and was not met yet; None where there is none.

        Of several that were missed only the last: nobody gets two at once.
        """
        passed = [moment for moment in self.moments if self.since < moment <= now]
        return passed[-1] if passed and not self.is_used_up and not self._is_met(passed[-1]) else None

    def next(self, now: datetime) -> datetime | None:
        """When the next one goes out, the first run of the command after it; None where none will."""
        coming = [moment for moment in self.moments if moment > max(now, self.since) and not self._is_met(moment)]
        return self.due(now) or (coming[0] if coming and not self.is_used_up else None)

    def too_soon(self, now: datetime) -> bool:
        """Whether one went out within the last day."""
        return any(now - sent < APART for sent in self.sent)

    def _is_met(self, moment: datetime) -> bool:
        return any(sent > moment - APART for sent in self.sent)


def moments_before(closes_at: datetime, days: Iterable[int], zone: ZoneInfo) -> tuple[datetime, ...]:
    """So many days before the deadline each, at its time of day, the first first; in UTC."""
    local = closes_at.astimezone(zone)
    return tuple(sorted((local - timedelta(days=count)).astimezone(UTC) for count in days))


def days_from(text: str) -> list[int]:
    """The days that somebody typed, such as "7, 2", the longest first; ValueError, saying what to type, for others."""
    words = text.replace(",", " ").replace(";", " ").replace(" and ", " ").split()
    if not all(word.isascii() and word.isdecimal() and 1 <= int(word[:4]) <= 90 for word in words):
        raise ValueError("Type whole numbers of days between 1 and 90, with commas between them, such as 7, 2.")
    days = sorted({int(word) for word in words}, reverse=True)
    if len(days) > MOST:
        raise ValueError("There are three reminders at most. Leave out the others.")
    return days


def days_words(days: Sequence[int]) -> str:
    """Such as “7 and 2 days before the deadline”, or “none”."""
    if not days:
        return "none"
    *others, last = (str(count) for count in days)
    joined = f"{', '.join(others)} and {last}" if others else last
    return f"{joined} day{'' if days == [1] else 's'} before the deadline"
