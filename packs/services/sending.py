"""What schedules send: a pack of their own to each recipient, once a round or quarter."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction

from accounts.models import User
from common.bounces import complaining_addresses
from packs.contents import may_have
from packs.models import Delivery, Pack, Recipient, Schedule
from packs.services.asking import TITLE_LENGTH
from packs.services.schedules import record_schedule
from packs.tasks import wake_packs
from partnerships.models import Partnership
from partnerships.rules import Permission
from surveys.models import Round


def send_after_closing(round_: Round) -> None:
    """Follows a round that closes, in its transaction; one that was brought in is no news."""
    if round_.imported:
        return
    found = Schedule.objects.filter(partnership_id=round_.partnership_id, occasion=Schedule.Occasion.CLOSING)
    for schedule in found.select_related("partnership"):
        send(schedule, f"round/{round_.pk}", round_)


def send_quarterly_packs() -> int:
    """Sends what each quarter’s schedules owe, and for how many; for cron, each day. Running it again sends nothing.

    A quarter begins on 1 January, April, July and October in the partnership's zone; a day that was missed is made up.
    """
    going = Partnership.objects.going().values("pk")
    found = Schedule.objects.filter(occasion=Schedule.Occasion.QUARTER, partnership__in=going)
    return sum(_send_quarter(schedule) for schedule in found.select_related("partnership").order_by("pk"))


def _send_quarter(schedule: Schedule) -> bool:
    begins = quarter_begins(schedule.partnership.today)
    first = datetime.combine(begins, time(), ZoneInfo(schedule.partnership.time_zone))
    if schedule.created_at >= first:
        return False
    return send(schedule, f"{begins.year}-Q{begins.month // 3 + 1}", None)


def quarter_begins(day: date) -> date:
    """The first day of the quarter that the day lies in."""
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


@transaction.atomic
def send(schedule: Schedule, occasion: str, round_: Round | None) -> bool:
    """Asks for a pack for each recipient; whether this is the first time that it is done for the occasion."""
    _, is_new = Delivery.objects.get_or_create(schedule=schedule, occasion=occasion)
    if not is_new:
        return False
    people = _who_gets_it(schedule)
    for recipient, person in people:
        _pack(schedule, round_, recipient, person).save()
    record_schedule("schedule.sent", schedule, None, occasion=occasion)
    transaction.on_commit(wake_packs, robust=True)
    return True


def _who_gets_it(schedule: Schedule) -> list[tuple[Recipient, User]]:
    """Those who want it and may have it now, each once; an account that was merged stands for the one it went into."""
    named = schedule.recipients.filter(stopped_at=None).select_related("person__merged_into")
    found: dict[int, tuple[Recipient, User]] = {}
    for recipient in named:
        person = recipient.person.merged_into or recipient.person
        if may_have(person, schedule.partnership, Pack.Kind.PARTNERSHIP, Permission.EXPORT_RESULTS):
            found.setdefault(person.pk, (recipient, person))
    unwanted = complaining_addresses(person.email for _, person in found.values())
    return [(recipient, person) for recipient, person in found.values() if person.email not in unwanted]


def _pack(schedule: Schedule, round_: Round | None, recipient: Recipient, person: User) -> Pack:
    partnership = schedule.partnership
    of = str(round_) if round_ else "all rounds and the record"
    title = f"{of}, {partnership}" if round_ else f"{partnership}: {of}"
    return Pack(
        person=person,
        kind=Pack.Kind.ROUND if round_ else Pack.Kind.PARTNERSHIP,
        title=title[:TITLE_LENGTH],
        partnership=partnership,
        round=round_,
        files=schedule.files,
        recipient=recipient,
    )
