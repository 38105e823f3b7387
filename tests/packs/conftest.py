"""A partnership with a closed round, and its people; packs are asked for here and made by hand."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from packs import contents
from packs.services.making import make_packs
from partnerships.rules import Role
from reports.formats import FORMATS
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


@pytest.fixture(autouse=True)
def two_kinds(monkeypatch):
    """Rounds have two kinds of files here, which are made fast; see `every_kind`."""
    monkeypatch.setattr(contents, "FORMATS", {kind: FORMATS[kind] for kind in ("csv", "json")})


@pytest.fixture
def every_kind(monkeypatch, two_kinds):
    monkeypatch.setattr(contents, "FORMATS", FORMATS)


@pytest.fixture
def made():
    """Makes what waits, and hands the pack back as it is then."""

    def make(pack):
        make_packs()
        pack.refresh_from_db()
        return pack

    return make
