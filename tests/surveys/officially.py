"""Rounds that ask for official answers, for tests."""

from __future__ import annotations

import uuid
from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.models import User
from partnerships.models import Partner
from partnerships.rules import Role
from surveys.models import Response, Round
from surveys.services.official import compare_answers, save_official, start_official, submit_official
from surveys.services.saving import Change
from tests.factories import MembershipFactory, PartnerFactory, open_round, people_of, sent

KEY = "trust-risk"
ATTRIBUTED = {"mode": "attributed", "official": True}


def asked(count: int = 3, **fields: Any) -> tuple[Round, Partner]:
    """An open round that asks for official answers, and a partner with so many people, one of whom leads."""
    partner = PartnerFactory()
    people_of(partner, count - 1)
    MembershipFactory(partner=partner, role=Role.LEAD)
    return open_round(partner.partnership, **ATTRIBUTED, **fields), partner


def lead_of(partner: Partner) -> User:
    """Its lead."""
    return partner.memberships.get(role=Role.LEAD).person


def member_of(partner: Partner) -> User:
    """Its first member."""
    return partner.memberships.filter(role=Role.MEMBER).order_by("pk").first().person


def everybody_sends(round_: Round, partner: Partner, *scores: int, keys: tuple[str, ...] = (KEY,)) -> None:
    """The partner's people send their own answers, one score each, in the order in which they were asked."""
    people = round_.participants.filter(partner=partner).order_by("pk")
    for participant, score in zip(people, scores, strict=False):
        sent(participant, dict.fromkeys(keys, score))


def compared(*scores: int, keys: tuple[str, ...] = (KEY,), **fields: Any) -> tuple[Round, Partner]:
    """A round in which these people of one partner have answered, and compared it."""
    round_, partner = asked(max(3, len(scores)), **fields)
    everybody_sends(round_, partner, *scores, keys=keys)
    compare_answers(round_=round_, partner=partner, by=lead_of(partner))
    return round_, partner


def drafted(round_: Round, partner: Partner, score: int = 3) -> Response:
    """An official answer with one statement scored, not sent."""
    response = start_official(round_=round_, partner=partner)
    return save_official(response=response, changes={KEY: Change(None, score)}, comments={}, is_lead=False).response


def officially_sent(round_: Round, partner: Partner, score: int = 3) -> Response:
    """The same, sent by a lead."""
    response = drafted(round_, partner, score)
    return submit_official(response=response, key=uuid.uuid4(), revision=response.revision, by=lead_of(partner))


def signed_in(person: User) -> Client:
    """A browser of theirs."""
    client = Client()
    client.force_login(person)
    return client


def address(round_: Round, name: str, *more: Any) -> str:
    """Of a page of the round."""
    return reverse(f"surveys:{name}", args=[round_.partnership.slug, round_.pk, *more])
