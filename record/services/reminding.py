"""Mail about dates that come near: reviews, notice and term to leads; answers due to those who have not answered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from common.mail import queue_mail
from partnerships.models import Membership, Partnership
from partnerships.rules import Role
from record.dates import Entry
from record.diary import DiaryEntry, diary
from record.document import day_words
from record.models import Version
from record.queries import seats
from record.services.agreeing import ask_leads

BEFORE, LATE = timedelta(days=30), timedelta(days=7)
"""So long before a date its first mail goes out; on the day the second, or, were we held up, so long after."""
TOLD = {"review", "notice", "term"}
LAST_CALL, FIRST_CALL = timedelta(days=1), timedelta(days=7)
AT_ONCE = 200
"""Partnerships looked at together."""


def send_record_reminders() -> int:
    """Queues every mail that is due and was not queued before; of how many dates. For cron, each day or more often."""
    count, waiting = 0, list(Partnership.objects.going().order_by("pk"))
    for start in range(0, len(waiting), AT_ONCE):
        entries = sorted(diary(waiting[start : start + AT_ONCE]), key=lambda item: item.partnership.pk)
        for _, found in groupby(entries, key=lambda item: item.partnership.pk):
            count += _remind(list(found))
    return count


@transaction.atomic
def _remind(entries: list[DiaryEntry]) -> int:
    """The dates of one partnership."""
    partnership = entries[0].partnership
    due = [(item, occasion(item, partnership.today)) for item in entries]
    dates = [(item.entry, when) for item, when in due if when and item.version is None]
    answers = [(item.version, when) for item, when in due if when and item.version is not None]
    if dates:
        _tell_leads(partnership, dates)
    for version, when in answers:
        ask_leads(version, [seat.partner for seat in seats(version) if seat.signature is None], when)
    return len(dates) + len(answers)


def occasion(item: DiaryEntry, today: date) -> str:
    """Which of its mails a date calls for now, as a part of their key; empty: none."""
    left = item.day - today
    if item.version is not None:
        return _call(item.version, left)
    if item.entry.key not in TOLD:
        return ""
    if timedelta() < left <= BEFORE:
        return "ahead"
    return "due" if -LATE <= left <= timedelta() else ""


def _call(version: Version, left: timedelta) -> str:
    """Answers are asked for a week and a day before they are due; in a week that began with the asking, once."""
    if timedelta() <= left <= LAST_CALL:
        return "due-tomorrow"
    due, asked = version.answers_due_on, version.proposed_at
    has_time = due is not None and asked is not None and due - asked.date() > FIRST_CALL
    return "due-in-a-week" if has_time and LAST_CALL < left <= FIRST_CALL else ""


def _tell_leads(partnership: Partnership, dates: Iterable[tuple[Entry, str]]) -> None:
    leads = Membership.objects.filter(
        partnership=partnership, role=Role.LEAD, ended_at=None, person__is_active=True
    ).select_related("person")
    for lead in leads:
        for entry, when in dates:
            address = settings.SITE_URL + reverse("record:part", args=[partnership.slug, entry.part])
            queue_mail(
                key=f"record-date/{partnership.pk}/{entry.part}/{entry.key}/{entry.day}/{when}/{lead.person_id}",
                to=lead.person.email,
                subject=f"{partnership}: {entry.words[:1].lower()}{entry.words[1:]}, {day_words(entry.day)}"[:200],
                text=(
                    f"{entry.words}: {day_words(entry.day)}.\n\n"
                    f"It stands in the record of {partnership}. Read it, and move the date when it is settled:\n"
                    f"{address}\n"
                ),
            )
