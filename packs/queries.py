"""Reads of the page of reports."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch

from accounts.models import User
from packs.contents import kind_words
from packs.models import Pack, Recipient, Schedule
from partnerships.models import Partnership

MOST_LISTED = 10


def packs_of(person: User, partnership: Partnership | None) -> list[Pack]:
    """Somebody's own newest packs of a partnership, or, without one, of the portfolio."""
    return list(Pack.objects.filter(person=person, partnership=partnership)[:MOST_LISTED])


@dataclass(frozen=True)
class ShownSchedule:
    """A schedule as a page shows it; `own`: that the reader is named by it, None where they are not."""

    schedule: Schedule
    files: str
    names: list[str]
    own: Recipient | None


def schedules_of(partnership: Partnership, reader: User, *, all_of_them: bool) -> list[ShownSchedule]:
    """Those that the reader may see: all for who sets them up, else those by which they get something (two queries).

    Who else gets it is for those who set it up.
    """
    people = Prefetch("recipients", Recipient.objects.select_related("person"))
    found = []
    for schedule in Schedule.objects.filter(partnership=partnership).prefetch_related(people):
        recipients = list(schedule.recipients.all())
        own = next((item for item in recipients if item.person_id == reader.pk), None)
        if all_of_them or own:
            names = [f"{item.person}{' (has stopped it)' if item.stopped_at else ''}" for item in recipients]
            found.append(ShownSchedule(schedule, kind_words(schedule.files), names if all_of_them else [], own))
    return found
