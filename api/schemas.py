"""What the API answers, field by field; the OpenAPI document is made from it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ninja import Field, Schema

from partnerships.models import Organisation, Partnership
from surveys.models import Round


class ProblemOut(Schema):
    """Why there is no answer."""

    problem: str = Field(description="A sentence that says what to do.")


class PartnerOut(Schema):
    """An organisation within the partnership."""

    name: str
    sector: Organisation.Sector
    joined_on: date
    left_on: date | None = Field(description="null: it has not left.")


class PartnershipOut(Schema):
    """A partnership that the token's person may see."""

    slug: str = Field(description="Its name in addresses.")
    name: str
    kind: Partnership.Kind
    stage: Partnership.Stage
    summary: str
    time_zone: str = Field(description="Such as Europe/London: days and deadlines are meant there.")
    closed_on: date | None = Field(description="null: it is not closed.")
    partners: list[PartnerOut]


class PartnershipsOut(Schema):
    """A page of partnerships, by slug."""

    items: list[PartnershipOut]
    next: str | None = Field(description="The address of the next page; null on the last.")


class InstrumentOut(Schema):
    """Which statements were put to people."""

    key: str
    version: int
    title: str


class RoundOut(Schema):
    """One assessment of the partnership."""

    id: int
    title: str
    state: Round.State
    mode: Round.Mode
    official: bool = Field(description="Each organisation gives one official answer.")
    minimum_group: int = Field(description="k: about fewer people than this nothing is published.")
    view: Round.View
    opens_at: datetime
    closes_at: datetime
    closed_at: datetime | None
    is_paused: bool
    was_imported: bool = Field(description="Brought in from paper or another tool.")
    instrument: InstrumentOut
    results: str | None = Field(description="The address of its results; null unless it is closed.")


class RoundsOut(Schema):
    """A page of rounds, the oldest first."""

    items: list[RoundOut]
    next: str | None = Field(description="The address of the next page; null on the last.")


class PartnerAnswersOut(Schema):
    """How far a partner's people are."""

    partner: str
    invited: int
    begun: int | None = Field(description="Begun, not sent. null: too few were asked to say.")
    sent: int | None = Field(description="null: too few were asked to say.")


class AnswersOut(Schema):
    """How far people are; the totals are of those partners whose counts are shown."""

    invited: int
    begun: int
    sent: int
    partners: list[PartnerAnswersOut]


class RoundInFullOut(RoundOut):
    """One round with how many have answered."""

    answers: AnswersOut | None = Field(
        description="null where your role does not show it, in a draft, and where the round was brought in."
    )


class RecordOut(Schema):
    """Every version of every part, as in the file that the record's page gives; see docs/record-format.md."""

    format: str
    format_version: int
    taken_out_at: datetime
    partnership: dict[str, str]
    partners: list[dict[str, Any]]
    parts: dict[str, Any] = Field(description="By key: identity, purpose, governance, contributions, exit, parting.")


class ResultsOut(Schema):
    """The published figures of a closed round, as in the file that its page gives; see docs/results-format.md."""

    format: str
    format_version: int
    partnership: dict[str, Any]
    round: dict[str, Any]
    instrument: dict[str, Any]
    columns: list[dict[str, Any]]
    left_out: list[dict[str, Any]]
    no_answers: list[dict[str, Any]]
    agreement_of: list[str] | None
    figures: dict[str, Any] = Field(description="overall, sections, statements and, where it was asked, importance.")
    comments: list[dict[str, Any]] | None = Field(description="null until the facilitator has shared them.")
