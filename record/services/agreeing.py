"""From draft to agreement: put forward, answered partner by partner, agreed, superseded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.models import User
from common.audit import record_audit
from common.mail import queue_mail
from partnerships.models import Membership, Partner
from partnerships.rules import Role
from partnerships.services.closing import hold_open
from record.document import day_words
from record.models import Signature, Version
from record.queries import document, is_signed, seats
from record.services.drafts import record_version

State = Version.State


@transaction.atomic
def propose_version(
    *, version: Version, changes: str, answers_due_on: date, by: User | None, at: datetime | None = None
) -> Version:
    """Puts a draft forward and asks every lead by mail; a version put forward before is superseded.

    ValidationError where it is no draft any more, holds nothing, or there is nobody to ask.
    """
    hold_open(version.partnership_id)
    held = Version.objects.select_for_update().filter(pk=version.pk, state=State.DRAFT).first()
    if held is None:
        raise ValidationError("This draft was put forward or thrown away meanwhile.")
    if document(held).is_empty():
        raise ValidationError("This draft is empty. Write something that partners can agree to.")
    if not held.partnership.partners.filter(left_on=None).exists():
        raise ValidationError("There is no partner who could agree. Add the partners first.")
    now = at or timezone.now()
    _supersede(held, State.PROPOSED, now)
    held.state, held.changes, held.answers_due_on = State.PROPOSED, changes, answers_due_on
    held.proposed_at, held.proposed_by = now, by
    held.save()
    record_version("record.proposed", held, by, at=at)
    if at is None:
        ask_leads(held, [seat.partner for seat in seats(held)], "asks")
    return held


def _supersede(version: Version, state: str, now: datetime) -> None:
    others = Version.objects.filter(partnership=version.partnership, part_key=version.part_key, state=state)
    others.exclude(pk=version.pk).update(state=State.SUPERSEDED, superseded_at=now)


@transaction.atomic
def sign_version(
    *, version: Version, partner: Partner, answer: str, note: str, by: User | None, at: datetime | None = None
) -> Signature:
    """A partner's answer; an earlier one is kept and replaced. The last yes makes the version agreed.

    ValidationError where the version is not put forward (an agreed one takes answers only of partners that have not
    agreed, such as one that joined later) or the partner has left.
    """
    hold_open(version.partnership_id)
    held = Version.objects.select_for_update().get(pk=version.pk)
    before = held.signatures.filter(partner=partner, replaced_at=None).first()
    if held.state not in {State.PROPOSED, State.AGREED}:
        raise ValidationError(f"{held} is not put forward any more. Read the version that is.")
    if held.state == State.AGREED and before is not None and before.is_positive:
        raise ValidationError(f"{held} is agreed, and {partner} has signed it. A new draft can change it.")
    if partner.left_on is not None:
        raise ValidationError(f"{partner} has left the partnership, so it signs no more.")
    held.signatures.filter(partner=partner, replaced_at=None).update(replaced_at=at or timezone.now())
    signature = Signature.objects.create(
        version=held, partner=partner, answer=answer, note=note, signed_by=by, signed_at=at or timezone.now()
    )
    record_audit(
        "record.signed",
        by=by,
        at=at,
        partnership_id=held.partnership_id,
        partner_id=partner.pk,
        target=f"{held.part.title}, version {held.number}",
        answer=signature.get_answer_display().lower(),
        partner=partner.name,
        part=held.part_key,
        version=held.number,
    )
    settle(held, at=at)
    return signature


def settle(version: Version, *, at: datetime | None = None) -> None:
    """Makes a version agreed once every partner in the partnership has said yes; the one before is superseded."""
    if version.state != State.PROPOSED or not is_signed(version):
        return
    now = at or timezone.now()
    _supersede(version, State.AGREED, now)
    version.state, version.agreed_at = State.AGREED, now
    version.save()
    record_version("record.agreed", version, None, at=at)
    if at is None:
        _tell_agreed(version)


@transaction.atomic
def settle_after_leaving(partner: Partner) -> None:
    """A partner that left is waited for no longer; what it signed is kept."""
    going = Version.objects.filter(partnership_id=partner.partnership_id).exclude(partnership__stage="closed")
    for version in going.select_for_update(of=("self",)).filter(state=State.PROPOSED):
        settle(version)


@transaction.atomic
def ask_new_leads(partner: Partner) -> None:
    """Asks leads who began after a version was put forward or agreed for the answer that their partner owes.

    Nobody is asked twice: a lead who had this mail gets no other one.
    """
    going = Version.objects.filter(partnership_id=partner.partnership_id).exclude(partnership__stage="closed")
    answered = Signature.objects.filter(version=OuterRef("pk"), partner=partner, replaced_at=None)
    asked = going.filter(~Exists(answered), state__in=[State.PROPOSED, State.AGREED])
    for version in asked.select_related("partnership"):
        ask_leads(version, [partner], "asks")


@transaction.atomic
def remind_signers(*, version: Version, by: User | None, today: date) -> int:
    """Reminds the leads of partners that have not answered, once a day at most; how many partners that concerns."""
    hold_open(version.partnership_id)
    waiting = [seat.partner for seat in seats(version) if seat.signature is None and not seat.has_left]
    ask_leads(version, waiting, f"reminder/{today}")
    record_version("record.reminded", version, by, partners=len(waiting))
    return len(waiting)


def ask_leads(version: Version, partners: Iterable[Partner], occasion: str) -> None:
    """A mail to every lead of these partners; the same occasion is mailed once."""
    due = day_words(version.answers_due_on) if version.answers_due_on else ""
    wanted = f" by {due}" if due and version.state == State.PROPOSED else ""
    agreed = "It holds already: the other partners agreed to it.\n\n" if version.state == State.AGREED else ""
    for lead in _leads(partners):
        queue_mail(
            key=f"record/{version.pk}/{occasion}/{lead.pk}",
            to=lead.person.email,
            subject=f"{version.part.title} of {version.partnership}: your answer, please"[:200],
            text=(
                f"{lead.partner} is asked to answer{wanted}: does it agree to version {version.number} of the "
                f"{version.part.title.lower()} of {version.partnership}?\n\n"
                + agreed
                + (f"What is new: {version.changes}\n\n" if version.changes else "")
                + f"Read it and answer here:\n{settings.SITE_URL}{version.get_absolute_url()}\n"
            ),
        )


def _leads(partners: Iterable[Partner]) -> list[Membership]:
    held = Membership.objects.filter(
        partner__in=[partner.pk for partner in partners], role=Role.LEAD, ended_at=None, person__is_active=True
    )
    return list(held.select_related("person", "partner__organisation"))


def _tell_agreed(version: Version) -> None:
    for lead in _leads(seat.partner for seat in seats(version) if not seat.has_left):
        queue_mail(
            key=f"record/{version.pk}/agreed/{lead.pk}",
            to=lead.person.email,
            subject=f"{version.part.title} of {version.partnership} is agreed"[:200],
            text=(
                f"Every partner has agreed to version {version.number} of the {version.part.title.lower()} of "
                f"{version.partnership}. It holds from now on.\n\n{settings.SITE_URL}{version.get_absolute_url()}\n"
            ),
        )
