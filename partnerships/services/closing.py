"""A partnership that is over: marked as closed, held closed, reopened. Its rounds are ended by an app above."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from common.audit import record_audit
from partnerships.models import Partnership


class PartnershipClosedError(PermissionDenied):
    """Somebody who could do it otherwise tried to change something in a closed partnership; the 403 page says so."""

    def __init__(self, partnership: Partnership) -> None:
        super().__init__(closed_sentence(partnership))
        self.partnership = partnership


def closed_sentence(partnership: Partnership) -> str:
    """Why nothing can be changed, and who could change that."""
    since = f" on {partnership.closed_on:%-d %B %Y}" if partnership.closed_on else ""
    return (
        f"{partnership} was closed{since}. Everything can still be read, and nothing can be changed. "
        "An administrator can reopen it."
    )


def hold_open(partnership_id: int) -> Partnership:
    """The partnership, held until the transaction ends, so that it is not closed meanwhile.

    PartnershipClosedError where it is closed already.
    """
    partnership = Partnership.objects.select_for_update(no_key=True).get(pk=partnership_id)
    if partnership.is_closed:
        raise PartnershipClosedError(partnership)
    return partnership


def earliest_end(partnership: Partnership) -> date:
    """The first day on which it can have ended: the day its first partner joined, else the day it was entered."""
    first = partnership.partners.order_by("joined_on").first()
    return first.joined_on if first else timezone.localdate(partnership.created_at)


@transaction.atomic
def mark_closed(*, partnership: Partnership, on: date, words: str, by: User) -> None:
    """Makes it closed since a day, and withdraws invitations; to end its rounds as well, see surveys' closing.

    ValidationError for a day to come, or one before the first partner joined.
    """
    held = hold_open(partnership.pk)
    if on > held.today:
        raise ValidationError("This day is yet to come. Choose today, or the day on which it ended.")
    if on < earliest_end(held):
        raise ValidationError(f"It began on {earliest_end(held):%-d %B %Y}: choose that day or a later one.")
    before = held.stage
    held.stage, held.closed_on, held.closing_words = Partnership.Stage.CLOSED, on, words
    held.save()
    held.invitations.filter(accepted_at=None, revoked_at=None).update(revoked_at=timezone.now())
    record_audit(
        "partnership.closed",
        by=by,
        partnership_id=held.pk,
        target=held.name,
        before=before,
        day=on.isoformat(),
        words=words,
    )
    partnership.refresh_from_db()


@transaction.atomic
def reopen_partnership(*, partnership: Partnership, stage: str, by: User) -> None:
    """Makes it one that goes on, at this stage; rounds stay closed and invitations withdrawn.

    ValidationError where it is not closed, or the stage is none that a partnership can go on in.
    """
    held = Partnership.objects.select_for_update(no_key=True).get(pk=partnership.pk)
    if not held.is_closed:
        raise ValidationError(f"{held} is not closed.")
    if stage not in set(Partnership.Stage.values) - {Partnership.Stage.CLOSED}:
        raise ValidationError("Choose a stage from the list.")
    closed_on, held.closed_on = held.closed_on, None
    held.stage, held.closing_words = stage, ""
    held.save()
    record_audit(
        "partnership.reopened",
        by=by,
        partnership_id=held.pk,
        target=held.name,
        stage=stage,
        closed_on=closed_on.isoformat() if closed_on else "",
    )
    partnership.refresh_from_db()
