"""Reads that pages about rounds need, named after the question they answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, cast

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from common.bounces import bounced_addresses
from partnerships.models import Membership, Partner, Partnership
from partnerships.rules import Permission, Role, Standing
from surveys.columns import more_needed
from surveys.models import HandedOn, Instrument, OwnView, Participant, Response, Round

State = Literal["asked", "opened", "begun", "sent", "declined", "not-me"]
STATE_WORDS: dict[State, str] = {
    "asked": "asked",
    "opened": "opened the link",
    "begun": "begun",
    "sent": "sent",
    "declined": "declined",
    "not-me": "says it is not them, the link has ended",
}


OFFICIAL_WORDS = {"none": "not begun", "compared": "answers compared", "draft": "in draft", "sent": "sent"}
"""How far an official answer is."""


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
    """Rounds that wait for this person's answers, the first to close first; not those sent already, or declined.

    Nor those whose own people's answers were compared: they are fixed.
    """
    now = timezone.now()
    asked = (
        not_compared(Participant.objects.all())
        .filter(
            person=user,
            has_answered=False,
            refusal="",
            round__state=Round.State.OPEN,
            round__paused_at=None,
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


def not_compared(participants: QuerySet[Participant]) -> QuerySet[Participant]:
    """Those of them whose own answers their organisation has not fixed by comparing them."""
    views = OwnView.objects.filter(round=OuterRef("round"), partner=OuterRef("partner"))
    return participants.filter(~Exists(views))


def sent_by(user: User) -> list[Participant]:
    """Rounds the person sent answers to, the newest first; anonymous ones never, as nothing leads to those."""
    sent = Participant.objects.filter(person=user, response__is_submitted=True).exclude(
        round__mode=Round.Mode.ANONYMOUS
    )
    joined = sent.select_related("response", "partner__organisation", "round__partnership")
    return list(joined.order_by("-round__closes_at", "-round_id"))


def rounds_of(partnership: Partnership, standing: Standing) -> QuerySet[Round]:
    """The partnership's rounds, newest first; drafts only for those who manage rounds."""
    rounds = partnership.rounds.select_related("instrument", "result")
    return rounds if standing.may(Permission.MANAGE_ROUND) else rounds.exclude(state=Round.State.DRAFT)


