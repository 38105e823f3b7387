"""Whom a round asks: everybody at launch, and those who joined later when a facilitator says so."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.urls import reverse

from accounts.models import User
from common.audit import record_audit
from common.mail import queue_mail
from partnerships.models import Membership, Partnership
from partnerships.rules import Role
from surveys.models import HandedOn, Participant, Round
from surveys.notices import notice_of
from surveys.services.links import make_link
from surveys.services.steps import lock_round, record_round
from surveys.words import deadline_words


def people_to_ask(partnership: Partnership) -> list[Membership]:
    """Everybody who takes part for a partner now and can sign in."""
    members = partnership.memberships.filter(ended_at=None, person__is_active=True).exclude(role=Role.FACILITATOR)
    return list(members.select_related("person", "partner__organisation"))


def not_asked(rounds: QuerySet[Round] | Collection[Round]) -> QuerySet[Any]:
    """Members and leads who joined since the launch and were not asked; `in_round` names the round (its id).

    Somebody who was asked for another partner is not among them, nor who handed on: nobody answers a round twice.
    """
    asked = Participant.objects.filter(round=OuterRef("in_round"), person=OuterRef("person"))
    handed_on = HandedOn.objects.filter(participant__round=OuterRef("in_round"), person=OuterRef("person"))
    members = Membership.objects.filter(partnership__rounds__in=rounds, ended_at=None, person__is_active=True)
    late = members.exclude(role=Role.FACILITATOR).annotate(in_round=F("partnership__rounds"))
    late = late.filter(~Exists(asked), ~Exists(handed_on))
    people = late.select_related("person", "partner__organisation")
    return people.order_by("partner__organisation__name", "person__name", "person__email")


@transaction.atomic
def ask_late(*, round_: Round, partners: Collection[int], by: User) -> int:
    """Asks those people of the partners (ids) who joined since the launch, by the same mail; returns how many.

    Mode, smallest group, view and deadline stay as launched. Asking twice asks nobody twice. ValidationError when the
    round takes no answers any more, or nobody is left to ask.
    """
    locked = lock_round(round_)
    if not may_ask_late(locked):
        raise ValidationError("This round takes no answers any more. Ask them in the next one.")
    members = [member for member in not_asked([locked]) if member.partner_id in partners]
    if not members:
        raise ValidationError("Nobody was asked: choose at least one partner whose people have not been asked yet.")
    ask_by_mail(locked, make_participants(locked, members))
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


def make_participants(round_: Round, members: Collection[Membership]) -> list[Participant]:
    """Notes that each is asked, on behalf of the partner they sit with now."""
    return Participant.objects.bulk_create(
        Participant(round=round_, person=member.person, partner=member.partner) for member in members
    )


def ask_by_mail(round_: Round, participants: Collection[Participant]) -> None:
    """Tells each what the round is for, who sees what, and until when."""
    for participant in participants:
        queue_mail(
            key=f"round/{round_.pk}/asked/{participant.person_id}",
            to=participant.person.email,
            subject=asking_subject(round_),
            text=asking_text(round_, str(participant.partner), begin_address(participant)),
        )


def begin_address(participant: Participant) -> str:
    """An address at which this person can begin without signing in; each call makes a new link, so one a mail."""
    return settings.SITE_URL + reverse("links:open", args=[make_link(participant=participant)])


def asking_subject(round_: Round) -> str:
    """The subject of the mail that asks."""
    return f"{round_.title}: how is {round_.partnership} doing?"


def asking_text(round_: Round, partner: str, address: str) -> str:
    """What the mail that asks says to somebody of this partner, who begins at this address.

    Below the address, a link’s or a round’s, lies the file for a calendar.
    """
    notice = notice_of(round_)
    return (
        f"You are asked to take part in “{round_.title}” of {round_.partnership}, for {partner}.\n"
        f"It takes about {round_.instrument.content.minutes} minutes and closes "
        f"{deadline_words(round_.closes_at, round_.zone)}.\n\n"
        f"{notice.title}. {notice.sentence}\n\n"
        f"Begin here: {address}\n"
        f"The deadline for your calendar: {address}deadline.ics\n\n"
        "The link is yours alone, works until the round closes and needs no password. "
        "If you are not the right person, open it and say so.\n"
    )


@transaction.atomic
def send_test(*, round_: Round, by: User) -> None:
    """Sends the mail to whoever prepares the round, as it will go out; the round stays a draft.

    Its link leads to the round's page: nobody is asked yet, so there is nobody whose answers it could lead to.
    ValidationError once the round is launched: then the mails have gone out.
    """
    locked = lock_round(round_)
    if locked.state != Round.State.DRAFT:
        raise ValidationError("This round has been launched: the mails have gone out.")
    address = settings.SITE_URL + locked.get_absolute_url()
    queue_mail(
        key=f"round/{locked.pk}/test/{uuid.uuid4()}",
        to=by.email,
        subject=f"Test: {asking_subject(locked)}",
        text=(
            "This is a test, sent to you alone: nothing is launched. Its link leads to the round’s page; in the mail "
            "itself everybody gets a link of their own.\n\n" + asking_text(locked, example_partner(locked), address)
        ),
    )
    record_round("round.tested", locked, by)


def example_partner(round_: Round) -> str:
    """A partner whose people will be asked, for a look at the mail; words that stand for one where there is none."""
    members = people_to_ask(round_.partnership)
    return str(members[0].partner) if members else "their organisation"
