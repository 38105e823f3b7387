"""Answers: begun and sent once; errors that say why not. Saving one by one is in saving.py."""

from __future__ import annotations

import uuid
from typing import cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from common.audit import record_audit
from common.prepared import Prepared
from partnerships.models import Partner
from surveys.definition import Answer, Definition
from surveys.models import OwnView, Participant, Response, Round
from surveys.services.cutting_loose import cut_loose
from surveys.services.steps import hold_round
from surveys.services.thanking import thank_by_mail


class RoundIsOverError(ValidationError):
    """The round takes no answers now; nothing was changed."""

    def __init__(self) -> None:
        super().__init__("This round takes no answers now: it has closed. What you had saved and sent counts.")


class NotOpenYetError(RoundIsOverError):
    """The round is launched and opens later; nothing was changed."""

    def __init__(self) -> None:
        ValidationError.__init__(self, "This round is not open yet. Its page says when answering begins.")


class RoundPausedError(RoundIsOverError):
    """The round takes no answers for the time being; nothing was changed."""

    def __init__(self) -> None:
        ValidationError.__init__(
            self,
            "This round is paused. What you had saved is kept; go on when it is resumed, and you get the time back.",
        )


class CalledOffError(RoundIsOverError):
    """The round was called off, and its answers were deleted."""

    def __init__(self) -> None:
        ValidationError.__init__(self, "This round was called off. Its answers were deleted; nobody has read them.")


class PartnerLeftError(RoundIsOverError):
    """The partner the person was asked for has left; what was sent counts, nothing more can be given."""

    def __init__(self) -> None:
        ValidationError.__init__(
            self, "Your organisation has left this partnership. What you had sent counts; nothing more can be answered."
        )


class RoleEndedError(RoundIsOverError):
    """The person takes part in the partnership no longer; what was sent counts, nothing more can be given."""

    def __init__(self) -> None:
        ValidationError.__init__(
            self, "Your role in this partnership has ended. What you had sent counts; nothing more can be answered."
        )


class ComparedError(RoundIsOverError):
    """The organisation has compared its people's private answers; they are fixed from then on."""

    def __init__(self) -> None:
        ValidationError.__init__(
            self,
            "Your organisation has compared its people’s answers. What you had sent counts in the comparison; nothing "
            "more can be answered or changed.",
        )


class AlreadySentError(ValidationError):
    """An anonymous answer that was sent: there is nothing left to find, or to change."""

    def __init__(self) -> None:
        super().__init__("Your answers were sent. In an anonymous round they cannot be found again or changed.")


class AnswersChangedError(ValidationError):
    """The answers are no longer those that were read through before sending."""

    def __init__(self) -> None:
        super().__init__("Your answers changed after this page was made. Read them through once more, then send them.")


class NothingToSendError(ValidationError):
    """No statement has an answer; don't know would be one. Nothing was changed."""

    def __init__(self) -> None:
        super().__init__(
            "There is nothing to send: no statement has an answer yet. Answer one at least; don’t know counts, too."
        )


def parse_answer(value: object, definition: Definition) -> Answer | None:
    """An answer as a form or a script sends it: "1" to "A", "dk", "na", or nothing; ValidationError for others."""
    if value in (None, ""):
        return None
    if isinstance(value, str) and value in {"dk", "na"}:
        return cast("Answer", value)
    text = str(value)
    if text.isascii() and text.isdecimal() and 1 <= int(text[:3]) <= definition.scale.points:
        return int(text[:3])
    raise ValidationError(f"“{text[:20]}” is not one of the answers. Choose one of those on the page.")


def open_response(participant: Participant) -> Response:
    """The person's answers while they can be given and changed; RoundIsOverError or AlreadySentError otherwise."""
    response = start_response(participant)
    refuse_when_over(participant.round, participant.partner)
    _refuse_when_compared(participant.round, participant.partner)
    return response


def start_response(participant: Participant) -> Response:
    """The person's answers as the participant holds them, made empty on first use.

    AlreadySentError in an anonymous round once they are sent; RoundIsOverError when none can be begun.
    """
    response: Response | None = getattr(participant, "response", None)
    if response is not None:
        return response
    if participant.has_answered:
        raise AlreadySentError
    refuse_when_over(participant.round, participant.partner)
    _refuse_when_compared(participant.round, participant.partner)
    response, _ = Response.objects.get_or_create(
        participant=participant, defaults={"round": participant.round, "partner": participant.partner}
    )
    return response


