"""People who were asked and will not answer as asked: not the right person, somebody else instead, not at all.

What each leads to for the facilitators: docs/decisions/0057-people-who-will-not-answer.md.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from common.audit import record_audit
from common.mail import queue_mail
from partnerships.rules import Role
from partnerships.services.invitations import address_now
from partnerships.services.people import add_member
from surveys.models import HandedOn, Participant, Response
from surveys.queries import facilitators_of
from surveys.services.asking import ask_by_mail
from surveys.services.links import revoke_links
from surveys.services.responses import lock_response


@transaction.atomic
def say_not_me(*, participant: Participant) -> None:
    """Ends every link of the participant, whose mail reached somebody else, and tells the facilitators.

    The person stays asked and can still sign in. Once more changes nothing.
    """
    locked = _lock(participant)
    if locked.refusal == Participant.Refusal.NOT_ME:
        return
    _set(locked, Participant.Refusal.NOT_ME)
    revoke_links(participant=locked)
    _record("round.not-me", locked, None)
    _tell(
        locked,
        "not-me",
        f"The mail that asks {locked.person} ({locked.person.email}) reached somebody who says they are not the right "
        "person. The links in it work no longer. Look whether the address is right, on the page of people.",
    )


@transaction.atomic
def decline(*, participant: Participant, reason: str) -> None:
    """Notes that the person will not answer, and why; the facilitators read it. It can be undone until the close.

    ValidationError where the answers were sent.
    """
    locked = _lock(participant)
    _refuse_when_sent(locked)
    _set(locked, Participant.Refusal.DECLINED, reason)
    _record("round.declined", locked, locked.person)


@transaction.atomic
def undo_decline(*, participant: Participant) -> None:
    """The person will answer after all; without a refusal nothing changes."""
    locked = _lock(participant)
    if locked.refusal == Participant.Refusal.DECLINED:
        _set(locked, "")
        _record("round.declined-undone", locked, locked.person)


@transaction.atomic
def hand_on(*, participant: Participant, name: str, email: str) -> Participant:
    """Asks a colleague instead, by mail; what was answered and not sent is deleted. Returns who is asked now.

    The colleague becomes a member of the same partner, with an account without a password where there is none.
    ValidationError once answers were sent, and for an address that cannot take over; why is not said, because it would
    tell who is asked or sits with whom.
    """
    locked = _lock(participant)
    _refuse_when_sent(locked)
    colleague = _colleague(locked, name, email)
    now = Participant.objects.create(round=locked.round, person=colleague, partner=locked.partner)
    HandedOn.objects.create(participant=now, person=locked.person)
    _record("round.handed-on", locked, locked.person, to=str(colleague))
    _tell(locked, f"handed-on/{now.pk}", f"{locked.person} has handed the invitation on to {colleague} ({email}).")
    Response.objects.filter(participant=locked).delete()
    locked.delete()
    ask_by_mail(now.round, [now])
    return now


def _colleague(participant: Participant, name: str, email: str) -> User:
    """The person at the address, a member from now on."""
    refused = ValidationError("This address cannot take over here. Ask whoever runs the round.")
    person = User.objects.filter(email=address_now(email)).first() or User.objects.create_user(email, name=name)
    if not person.is_active or participant.round.participants.filter(person=person).exists():
        raise refused
    held = participant.round.partnership.memberships.filter(person=person, ended_at=None).exclude(role=Role.FACILITATOR)
    if not held.exists():
        add_member(
            partnership=participant.round.partnership,
            person=person,
            role=Role.MEMBER,
            partner=participant.partner,
            by=participant.person,
        )
    elif not held.filter(partner=participant.partner).exists():
        raise refused
    return person


@transaction.atomic
def withdraw_answers(*, response: Response, by: User) -> None:
    """Takes sent answers back before the close: they are kept for the person and count no longer, until sent again.

    The revision moves, so that a page from before cannot send them by itself. Withdrawing twice changes nothing;
    RoundIsOverError and AlreadySentError as in `lock_response`.
    """
    locked = lock_response(response)
    if not locked.is_submitted:
        return
    locked.is_submitted, locked.submitted_at, locked.revision = False, None, locked.revision + 1
    locked.save(update_fields=["is_submitted", "submitted_at", "revision"])
    Participant.objects.filter(response=locked).update(has_answered=False)
    # Without the partnership, as when they are sent: a facilitator never learns when.
    record_audit("response.withdrawn", by=by, target=locked.round.title)


def _lock(participant: Participant) -> Participant:
    held = Participant.objects.select_for_update(of=("self",))
    return held.select_related("round__partnership", "round__instrument", "person", "partner").get(pk=participant.pk)


def _refuse_when_sent(participant: Participant) -> None:
    if participant.has_answered:
        raise ValidationError("Your answers were sent. Withdraw them first, where the round lets you.")


def _set(participant: Participant, refusal: str, reason: str = "") -> None:
    participant.refusal, participant.reason = refusal, reason
    participant.save(update_fields=["refusal", "reason"])


def _tell(participant: Participant, what: str, text: str) -> None:
    round_ = participant.round
    for facilitator in facilitators_of(round_.partnership):
        queue_mail(
            key=f"round/{round_.pk}/{participant.pk}/{what}/{facilitator.pk}",
            to=facilitator.email,
            subject=f"{round_.title}: about somebody who was asked",
            text=f"{text}\n\nThe round: {settings.SITE_URL}{round_.get_absolute_url()}\n",
        )


def _record(action: str, participant: Participant, by: User | None, **details: Any) -> None:
    record_audit(
        action,
        by=by,
        partnership_id=participant.round.partnership_id,
        partner_id=participant.partner_id,
        target=participant.round.title,
        person=str(participant.person),
        **details,
    )
