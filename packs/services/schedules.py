"""Schedules: set up, changed and ended by facilitators; stopped and begun again by whoever gets them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from common.audit import record_audit
from packs.contents import kind_words
from packs.models import Recipient, Schedule
from packs.services.asking import in_order
from partnerships.models import Membership, Partnership
from partnerships.services.closing import hold_open

MOST_SCHEDULES = 10


def people_to_choose(partnership: Partnership) -> dict[User, str]:
    """Whoever holds a role here, so may read results, with what they are: facilitators, then partner by partner."""
    held = Membership.objects.filter(partnership=partnership, ended_at=None, person__is_active=True)
    rows = held.select_related("person", "partner__organisation")
    found: dict[User, str] = {}
    for row in sorted(rows, key=lambda row: (row.partner.name if row.partner else "", row.role, str(row.person))):
        found.setdefault(row.person, f"{row.role}, {row.partner}" if row.partner else row.role)
    return found


@transaction.atomic
def set_schedule(
    *,
    partnership: Partnership,
    schedule: Schedule | None,
    occasion: str,
    files: Sequence[str],
    people: Iterable[User],
    by: User,
) -> Schedule:
    """Makes a schedule, or changes one; ValidationError without files or people, or with more schedules than fit.

    Whoever has stopped it stays stopped for as long as they are named.
    """
    hold_open(partnership.pk)
    chosen, kinds = list(people), in_order(files)
    if not chosen:
        raise ValidationError("Choose at least one person.")
    if schedule is None:
        if partnership.schedules.count() >= MOST_SCHEDULES:
            raise ValidationError(f"There are {MOST_SCHEDULES} schedules here, which is as many as fit. Change one.")
        schedule = Schedule(partnership=partnership)
    elif schedule.occasion != occasion:
        schedule.created_at = timezone.now()
    schedule.occasion, schedule.files = occasion, kinds
    schedule.save()
    schedule.recipients.exclude(person__in=chosen).delete()
    named = [Recipient(schedule=schedule, person=person) for person in chosen]
    Recipient.objects.bulk_create(named, ignore_conflicts=True)
    record_schedule(
        "schedule.set",
        schedule,
        by,
        files=kind_words(kinds),
        people=f"{len(chosen)} {'person' if len(chosen) == 1 else 'people'}",
    )
    return schedule


@transaction.atomic
def end_schedule(*, schedule: Schedule, by: User) -> None:
    """Ends it for everybody; packs that are made already stay for their day."""
    hold_open(schedule.partnership_id)
    record_schedule("schedule.ended", schedule, by)
    schedule.delete()


@transaction.atomic
def stop_for(*, recipient: Recipient, by: User) -> None:
    """No more packs of this schedule to this person; twice changes nothing."""
    changed = Recipient.objects.filter(pk=recipient.pk, stopped_at=None).update(stopped_at=timezone.now())
    if changed:
        # Whoever sets the schedule up sees it there; everybody else need not know.
        record_audit("schedule.stopped", by=by, target=str(recipient.schedule))


@transaction.atomic
def begin_for(*, recipient: Recipient, by: User) -> None:
    """The next one again."""
    if Recipient.objects.filter(pk=recipient.pk).exclude(stopped_at=None).update(stopped_at=None):
        record_audit("schedule.begun-again", by=by, target=str(recipient.schedule))


def record_schedule(action: str, schedule: Schedule, by: User | None, **details: Any) -> None:
    """Notes it in the partnership's trail."""
    when = schedule.get_occasion_display().lower()
    record_audit(
        action, by=by, partnership_id=schedule.partnership_id, target=str(schedule.partnership), when=when, **details
    )
