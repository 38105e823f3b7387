"""How long single answers are kept: deleted once their round has been closed for as long as people were told."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from common.traces import leave_no_trace
from surveys.models import Comment, Response, Round
from surveys.services.moderating import forget_comments
from surveys.services.series import months_later
from surveys.services.steps import record_round


def kept_until(round_: Round) -> datetime | None:
    """When single answers of a closed round go; None while it is not closed, and where they are kept for good."""
    if round_.closed_at is None or not round_.kept_months:
        return None
    return months_later(round_.closed_at, round_.kept_months)


def remove_old_answers() -> list[Round]:
    """Deletes single answers and comments whose time is over, and returns their rounds; results are not touched.

    An organisation's official answer and its own view are no single answers, and stay.
    """
    answers = Response.objects.filter(round=OuterRef("pk"), is_official=False)
    comments = Comment.objects.filter(response__round=OuterRef("pk"))
    holding = Round.objects.filter(Exists(answers) | Exists(comments), state=Round.State.CLOSED)
    due = [round_ for round_ in holding if (until := kept_until(round_)) is not None and until <= timezone.now()]
    for round_ in due:
        _remove(round_)
    return due


@transaction.atomic
def _remove(round_: Round) -> None:
    responses = Response.objects.filter(round=round_, is_official=False)
    count = responses.count()
    responses.delete()
    Comment.objects.filter(response__round=round_).delete()
    forget_comments(round_)
    leave_no_trace()
    record_round("round.answers-removed", round_, None, answers=count)
