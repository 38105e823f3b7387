"""From draft to agreement, partner by partner."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from common.models import AuditEntry, OutgoingMail
from partnerships.services.partnerships import partner_leaves
from record.models import Entry, Signature
from record.parts import PARTS
from record.queries import document, is_signed, states
from record.services.agreeing import remind_signers, sign_version
from record.services.drafts import discard_draft, start_draft
from record.services.writing import add_row
from tests.factories import MembershipFactory, PartnerFactory
from tests.record.made import World, propose

pytestmark = pytest.mark.django_db


def sign(world, version, which=0, answer="agrees", note=""):
    return sign_version(version=version, partner=world.partners[which], answer=answer, note=note, by=world.leads[which])


def test_the_last_yes_makes_it_agreed():
    world = World()
    version = world.proposed()
    sign(world, version)
    assert states(world.partnership)["exit"].agreed is None
    sign(world, version, 1, "reservations", "Too long.")
    assert states(world.partnership)["exit"].agreed == version


def test_a_refusal_keeps_it_open_until_the_answer_changes():
    world = World()
    version = world.proposed()
    sign(world, version)
    sign(world, version, 1, "declines", "Not yet.")
    assert states(world.partnership)["exit"].proposed == version
    sign(world, version, 1)
    assert states(world.partnership)["exit"].agreed == version
    assert [item.answer for item in version.signatures.filter(partner=world.partners[1])] == ["agrees", "declines"]


def test_a_new_agreement_supersedes_the_old_one():
    world = World()
    first = world.proposed()
    for which in (0, 1):
        sign(world, first, which)
    second = start_draft(partnership=world.partnership, part=PARTS["exit"], by=world.leads[0], source=first)
    assert document(second).rows == document(first).rows
    propose(second)
    first.refresh_from_db()
    assert first.state == "agreed"
    for which in (0, 1):
        sign(world, second, which)
    first.refresh_from_db()
    assert first.state == "superseded"


def test_a_version_put_forward_again_replaces_the_one_before():
    world = World()
    first = world.proposed()
    sign(world, first, 1, "declines", "No.")
    second = propose(start_draft(partnership=world.partnership, part=PARTS["exit"], by=None, source=first))
    first.refresh_from_db()
    assert (first.state, second.state, second.number) == ("superseded", "proposed", 2)
    assert first.signatures.get().note == "No."
    with pytest.raises(ValidationError, match="not put forward any more"):
        sign(world, first)


def test_an_agreed_version_is_read_only_for_ever():
    world = World()
    version = world.proposed()
    for which in (0, 1):
        sign(world, version, which)
    entry = Entry.objects.filter(version=version).get()
    with pytest.raises(ValidationError, match="cannot be changed any more"):
        entry.save()
    with pytest.raises(ValidationError, match="cannot be changed any more"):
        entry.delete()
    with pytest.raises(ValidationError, match="nothing can be changed"):
        add_row(version=version, clause=PARTS["exit"].clause("triggers"), values={}, by=world.leads[0])


def test_a_partner_that_joined_later_signs_what_is_agreed():
    world = World()
    version = world.proposed()
    for which in (0, 1):
        sign(world, version, which)
    late = PartnerFactory(partnership=world.partnership)
    assert not is_signed(version)
    sign_version(version=version, partner=late, answer="agrees", note="", by=world.leads[0])
    assert is_signed(version)
    with pytest.raises(ValidationError, match="has signed it"):
        sign(world, version)


def test_a_partner_that_left_is_waited_for_no_longer_and_its_signature_stays():
    world = World()
    version = world.proposed()
    sign(world, version, 1, "declines", "No.")
    sign(world, version)
    partner_leaves(partner=world.partners[1], on=timezone.localdate() + timedelta(days=1), by=world.leads[0])
    version.refresh_from_db()
    assert version.state == "agreed"
    assert version.signatures.get(partner=world.partners[1]).answer == "declines"
    with pytest.raises(ValidationError, match="has left"):
        sign(world, version, 1)


def test_every_lead_is_asked_once_and_reminded_once_a_day():
    world = World()
    version = world.proposed()
    MembershipFactory(partner=world.partners[0])
    assert OutgoingMail.objects.count() == 2
    sign(world, version)
    today = timezone.localdate()
    for _ in range(2):
        assert remind_signers(version=version, by=world.leads[0], today=today) == 1
    assert OutgoingMail.objects.count() == 3
    assert OutgoingMail.objects.latest("pk").to == world.leads[1].email


def test_an_empty_draft_is_not_put_forward():
    world = World()
    empty = start_draft(partnership=world.partnership, part=PARTS["purpose"], by=None)
    with pytest.raises(ValidationError, match="empty"):
        propose(empty)


def test_there_is_one_draft_of_a_part():
    world = World()
    world.draft()
    with pytest.raises(ValidationError, match="a draft already"):
        start_draft(partnership=world.partnership, part=PARTS["exit"], by=None)


def test_a_draft_put_forward_meanwhile_is_not_thrown_away():
    world = World()
    version = world.draft()
    propose(version)
    with pytest.raises(ValidationError, match="put forward meanwhile"):
        discard_draft(version=version, by=world.leads[0])


def test_the_database_wants_a_note_unless_agreed():
    world = World()
    version = world.proposed()
    with pytest.raises(IntegrityError):
        Signature.objects.create(version=version, partner=world.partners[0], answer="declines", note="")


def test_signing_is_in_the_audit_trail_of_the_partner():
    world = World()
    sign(world, world.proposed(), 1, "declines", "Secret reasons stay with the signature.")
    entry = AuditEntry.objects.get(action="record.signed")
    assert (entry.actor, entry.partner_id, entry.details["answer"]) == (
        world.leads[1],
        world.partners[1].pk,
        "declines",
    )
