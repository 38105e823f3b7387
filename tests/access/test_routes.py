"""Every route, as every kind of person, against a table written by hand from the rules (not from their code).

A new route fails `test_every_route_is_listed` until it has a row here.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from partnerships.rules import Role
from tests.factories import (
    MembershipFactory,
    PartnerFactory,
    UserFactory,
    closed_round,
    draft,
    facilitator_of,
    instrument,
    open_round,
    sent,
)

pytestmark = pytest.mark.django_db

KINDS = (
    "anyone",
    "outsider",
    "other-facilitator",
    "ended",
    "member",
    "other-partner",
    "lead",
    "other-lead",
    "facilitator",
    "administrator",
)
OUTSIDE = {"outsider": 404, "other-facilitator": 404, "ended": 404}
SIGN_IN = 302


def row(member: int, lead: int, facilitator: int, administrator: int, **exceptions: int) -> dict[str, int]:
    """What each kind of person gets: outsiders always 404, nobody signed in is sent to the sign-in page."""
    expected = {
        "anyone": SIGN_IN,
        **OUTSIDE,
        "member": member,
        "other-partner": member,
        "lead": lead,
        "other-lead": lead,
        "facilitator": facilitator,
        "administrator": administrator,
    }
    return {**expected, **{key.replace("_", "-"): value for key, value in exceptions.items()}}


def everybody(status: int, anyone: int = SIGN_IN) -> dict[str, int]:
    return {**dict.fromkeys(KINDS, status), "anyone": anyone}


READERS = row(200, 200, 200, 200)
MANAGERS = row(403, 403, 200, 200)
PEOPLE = row(403, 200, 200, 200)
OWN_PARTNER = row(403, 200, 200, 200, other_lead=403)
ASKED = row(200, 200, 403, 403)
ADMINISTRATORS = {**dict.fromkeys(KINDS, 404), "anyone": SIGN_IN, "administrator": 200}

# name: (method, expected). Objects behind the arguments belong to the first partner, or to the partnership.
TABLE: dict[str, tuple[str, dict[str, int]]] = {
    "home": ("get", everybody(200)),
    "help": ("get", everybody(200)),
    "account_login": ("get", everybody(302, anyone=200)),
    "account_logout": ("get", everybody(200)),
    "account_signup": ("get", everybody(302, anyone=200)),
    "account_inactive": ("get", everybody(200, anyone=200)),
    "account_request_login_code": ("get", everybody(302, anyone=200)),
    "account_confirm_login_code": ("get", everybody(302, anyone=302)),
    "account_change_password": ("get", everybody(302)),
    "account_set_password": ("get", everybody(200)),
    "account_reset_password": ("get", everybody(200, anyone=200)),
    "account_reset_password_done": ("get", everybody(200, anyone=200)),
    "account_reset_password_from_key": ("get", everybody(200, anyone=200)),
    "account_reset_password_from_key_done": ("get", everybody(200, anyone=200)),
    "account_reauthenticate": ("get", everybody(403)),
    "mfa_index": ("get", everybody(200)),
    "mfa_authenticate": ("get", everybody(302, anyone=302)),
    "mfa_reauthenticate": ("get", everybody(403)),
    "mfa_activate_totp": ("get", everybody(200)),
    "mfa_deactivate_totp": ("get", everybody(404)),
    "mfa_view_recovery_codes": ("get", everybody(404)),
    "mfa_generate_recovery_codes": ("get", everybody(200)),
    "mfa_download_recovery_codes": ("get", everybody(404)),
    "mfa_list_webauthn": ("get", everybody(302)),
    "mfa_add_webauthn": ("get", everybody(200)),
    "mfa_login_webauthn": ("get", everybody(302, anyone=302)),
    "mfa_reauthenticate_webauthn": ("get", everybody(403)),
    "mfa_remove_webauthn": ("get", everybody(404)),
    "mfa_edit_webauthn": ("get", everybody(404)),
    "accounts:demonstration-sign-in": ("get", everybody(405, anyone=405)),
    "accounts:profile": ("get", everybody(200)),
    "accounts:address": ("get", everybody(200)),
    "accounts:address-confirm": ("get", everybody(404, anyone=404)),
    "accounts:address-link": ("get", everybody(302, anyone=302)),
    "accounts:sign-ins": ("get", everybody(200)),
    "accounts:sign-in-end": ("post", everybody(302)),
    "accounts:sign-ins-end": ("post", everybody(302)),
    "accounts:people": ("get", ADMINISTRATORS),
    "accounts:person": ("get", ADMINISTRATORS),
    "accounts:person-change": ("post", {**ADMINISTRATORS, "administrator": 302}),
    "person-merge": ("get", ADMINISTRATORS),
    "partnerships:organisations": ("get", ADMINISTRATORS),
    "partnerships:organisation-create": ("get", ADMINISTRATORS),
    "partnerships:organisation-edit": ("get", ADMINISTRATORS),
    "partnerships:organisation-merge": ("get", ADMINISTRATORS),
    "partnerships:list": ("get", everybody(200)),
    "partnerships:create": ("get", ADMINISTRATORS),
    "partnerships:edit": ("get", MANAGERS),
    "partnerships:audit": ("get", MANAGERS),
    "partnerships:partner-add": ("get", MANAGERS),
    "partnerships:partner-leave": ("get", MANAGERS),
    "partnerships:people": ("get", PEOPLE),
    "partnerships:invite": ("get", PEOPLE),
    "partnerships:role": ("post", {**OWN_PARTNER, "lead": 302, "facilitator": 302, "administrator": 302}),
    "partnerships:role-end": ("get", OWN_PARTNER),
    "partnerships:hand-over": ("get", MANAGERS),
    "partnerships:invitation-change": ("post", {**OWN_PARTNER, "lead": 302, "facilitator": 302, "administrator": 302}),
    "partnerships:invitation": ("get", everybody(404, anyone=404)),
    "partnerships:invitation-accept": ("get", everybody(404, anyone=404)),
    "surveys:rounds": ("get", READERS),
    "surveys:round-create": ("get", MANAGERS),
    "surveys:round": ("get", READERS),
    "surveys:round-edit": ("draft", row(403, 403, 200, 200)),
    "surveys:round-delete": ("draft", row(403, 403, 200, 200)),
    "surveys:round-launch": ("draft", row(403, 403, 200, 200)),
    "surveys:round-extend": ("get", MANAGERS),
    "surveys:round-ask": ("get", MANAGERS),
    "surveys:round-close": ("get", MANAGERS),
    "surveys:tasks": ("get", ASKED),
    "surveys:section": ("get", ASKED),
    "surveys:save": ("post", row(400, 400, 403, 403)),
    "surveys:check": ("get", ASKED),
    "surveys:send": ("post", row(302, 302, 403, 403)),
    "surveys:receipt": ("get", row(302, 302, 403, 403)),
    "surveys:answers-copy": ("get", {**row(302, 302, 403, 403), "member": 200}),
    "reports:overview": ("get", READERS),
    "reports:round-results": ("closed", READERS),
    "reports:round-statements": ("closed", READERS),
    "reports:round-statement": ("closed", READERS),
    "reports:round-column": ("closed", READERS),
    "reports:round-results-json": ("closed", READERS),
    "reports:round-results-csv": ("closed", READERS),
}


def routes(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from routes(pattern.url_patterns, prefix + space)
        else:
            yield f"{prefix}{pattern.name}"


def test_every_route_is_listed():
    found = set(routes(get_resolver().url_patterns))
    assert len(found) > 40
    assert found == set(TABLE)


class World:
    """One partnership with two partners, and somebody of every kind; another partnership beside it."""

    def __init__(self) -> None:
        self.partner = PartnerFactory()
        self.partnership = self.partner.partnership
        other = PartnerFactory(partnership=self.partnership)
        elsewhere = PartnerFactory()
        self.membership = MembershipFactory(partner=self.partner)
        self.people = {
            "outsider": UserFactory(),
            "other-facilitator": facilitator_of(elsewhere.partnership),
            "ended": MembershipFactory(partner=self.partner, ended_at="2026-01-01T00:00Z").person,
            "member": self.membership.person,
            "other-partner": MembershipFactory(partner=other).person,
            "lead": MembershipFactory(partner=self.partner, role=Role.LEAD).person,
            "other-lead": MembershipFactory(partner=other, role=Role.LEAD).person,
            "facilitator": facilitator_of(self.partnership),
            "administrator": UserFactory(is_administrator=True),
        }
        six = instrument()
        self.round = open_round(self.partnership, instrument=six)
        self.drafted = draft(self.partnership, instrument=six)
        self.closed = closed_round(self.partnership, instrument=six, mode="attributed")
        self.invitation = self.partnership.invitations.create(
            email="new@test.example",
            role=Role.MEMBER,
            partner=self.partner,
            token_sha256=f"{self.partnership.pk:064}",
            invited_by=self.people["facilitator"],
            expires_at="2999-01-01T00:00Z",
        )
        self.facilitating = self.partnership.memberships.get(role=Role.FACILITATOR)
        self.passkey = Authenticator.objects.create(user=UserFactory(), type="webauthn", data={})
        response = sent(self.round.participants.get(person=self.membership.person), {})
        response.is_submitted = False
        response.save()

    def address(self, name: str, method: str) -> str:
        slug = self.partnership.slug
        special = {
            "mfa_remove_webauthn": [self.passkey.pk],
            "mfa_edit_webauthn": [self.passkey.pk],
            "accounts:sign-in-end": [1],
            "accounts:address-link": ["wrong"],
            "accounts:person": [self.people["outsider"].pk],
            "accounts:person-change": [self.people["outsider"].pk],
            "person-merge": [self.people["outsider"].pk],
            "account_reset_password_from_key": ["1", "key"],
            "partnerships:organisation-edit": [self.partner.organisation_id],
            "partnerships:organisation-merge": [self.partner.organisation_id],
            "partnerships:partner-leave": [slug, self.partner.pk],
            "partnerships:role": [slug, self.membership.pk],
            "partnerships:hand-over": [slug, self.facilitating.pk],
            "partnerships:role-end": [slug, self.membership.pk],
            "partnerships:invitation-change": [slug, self.invitation.pk],
            "partnerships:invitation": ["wrong"],
            "surveys:section": [slug, self.round.pk, "trust"],
            "reports:round-statement": [slug, self.closed.pk, "trust-risk"],
            "reports:round-column": [slug, self.closed.pk, str(self.partner.pk)],
        }
        if name in special:
            return reverse(name, args=special[name])
        rounds = {"draft": self.drafted, "closed": self.closed}
        for args in ([], [slug], [slug, rounds.get(method, self.round).pk]):
            try:
                return reverse(name, args=args)
            except Exception:  # noqa: BLE001  # the next longer list of arguments may fit
                continue
        raise AssertionError(name)


@pytest.mark.parametrize("name", TABLE)
def test_route(name):
    method, expected = TABLE[name]
    assert set(expected) == set(KINDS)
    world = World()
    address = world.address(name, method)
    found = {}
    for kind in KINDS:
        client = Client()
        if kind != "anyone":
            client.force_login(world.people[kind])
        found[kind] = client.post(address).status_code if method == "post" else client.get(address).status_code
    assert found == expected


CLOSED_TO_OUTSIDERS = [name for name, (_, expected) in TABLE.items() if expected["outsider"] == 404]


@pytest.mark.parametrize("name", CLOSED_TO_OUTSIDERS)
def test_outsiders_are_told_nothing(client, name):
    world = World()
    client.force_login(world.people["outsider"])
    page = client.get(world.address(name, TABLE[name][0])).content.decode()
    assert world.partnership.name not in page
    assert world.partner.name not in page


def addresses_across(own, other):
    """Addresses that mix a partnership one facilitates with the objects of another."""
    slug = own.partnership.slug
    for name in TABLE:
        if name.startswith(("surveys:", "reports:")) and name not in {
            "surveys:rounds",
            "surveys:round-create",
            "reports:overview",
        }:
            more = {
                "surveys:section": ["trust"],
                "reports:round-statement": ["trust-risk"],
                "reports:round-column": [str(other.partner.pk)],
            }
            yield name, reverse(name, args=[slug, other.round.pk, *more.get(name, [])])
    yield "partner-leave", reverse("partnerships:partner-leave", args=[slug, other.partner.pk])
    yield "hand-over", reverse("partnerships:hand-over", args=[slug, other.facilitating.pk])
    yield "role-end", reverse("partnerships:role-end", args=[slug, other.membership.pk])


def test_another_partnerships_objects_are_not_found_under_ones_own(client):
    own, other = World(), World()
    client.force_login(own.people["facilitator"])
    found = {name: client.get(address).status_code for name, address in addresses_across(own, other)}
    assert len(found) > 15
    assert set(found.values()) <= {404, 405}
    assert sum(code == 405 for code in found.values()) <= 1


@pytest.mark.parametrize("name", ["partnerships:role", "partnerships:invitation-change"])
def test_another_partnerships_people_cannot_be_changed_under_ones_own(client, name):
    own, other = World(), World()
    client.force_login(own.people["facilitator"])
    pk = other.membership.pk if name == "partnerships:role" else other.invitation.pk
    assert client.post(reverse(name, args=[own.partnership.slug, pk]), {"role": "lead"}).status_code == 404
