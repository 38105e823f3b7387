"""A code for a room: whoever is asked in the round gets a link by mail at once, at an address they type themselves."""

from __future__ import annotations

import secrets
import uuid

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from common.mail import queue_mail
from common.tokens import digest
from surveys.models import Participant, RoomCode, Round
from surveys.services.asking import asking_subject, asking_text, begin_address, may_ask_late
from surveys.services.links import can_begin
from surveys.services.steps import lock_round, record_round

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without those that look alike: 0 and O, 1, I and L."""
LENGTH = 8
APART = 60
"""Seconds between two mails to the same person: a code on a wall is no way to flood somebody."""


@transaction.atomic
def make_code(*, round_: Round, by: User) -> str:
    """A new code, which is shown now and stored nowhere; one that was on before ends.

    ValidationError when the round takes no answers.
    """
    locked = lock_round(round_)
    if not may_ask_late(locked):
        raise ValidationError("Only while a round takes answers can it have a code for a room.")
    code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    RoomCode.objects.update_or_create(round=locked, defaults={"code_sha256": digest(code)})
    record_round("round.room-code-made", locked, by)
    return code


@transaction.atomic
def switch_off_code(*, round_: Round, by: User) -> None:
    """Makes the code useless; switching off twice changes nothing."""
    gone, _ = RoomCode.objects.filter(round=round_).delete()
    if gone:
        record_round("round.room-code-ended", round_, by)


def as_typed(code: str) -> str:
    """The code as it was made, however somebody types it: small letters, blanks and hyphens are as good."""
    return "".join(character for character in code.upper() if character.isalnum())


def round_of_code(code_sha256: str) -> Round | None:
    """The round whose code has this digest, while it takes answers; None for any other alike."""
    codes = RoomCode.objects.filter(code_sha256=code_sha256).select_related("round__partnership", "round__instrument")
    found = codes.first()
    return found.round if found and found.round.takes_answers else None


@transaction.atomic
def mail_link(*, round_: Round, email: str) -> None:
    """Mails a link to whoever is asked in the round at this address; does nothing for any other address.

    Nor within a minute of the last one. The caller learns nothing, so that nobody learns who is asked.
    """
    asked = can_begin(Participant.objects.filter(round=round_, person__email=email.strip().lower()))
    participant = asked.select_related("person", "partner__organisation").first()
    if participant is None or not cache.add(f"room/{participant.pk}", 1, APART):
        return
    queue_mail(
        key=f"round/{round_.pk}/room/{uuid.uuid4()}",
        to=participant.person.email,
        subject=asking_subject(round_),
        text=asking_text(round_, str(participant.partner), begin_address(participant)),
    )
