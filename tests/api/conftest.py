"""A partnership with a closed and an open round, and how programs ask for it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.models import ApiToken
from accounts.tokens import make_token
from tests.factories import MembershipFactory, PartnerFactory, closed_round, people_of

ALL = list(ApiToken.Scope.values)


def asking(person, scopes=ALL, days=30) -> Client:
    """A program with a token of this person's."""
    return with_secret(make_token(person=person, name="Power BI", scopes=scopes, days=days))


def with_secret(secret: str, **more) -> Client:
    return Client(headers={"authorization": f"Bearer {secret}"}, **more)


@pytest.fixture(autouse=True)
def _no_tries_yet(db):
    cache.clear()


@pytest.fixture
def partner(db):
    partner = PartnerFactory()
    people_of(partner, 4)
    return partner


@pytest.fixture
def partnership(partner):
    return partner.partnership


@pytest.fixture
def member(partner):
    return MembershipFactory(partner=partner).person


@pytest.fixture
def closed(partnership, member):
    return closed_round(partnership, mode="attributed")


@pytest.fixture
def program(member):
    return asking(member)


@pytest.fixture
def next_day():
    """Called, it makes it tomorrow."""
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield lambda: traveller.shift(timedelta(days=1))
