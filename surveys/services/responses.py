"""Answers: begun, saved one by one, sent once. What is acknowledged is committed."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from common.audit import record_audit
from common.text import clean_text
from partnerships.models import Partner
from surveys.definition import Answer, Definition
from surveys.models import Comment, Participant, Response, Round

COMMENT_LENGTH = 2000


@dataclass(frozen=True)
class Change:
    """What the page showed before, and what the person chose now; None is not answered."""

    before: Answer | None
    answer: Answer | None


@dataclass(frozen=True)
class CommentChange:
    """What the page showed before, and what the person wrote now; empty is no comment."""

    before: str
    text: str


@dataclass(frozen=True)
class Conflict:
    """A statement that was answered differently elsewhere meanwhile: both values."""

    statement: str
    yours: Answer | None
    stored: Answer | None


@dataclass(frozen=True)
class CommentConflict:
    """A comment that was changed elsewhere meanwhile: both texts, empty where there is none."""

    statement: str
    yours: str
    stored: str


class RoundIsOverError(ValidationError):
    """The round takes no answers now; nothing was changed."""

    def __init__(self) -> None:
        super().__init__("This round takes no answers now: it has closed. What you had saved and sent counts.")


class PartnerLeftError(RoundIsOverError):
    """The partner the person was asked for has left; what was sent counts, nothing more can be given."""

    def __init__(self) -> None:
        ValidationError.__init__(
            self, "Your organisation has left this partnership. What you had sent counts; nothing more can be answered."
        )


class AlreadySentError(ValidationError):
    """An anonymous answer that was sent: there is nothing left to find, or to change."""

    def __init__(self) -> None:
        super().__init__("Your answers were sent. In an anonymous round they cannot be found again or changed.")


class AnswersChangedError(ValidationError):
    """The answers are no longer those that were read through before sending."""

    def __init__(self) -> None:
        super().__init__("Your answers changed after this page was made. Read them through once more, then send them.")


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


def start_response(participant: Participant) -> Response:
    """The person's answers as the participant holds them, made empty on first use.

    AlreadySentError in an anonymous round once they are sent; RoundIsOverError when none can be begun.
    """
    response: Response | None = getattr(participant, "response", None)
    if response is not None:
        return response
    if participant.has_answered:
        raise AlreadySentError
    _refuse_when_over(participant.round, participant.partner)
    response, _ = Response.objects.get_or_create(
        participant=participant, defaults={"round": participant.round, "partner": participant.partner}
    )
    return response


@transaction.atomic
def save_answers(
    *,
    response: Response,
    changes: Mapping[str, Change],
    revision: int,
    comments: Mapping[str, CommentChange] | None = None,
) -> tuple[Response, list[Conflict | CommentConflict]]:
    """Stores changes that are new; returns the response as it is now, and what was changed differently elsewhere.

    `revision` is the one the page was made from. A stale page still saves what nobody else touched; what conflicts
    keeps its stored value. ValidationError for unknown statements and bad comments: then nothing is stored.
    """
    locked = _lock(response)
    unknown = (set(changes) | set(comments or {})) - set(locked.round.instrument.content.statement_keys)
    if unknown:
        raise ValidationError("This page is out of date. Reload it and answer again.")
    fresh = locked.revision == revision
    conflicts = [] if fresh else _conflicts(locked, changes)
    skipped = {conflict.statement for conflict in conflicts}
    answers = dict(locked.answers)
    for statement, change in changes.items():
        if statement in skipped or change.answer == change.before:
            continue
        if change.answer is None:
            answers.pop(statement, None)
        else:
            answers[statement] = change.answer
    if answers != locked.answers:
        locked.answers = answers
        locked.revision += 1
    comment_conflicts = _save_comments(locked, comments or {})
    locked.saved_at = None if locked.round.mode == Round.Mode.ANONYMOUS else timezone.now()
    locked.save(update_fields=["answers", "revision", "saved_at"])
    return locked, [*conflicts, *comment_conflicts]


def _conflicts(response: Response, changes: Mapping[str, Change]) -> list[Conflict]:
    found = []
    for statement, change in changes.items():
        stored = response.answers.get(statement)
        if stored not in (change.before, change.answer) and change.answer != change.before:
            found.append(Conflict(statement, change.answer, stored))
    return found


def _clean(comment: str) -> str:
    return clean_text(comment, max_length=COMMENT_LENGTH)


def _save_comments(response: Response, comments: Mapping[str, CommentChange]) -> list[CommentConflict]:
    written = {
        statement: (
            clean_text(change.before, max_length=COMMENT_LENGTH),
            clean_text(change.text, max_length=COMMENT_LENGTH),
        )
        for statement, change in comments.items()
    }
    changed = {statement: texts for statement, texts in written.items() if texts[0] != texts[1]}
    if not changed:
        return []
    stored = dict(response.comments.filter(statement__in=changed).values_list("statement", "text"))
    conflicts = []
    for statement, (before, text) in changed.items():
        if stored.get(statement, "") not in {before, text}:
            conflicts.append(CommentConflict(statement, text, stored.get(statement, "")))
        else:
            _save_comment(response, statement, text)
    return conflicts


def _save_comment(response: Response, statement: str, text: str) -> None:
    if text:
        Comment.objects.update_or_create(response=response, statement=statement, defaults={"text": text})
    else:
        Comment.objects.filter(response=response, statement=statement).delete()


@transaction.atomic
def submit_response(*, participant: Participant, key: uuid.UUID, revision: int, by: User) -> Response:
    """Sends the answers; the same key and answers again give the same response, so a double click is harmless.

    In an anonymous round this cuts the link for good: the answers move to a new row that names nobody.
    RoundIsOverError after the deadline; AnswersChangedError when they differ from those read through; AlreadySentError.
    """
    locked = _held(participant=participant)
    if locked is None:
        return _same(_sent_with(key, participant), revision)
    _same(locked, revision)
    if locked.is_submitted:
        return locked
    _refuse_when_over(locked.round, locked.partner)
    if locked.round.mode == Round.Mode.ANONYMOUS:
        return _cut_loose(locked, key)
    locked.is_submitted, locked.submission_key, locked.submitted_at = True, key, timezone.now()
    locked.save(update_fields=["is_submitted", "submission_key", "submitted_at"])
    Participant.objects.filter(pk=participant.pk).update(has_answered=True)
    # Without the partnership: a facilitator learns that somebody answered, never when.
    record_audit("response.sent", by=by, target=locked.round.title)
    return locked


def _cut_loose(draft: Response, key: uuid.UUID) -> Response:
    """Moves anonymous answers to a row with a new random id and no person, and deletes the draft."""
    loose = Response.objects.create(
        round=draft.round,
        partner=draft.partner,
        answers=draft.answers,
        revision=draft.revision,
        submission_key=key,
        is_submitted=True,
    )
    Comment.objects.filter(response=draft).update(response=loose)
    Participant.objects.filter(response=draft).update(has_answered=True)
    draft.delete()
    return loose


def _sent_with(key: uuid.UUID, participant: Participant) -> Response:
    """What an anonymous double click sent the first time; AlreadySentError or RoundIsOverError if nothing was."""
    again = Response.objects.filter(submission_key=key, is_submitted=True, round=participant.round).first()
    if again is None:
        raise AlreadySentError if participant.has_answered else RoundIsOverError
    return again


def _same(response: Response, revision: int) -> Response:
    if response.revision != revision:
        raise AnswersChangedError
    return response


def _lock(response: Response) -> Response:
    """The row as it is now, held until the transaction ends; RoundIsOverError when answers are no longer taken."""
    locked = _held(pk=response.pk)
    if locked is None:
        raise AlreadySentError
    _refuse_when_over(locked.round, locked.partner)
    return locked


def _refuse_when_over(round_: Round, partner: Partner) -> None:
    if not round_.takes_answers:
        raise RoundIsOverError
    if partner.left_on is not None:
        raise PartnerLeftError


def _held(**which: object) -> Response | None:
    """The row as it is now, held until the transaction ends; None where there is none."""
    rows = Response.objects.select_for_update(of=("self",)).select_related("round__instrument", "partner")
    return rows.defer("round__instrument__definition").filter(**which).first()
