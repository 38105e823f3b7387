"""The next dates of a partnership: rounds that close, and what its record holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from partnerships.models import Partnership
from record.diary import DiaryEntry
from record.document import day_words
from reports.words.phrases import upper_first
from surveys.models import Round
from surveys.words import deadline_words, time_left

MOST = 10
FORGOTTEN = {"notice", "over"}
"""Dates that nobody can make good once they have passed."""


@dataclass(frozen=True)
class Dated:
    """A row: when it is, in words, what it is, and where it leads; `name` is a link before the other words."""

    day: date
    when: str
    name: str
    words: str
    address: str
    is_late: bool = False


def next_dates(partnership: Partnership, entries: Iterable[DiaryEntry], rounds: Iterable[Round]) -> list[Dated]:
    """What lies ahead, the first first, after what is overdue."""
    today = partnership.today
    record = [_dated(item, today) for item in entries if item.day >= today or item.entry.key not in FORGOTTEN]
    found = [*(_closing(round_) for round_ in rounds if round_.state == Round.State.OPEN), *record]
    return sorted(found, key=lambda row: (row.day, row.name))[:MOST]


def _dated(item: DiaryEntry, today: date) -> Dated:
    slug, is_late = item.partnership.slug, item.day < today
    return Dated(
        item.day,
        f"{day_words(item.day)}{', overdue' if is_late else ''}",
        item.entry.words,
        "",
        reverse("record:part", args=[slug, item.entry.part]),
        is_late,
    )


def _closing(round_: Round) -> Dated:
    left = upper_first(time_left(round_.closes_at, timezone.now()))
    return Dated(
        timezone.localdate(round_.closes_at, round_.zone),
        left,
        round_.title,
        f"closes {deadline_words(round_.closes_at, round_.zone)}",
        round_.get_absolute_url(),
    )
