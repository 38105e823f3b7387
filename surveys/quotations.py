"""Reads of comments that may be quoted: the facilitator's queue, and what readers of the results see."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from surveys.comments import Place, people_needed, places_of
from surveys.models import Quotation, Round
from surveys.words import number_word

Decision = Quotation.Decision


@dataclass(frozen=True)
class Queue:
    """All comments of a round by what they are about, as asked; within one place in an order that says nothing."""

    groups: tuple[tuple[Place, tuple[Quotation, ...]], ...]

    @property
    def comments(self) -> list[Quotation]:
        """One after the other."""
        return [comment for _, group in self.groups for comment in group]

    @property
    def waiting(self) -> int:
        """How many have no decision yet."""
        return sum(comment.decision == Decision.WAITING for comment in self.comments)

    @property
    def first_waiting(self) -> Quotation | None:
        """The first without a decision; None when all are decided."""
        return next((comment for comment in self.comments if comment.decision == Decision.WAITING), None)

    @property
    def released(self) -> int:
        """How many readers will see, whole or in part."""
        return sum(bool(comment.shown) for comment in self.comments)


def queue_of(round_: Round) -> Queue:
    """The queue of a round (one query); empty while it is open."""
    by_place: dict[str, list[Quotation]] = {}
    for comment in round_.quotations.order_by("id"):
        by_place.setdefault(comment.place, []).append(comment)
    places = places_of(round_.instrument.content)
    return Queue(tuple((place, tuple(by_place[key])) for key, place in places.items() if key in by_place))


def next_to_decide(queue: Queue, after: Quotation) -> Quotation | None:
    """The next comment without a decision, from this one on and then from the beginning; None when all are decided."""
    index = [comment.pk for comment in queue.comments].index(after.pk)
    ring = queue.comments[index + 1 :] + queue.comments[:index]
    return next((comment for comment in ring if comment.decision == Decision.WAITING), None)


def why_none(round_: Round) -> str:
    """Why no comment of a round can be released; asked where its queue is empty."""
    needed = people_needed(round_.minimum_group)
    if round_.official:
        return (
            "This round asked for official answers. Comments in it are read by those who wrote them, or by their own "
            "organisation, so there is nothing to release."
        )
    if round_.state != Round.State.CLOSED:
        return (
            "This round is not closed yet. Comments that may be quoted can be read here afterwards, if "
            f"{number_word(needed)} people or more have answered."
        )
    if round_.result.answered < needed:
        few = number_word(round_.result.answered)
        return (
            f"Comments are read only where {number_word(needed)} people or more have answered, and {few} did. With so "
            "few, the way somebody puts things would give them away. What was written stays with those who wrote it."
        )
    return "Nobody wrote a comment that may be quoted. Other comments are read by nobody but those who wrote them."


def to_moderate(rounds: QuerySet[Round]) -> QuerySet[Round]:
    """Those of the rounds whose comments have not been shared yet."""
    return rounds.filter(comments_shared_at=None, quotations__isnull=False).distinct()


@dataclass(frozen=True)
class Released:
    """One comment as everybody reads it: its parts, between each two of which something is left out."""

    parts: tuple[str, ...]


@dataclass(frozen=True)
class ReleasedComments:
    """What has been released of a round, by place; `are_shared` False while nothing has, or can be, shared."""

    are_shared: bool
    by_place: dict[str, tuple[Released, ...]]

    def on(self, place: str) -> tuple[Released, ...]:
        """The comments in one place."""
        return self.by_place.get(place, ())

    @property
    def counts(self) -> dict[str, int]:
        """How many there are, by place."""
        return {place: len(comments) for place, comments in self.by_place.items()}


def released_comments(round_: Round) -> ReleasedComments:
    """For every reader alike (one query at most); nothing before the facilitator has shared them."""
    if round_.comments_shared_at is None:
        return ReleasedComments(False, {})
    is_released = Q(decision__in=[Decision.RELEASED, Decision.IN_PART])
    by_place: dict[str, list[Released]] = {}
    for place, parts in round_.quotations.filter(is_released).order_by("id").values_list("place", "shown"):
        by_place.setdefault(place, []).append(Released(tuple(parts)))
    return ReleasedComments(True, {place: tuple(found) for place, found in by_place.items()})
