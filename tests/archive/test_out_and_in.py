"""A partnership that was taken out of one installation shows the same in another one, which is empty."""

from __future__ import annotations

import json

import pytest
from django.db import transaction
from django.test import Client

from common.models import AuditEntry
from partnerships.models import Membership, Organisation, Partnership
from record.models import Signature
from surveys.models import Participant, Quotation, Response, Round
from surveys.services.portfolio import differences
from surveys.services.rounds import close_round
from tests.archive.made import brought, everything, members, pages_of, rows, start_ids_at, taken
from tests.factories import MembershipFactory, PartnerFactory, UserFactory, open_round, people_of, sent

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def moved(django_db_setup, django_db_blocker):
    """Taken out of one installation, which is forgotten, and brought into another with other ids."""
    with django_db_blocker.unblock(), transaction.atomic():
        place = transaction.savepoint()
        start_ids_at(610_000)
        before = everything()
        data = taken(before)
        old = pages_of(Client(), before)
        transaction.savepoint_rollback(place)
        assert not Partnership.objects.exists()
        start_ids_at(820_000)
        found = brought(data)
        yield old, data, found
        transaction.set_rollback(True)


def test_every_page_and_file_is_the_same(moved, client):
    old, _, found = moved
    new = pages_of(client, found.partnership)
    assert len(old) > 20
    assert {name for name in old if old[name] != new[name]} == set()


def test_the_portfolio_equals_the_results(moved):
    assert moved[2].partnership.portfolio_rows.exists()
    assert list(differences()) == []


def test_only_answers_of_attributed_rounds_go_along(moved):
    _, data, found = moved
    second = Round.objects.get(partnership=found.partnership, title="Second")
    assert len(rows(data, "answers")) == 23 == Response.objects.filter(round=second).count()
    assert not Response.objects.exclude(round=second).exists()
    assert set(rows(data, "answers")[0]) == {"id", "round", "partner", "is_official", "answers", "importance"}


def test_nobody_is_said_to_have_been_asked_or_to_have_answered(moved):
    assert not Participant.objects.exists()
    assert not Response.objects.exclude(participant=None).exists()
    assert not Response.objects.exclude(submitted_at=None, saved_at=None).exists()


def test_what_was_left_out_of_a_comment_is_nowhere_in_it(moved):
    _, data, _ = moved
    everywhere = b"".join(members(data).values()).decode()
    assert "came late" not in everywhere
    assert "Not shared yet" not in everywhere
    assert {item.text for item in Quotation.objects.all()} == {"Money [left out by the facilitator]late"}


def test_addresses_are_of_those_who_hold_a_role(moved):
    _, data, _ = moved
    told = {row["email"] for row in rows(data, "people")}
    holding = {row["person"] for row in rows(data, "memberships") if row["ended_at"] is None}
    assert told - {None} == {row["email"] for row in rows(data, "people") if row["id"] in holding}


def test_people_come_by_name_and_cannot_sign_in(moved):
    person = Signature.objects.get(version__partnership=moved[2].partnership).signed_by
    assert person.name.startswith("Person ")
    assert not person.is_active
    assert not person.has_usable_password()
    assert person.email.endswith("@invalid.example")
    assert not Membership.objects.filter(partnership=moved[2].partnership, ended_at=None).exists()


def test_those_to_invite_are_told_with_their_part(moved):
    found = moved[2]
    assert len(found.to_invite) == 24
    assert sorted({role for _, _, role, _ in found.to_invite}) == ["facilitator", "lead", "member"]
    assert {partner for _, _, role, partner in found.to_invite if role == "lead"} == {"Council"}


def test_the_audit_trail_comes_with_who_did_what_and_when(moved):
    _, data, found = moved
    told = [(row["action"], row["target"], row["at"]) for row in rows(data, "audit")]
    entries = AuditEntry.objects.filter(partnership_id=found.partnership.pk).order_by("pk")
    stored = [(entry.action, entry.target, entry.at.isoformat()) for entry in entries]
    assert stored[:-1] == told
    assert stored[-1][:2] == ("partnership.brought-in", "Harbour")
    signed = entries.get(action="record.signed")
    assert found.partnership.partners.get(pk=signed.partner_id).name == "Council"


def test_what_stays_behind_is_said(moved):
    manifest = json.loads(members(moved[1])["manifest.json"])
    assert manifest["left_out"] == [
        "Comments on “Third” have not been shared by a facilitator, so none of them comes out. Have them shared before."
    ]


def test_an_open_round_stays_behind():
    partner = PartnerFactory()
    people_of(partner, 1)
    open_round(partner.partnership, title="Going on")
    data = taken(partner.partnership)
    assert rows(data, "rounds") == rows(data, "instruments") == []
    assert "“Going on” is still open" in json.loads(members(data)["manifest.json"])["left_out"][0]


def test_official_answers_go_along_and_private_ones_do_not():
    partner = PartnerFactory()
    people_of(partner, 3)
    round_ = open_round(partner.partnership, mode="attributed", official=True)
    key = round_.instrument.content.statement_keys[0]
    for participant in round_.participants.all():
        sent(participant, {key: 1})
    Response.objects.create(round=round_, partner=partner, is_official=True, is_submitted=True, answers={key: 4})
    close_round(round_=round_, by=None)
    assert [(row["is_official"], row["answers"]) for row in rows(taken(partner.partnership), "answers")] == [
        (True, {key: 4})
    ]


def test_an_organisation_of_the_same_name_is_the_same_in_any_case():
    partner = PartnerFactory()
    data = taken(partner.partnership)
    Organisation.objects.filter(pk=partner.organisation_id).update(name=partner.name.upper())
    found = brought(data, slug="again")
    assert found.partnership.partners.get().organisation_id == partner.organisation_id


def test_who_took_it_out_is_on_the_trail():
    partnership, ada = PartnerFactory().partnership, UserFactory()
    taken(partnership, by=ada)
    entry = AuditEntry.objects.get(action="partnership.taken-out")
    assert (entry.actor, entry.partnership_id, entry.target) == (ada, partnership.pk, partnership.name)


def test_who_holds_no_role_any_more_comes_without_an_address():
    partner = MembershipFactory(person__email="gone@far.example", ended_at="2026-01-01T00:00Z").partner
    data = taken(partner.partnership)
    assert [row["email"] for row in rows(data, "people")] == [None]
    assert b"gone@far.example" not in b"".join(members(data).values())
