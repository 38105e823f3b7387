"""Single answers of attributed rounds, by organisation: who may take them away, and the answers themselves.

The one way in which answers leave the product otherwise than as published cells; why it may be:
docs/decisions/0073-workbook-and-answers.md. Of confidential and anonymous rounds there is no such thing, nor of what
people answered privately where official answers are asked for.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from partnerships.rules import Permission, Standing
from surveys.definition import Answers
from surveys.models import Response, Round
from surveys.services.retention import kept_until

BATCH = 500


def has_single_answers(round_: Round) -> bool:
    """Whether the round's answers can be taken away: closed, attributed, and not yet old enough to be deleted."""
    if round_.state != Round.State.CLOSED or round_.mode != Round.Mode.ATTRIBUTED:
        return False
    until = None if round_.official else kept_until(round_)  # official answers are no single answers, and stay
    return until is None or timezone.now() < until


def may_take_answers(round_: Round, standing: Standing) -> bool:
    """Whether somebody may: what people were told before they answered (`surveys.notices`), and no more.

    Official answers are for everybody who may take results away; what an organisation's people answered is for
    facilitators and administrators.
    """
    return standing.may(Permission.EXPORT_RESULTS if round_.official else Permission.EXPORT_ANSWERS)


def answers_by_partner(round_: Round) -> Iterator[tuple[str, Answers]]:
    """Each response's partner, by its name now, and answers; ValueError where there is no such thing.

    By partner, then by random ids: neither who answered nor when shows in the order. Read in batches.
    """
    if not has_single_answers(round_):
        raise ValueError("Single answers of this round are for nobody.")
    sent = Response.objects.filter(round=round_, is_submitted=True, is_official=round_.official)
    rows = sent.order_by("partner__organisation__name", "pk").values_list("partner__organisation__name", "answers")
    yield from rows.iterator(chunk_size=BATCH)
