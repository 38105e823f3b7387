"""Reminders of a round: to those who have not answered, at most three, each stoppable by whoever gets it."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from common.audit import record_audit
from common.bounces import complaining_addresses
from common.mail import queue_mail
from common.tokens import digest, new_token
from partnerships.models import Membership
from partnerships.rules import Role
from surveys.models import OwnView, Participant, ReminderLink, Response, Round
from surveys.notices import notice_of
from surveys.reminder_times import Plan, days_words, moments_before
from surveys.services.asking import begin_address
from surveys.services.responses import is_compared
from surveys.services.steps import lock_round, record_round
from surveys.words import deadline_words


def reminder_plan(round_: Round) -> Plan:
    """What went out and what is planned (one query)."""
    since = [round_.opens_at, round_.launched_at, round_.reminders_planned_at]
    return Plan(
        moments_before(round_.closes_at, round_.reminder_days, round_.zone),
        max(moment for moment in since if moment is not None),
        tuple(round_.reminders.values_list("sent_at", flat=True)),
    )


def people_to_remind(round_: Round) -> list[Participant]:
    """Those who have not answered, still may, and want reminders; whoever called our mail unwanted wants none.

    Where official answers are asked for, also the leads of partners whose answer was not sent.
    """
    sits = Membership.objects.filter(partner=OuterRef("partner"), person=OuterRef("person"), ended_at=None)
    waiting = Participant.objects.filter(
        Q(person__is_active=True, partner__left_on=None) & Exists(sits) & _is_waited_for(round_),
        round=round_, wants_no_reminders=False, refusal="",
    ).select_related("person", "partner__organisation", "round__partnership", "round__instrument")  # fmt: skip
    unwanted = complaining_addresses(waiting.values_list("person__email", flat=True))
    return [item for item in waiting.order_by("pk") if item.person.email not in unwanted]


def _is_waited_for(round_: Round) -> Q:
    """That somebody's own answers are missing or, as far as a lead can send it, their organisation's."""
    own = Q(has_answered=False)
    if not round_.official:
        return own
    views = OwnView.objects.filter(round=round_, partner=OuterRef("partner"))
    sent = Response.objects.filter(round=round_, partner=OuterRef("partner"), is_official=True, is_submitted=True)
    leads = Membership.objects.filter(
        partner=OuterRef("partner"), person=OuterRef("person"), ended_at=None, role=Role.LEAD
    )
    return (own & ~Exists(views)) | (Exists(leads) & ~Exists(sent))


@transaction.atomic
def plan_reminders(*, round_: Round, days: list[int], by: User) -> None:
    """Sets the days before the deadline, of a round that is open; moments that have passed do not count any more.

    ValidationError once it takes no answers.
    """
    locked = lock_round(round_)
    if not is_going(locked):
        raise ValidationError("This round takes no answers any more, so nobody is reminded.")
    locked.reminder_days, locked.reminders_planned_at = days, timezone.now()
    locked.save(update_fields=["reminder_days", "reminders_planned_at"])
    record_round("round.reminders-planned", locked, by, days=days_words(days))
    round_.refresh_from_db()


@transaction.atomic
def remind_now(*, round_: Round, by: User) -> int:
    """Sends one of the three at once; to how many. ValidationError, saying why, when none can go out."""
    locked, now = lock_round(round_), timezone.now()
    plan = reminder_plan(locked)
    if not locked.takes_answers:
        raise ValidationError("This round takes no answers now, so nobody is reminded.")
    if plan.is_used_up:
        raise ValidationError("Three reminders went out, and there are no more. Talk to the people who are missing.")
    if plan.too_soon(now):
        raise ValidationError("A reminder went out less than a day ago. Give people a day, then send the next one.")
    people = people_to_remind(locked)
    if not people:
        raise ValidationError("There is nobody to remind: nobody is missing who can answer and wants reminders.")
    _remind(locked, people, plan, now, by)
    return len(people)


def send_round_reminders() -> int:
    """Queues every planned reminder that is due; of how many rounds. For cron; running it again doubles nothing."""
    now = timezone.now()
    going = Round.objects.filter(state=Round.State.OPEN, opens_at__lte=now, closes_at__gt=now, imported=False)
    return sum(_send_due(round_) for round_ in list(going.exclude(reminder_days=[])))


@transaction.atomic
def _send_due(round_: Round) -> bool:
    """Under the round's lock, so that two runs at once do not both find it due."""
    locked, now = lock_round(round_), timezone.now()
    plan = reminder_plan(locked)
    if not locked.takes_answers or plan.due(now) is None:
        return False
    _remind(locked, people_to_remind(locked), plan, now, None)
    return True


def _remind(round_: Round, people: list[Participant], plan: Plan, now: datetime, by: User | None) -> None:
    number = len(plan.sent) + 1
    round_.reminders.create(number=number, people=len(people), sent_at=now)
    for participant in people:
        _mail(participant, number)
    # Without how many: from that and the counts of larger partners those of a small one could be worked out.
    record_round("round.reminded", round_, by, number=number)


def _mail(participant: Participant, number: int) -> None:
    round_, token = participant.round, new_token()
    ReminderLink.objects.create(participant=participant, token_sha256=digest(token))
    stop = settings.SITE_URL + reverse("reminders-stop", args=[token])
    notice = notice_of(round_)
    queue_mail(
        key=f"round/{round_.pk}/reminder/{number}/{participant.person_id}",
        to=participant.person.email,
        subject=f"Reminder: {round_.title}, {round_.partnership}",
        text=(
            f"“{round_.title}” of {round_.partnership} waits for {_missing(participant)}.\n"
            f"It takes about {round_.instrument.content.minutes} minutes and closes "
            f"{deadline_words(round_.closes_at, round_.zone)}. "
            "What you have saved is kept; only what you send counts.\n\n"
            f"{notice.title}. {notice.sentence}\n\n"
            f"Begin here: {begin_address(participant)}\n\n"
            f"To get no more reminders of this round, open this and choose Stop reminders:\n{stop}\n"
        ),
        unsubscribe_url=stop,
    )


def _missing(participant: Participant) -> str:
    """What a reminder asks for."""
    if participant.round.official and (participant.has_answered or is_compared(participant.round, participant.partner)):
        return f"the official answer of {participant.partner}, which its people agree and a lead sends"
    return f"your answers, for {participant.partner}"


def reminded_by(token: str) -> Participant | None:
    """Whose reminders the link stops, until the round is over; None for any other link alike."""
    links = ReminderLink.objects.select_related("participant__round__partnership", "participant__person")
    link = links.filter(token_sha256=digest(token)).first()
    return link.participant if link is not None and is_going(link.participant.round) else None


def is_going(round_: Round) -> bool:
    """Whether people may still be reminded of it, now or once it is resumed."""
    is_paused = round_.paused_at is not None
    return round_.state == Round.State.OPEN and (is_paused or round_.closes_at > timezone.now())


@transaction.atomic
def stop_reminders(*, participant: Participant, by: User) -> None:
    """No more reminders of this round to this person; twice changes nothing."""
    changed = Participant.objects.filter(pk=participant.pk, wants_no_reminders=False).update(wants_no_reminders=True)
    if changed:
        # Without the partnership: it is nobody else's business.
        record_audit("round.reminders-stopped", by=by, target=participant.round.title)
