"""Official answers: an organisation compares its people's private answers once, drafts one answer, and a lead sends it.

Why it goes so: docs/decisions/0058-official-answers.md.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from common.audit import record_audit
from partnerships.models import Partner
from surveys.comments import Written
from surveys.definition import Answer
from surveys.disclosure import SHOWN_FROM, publish
from surveys.models import OwnView, Response, Round
from surveys.published import Published
from surveys.services.responses import (
    NothingToSendError,
    RoundIsOverError,
    lock_response,
    mark_sent,
    refuse_when_over,
    same_revision,
)
from surveys.services.saving import Change, Saved, save_answers
from surveys.services.steps import hold_round, lock_round


class OfficialSentError(RoundIsOverError):
    """The official answer was sent: only a lead still changes it."""

    def __init__(self) -> None:
        ValidationError.__init__(
            self, "The official answer was sent. Until the round closes only a lead of your organisation can change it."
        )


class TooFewSentError(ValidationError):
    """Fewer people than a comparison takes have sent their own answers; nothing was changed."""

    def __init__(self) -> None:
        super().__init__(
            "Fewer than three of your people have sent their own answers, so they cannot be compared without giving "
            "somebody away. The official answer can be drafted all the same."
        )


@transaction.atomic
def compare_answers(*, round_: Round, partner: Partner, by: User) -> OwnView:
    """Fixes the private answers of the partner's people and makes its own view; twice gives the same view.

    RoundIsOverError where nothing can be answered now; TooFewSentError under three who sent.
    """
    locked = lock_round(round_)
    existing = OwnView.objects.filter(round=locked, partner=partner).first()
    if existing is not None:
        return existing
    refuse_when_over(locked, partner)
    # Every row is held, sent or not: whoever saves or sends meanwhile waits, and then finds the answers fixed.
    rows = list(Response.objects.select_for_update().filter(round=locked, partner=partner, is_official=False))
    sent = [row for row in rows if row.is_submitted]
    if len(sent) < SHOWN_FROM:
        raise TooFewSentError
    view = OwnView.objects.create(round=locked, partner=partner, published=own_cells(locked, partner, sent).to_json())
    _record("official.compared", locked, partner, by)
    return view


def own_cells(round_: Round, partner: Partner, sent: Iterable[Response]) -> Published:
    """What a confidential round would publish of the partner as a column by itself, whatever this round's mode is."""
    key = str(partner.pk)
    return publish(
        [(key, {**row.answers, **row.importance}) for row in sent],
        names={key: partner.name},
        definition=round_.instrument.content,
        mode=Round.Mode.CONFIDENTIAL,
        minimum_group=SHOWN_FROM,
        view=Round.View.PARTNERS,
        asks_importance=round_.asks_importance,
    )


def start_official(*, round_: Round, partner: Partner) -> Response:
    """The partner's official answer, made empty on first use; RoundIsOverError where none can be begun."""
    response = Response.objects.filter(round=round_, partner=partner, is_official=True).first()
    if response is None:
        refuse_when_over(round_, partner)
        response, _ = Response.objects.get_or_create(round=round_, partner=partner, is_official=True)
    response.round = round_
    return response


def open_official(*, round_: Round, partner: Partner, is_lead: bool) -> Response:
    """The official answer while this person can change it; RoundIsOverError or OfficialSentError otherwise."""
    response = start_official(round_=round_, partner=partner)
    refuse_when_over(round_, partner)
    _refuse_when_sent(response, is_lead)
    return response


@transaction.atomic
def save_official(
    *,
    response: Response,
    changes: Mapping[str, Change[Answer | None]],
    comments: Mapping[str, Change[Written]],
    is_lead: bool,
) -> Saved:
    """As `save_answers`, by anybody of the organisation until it is sent, by a lead afterwards: OfficialSentError."""
    _refuse_when_sent(lock_response(response), is_lead)
    return save_answers(response=response, changes=changes, comments=comments)


def _refuse_when_sent(response: Response, is_lead: bool) -> None:
    if response.is_submitted and not is_lead:
        raise OfficialSentError


@transaction.atomic
def submit_official(*, response: Response, key: uuid.UUID, revision: int, by: User) -> Response:
    """Sends the official answer; the same again changes nothing. Whether `by` may is for the caller to ask.

    RoundIsOverError; AnswersChangedError where it differs from what was read through; NothingToSendError.
    """
    hold_round(response.round)
    locked = lock_response(response)
    same_revision(locked, revision)
    if locked.is_submitted:
        return locked
    if not locked.answers:
        raise NothingToSendError
    mark_sent(locked, key)
    _record("official.sent", locked.round, locked.partner, by)
    return locked


def _record(action: str, round_: Round, partner: Partner, by: User) -> None:
    record_audit(
        action,
        by=by,
        partnership_id=round_.partnership_id,
        partner_id=partner.pk,
        target=round_.title,
        partner=str(partner),
    )
