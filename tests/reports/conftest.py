"""A partnership of two partners, 4 and 12 people, and one of its people signed in."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories import PartnerFactory, people_of


@pytest.fixture
def partnership():
    partner = PartnerFactory()
    people_of(partner, 4)
    people_of(PartnerFactory(partnership=partner.partnership), 12)
    return partner.partnership


@pytest.fixture
def reader(client, partnership):
    person = partnership.memberships.first().person
    client.force_login(person)
    return person


@pytest.fixture
def address():
    def of(round_, name="round-results"):
        return reverse(f"reports:{name}", args=[round_.partnership.slug, round_.pk])

    return of
