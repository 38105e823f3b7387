"""The dates of a person's partnerships as a calendar that other programs read (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event

from accounts.models import User
from partnerships.models import Partnership
from record.diary import DiaryEntry, diary
from surveys.models import Participant, Round

BACK = timedelta(days=365)
"""Dates stay in the feed for a year after they have passed."""
DAILY = timedelta(days=1)


def calendar_of(person: User) -> bytes:
    """What their partnerships' records hold, and the deadlines of rounds that they are asked in; three queries."""
    partnerships = list(Partnership.objects.visible_to(person).going())
    earliest = timezone.localdate() - BACK
    events = [_record_event(item) for item in diary(partnerships) if item.day >= earliest]
    events += [_round_event(round_) for round_ in _rounds(person)]
    content: bytes = _calendar(events).to_ical()
    return content


def deadline_of(round_: Round) -> bytes:
    """The round's closing time alone, to put into a calendar."""
    content: bytes = _calendar([_round_event(round_)]).to_ical()
    return content


def _rounds(person: User) -> Iterable[Round]:
    """Open rounds in which the person is asked, for a partner with which they still sit."""
    asked = Participant.objects.filter(
        person=person,
        round__state=Round.State.OPEN,
        partner__memberships__person=person,
        partner__memberships__ended_at=None,
    )
    rounds = Round.objects.filter(pk__in=asked.values("round"))
    return rounds.select_related("partnership").order_by("closes_at")


def _calendar(events: Iterable[Event]) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Partnership health check//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Partnership health check")
    calendar.add("refresh-interval", DAILY, parameters={"VALUE": "DURATION"})
    for event in events:
        calendar.add_component(event)
    return calendar


def _record_event(item: DiaryEntry) -> Event:
    address = reverse("record:part", args=[item.partnership.slug, item.entry.part])
    key = f"record-{item.partnership.pk}-{item.entry.part}-{item.entry.key}"
    event = _event(key, f"{item.entry.words}: {item.partnership}", item.day, address)
    event.add("dtend", item.day + DAILY)
    return event


def _round_event(round_: Round) -> Event:
    moment = round_.closes_at.astimezone(UTC)
    return _event(
        f"round-{round_.pk}-closes", f"{round_.title} closes: {round_.partnership}", moment, round_.get_absolute_url()
    )


def _event(key: str, words: str, start: date | datetime, address: str) -> Event:
    """`key` stays with a date that is moved, so that calendars move it and do not show it twice."""
    event = Event()
    event.add("uid", f"{key}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", start)
    event.add("summary", words)
    event.add("url", settings.SITE_URL + address)
    event.add("transp", "TRANSPARENT")
    return event
