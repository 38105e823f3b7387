"""Whom a round asks: everybody at launch, and those who joined later when a facilitator says so."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from accounts.models import User
from common.audit import record_audit
from common.mail import queue_mail
from partnerships.models import Membership, Partnership
from partnerships.rules import Role
from surveys.models import Participant, Round
from surveys.notices import notice_of
from surveys.words import deadline_words


def people_to_ask(partnership: Partnership) -> list[Membership]:
    """Everybody who takes part for a partner now and can sign in."""
    members = partnership.memberships.filter(ended_at=None, person__is_active=True).exclude(role=Role.FACILITATOR)
    return list(members.select_related("person", "partner__organisation"))


def not_asked(rounds: QuerySet[Round] | Collection[Round]) -> QuerySet[Any]:
    """Members and leads who joined since the launch and were not asked; `in_round` names the round (its id).

    Somebody who was asked for another partner is not among them: nobody answers a round twice.
    """
    asked = Participant.objects.filter(round=OuterRef("in_round"), person=OuterRef("person"))
    members = Membership.objects.filter(partnership__rounds__in=rounds, ended_at=None, person__is_active=True)
    late = members.exclude(role=Role.FACILITATOR).annotate(in_round=F("partnership__rounds")).filter(~Exists(asked))
    people = late.select_related("person", "partner__organisation")
    return people.order_by("partner__organisation__name", "person__name", "person__email")


@transaction.atomic
def ask_late(*, round_: Round, partners: Collection[int], by: User) -> int:
    """Asks those people of the partners (ids) who joined since the launch, by the same mail; returns how many.

    Mode, smallest group, view and deadline stay as launched. Asking twice asks nobody twice. ValidationError when the
    round takes no answers any more, or nobody is left to ask.
    """
    locked = Round.objects.select_for_update(of=("self",)).select_related("partnership", "instrument").get(pk=round_.pk)
    if not may_ask_late(locked):
        raise ValidationError("This round takes no answers any more. Ask them in the next one.")
    members = [member for member in not_asked([locked]) if member.partner_id in partners]
    if not members:
        raise ValidationError("Nobody was asked: choose at least one partner whose people have not been asked yet.")
    Participant.objects.bulk_create(
        Participant(round=locked, person=member.person, partner=member.partner) for member in members
    )
    ask_by_mail(locked, members)
    for partner_id in {member.partner_id for member in members}:
        people = [member for member in members if member.partner_id == partner_id]
        record_audit(
            "round.asked-late",
            by=by,
            partnership_id=locked.partnership_id,
            partner_id=partner_id,
            target=locked.title,
            people=len(people),
            partner=str(people[0].partner),
        )
    return len(members)


def may_ask_late(round_: Round) -> bool:
    """Whether people can still be asked: launched, not imported, and not over."""
    return round_.takes_answers and not round_.imported


def ask_by_mail(round_: Round, members: Collection[Membership]) -> None:
    """Tells each what the round is for, who sees what, and until when."""
    deadline = deadline_words(round_.closes_at, round_.zone)
    notice = notice_of(round_)
    for member in members:
        queue_mail(
            key=f"round/{round_.pk}/asked/{member.person_id}",
            to=member.person.email,
            subject=f"{round_.title}: how is {round_.partnership} doing?",
            text=(
                f"You are asked to take part in “{round_.title}” of {round_.partnership}, for {member.partner}.\n"
                f"It takes about {round_.instrument.content.minutes} minutes and closes {deadline}.\n\n"
                f"{notice.title}. {notice.sentence}\n\n"
                f"Begin here: {settings.SITE_URL}{round_.get_absolute_url()}\n"
            ),
        )
