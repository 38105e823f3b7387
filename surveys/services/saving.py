"""Answers and comments saved as they are given. What is acknowledged is committed; nothing is overwritten unseen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from common.text import clean_text
from surveys.definition import Answer
from surveys.models import Comment, Response, Round
from surveys.services.responses import lock_response

COMMENT_LENGTH = 2000
Value = TypeVar("Value", Answer | None, str)


@dataclass(frozen=True)
class Change(Generic[Value]):
    """What was stored when the person chose, and what they chose; for an answer None is not answered.

    `tried` are values sent before for which no acknowledgement came back: they may have been stored or not.
    """

    before: Value
    now: Value
    tried: tuple[Value, ...] = ()

    @property
    def is_made(self) -> bool:
        """Whether anything was chosen: a form sends what was left alone, too."""
        return bool(self.tried) or self.now != self.before

    def clashes_with(self, stored: Value) -> bool:
        """Whether somebody else, or another tab, has stored something that this person did not see."""
        return self.is_made and stored not in (self.before, self.now, *self.tried)


@dataclass(frozen=True)
class Conflict(Generic[Value]):
    """A statement whose answer or comment was changed elsewhere meanwhile: both values."""

    statement: str
    yours: Value
    stored: Value


@dataclass(frozen=True)
class Saved:
    """What became of a save: the response as it is now, what was left as it is stored, and comments refused.

    `revision_before` is the response's revision just before: a page made from another one is stale.
    """

    response: Response
    revision_before: int
    conflicts: tuple[Conflict[Answer | None], ...]
    comment_conflicts: tuple[Conflict[str], ...]
    refused: Mapping[str, str]

    @property
    def left_out(self) -> bool:
        """Whether anything that was given is not stored."""
        return bool(self.conflicts or self.comment_conflicts or self.refused)


@transaction.atomic
def save_answers(
    *,
    response: Response,
    changes: Mapping[str, Change[Answer | None]],
    comments: Mapping[str, Change[str]] | None = None,
) -> Saved:
    """Stores what nobody else has touched since the person saw it; a clash keeps what is stored and is returned.

    Sending the same again, as after a lost acknowledgement, changes nothing. A comment that cannot be stored is
    refused in words, and the rest is stored. ValidationError for unknown statements: then nothing is.
    """
    locked = lock_response(response)
    before = locked.revision
    unknown = (set(changes) | set(comments or {})) - set(locked.round.instrument.content.statement_keys)
    if unknown:
        raise ValidationError("This page is out of date. Reload it and answer again.")
    conflicts, answers = _merged(locked.answers, changes)
    clashes, refused, wrote = _save_comments(locked, comments or {})
    if wrote or answers != locked.answers:
        locked.answers = answers
        locked.revision += 1
        locked.saved_at = None if locked.round.mode == Round.Mode.ANONYMOUS else timezone.now()
        locked.save(update_fields=["answers", "revision", "saved_at"])
    return Saved(locked, before, conflicts, clashes, refused)


def _merged(
    stored: Mapping[str, Answer], changes: Mapping[str, Change[Answer | None]]
) -> tuple[tuple[Conflict[Answer | None], ...], dict[str, Answer]]:
    """What clashes, and the answers with everything else applied."""
    conflicts, answers = [], dict(stored)
    for statement, change in changes.items():
        if change.clashes_with(stored.get(statement)):
            conflicts.append(Conflict(statement, change.now, stored.get(statement)))
        elif change.is_made and change.now is None:
            answers.pop(statement, None)
        elif change.is_made and change.now is not None:
            answers[statement] = change.now
    return tuple(conflicts), answers


def _save_comments(
    response: Response, changes: Mapping[str, Change[str]]
) -> tuple[tuple[Conflict[str], ...], dict[str, str], bool]:
    """What clashes, what is refused and why, and whether anything was written."""
    conflicts, refused, wrote = [], {}, False
    stored = _comments(response, changes) if changes else {}
    for statement, change in changes.items():
        here = stored.get(statement, "")
        try:
            mine = Change(_as_stored(change.before), _clean(change.now), tuple(map(_as_stored, change.tried)))
        except ValidationError as error:
            refused[statement] = " ".join(error.messages)
            continue
        if mine.clashes_with(here):
            conflicts.append(Conflict(statement, mine.now, here))
        elif mine.is_made and mine.now != here:
            _write_comment(response, statement, mine.now)
            wrote = True
    return tuple(conflicts), refused, wrote


def _comments(response: Response, statements: Iterable[str]) -> dict[str, str]:
    rows = response.comments.filter(statement__in=list(statements))
    return dict(rows.values_list("statement", "text"))


def _write_comment(response: Response, statement: str, text: str) -> None:
    if text:
        Comment.objects.update_or_create(response=response, statement=statement, defaults={"text": text})
    else:
        response.comments.filter(statement=statement).delete()


def _clean(text: str) -> str:
    return clean_text(text, max_length=COMMENT_LENGTH)


def _as_stored(text: str) -> str:
    """A text as it would have been stored; one that cannot be stored stays as it is, and equals nothing stored."""
    try:
        return _clean(text)
    except ValidationError:
        return text
