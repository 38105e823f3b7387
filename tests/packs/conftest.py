"""A partnership with a closed round, and its people; packs are asked for here and made by hand."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from packs.services.making import make_packs
from partnerships.rules import Role
from tests.factories import MembershipFactory, PartnerFactory, closed_round, facilitator_of, instrument, people_of


@pytest.fixture
def world(db):
    partner = PartnerFactory()
    people_of(partner, 4)
    lead = MembershipFactory(partner=partner, role=Role.LEAD).person
    people_of(PartnerFactory(partnership=partner.partnership), 4)
    six = instrument()
    return SimpleNamespace(
        partner=partner,
        partnership=partner.partnership,
        slug=partner.partnership.slug,
        six=six,
        round=closed_round(partner.partnership, instrument=six, title="Spring check"),
        member=partner.memberships.order_by("pk")[0].person,
        lead=lead,
        facilitator=facilitator_of(partner.partnership),
    )


@pytest.fixture
def made():
    """Makes what waits, and hands the pack back as it is then."""

    def make(pack):
        make_packs()
        pack.refresh_from_db()
        return pack

    return make
