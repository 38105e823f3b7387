"""Anonymous answers leave the person who gave them: a new row among others, in no order.

Why rows are written anew, and what this cannot hide: docs/decisions/0062-anonymous-rows.md.
"""

from __future__ import annotations

import uuid
from random import SystemRandom

from django.db.models import Case, F, Value, When

from common.traces import leave_no_trace
from surveys.models import Comment, Participant, Response

MIXED = 100
"""So many of the answers sent before, at most, change places with the new ones."""


def cut_loose(draft: Response, key: uuid.UUID) -> Response:
    """Moves a draft to a row with a new random id and no person, mixed with rows sent before.

    To be called in a transaction that holds the round: nobody else may mix at the same time.
    """
    loose = Response(
        round=draft.round,
        partner=draft.partner,
        answers=draft.answers,
        importance=draft.importance,
        revision=draft.revision,
        submission_key=key,
        is_submitted=True,
    )
    comments = [_anew(comment, loose) for comment in draft.comments.all()]
    _mark_answered(draft)
    draft.delete()
    _write_mixed(loose, comments)
    leave_no_trace()
    return loose


def _mark_answered(draft: Response) -> None:
    """Writes everybody's row, so that neither its place nor its transaction tells whose answers have just come."""
    answered = Case(When(pk=draft.participant_id, then=Value(True)), default=F("has_answered"))
    Participant.objects.filter(round=draft.round_id).update(has_answered=answered)


def _write_mixed(loose: Response, comments: list[Comment]) -> None:
    """Takes some rows out and writes them again together with the new one, in an order by chance."""
    chance = SystemRandom()
    sent = Response.objects.filter(round=loose.round, participant=None, is_submitted=True)
    keys = list(sent.values_list("pk", flat=True))
    others = list(sent.filter(pk__in=chance.sample(keys, min(len(keys), MIXED))).prefetch_related("comments"))
    rows = [loose, *others]
    notes = [*comments, *(_anew(comment, other) for other in others for comment in other.comments.all())]
    Response.objects.filter(pk__in=[other.pk for other in others]).delete()
    chance.shuffle(rows)
    chance.shuffle(notes)
    Response.objects.bulk_create(rows)
    Comment.objects.bulk_create(notes)


def _anew(comment: Comment, response: Response) -> Comment:
    """The same words under another random id: the old one would say when they were first written."""
    return Comment(response=response, place=comment.place, text=comment.text, may_be_quoted=comment.may_be_quoted)
