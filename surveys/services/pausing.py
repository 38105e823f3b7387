"""A round that is interrupted: paused and resumed with the time given back, or called off for good."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from common.mail import queue_mail
from common.traces import leave_no_trace
from surveys.models import Comment, OwnView, Response, Round
from surveys.queries import people_to_tell
from surveys.services.asking import begin_address
from surveys.services.steps import lock_round, record_round
from surveys.words import deadline_words

DAY = timedelta(days=1)


def closing_after_pause(round_: Round, now: datetime) -> datetime:
    """When a paused round would close if it were resumed now: later by the days it was paused, begun ones whole.

    The hour stays the same on the partnership's clock.
    """
    paused = now - (round_.paused_at or now)
    days = -(-paused // DAY)
    return round_.closes_at.astimezone(round_.zone) + timedelta(days=days)


@transaction.atomic
def pause_round(*, round_: Round, by: User) -> None:
    """Takes no answers until it is resumed; what was saved is kept. ValidationError unless it takes answers now."""
    locked = lock_round(round_)
    if not locked.takes_answers:
        raise ValidationError("Only a round that takes answers now can be paused.")
    locked.paused_at = timezone.now()
    locked.save()
    record_round("round.paused", locked, by)
    round_.refresh_from_db()


@transaction.atomic
def resume_round(*, round_: Round, by: User) -> None:
    """Takes answers again, until as much later as it was paused; those who have not answered are told by mail.

    ValidationError unless it is paused.
    """
    locked = lock_round(round_)
    if locked.paused_at is None:
        raise ValidationError("This round is not paused.")
    since, locked.closes_at, locked.paused_at = locked.paused_at, closing_after_pause(locked, timezone.now()), None
    locked.save()
    deadline = deadline_words(locked.closes_at, locked.zone)
    for participant in people_to_tell(locked).filter(has_answered=False, refusal=""):
        queue_mail(
            key=f"round/{locked.pk}/resumed/{since:%Y%m%d%H%M%S}/{participant.person_id}",
            to=participant.person.email,
            subject=f"{locked.title} goes on",
            text=(
                f"“{locked.title}” of {locked.partnership} was paused and takes answers again. What you had saved is "
                f"there. It closes {deadline}.\n\nGo on here: {begin_address(participant)}\n"
            ),
        )
    record_round("round.resumed", locked, by, after=locked.closes_at.isoformat())
    round_.refresh_from_db()


def deleted_words(round_: Round) -> str:
    """What became of the answers of a round that was called off."""
    if round_.official:
        return "All answers, official ones and comparisons were deleted."
    return "All answers were deleted, and nobody has read them."


@transaction.atomic
def call_off_round(*, round_: Round, because: str, by: User) -> None:
    """Ends an open round without a result: every answer and comment is deleted, and everybody asked is told why.

    ValidationError unless it is open: a closed round has been read.
    """
    locked = lock_round(round_)
    if locked.state != Round.State.OPEN:
        raise ValidationError("Only an open round can be called off.")
    Comment.objects.filter(response__round=locked).delete()
    deleted, _ = Response.objects.filter(round=locked).delete()
    OwnView.objects.filter(round=locked).delete()
    leave_no_trace()
    locked.state, locked.paused_at, locked.called_off_because = Round.State.CALLED_OFF, None, because
    locked.save()
    for participant in people_to_tell(locked):
        queue_mail(
            key=f"round/{locked.pk}/called-off/{participant.person_id}",
            to=participant.person.email,
            subject=f"{locked.title} was called off",
            text=(
                f"“{locked.title}” of {locked.partnership} was called off: {because}\n\n"
                f"You need not do anything. {deleted_words(locked)}\n"
            ),
        )
    record_round("round.called-off", locked, by, answers=deleted)
    round_.refresh_from_db()
