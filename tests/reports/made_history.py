"""Closed rounds in a row, made for tests without a database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from reports.results import Results
from reports.timeline import Timeline, timeline
from tests.reports.made import People, results

FIRST = date(2024, 4, 12)


def closed(number: int, people: People, *, every: int = 182, **fields: Any) -> Results:
    """The round of this number, from 0: `every` so many days one closes."""
    found = results(people, **{"mode": "attributed", **fields})
    day = FIRST + timedelta(days=every * number)
    found.document["round"].update(
        {
            "id": number + 1,
            "title": f"Round {number + 1}",
            "closed": f"{day}T12:00:00+00:00",
            "time_zone": "Europe/London",
        }
    )
    return found


def history(rounds: Sequence[People], **fields: Any) -> Timeline:
    """The rounds, oldest first, all with the same fields."""
    return of(*(closed(number, people, **fields) for number, people in enumerate(rounds)))


def of(*rounds: Results) -> Timeline:
    """Rounds that were made one by one, oldest first."""
    return timeline(list(reversed(rounds)))