def last_round(partnership: Partnership, instrument_key: str | None = None) -> Round | None:
    """The closed round that ended last, with any instrument or with this one; None for none."""
    rounds = Round.objects.filter(partnership=partnership, state=Round.State.CLOSED)
    if instrument_key is not None:
        rounds = rounds.filter(instrument__key=instrument_key)
    return rounds.select_related("instrument", "partnership", "result").order_by("-closes_at", "-pk").first()


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
    facilitators only, and so is `switched_off`: how many of those who have sent nothing cannot sign in now. `official`
    is how far its official answer is, in words; empty where none is asked for.
    """

    partner: str
    invited: int
    begun: int | None
    sent: int | None
    needed: int | None
    people: tuple[tuple[str, str], ...] = ()
    has_left: bool = False
    switched_off: int = 0
    official: str = ""


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

    @property
    def official_sent(self) -> int:
        """Partners whose official answer was sent; of `rows`."""
        return sum(row.official == OFFICIAL_WORDS["sent"] for row in self.rows)

    @property
    def waiting(self) -> int:
        """People who have answered nothing yet."""
        return self.invited - self.begun - self.sent


def response_board(round_: Round, standing: Standing) -> Board:
    """Invited, begun and sent by partner: states of people for a facilitator, counts for others.

    A lead sees counts of partners that invited k or more; nobody sees a time.
    """
    participants = list(
        round_.participants.select_related("person", "partner__organisation", "response", "handed_on__person")
        .prefetch_related("links")
        .order_by("partner__organisation__name", "person__name", "person__email")
    )
    by_partner: dict[str, list[Participant]] = {}
    for participant in participants:
        name = participant.partner.name
        by_partner.setdefault(name if participant.partner.left_on is None else f"{name} (left)", []).append(participant)
    tells_people = standing.may(Permission.SEE_RESPONSE_STATES)
    came_back = set(bounced_addresses(item.person.email for item in participants)) if tells_people else set()
    official = official_states(round_) if round_.official else {}
    rows = (_board_row(name, people, round_, standing, came_back, official) for name, people in by_partner.items())
    return Board(tuple(rows))


def official_states(round_: Round, partner: Partner | None = None) -> dict[int, str]:
    """How far official answers are, in words, by partner; those of whom nothing is stored are left out (two queries).

    `partner`: of this one alone.
    """
    narrow = {"partner": partner} if partner else {}
    compared = OwnView.objects.filter(round=round_, **narrow).values_list("partner_id", flat=True)
    states = dict.fromkeys(compared, OFFICIAL_WORDS["compared"])
    official = Response.objects.filter(round=round_, is_official=True, **narrow)
    for key, is_sent, answers in official.values_list("partner_id", "is_submitted", "answers"):
        if is_sent or answers:
            states[key] = OFFICIAL_WORDS["sent" if is_sent else "draft"]
    return states


def _state(participant: Participant) -> State:
    if participant.has_answered:
        return "sent"
    response: Response | None = getattr(participant, "response", None)
    if participant.refusal:
        return cast("State", participant.refusal)
    if response is not None and response.answers:
        return "begun"
    return "opened" if any(link.is_opened for link in participant.links.all()) else "asked"


def state_words(participant: Participant) -> str:
    """How far somebody is, for a facilitator."""
    words = STATE_WORDS[_state(participant)]
    reason = f": {participant.reason}" if participant.reason and not participant.has_answered else ""
    handed: HandedOn | None = getattr(participant, "handed_on", None)
    instead = f", instead of {handed.person}" if handed else ""
    return f"{words}{reason}{instead}"


def _board_row(
    name: str,
    people: list[Participant],
    round_: Round,
    standing: Standing,
    came_back: set[str],
    official: Mapping[int, str],
) -> BoardRow:
    states = [_state(participant) for participant in people]
    sent = states.count("sent")
    tells_people = standing.may(Permission.SEE_RESPONSE_STATES)
    countable = tells_people or standing.is_administrator or len(people) >= round_.minimum_group
    side_by_side = round_.mode != Round.Mode.ATTRIBUTED and round_.view == Round.View.PARTNERS
    shut_out = sum(map(_is_shut_out, people))
    needed = more_needed(invited=len(people) - shut_out, answered=sent, minimum_group=round_.minimum_group)
    return BoardRow(
        partner=name,
        invited=len(people),
        begun=states.count("begun") if countable else None,
        sent=sent if countable else None,
        needed=needed if side_by_side and countable and people[0].partner.left_on is None else None,
        people=tuple((_named(participant, came_back), state_words(participant)) for participant in people)
        if tells_people
        else (),
        has_left=people[0].partner.left_on is not None,
        switched_off=shut_out if tells_people else 0,
        official=official.get(people[0].partner_id, OFFICIAL_WORDS["none"]) if round_.official else "",
    )


def _is_shut_out(participant: Participant) -> bool:
    return not participant.person.is_active and not participant.has_answered


def _named(participant: Participant, came_back: set[str]) -> str:
    """The name, and what keeps the person from answering: never which mail came back, or when."""
    if _is_shut_out(participant):
        return f"{participant.person} (switched off)"
    return (
        f"{participant.person} (mail came back)" if participant.person.email in came_back else str(participant.person)
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


def people_to_tell(round_: Round) -> QuerySet[Participant]:
    """Everybody who was asked and can be reached."""
    return round_.participants.filter(person__is_active=True).select_related("person").order_by("pk")


def facilitators_of(partnership: Partnership) -> Iterable[User]:
    """Whom to ask."""
    return User.objects.filter(
        is_active=True,
        memberships__partnership=partnership,
        memberships__role="facilitator",
        memberships__ended_at=None,
    ).order_by("name")


def leads_of(partner: Partner) -> list[User]:
    """Who may send for a partner, by name; empty where it has no lead."""
    leads = Membership.objects.filter(partner=partner, role=Role.LEAD, ended_at=None, person__is_active=True)
    return [lead.person for lead in leads.select_related("person").order_by("person__name", "person__email")]


def two_hats_in(partnership: Partnership) -> list[tuple[str, str]]:
    """Facilitators who also take part for a partner, with that partner: whoever answers is told of them before."""
    facilitating = Membership.objects.filter(
        partnership=partnership, role=Role.FACILITATOR, ended_at=None, person__is_active=True
    )
    seats = Membership.objects.filter(
        partnership=partnership, ended_at=None, partner__isnull=False, person__in=facilitating.values("person")
    )
    # Values, not rows: it is asked for on every page of filling in.
    named = seats.order_by("person__name", "person__email").values_list(
        "person__name", "person__email", "partner__organisation__name"
    )
    return [(name or email, partner) for name, email, partner in named]
