"""“You said, we did”: a facilitator's words to everybody who was asked, once a round is closed.

To everybody in every mode, whether they answered or not: so the mail tells nothing about that.
"""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from common.mail import queue_mail
from surveys.models import FollowUp, Round
from surveys.queries import people_to_tell
from surveys.services.steps import lock_round, record_round


def may_follow_up(round_: Round) -> bool:
    """Whether there is somebody to tell what follows: closed, and not brought in from elsewhere."""
    return round_.state == Round.State.CLOSED and not round_.imported


@transaction.atomic
def write_follow_up(*, round_: Round, text: str, by: User) -> FollowUp:
    """Stores the words, which nobody else gets yet; a changed text has to be tested again.

    ValidationError before the round is closed, and once they were sent.
    """
    locked = _held(round_)
    follow_up = FollowUp.objects.filter(round=locked).first()
    if follow_up is not None and follow_up.text == text:
        return follow_up
    follow_up, _ = FollowUp.objects.update_or_create(
        round=locked, defaults={"text": text, "written_by": by, "tested_at": None}
    )
    record_round("round.follow-up-written", locked, by)
    return follow_up


@transaction.atomic
def try_follow_up(*, round_: Round, by: User) -> None:
    """Sends the mail to its writer alone; ValidationError where nothing is written, or it was sent."""
    follow_up = _written(_held(round_))
    _mail(follow_up, by, key=f"round/{round_.pk}/follow-up/test/{uuid4()}", marked="Test: ")
    FollowUp.objects.filter(pk=follow_up.pk).update(tested_at=timezone.now())


@transaction.atomic
def send_follow_up(*, round_: Round, by: User) -> int:
    """Sends it to everybody who was asked; to how many. It cannot be changed afterwards.

    ValidationError where nothing is written, this text was not tested, or it was sent.
    """
    locked = _held(round_)
    follow_up = _written(locked)
    if follow_up.tested_at is None:
        raise ValidationError("Send the mail to yourself first, and read it there. Then send it to everybody.")
    people = list(people_to_tell(locked))
    for participant in people:
        _mail(follow_up, participant.person, key=f"round/{locked.pk}/follow-up/{participant.person_id}")
    FollowUp.objects.filter(pk=follow_up.pk).update(sent_at=timezone.now(), people=len(people))
    record_round("round.follow-up-sent", locked, by, people=len(people))
    return len(people)


def follow_up_words(follow_up: FollowUp) -> tuple[str, str]:
    """The mail's subject and its text."""
    round_ = follow_up.round
    results = settings.SITE_URL + reverse("reports:round-results", args=[round_.partnership.slug, round_.pk])
    text = (
        f"You were asked in “{round_.title}” of {round_.partnership}. This is what follows from it.\n\n"
        f"{follow_up.text}\n\n"
        f"{follow_up.written_by}, for {round_.partnership}\n\n"
        f"The results, for those who take part in the partnership: {results}\n"
    )
    return f"You said, we did: {round_.title}, {round_.partnership}", text


def _mail(follow_up: FollowUp, person: User, *, key: str, marked: str = "") -> None:
    subject, text = follow_up_words(follow_up)
    queue_mail(key=key, to=person.email, subject=marked + subject, text=text)


def _held(round_: Round) -> Round:
    """The round under its lock; ValidationError where nothing can follow, or was sent already."""
    locked = lock_round(round_)
    if not may_follow_up(locked):
        raise ValidationError("Once a round that asked people is closed, you can tell them what follows from it.")
    if FollowUp.objects.filter(round=locked).exclude(sent_at=None).exists():
        raise ValidationError("This was sent, and stays as it is. Say what changed since at the next round.")
    return locked


def _written(round_: Round) -> FollowUp:
    written = FollowUp.objects.filter(round=round_).select_related("round__partnership", "written_by").first()
    if written is None:
        raise ValidationError("Nothing is written yet. Write it, then send it.")
    return written
