"""Answers and comments saved as they are given. What is acknowledged is committed; nothing is overwritten unseen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from common.text import clean_text
from surveys.comments import LENGTH, Written, places_of
from surveys.definition import Answer
from surveys.importance import importance_keys
from surveys.models import Comment, Response, Round
from surveys.services.responses import lock_response

Value = TypeVar("Value", Answer | None, Written)


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
    """A statement, or a place for a comment, that was changed elsewhere meanwhile: both values."""

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
    comment_conflicts: tuple[Conflict[Written], ...]
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
    comments: Mapping[str, Change[Written]] | None = None,
) -> Saved:
    """Stores what nobody else has touched since the person saw it; a clash keeps what is stored and is returned.

    Sending the same again, as after a lost acknowledgement, changes nothing. A comment that cannot be stored is
    refused in words, and the rest is stored. ValidationError for unknown statements or places: then nothing is.
    """
    locked = lock_response(response)
    before = locked.revision
    if locked.round.official:
        comments = {place: _unquotable(change) for place, change in (comments or {}).items()}
    definition = locked.round.instrument.content
    asked = importance_keys(definition) if locked.round.asks_importance else ()
    if set(changes) - {*definition.statement_keys, *asked} or set(comments or {}) - set(places_of(definition)):
        raise ValidationError("This page is out of date. Reload it and answer again.")
    conflicts, given = _merged({**locked.answers, **locked.importance}, changes)
    answers = {key: value for key, value in given.items() if key not in asked}
    importance = {key: value for key, value in given.items() if key in asked}
    if any(value in ("dk", "na") for value in importance.values()):
        raise ValidationError("Importance has no such answer. Choose one of those on the page.")
    clashes, refused, wrote = _save_comments(locked, comments or {})
    if wrote or (answers, importance) != (locked.answers, locked.importance):
        locked.answers, locked.importance = answers, importance
        locked.revision += 1
        locked.saved_at = None if locked.round.mode == Round.Mode.ANONYMOUS else timezone.now()
        locked.save(update_fields=["answers", "importance", "revision", "saved_at"])
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
    response: Response, changes: Mapping[str, Change[Written]]
) -> tuple[tuple[Conflict[Written], ...], dict[str, str], bool]:
    """What clashes, what is refused and why, and whether anything was written."""
    conflicts, refused, wrote = [], {}, False
    stored = _comments(response, changes) if changes else {}
    for place, change in changes.items():
        here = stored.get(place, Written())
        try:
            mine = Change(_as_stored(change.before), _clean(change.now), tuple(map(_as_stored, change.tried)))
        except ValidationError as error:
            refused[place] = " ".join(error.messages)
            continue
        if mine.clashes_with(here):
            conflicts.append(Conflict(place, mine.now, here))
        elif mine.is_made and mine.now != here:
            _write_comment(response, place, mine.now)
            wrote = True
    return tuple(conflicts), refused, wrote


def _unquotable(change: Change[Written]) -> Change[Written]:
    """The same without leave to quote, which a round with official answers does not ask for."""
    before, now, *tried = (replace(item, may_be_quoted=False) for item in (change.before, change.now, *change.tried))
    return Change(before, now, tuple(tried))


def _comments(response: Response, places: Iterable[str]) -> dict[str, Written]:
    return {comment.place: comment.written for comment in response.comments.filter(place__in=list(places))}


def _write_comment(response: Response, place: str, written: Written) -> None:
    if written.text:
        values = {"text": written.text, "may_be_quoted": written.may_be_quoted}
        Comment.objects.update_or_create(response=response, place=place, defaults=values)
    else:
        response.comments.filter(place=place).delete()


def _clean(written: Written) -> Written:
    text = clean_text(written.text, max_length=LENGTH)
    return Written(text, written.may_be_quoted and bool(text))


def _as_stored(written: Written) -> Written:
    """A comment as it would have been stored; one that cannot be stays as it is, and equals nothing stored."""
    try:
        return _clean(written)
    except ValidationError:
        return written
