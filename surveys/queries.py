"""Reads that pages about rounds need, named after the question they answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from partnerships.models import Partnership
from partnerships.rules import Permission, Standing
from surveys.columns import more_needed
from surveys.models import Instrument, Participant, Response, Round

State = Literal["asked", "begun", "sent"]


@dataclass(frozen=True)
class OpenRound:
    """A round somebody is asked to answer, and how far they are."""

    round: Round
    partner: str
    answered: int
    of: int
    section_number: int | None
    sections: int


def open_rounds_for(user: User) -> list[OpenRound]:
    """Rounds that wait for this person's answers, the first to close first; those already sent are left out."""
    now = timezone.now()
    asked = (
        Participant.objects.filter(
            person=user,
            has_answered=False,
            round__state=Round.State.OPEN,
            round__opens_at__lte=now,
            round__closes_at__gt=now,
            partner__memberships__person=user,
            partner__memberships__ended_at=None,
        )
        .select_related("round__instrument", "round__partnership", "partner__organisation", "response")
        .order_by("round__closes_at")
        .distinct()
    )
    return [_open_round(participant) for participant in asked]


def _open_round(participant: Participant) -> OpenRound:
    definition = participant.round.instrument.content
    response: Response | None = getattr(participant, "response", None)
    answers = response.answers if response else {}
    waiting = [
        number
        for number, section in enumerate(definition.sections, 1)
        if any(key not in answers for key in section.statement_keys)
    ]
    return OpenRound(
        round=participant.round,
        partner=participant.partner.name,
        answered=len(answers),
        of=len(definition.statement_keys),
        section_number=waiting[0] if waiting else None,
        sections=len(definition.sections),
    )


def rounds_of(partnership: Partnership, standing: Standing) -> QuerySet[Round]:
    """The partnership's rounds, newest first; drafts only for those who manage rounds."""
    rounds = partnership.rounds.select_related("instrument", "result")
    return rounds if standing.may(Permission.MANAGE_ROUND) else rounds.exclude(state=Round.State.DRAFT)


def latest_instruments() -> list[Instrument]:
    """The newest version of each instrument."""
    latest: dict[str, Instrument] = {}
    for instrument in Instrument.objects.order_by("title", "version"):
        latest[instrument.key] = instrument
    return list(latest.values())


@dataclass(frozen=True)
class BoardRow:
    """One partner on the response board.

    `begun` (not sent yet) and `sent` are None where too few were invited to say; `needed` is how many more answers give
    it a column of its own, None where it can have none or needs no such thing. `people` are names with states, for
    facilitators only.
    """

    partner: str
    invited: int
    begun: int | None
    sent: int | None
    needed: int | None
    people: tuple[tuple[str, State], ...] = ()
    has_left: bool = False


@dataclass(frozen=True)
class Board:
    """Who has answered, as far as the reader may know; the totals are of those partners whose counts are shown."""

    rows: tuple[BoardRow, ...]

    @property
    def counted(self) -> tuple[BoardRow, ...]:
        """Partners whose counts are shown: with the others in the totals, a single small one could be worked out."""
        return tuple(row for row in self.rows if row.sent is not None)

    @property
    def invited(self) -> int:
        """People asked."""
        return sum(row.invited for row in self.counted)

    @property
    def begun(self) -> int:
        """People who have answered something and not sent it."""
        return sum(row.begun or 0 for row in self.counted)

    @property
    def sent(self) -> int:
        """People who have sent their answers."""
        return sum(row.sent or 0 for row in self.counted)


def response_board(round_: Round, standing: Standing) -> Board:
    """Invited, begun and sent by partner: states of people for a facilitator, counts for others.

    A lead sees counts of partners that invited k or more; nobody sees a time.
    """
    participants = list(
        round_.participants.select_related("person", "partner__organisation", "response").order_by(
            "partner__organisation__name", "person__name", "person__email"
        )
    )
    by_partner: dict[str, list[Participant]] = {}
    for participant in participants:
        name = participant.partner.name
        by_partner.setdefault(name if participant.partner.left_on is None else f"{name} (left)", []).append(participant)
    return Board(tuple(_board_row(name, people, round_, standing) for name, people in by_partner.items()))


def _state(participant: Participant) -> State:
    if participant.has_answered:
        return "sent"
    response: Response | None = getattr(participant, "response", None)
    return "begun" if response is not None and response.answers else "asked"


def _board_row(name: str, people: list[Participant], round_: Round, standing: Standing) -> BoardRow:
    states = [_state(participant) for participant in people]
    sent = states.count("sent")
    tells_people = standing.may(Permission.SEE_RESPONSE_STATES)
    countable = tells_people or standing.is_administrator or len(people) >= round_.minimum_group
    side_by_side = round_.mode != Round.Mode.ATTRIBUTED and round_.view == Round.View.PARTNERS
    needed = more_needed(invited=len(people), answered=sent, minimum_group=round_.minimum_group)
    return BoardRow(
        partner=name,
        invited=len(people),
        begun=states.count("begun") if countable else None,
        sent=sent if countable else None,
        needed=needed if side_by_side and countable and people[0].partner.left_on is None else None,
        people=tuple((str(participant.person), _state(participant)) for participant in people) if tells_people else (),
        has_left=people[0].partner.left_on is not None,
    )


def invited_by_partner(partnership: Partnership) -> dict[str, tuple[str, int]]:
    """How many people each partner would be asked with now: name and number by partner key."""
    partners = (
        partnership.partners.filter(left_on=None)
        .select_related("organisation")
        .annotate(
            people=Count("memberships", filter=Q(memberships__ended_at=None, memberships__person__is_active=True))
        )
    )
    return {str(partner.pk): (partner.name, partner.people) for partner in partners if partner.people}


def facilitators_of(partnership: Partnership) -> Iterable[User]:
    """Whom to ask."""
    return User.objects.filter(
        is_active=True,
        memberships__partnership=partnership,
        memberships__role="facilitator",
        memberships__ended_at=None,
    ).order_by("name")
