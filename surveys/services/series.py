"""Asking again: the next round prepared from the last, by hand or every so many months."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from common.audit import record_audit
from common.mail import queue_mail
from partnerships.models import Partnership
from partnerships.services.closing import hold_open
from surveys.models import Instrument, Round, Series
from surveys.queries import facilitators_of, last_round
from surveys.services.rounds import create_round
from surveys.words import deadline_words, season_words

OPEN_FOR = timedelta(days=21)
AHEAD = timedelta(days=42)
"""So long before it would close the next round is prepared: three weeks to look it through, three to answer."""


@transaction.atomic
def set_series(*, partnership: Partnership, months: int | None, by: User) -> None:
    """Repeats the partnership's rounds every so many months (1 to 36), or no longer (None)."""
    hold_open(partnership.pk)
    if months is None:
        Series.objects.filter(partnership=partnership).delete()
    else:
        Series.objects.update_or_create(partnership=partnership, defaults={"months": months})
    words = "no longer" if months is None else f"every {months} months"
    record_audit("series.set", by=by, partnership_id=partnership.pk, target=str(partnership), often=words)


def values_after(last: Round, closes: datetime) -> dict[str, Any]:
    """The fields of a draft like the last round, in the instrument's newest version, three weeks before `closes`."""
    newest = Instrument.objects.filter(key=last.instrument.key).order_by("-version").first()
    return {
        "instrument": newest or last.instrument,
        "title": title_after(last, closes.astimezone(last.zone).date()),
        "opens_at": closes - OPEN_FOR,
        "closes_at": closes,
        "mode": last.mode,
        "minimum_group": last.minimum_group,
        "view": last.view,
        "official": last.official,
        "asks_importance": last.asks_importance,
        "reminder_days": last.reminder_days,
    }


def title_after(last: Round, day: date) -> str:
    """The last title with its season changed; where it names none, the new season and the instrument's title."""
    season = season_words(last.closes_at.astimezone(last.zone).date())
    if season in last.title:
        return last.title.replace(season, season_words(day))
    return f"{season_words(day)} {last.instrument.title}"[:120]


def next_closing(series: Series, last: Round) -> datetime:
    """When the next round of a series would close: so many months after the last, at the same local hour."""
    return months_later(last.closes_at.astimezone(last.zone), series.months)


def months_later(moment: datetime, months: int) -> datetime:
    """So many months later at the same hour; on the last day of a month that has no such day."""
    number = moment.year * 12 + moment.month - 1 + months
    year, month = number // 12, number % 12 + 1
    return moment.replace(year=year, month=month, day=min(moment.day, monthrange(year, month)[1]))


def prepare_due_rounds() -> list[Round]:
    """Drafts the next round of every series whose time has come, and tells the facilitators; run again it does nothing.

    A partnership with a draft or an open round waits, and so does one that has never closed a round.
    """
    found = Series.objects.filter(partnership__in=Partnership.objects.going()).select_related("partnership")
    return [draft for series in found.order_by("pk") if (draft := _prepare(series)) is not None]


@transaction.atomic
def _prepare(series: Series) -> Round | None:
    partnership = series.partnership
    hold_open(partnership.pk)
    last = last_round(partnership)
    going = partnership.rounds.filter(state__in=[Round.State.DRAFT, Round.State.OPEN])
    if last is None or going.exists():
        return None
    closes, now = next_closing(series, last), timezone.now()
    if closes - AHEAD > now:
        return None
    # Where nothing ran for a while, people get their three weeks all the same.
    late = now.astimezone(last.zone).replace(hour=closes.hour, minute=closes.minute, second=0, microsecond=0)
    draft = create_round(partnership=partnership, by=None, **values_after(last, max(closes, late + AHEAD)))
    _tell(draft)
    return draft


def _tell(draft: Round) -> None:
    address = settings.SITE_URL + reverse("surveys:round-launch", args=[draft.partnership.slug, draft.pk])
    for person in facilitators_of(draft.partnership):
        queue_mail(
            key=f"round/{draft.pk}/prepared/{person.pk}",
            to=person.email,
            subject=f"{draft.title} is prepared: look it through",
            text=(
                f"{draft.partnership} asks again at regular times. “{draft.title}” is drafted like the last round; it "
                f"would close {deadline_words(draft.closes_at, draft.zone)}. Nobody is asked before you launch it.\n\n"
                f"Look it through, change what you like, and launch it: {address}\n"
            ),
        )
