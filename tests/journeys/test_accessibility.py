"""axe on every other page, in both themes."""

from __future__ import annotations

import pytest
from django.urls import reverse

from partnerships.rules import Role
from tests.factories import (
    MembershipFactory,
    PartnerFactory,
    UserFactory,
    closed_round,
    draft,
    facilitator_of,
    open_round,
    people_of,
)
from tests.journeys.axe import violations

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place(transactional_db):
    """A partnership with an open, a drafted and a closed round."""
    partner = PartnerFactory()
    people_of(partner, 12)
    people_of(PartnerFactory(partnership=partner.partnership), 12)
    MembershipFactory(partner=partner, role=Role.LEAD)
    closed = closed_round(partner.partnership)
    return {
        "slug": partner.partnership.slug,
        "partner": partner,
        "closed": closed,
        "open": open_round(partner.partnership, instrument=closed.instrument, title="Open"),
        "draft": draft(partner.partnership, instrument=closed.instrument, title="Draft"),
    }


def visit(page, live_server, client, person, address):
    client.force_login(person)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    page.goto(live_server.url + address)


@pytest.mark.parametrize("name", ["account_login", "account_request_login_code", "account_reset_password"])
def test_signing_in(page, live_server, transactional_db, name):
    page.goto(live_server.url + reverse(name))
    assert violations(page) == []


@pytest.mark.parametrize(
    "name", ["home", "help", "accounts:profile", "accounts:people", "partnerships:list", "partnerships:create",
             "partnerships:organisations", "partnerships:organisation-create", "accounts:address", "accounts:sign-ins",
             "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"],
)  # fmt: skip
def test_administration(page, live_server, client, place, name):
    visit(page, live_server, client, UserFactory(is_administrator=True), reverse(name))
    assert violations(page) == []


@pytest.mark.parametrize(
    "name", ["reports:overview", "surveys:rounds", "surveys:round-create", "partnerships:people", "partnerships:invite",
             "partnerships:edit", "partnerships:audit", "partnerships:partner-add"],
)  # fmt: skip
def test_partnership(page, live_server, client, place, name):
    person = facilitator_of(place["draft"].partnership)
    visit(page, live_server, client, person, reverse(name, args=[place["slug"]]))
    assert violations(page) == []


@pytest.mark.parametrize(
    ("name", "which"),
    [("round", "open"), ("round", "closed"), ("round-extend", "open"), ("round-close", "open"), ("round-edit", "draft"),
     ("round-launch", "draft"), ("round-delete", "draft")],
)  # fmt: skip
def test_rounds(page, live_server, client, place, name, which):
    person = facilitator_of(place["draft"].partnership)
    visit(page, live_server, client, person, reverse(f"surveys:{name}", args=[place["slug"], place[which].pk]))
    assert violations(page) == []


def test_people_and_organisations(page, live_server, client, place):
    """The pages that change or merge them, with something to show and with reasons against it."""
    partner, other = place["partner"].partnership.partners.all()
    role = facilitator_of(partner.partnership).memberships.get()
    lead = partner.memberships.filter(role=Role.LEAD).first() or other.memberships.filter(role=Role.LEAD).get()
    late = MembershipFactory(partner=other)
    administrator = UserFactory(is_administrator=True)
    for address in (
        reverse("accounts:person", args=[role.person_id]),
        reverse("person-merge", args=[role.person_id]),
        reverse("person-merge", args=[lead.person_id]) + f"?email={role.person.email}",
        reverse("person-merge", args=[lead.person_id]) + f"?email={administrator.email}",
        reverse("partnerships:organisation-edit", args=[partner.organisation_id]),
        reverse("partnerships:organisation-merge", args=[partner.organisation_id]),
        reverse("partnerships:organisation-merge", args=[partner.organisation_id]) + f"?other={other.organisation_id}",
        reverse("partnerships:hand-over", args=[place["slug"], role.pk]),
        reverse("surveys:round-ask", args=[place["slug"], place["open"].pk]),
    ):
        visit(page, live_server, client, administrator, address)
        assert violations(page) == [], address
    assert page.get_by_label(str(late.person)).is_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_results(page, live_server, client, place, width):
    page.set_viewport_size({"width": width, "height": 900})
    person = facilitator_of(place["draft"].partnership)
    visit(page, live_server, client, person, reverse("reports:round-results", args=[place["slug"], place["closed"].pk]))
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
