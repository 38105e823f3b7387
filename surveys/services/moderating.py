"""Comments that may be quoted, from the closing of a round until they are shared: decided one by one, then for good."""

from __future__ import annotations

from random import SystemRandom

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from partnerships.services.closing import hold_open
from surveys.comments import people_needed
from surveys.models import Comment, Quotation, Round
from surveys.redaction import as_read, kept_parts
from surveys.services.steps import lock_round, record_round

Decision = Quotation.Decision


def copy_quotable(round_: Round, *, answered: int) -> None:
    """What may be quoted of a round that is being closed, copied without a link; nothing where too few answered.

    Nor where official answers were asked for: nobody was asked for leave.
    """
    if round_.official or answered < people_needed(round_.minimum_group):
        return
    comments = Comment.objects.filter(
        response__round=round_, response__is_submitted=True, may_be_quoted=True
    ).values_list("place", "text")
    rows = [Quotation(round=round_, place=place, text=text, marked=text) for place, text in comments]
    # The rows' order in the table says as little as their ids.
    SystemRandom().shuffle(rows)
    Quotation.objects.bulk_create(rows, batch_size=500)


@transaction.atomic
def decide_comment(*, quotation: Quotation, decision: str, by: User, marked: str = "", reason: str = "") -> None:
    """Releases, releases in part, or holds; can be decided anew until the comments are shared.

    ValidationError, by field, for marks that change words or leave nothing, a missing reason, and after sharing.
    """
    round_ = _hold_unshared(quotation.round)
    quotation.decision, quotation.reason = decision, "" if decision == Decision.RELEASED else reason
    quotation.marked = marked if decision == Decision.IN_PART else quotation.text
    quotation.shown = _shown(quotation)
    if decision != Decision.RELEASED and not reason:
        raise ValidationError({"reason": "Say why, in a few words. Only facilitators read it."})
    quotation.save(update_fields=["decision", "reason", "marked", "shown"])
    # Not which: the trail is read by more people than the comments are.
    record_round("round.comment-decided", round_, by)


def _shown(quotation: Quotation) -> list[str]:
    """The parts that readers will see; ValidationError where the marks are not right for the decision."""
    if quotation.decision == Decision.HELD:
        return []
    try:
        parts = kept_parts(quotation.text, quotation.marked)
    except ValueError as error:
        raise ValidationError({"marked": str(error)}) from error
    if quotation.decision == Decision.IN_PART and len(parts) == 1:
        raise ValidationError({"marked": "Nothing is marked yet. Mark what is left out, or release the comment whole."})
    if not any(part.strip() for part in parts):
        raise ValidationError({"marked": "Everything is marked, so there would be nothing to read. Hold it instead."})
    return list(parts)


@transaction.atomic
def share_comments(*, round_: Round, by: User) -> int:
    """Lets everybody in the partnership read what was released, for good; how many comments that is.

    ValidationError while the round is open or a comment waits for a decision, where there is none, and the second time.
    """
    locked = _hold_unshared(round_)
    if not locked.quotations.exists():
        raise ValidationError("There is no comment to share.")
    if locked.quotations.filter(decision=Decision.WAITING).exists():
        raise ValidationError("A comment has no decision yet. Decide on every comment, then share them.")
    released = locked.quotations.filter(decision__in=[Decision.RELEASED, Decision.IN_PART]).count()
    locked.comments_shared_at = timezone.now()
    locked.save(update_fields=["comments_shared_at"])
    record_round("round.comments-shared", locked, by, released=released)
    return released


def forget_comments(round_: Round) -> None:
    """Deletes the copies that nobody but a facilitator has read, and of the others what was left out.

    What was released and shared is part of what was published, and stays.
    """
    shared = Quotation.objects.filter(
        round__comments_shared_at__isnull=False, decision__in=[Decision.RELEASED, Decision.IN_PART]
    )
    round_.quotations.exclude(pk__in=shared.values("pk")).delete()
    for quotation in round_.quotations.all():
        quotation.text = quotation.marked = as_read(quotation.shown)
        quotation.save(update_fields=["text", "marked"])


def _hold_unshared(round_: Round) -> Round:
    """The round, held until the transaction ends; ValidationError once its comments are shared."""
    hold_open(round_.partnership_id)
    locked = lock_round(round_)
    if locked.comments_shared_at is not None:
        raise ValidationError("The comments of this round have been shared: what was decided stays.")
    return locked