@transaction.atomic
def submit_response(*, participant: Participant, key: uuid.UUID, revision: int, by: User) -> Response:
    """Sends the answers; the same key and answers again give the same response, so a double click is harmless.

    In an anonymous round this cuts the link for good: the answers move to a new row that names nobody.
    RoundIsOverError after the deadline; AnswersChangedError when they differ from those read through; AlreadySentError;
    NothingToSendError: whoever sent nothing would count as somebody who took part.
    """
    round_ = participant.round
    hold_round(round_)
    locked = HELD_TO_SEND.first(participant=participant.pk)
    if locked is None:
        return same_revision(_sent_with(key, participant), revision)
    locked.round = round_
    same_revision(locked, revision)
    if locked.is_submitted:
        return locked
    refuse_when_over(round_, locked.partner)
    _refuse_when_compared(round_, locked.partner)
    if not locked.answers:
        raise NothingToSendError
    if round_.mode == Round.Mode.ANONYMOUS:
        return cut_loose(locked, key)
    mark_sent(locked, key)
    Participant.objects.filter(pk=participant.pk).update(has_answered=True)
    # Without the partnership: a facilitator learns that somebody answered, never when.
    record_audit("response.sent", by=by, target=round_.title)
    thank_by_mail(round_, by)
    return locked


def mark_sent(locked: Response, key: uuid.UUID) -> None:
    """Counts the answers as sent from now on; the response is held."""
    locked.is_submitted, locked.submission_key, locked.submitted_at = True, key, timezone.now()
    locked.save(update_fields=["is_submitted", "submission_key", "submitted_at"])


def _sent_with(key: uuid.UUID, participant: Participant) -> Response:
    """What an anonymous double click sent the first time; AlreadySentError or RoundIsOverError if nothing was."""
    again = Response.objects.filter(submission_key=key, is_submitted=True, round=participant.round).first()
    if again is None:
        raise AlreadySentError if participant.has_answered else RoundIsOverError
    return again


def same_revision(response: Response, revision: int) -> Response:
    """The response; AnswersChangedError where it was saved since."""
    if response.revision != revision:
        raise AnswersChangedError
    return response


def lock_response(response: Response) -> Response:
    """The row as it is now, held until the transaction ends; RoundIsOverError when answers are no longer taken."""
    locked = HELD_TO_SAVE.first(pk=response.pk)
    if locked is None:
        raise AlreadySentError
    refuse_when_over(locked.round, locked.partner)
    if not locked.is_official:
        # Asked once the row is held: whoever compares holds it, too.
        _refuse_when_compared(locked.round, locked.partner)
    return locked


def refuse_when_over(round_: Round, partner: Partner) -> None:
    """RoundIsOverError, saying why, where nothing can be answered for the partner now."""
    if not round_.takes_answers:
        raise why_no_answers(round_)
    if partner.left_on is not None:
        raise PartnerLeftError


def _refuse_when_compared(round_: Round, partner: Partner) -> None:
    if is_compared(round_, partner):
        raise ComparedError


def is_compared(round_: Round, partner: Partner) -> bool:
    """Whether the partner's private answers are fixed; never where no official answer is asked for (then no query)."""
    return round_.official and OwnView.objects.filter(round=round_, partner=partner).exists()


def why_no_answers(round_: Round) -> RoundIsOverError:
    """What to tell somebody who wants to answer a round that takes no answers now."""
    if round_.state == Round.State.CALLED_OFF:
        return CalledOffError()
    if round_.paused_at is not None:
        return RoundPausedError()
    return NotOpenYetError() if round_.is_to_come else RoundIsOverError()


_HELD = Response.objects.select_for_update(of=("self",)).select_related("partner")
HELD_TO_SEND = Prepared(_HELD, "participant")
HELD_TO_SAVE = Prepared(
    _HELD.select_related("round__instrument", "partner").defer("round__instrument__definition"), "pk"
)
