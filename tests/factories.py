"""Makers of test data: the smallest rows that the constraints allow."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import factory
from django.utils import timezone

from accounts.models import User
from partnerships.models import Membership, Organisation, Partner, Partnership
from partnerships.rules import Role
from record.models import Entry, Version
from record.parts import PARTS
from record.services.agreeing import propose_version
from record.services.drafts import kept_version, start_draft
from record.services.writing import add_row
from surveys.definition import Definition
from surveys.instrument_file import load
from surveys.models import Instrument, Participant, Response, Round
from surveys.services.instruments import publish_instrument
from surveys.services.rounds import close_round, launch_round

SIX = Path(__file__).resolve().parents[1] / "surveys" / "instruments" / "six-principles.yaml"


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person-{n}@test.example")
    name = factory.Sequence(lambda n: f"Person {n}")
    password = "!"  # signs in by code


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Organisation {n:03}")


class PartnershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Partnership

    name = factory.Sequence(lambda n: f"Partnership {n}")
    slug = factory.Sequence(lambda n: f"partnership-{n}")


class PartnerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Partner

    partnership = factory.SubFactory(PartnershipFactory)
    organisation = factory.SubFactory(OrganisationFactory)


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    partner = factory.SubFactory(PartnerFactory)
    partnership = factory.LazyAttribute(lambda row: row.partner.partnership)
    person = factory.SubFactory(UserFactory)
    role = Role.MEMBER


def facilitator_of(partnership: Partnership) -> User:
    """Somebody who facilitates it."""
    return MembershipFactory(partnership=partnership, partner=None, role=Role.FACILITATOR).person


def instrument(definition: Definition | None = None) -> Instrument:
    """The six principles, or another instrument, published."""
    return publish_instrument(definition=definition or six_principles())


@cache
def six_principles() -> Definition:
    """As its file has it, read once: reading takes longer than most tests."""
    return load(SIX)


def draft(partnership: Partnership, **fields: Any) -> Round:
    """A round that opened an hour ago and closes tomorrow."""
    now = timezone.now()
    values = {
        "title": "Test round",
        "opens_at": now - timedelta(hours=1),
        "closes_at": now + timedelta(days=1),
        **fields,
    }
    values.setdefault("instrument", instrument())
    return Round.objects.create(partnership=partnership, **values)


def open_round(partnership: Partnership, **fields: Any) -> Round:
    """A launched one; everybody who is a member or lead is asked."""
    round_ = draft(partnership, **fields)
    launch_round(round_=round_, by=None, at=timezone.now())
    return round_


def sent(participant: Participant, answers: dict[str, Any]) -> Response:
    """What a participant sent."""
    Participant.objects.filter(pk=participant.pk).update(has_answered=True)
    return Response.objects.create(
        round=participant.round,
        partner=participant.partner,
        participant=participant,
        answers=answers,
        is_submitted=True,
    )


def everybody_answers(round_: Round, score: int = 3) -> None:
    """Every participant scores every statement alike."""
    keys = round_.instrument.content.statement_keys
    for participant in round_.participants.all():
        sent(participant, dict.fromkeys(keys, score))


def closed_round(partnership: Partnership, score: int = 3, **fields: Any) -> Round:
    """A round in which everybody answered alike, closed."""
    round_ = open_round(partnership, **fields)
    everybody_answers(round_, score)
    close_round(round_=round_, by=None)
    return round_


def written(partnership: Partnership) -> Entry:
    """A trigger in a draft of the exit strategy, which is started."""
    version = start_draft(partnership=partnership, part=PARTS["exit"], by=None)
    return add_row(version=version, clause=PARTS["exit"].clause("triggers"), values={"trigger": "Cut"}, by=None)


def contributed(partner: Partner, year: int = 2026, **values: Any) -> Entry:
    """What a partner puts in: £100 in cash, of which nothing is told yet."""
    part = PARTS["contributions"]
    version = kept_version(partnership=partner.partnership, part=part)
    stored = {"partner": partner.pk, "year": year, "kind": "cash", "pledged": "100.00", **values}
    return add_row(version=version, clause=part.clause("contributions"), values=stored, by=None)


def put_forward(partnership: Partnership) -> Version:
    """An exit strategy that partners are asked to sign."""
    due = timezone.localdate() + timedelta(days=21)
    return propose_version(version=written(partnership).version, changes="", answers_due_on=due, by=None)


def people_of(partner: Partner, count: int) -> list[User]:
    """So many members of a partner."""
    return [MembershipFactory(partner=partner).person for _ in range(count)]
