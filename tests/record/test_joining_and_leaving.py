"""Partners that join later are asked to sign; those that leave are waited for no longer."""

from __future__ import annotations

import pytest
from django.utils import timezone

from common.models import OutgoingMail
from partnerships.rules import Role
from partnerships.services.organisations import merge_organisations
from partnerships.services.partnerships import partner_leaves
from partnerships.services.people import add_member, change_role
from record.services.agreeing import sign_version
from tests.factories import MembershipFactory, PartnerFactory, UserFactory
from tests.record.made import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World()


def agreed(world):
    version = world.proposed()
    for partner in world.partners:
        sign_version(version=version, partner=partner, answer="agrees", note="", by=None)
    version.refresh_from_db()
    return version


def asked():
    return list(OutgoingMail.objects.filter(key__contains="/asks/").values_list("to", flat=True))


def lead(partner):
    person = UserFactory()
    add_member(partnership=partner.partnership, person=person, role=Role.LEAD, partner=partner, by=None)
    return person.email


def test_a_version_settles_when_the_last_one_to_answer_leaves(world):
    version = world.proposed()
    sign_version(version=version, partner=world.partners[0], answer="agrees", note="", by=None)
    partner_leaves(partner=world.partners[1], on=timezone.localdate(), by=world.leads[0])
    version.refresh_from_db()
    assert version.state == "agreed"


def test_it_does_not_while_another_one_declines(world):
    version = world.proposed()
    sign_version(version=version, partner=world.partners[0], answer="declines", note="No.", by=None)
    partner_leaves(partner=world.partners[1], on=timezone.localdate(), by=world.leads[0])
    version.refresh_from_db()
    assert version.state == "proposed"


def test_the_first_lead_of_a_partner_that_joined_is_asked_for_what_is_agreed(world):
    agreed(world)
    late = PartnerFactory(partnership=world.partnership)
    before = asked()
    email = lead(late)
    assert asked() == [*before, email]
    mail = OutgoingMail.objects.get(to=email)
    assert "the other partners agreed to it" in mail.text


def test_and_for_what_is_put_forward_with_its_day(world):
    version = world.proposed()
    email = lead(PartnerFactory(partnership=world.partnership))
    assert f"by {version.answers_due_on:%-d %B %Y}" in OutgoingMail.objects.get(to=email).text


def test_a_member_who_becomes_lead_is_asked_once(world):
    world.proposed()
    member = MembershipFactory(partner=PartnerFactory(partnership=world.partnership))
    assert member.person.email not in asked()
    change_role(membership=member, role=Role.LEAD, by=world.leads[0])
    assert asked().count(member.person.email) == 1


def test_a_second_lead_of_a_partner_that_has_answered_is_not_asked(world):
    agreed(world)
    assert lead(world.partners[0]) not in asked()


def test_merging_organisations_settles_and_asks_as_well(world):
    version = world.proposed()
    back, stays = world.partners
    sign_version(version=version, partner=stays, answer="agrees", note="", by=None)
    kept = PartnerFactory(partnership=world.partnership, left_on=timezone.localdate())
    merge_organisations(kept=kept.organisation, merged=back.organisation, by=UserFactory(is_administrator=True))
    version.refresh_from_db()
    assert version.state == "proposed"
    assert kept.memberships.get().role == Role.LEAD
    sign_version(version=version, partner=type(kept).objects.get(pk=kept.pk), answer="agrees", note="", by=None)
    version.refresh_from_db()
    assert version.state == "agreed"


def test_the_signature_of_one_that_left_is_kept_and_marked(client, world):
    version = world.proposed()
    sign_version(version=version, partner=world.partners[1], answer="declines", note="Too long.", by=world.leads[1])
    sign_version(version=version, partner=world.partners[0], answer="agrees", note="", by=world.leads[0])
    partner_leaves(partner=world.partners[1], on=timezone.localdate(), by=world.leads[0])
    client.force_login(world.leads[0])
    page = client.get(version.get_absolute_url()).content.decode()
    assert "Too long." in page
    assert f"left {timezone.localdate():%-d %B %Y}" in page
