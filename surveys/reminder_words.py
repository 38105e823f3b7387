"""What a page says about a round's reminders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from surveys.models import Round, RoundReminder
from surveys.reminder_times import MOST, days_words
from surveys.services.reminding import reminder_plan
from surveys.words import deadline_words, number_word


@dataclass(frozen=True)
class Reminders:
    """Those that went out, how many are left, and a sentence about both and the next one.

    `too_soon`: one went out within the last day, so none can be sent by hand now.
    """

    sent: tuple[tuple[RoundReminder, str], ...]
    left: int
    sentence: str
    planned: str
    too_soon: bool


def reminders_of(round_: Round) -> Reminders:
    """Of an open round (two queries)."""
    plan, now = reminder_plan(round_), timezone.now()
    rows = tuple((row, deadline_words(row.sent_at, round_.zone)) for row in round_.reminders.all())
    coming = _next(plan.next(now), plan.is_used_up, round_, now)
    return Reminders(
        sent=rows,
        left=MOST - len(rows),
        sentence=f"{_went_out(len(rows))} {'None goes out while it is paused.' if round_.paused_at else coming}",
        planned=days_words(round_.reminder_days),
        too_soon=plan.too_soon(now),
    )


def _went_out(count: int) -> str:
    if count == 0:
        return "No reminder went out yet."
    return f"{number_word(count).capitalize()} reminder{'' if count == 1 else 's'} went out."


def _next(moment: datetime | None, is_used_up: bool, round_: Round, now: datetime) -> str:
    if is_used_up:
        return "There are no more."
    if moment is None:
        return "No other is planned."
    return (
        "The next goes out shortly." if moment <= now else f"The next goes out {deadline_words(moment, round_.zone)}."
    )
