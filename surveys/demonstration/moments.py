"""Days told from today, as the demonstration's records tell them, so that they never age. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta

from record.checks import months_before

AGO = re.compile(r"(?:(\d+) months?)?(?: and )?(?:(\d+) days?)? ago")
AHEAD = re.compile(r"(month end )?in (?:(\d+) months?)?(?:(\d+) days?)?")
YEARS = re.compile(r"(?:this|last|(\d+)) years?(?: ago)?")
APRIL = 4
"""The month in which a financial year begins."""


def day_told(words: str, today: date) -> date:
    """The day: “8 months ago”, “8 months and 5 days ago”, “18 days ago”, “in 6 days”, “month end in 14 months”.

    ValueError for anything else.
    """
    if ago := AGO.fullmatch(words):
        return months_before(today, int(ago[1] or 0)) - timedelta(days=int(ago[2] or 0))
    ahead = AHEAD.fullmatch(words)
    if ahead is None:
        raise ValueError(f"“{words}” tells no day.")
    day = months_before(today, -int(ahead[2] or 0)) + timedelta(days=int(ahead[3] or 0))
    return months_before(day.replace(day=1), -1) - timedelta(days=1) if ahead[1] else day


def year_told(words: str, today: date) -> int:
    """The year in which a financial year begins: “this year”, “last year”, “2 years ago”; ValueError for others."""
    told = YEARS.fullmatch(words)
    if told is None:
        raise ValueError(f"“{words}” tells no year.")
    this = today.year if today.month >= APRIL else today.year - 1
    return this - (int(told[1]) if told[1] else words.startswith("last"))
