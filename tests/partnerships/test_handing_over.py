"""A facilitator's role goes to somebody who takes part already."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from common.models import OutgoingMail
from partnerships.models import Membership
from partnerships.rules import Role
from partnerships.services.people import end_membership, hand_over
from tests.factories import MembershipFactory, PartnershipFactory, UserFactory, facilitator_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return MembershipFactory()


@pytest.fixture
def role(member):
    return Membership.objects.get(person=facilitator_of(member.partnership))


def facilitators(role):
    return {item.person for item in role.partnership.memberships.filter(role=Role.FACILITATOR, ended_at=None)}


@pytest.mark.parametrize("keeps", [True, False])
def test_the_giver_keeps_the_role_or_gives_it_up(role, member, keeps):
    hand_over(membership=role, to=member.person, keeps=keeps, by=role.person)
    assert facilitators(role) == ({role.person, member.person} if keeps else {member.person})


def test_the_new_facilitator_still_answers_for_the_own_partner(role, member):
    hand_over(membership=role, to=member.person, keeps=False, by=role.person)
    member.refresh_from_db()
    assert member.ended_at is None


def test_the_new_facilitator_is_told_by_mail(role, member):
    hand_over(membership=role, to=member.person, keeps=False, by=role.person)
    mail = OutgoingMail.objects.get(to=member.person.email)
    assert "facilitator" in mail.subject
    assert f"{role.person} no longer is." in mail.text


def outsider(role):
    return UserFactory()


def switched_off(role):
    return MembershipFactory(partnership=role.partnership, partner__partnership=role.partnership,
                             person__is_active=False).person  # fmt: skip


def already(role):
    return facilitator_of(role.partnership)


@pytest.mark.parametrize("make", [outsider, switched_off, already])
def test_it_goes_to_nobody_who_could_not_do_it(role, make):
    with pytest.raises(ValidationError, match="Choose somebody from the list"):
        hand_over(membership=role, to=make(role), keeps=False, by=role.person)


def test_a_role_is_handed_over_once(role, member):
    hand_over(membership=role, to=member.person, keeps=False, by=role.person)
    role.refresh_from_db()
    with pytest.raises(ValidationError, match="has ended"):
        hand_over(membership=role, to=MembershipFactory(partner=member.partner).person, keeps=True, by=role.person)


def test_one_who_is_switched_off_does_not_count_as_the_other_facilitator(role):
    MembershipFactory(partnership=role.partnership, partner=None, role=Role.FACILITATOR, person__is_active=False)
    with pytest.raises(ValidationError, match="only facilitator"):
        end_membership(membership=role, by=role.person)


def test_the_page_hands_over_and_leads_to_what_may_still_be_seen(client, role, member):
    client.force_login(role.person)
    address = reverse("partnerships:hand-over", args=[role.partnership.slug, role.pk])
    page = client.get(address).content.decode()
    assert str(member.person) in page
    response = client.post(address, {"person": member.person.pk}, follow=True)
    assert response.redirect_chain[0][0] == "/"
    assert "was told by mail" in response.content.decode()


@pytest.mark.parametrize("person", ["", "x", "999999"])
def test_bad_input_is_explained(client, role, person, member):
    client.force_login(role.person)
    address = reverse("partnerships:hand-over", args=[role.partnership.slug, role.pk])
    assert "Nothing was saved yet" in client.post(address, {"person": person}).content.decode()
    assert facilitators(role) == {role.person}


def test_with_nobody_to_choose_the_page_says_what_to_do(client):
    partnership = PartnershipFactory()
    client.force_login(facilitator_of(partnership))
    role = partnership.memberships.get()
    page = client.get(reverse("partnerships:hand-over", args=[partnership.slug, role.pk])).content.decode()
    assert "Invite somebody as facilitator" in page
