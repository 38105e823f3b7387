"""A person's own earlier rounds beside the one at hand. Only for that person; anonymous rounds cannot be among them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as say

from surveys.definition import Answer, Definition
from surveys.models import Participant, Response
from surveys.receipts import number, one_decimal
from surveys.scoring import Receipt, receipt
from surveys.words import lower_first

MOST = 3
"""Earlier rounds shown; more columns would not fit a phone."""


@dataclass(frozen=True)
class OwnRow:
    """A section: its score in each round, oldest first, this one last; empty where there is none."""

    title: str
    scores: tuple[str, ...]


@dataclass(frozen=True)
class OwnRounds:
    """The person's scores side by side; `titles` of the rounds, oldest first; `last` the answers of the one before.

    Scores have one decimal, on the published scale; empty where there is none.
    """

    titles: tuple[str, ...]
    rows: tuple[OwnRow, ...]
    overall: tuple[str, ...]
    finding: str
    last: Mapping[str, Answer]
    last_title: str


def own_rounds(participant: Participant, response: Response, definition: Definition | None = None) -> OwnRounds | None:
    """Earlier rounds of this partnership with the same instrument and scale; None for the first (one query).

    `definition` is the round's in the language in which the person reads, its first one without one.
    """
    definition = definition or participant.round.instrument.content
    earlier = [item for item in _earlier(participant) if _compares(item.round.instrument.content, definition)][:MOST]
    if not earlier:
        return None
    rounds = [*reversed(earlier), response]
    receipts = [receipt(item.answers, item.round.instrument.content) for item in rounds]
    return OwnRounds(
        titles=tuple(item.round.title for item in rounds),
        rows=_section_rows(receipts, definition),
        overall=tuple(one_decimal(one.overall) for one in receipts),
        finding=moved(receipts[-2], receipts[-1], definition, rounds[-2].round.title),
        last=rounds[-2].answers,
        last_title=rounds[-2].round.title,
    )


def _earlier(participant: Participant) -> list[Response]:
    """The person's sent answers in earlier rounds with the same instrument, newest first."""
    here = participant.round
    sent = Response.objects.filter(
        participant__person_id=participant.person_id,
        is_submitted=True,
        round__partnership_id=here.partnership_id,
        round__instrument__key=here.instrument.key,
        round__closes_at__lt=here.closes_at,
    )
    return list(sent.select_related("round__instrument").order_by("-round__closes_at", "-round_id"))


def _compares(before: Definition, now: Definition) -> bool:
    return before.scale.points == now.scale.points


def _section_rows(receipts: list[Receipt], definition: Definition) -> tuple[OwnRow, ...]:
    scores = [{row.key: one_decimal(row.score) for row in one.sections} for one in receipts]
    return tuple(
        OwnRow(section.short_title, tuple(by_key.get(section.key, "") for by_key in scores))
        for section in definition.sections
    )


def moved(before: Receipt, now: Receipt, definition: Definition, title: str) -> str:
    """What changed most in the person's own view, up and down, in a sentence; a point of a section's score at least."""
    old = {row.key: row.score for row in before.sections}
    changes = {
        lower_first(definition.section(row.key).short_title): row.score - earlier
        for row in now.sections
        if row.score is not None and (earlier := old.get(row.key)) is not None
    }
    highest, lowest = (
        max(changes, key=changes.__getitem__, default=""),
        min(changes, key=changes.__getitem__, default=""),
    )
    up, down = say("{section} {points} higher"), say("{section} {points} lower")
    told = [up.format(section=highest, points=number(changes[highest]))] if highest and changes[highest] >= 1 else []
    if lowest and changes[lowest] <= -1:
        told.append(down.format(section=lowest, points=number(-changes[lowest])))
    if not told:
        return say("You see it much as you did in {round}.").format(round=title)
    return say("Since {round} you score {changes}.").format(round=title, changes=say(" and ").join(told))
