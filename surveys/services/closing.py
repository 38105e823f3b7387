"""Closing a partnership: its rounds are ended, then it is marked as closed, all or nothing.

Here and not beside the partnerships, because rounds belong to an app above them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Count, Q

from accounts.models import User
from partnerships.models import Partnership
from partnerships.services.closing import hold_open, mark_closed
from surveys.models import Round, RoundUpload
from surveys.services.rounds import close_round, delete_draft


@dataclass(frozen=True)
class OpenRound:
    """A round that closing ends: how many sent their answers, which count, and how many were asked."""

    round: Round
    sent: int
    asked: int


@dataclass(frozen=True)
class Closing:
    """What closing a partnership will do: rounds closed and counted, drafts deleted, invitations withdrawn."""

    rounds: tuple[OpenRound, ...]
    drafts: tuple[Round, ...]
    invitations: int


def plan_closing(partnership: Partnership) -> Closing:
    """What will happen, as things stand now."""
    going = partnership.rounds.exclude(state=Round.State.CLOSED).order_by("closes_at", "pk")
    counted = going.filter(state=Round.State.OPEN).annotate(
        asked=Count("participants"), sent=Count("participants", filter=Q(participants__has_answered=True))
    )
    return Closing(
        rounds=tuple(OpenRound(round_, round_.sent, round_.asked) for round_ in counted),
        drafts=tuple(going.filter(state=Round.State.DRAFT)),
        invitations=partnership.invitations.filter(accepted_at=None, revoked_at=None).count(),
    )


@transaction.atomic
def close_partnership(*, partnership: Partnership, on: date, words: str, by: User) -> None:
    """Closes open rounds with the answers that were sent, deletes drafts of rounds, and closes the partnership.

    The record stays as it is, drafts too. ValidationError for a day that cannot be; nothing is changed then.
    """
    hold_open(partnership.pk)
    for round_ in partnership.rounds.filter(state=Round.State.OPEN):
        close_round(round_=round_, by=by)
    for round_ in partnership.rounds.filter(state=Round.State.DRAFT):
        delete_draft(round_=round_, by=by)
    RoundUpload.objects.filter(partnership=partnership, round=None).delete()
    mark_closed(partnership=partnership, on=on, words=words, by=by)
