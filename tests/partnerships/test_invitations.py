"""Invitations: only the mail knows the token, opening changes nothing, a button does."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from partnerships.models import Invitation, Membership
from partnerships.rules import Role
from partnerships.services.invitations import accept_invitation, invite_person, revoke_invitation
from tests.factories import MembershipFactory, PartnerFactory, UserFactory, facilitator_of

pytestmark = pytest.mark.django_db
EMAIL, ACCEPT = "new@test.example", "/invitation/"


@pytest.fixture
def partner():
    return PartnerFactory()


@pytest.fixture
def invite(partner, mailoutbox, django_capture_on_commit_callbacks):
    """Invites, and gives the address in the mail."""

    def invite(email=EMAIL, role=Role.MEMBER):
        by = facilitator_of(partner.partnership)
        with django_capture_on_commit_callbacks(execute=True):
            invite_person(partnership=partner.partnership, email=email, role=role, partner=partner, by=by)
        return re.search(r"/invitation/[\w-]+/", mailoutbox[-1].body)[0]

    return invite


def test_the_mail_has_the_link_and_the_table_only_a_digest(invite, mailoutbox):
    address = invite()
    assert mailoutbox[0].to == [EMAIL]
    assert address.split("/")[2] not in Invitation.objects.get().token_sha256
    assert len(Invitation.objects.get().token_sha256) == 64


def test_opening_the_link_changes_nothing(client, invite):
    response = client.get(invite())
    assert response.url == ACCEPT
    assert (response["Referrer-Policy"], response["Cache-Control"]) == ("no-referrer", "no-store")
    assert client.get(ACCEPT).status_code == 200
    assert not User.objects.filter(email=EMAIL).exists()


def test_a_new_person_accepts_with_a_name(client, invite, partner):
    client.get(invite())
    response = client.post(ACCEPT, {"name": "New Person"})
    membership = Membership.objects.get(person__email=EMAIL)
    assert response.url == partner.partnership.get_absolute_url()
    assert (membership.role, membership.partner, membership.person.name) == (Role.MEMBER, partner, "New Person")
    assert client.get(response.url).status_code == 200


def test_a_known_person_signs_in_first_then_accepts(client, invite):
    person, address = UserFactory(email=EMAIL), invite()
    assert "Sign in as new@test.example" in client.get(address, follow=True).content.decode()
    client.post(ACCEPT)
    assert not person.memberships.exists()
    client.force_login(person)
    client.get(address)
    client.post(ACCEPT)
    assert person.memberships.exists()


def test_somebody_else_cannot_accept(client, invite):
    address, other = invite(), UserFactory()
    client.force_login(other)
    assert "Sign out first" in client.get(address, follow=True).content.decode()
    client.post(ACCEPT, {"name": "x"})
    assert not other.memberships.exists()


def spoil(invitation, how):
    if how == "used":
        invitation.accepted_at = timezone.now()
    elif how == "revoked":
        invitation.revoked_at = timezone.now()
    else:
        invitation.expires_at = timezone.now() - timedelta(seconds=1)
    invitation.save()


def test_wrong_used_revoked_and_expired_links_look_the_same(client, invite):
    address, pages = invite(), [client.get("/invitation/wrong/")]
    for how in ("used", "revoked", "expired"):
        invitation = Invitation.objects.get()
        spoil(invitation, how)
        pages.append(client.get(address))
        Invitation.objects.update(accepted_at=None, revoked_at=None, expires_at=timezone.now() + timedelta(days=1))
    assert {page.status_code for page in pages} == {404}
    assert len({re.sub(rb'nonce="[^"]*"', b"", page.content) for page in pages}) == 1


def test_ten_wrong_tries_a_minute_are_enough(client, invite):
    address = invite()
    codes = [client.get(f"/invitation/wrong-{number}/").status_code for number in range(11)]
    assert codes == [404] * 10 + [429]
    assert client.get(address).status_code == 429


def test_an_invitation_is_accepted_once(invite):
    invite()
    accept_invitation(invitation=Invitation.objects.get(), person=UserFactory())
    with pytest.raises(ValidationError, match="used or withdrawn"):
        accept_invitation(invitation=Invitation.objects.get(), person=UserFactory())


def test_inviting_again_makes_the_old_link_useless(client, invite):
    first, second = invite(), invite()
    assert (client.get(first).status_code, client.get(second).status_code) == (404, 302)


def test_a_withdrawn_invitation_stays_withdrawn(client, invite):
    address = invite()
    client.get(address)
    revoke_invitation(invitation=Invitation.objects.get(), by=UserFactory())
    assert client.get(address).status_code == 404
    assert client.post(ACCEPT, {"name": "x"}).status_code == 404


def test_somebody_who_has_the_role_is_not_invited(invite, partner):
    MembershipFactory(partner=partner, person=UserFactory(email=EMAIL))
    with pytest.raises(ValidationError, match="already has that part"):
        invite()


def test_many_are_invited_at_once_and_bad_lines_are_named(client, partner):
    client.force_login(facilitator_of(partner.partnership))
    address = reverse("partnerships:invite", args=[partner.partnership.slug])
    place = f"member:{partner.pk}"
    page = client.post(address, {"emails": "a@test.example\nnonsense\n", "place": place}).content.decode()
    assert "Line 2" in page
    assert not Invitation.objects.exists()
    client.post(address, {"emails": "a@test.example\n\nB@test.example", "place": place})
    assert sorted(Invitation.objects.values_list("email", flat=True)) == ["a@test.example", "b@test.example"]


def test_a_lead_invites_for_its_own_partner_only(client, partner):
    other = PartnerFactory(partnership=partner.partnership)
    client.force_login(MembershipFactory(partner=partner, role=Role.LEAD).person)
    address = reverse("partnerships:invite", args=[partner.partnership.slug])
    for place in (f"member:{other.pk}", "facilitator:"):
        client.post(address, {"emails": "a@test.example", "place": place})
    assert not Invitation.objects.exists()
    client.post(address, {"emails": "a@test.example", "place": f"member:{partner.pk}"})
    assert Invitation.objects.count() == 1
