"""Roles and partners: given, changed, ended; history stays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from common.models import AuditEntry, OutgoingMail
from partnerships.models import Membership, Organisation, Partnership
from partnerships.rules import Role
from partnerships.services.organisations import create_organisation, edit_organisation
from partnerships.services.partnerships import add_partner, create_partnership, partner_leaves
from partnerships.services.people import add_member, change_role, end_membership
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    PartnerFactory,
    PartnershipFactory,
    UserFactory,
    facilitator_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def membership():
    return MembershipFactory()


@pytest.fixture
def by(membership):
    return facilitator_of(membership.partnership)


def test_ending_a_role_takes_effect_at_the_next_request(client, membership, by):
    client.force_login(membership.person)
    address = membership.partnership.get_absolute_url()
    assert client.get(address).status_code == 200
    end_membership(membership=membership, by=by)
    assert client.get(address).status_code == 404


def test_a_changed_role_keeps_the_old_one_on_record(membership, by):
    changed = change_role(membership=membership, role=Role.LEAD, by=by)
    membership.refresh_from_db()
    assert membership.ended_at is not None
    assert (changed.role, changed.ended_at) == (Role.LEAD, None)


def test_an_ended_role_cannot_be_changed(membership, by):
    end_membership(membership=membership, by=by)
    with pytest.raises(ValidationError, match="has ended"):
        change_role(membership=membership, role=Role.LEAD, by=by)


def test_the_last_facilitator_stays(membership, by):
    own = Membership.objects.get(person=by)
    with pytest.raises(ValidationError, match="only facilitator"):
        end_membership(membership=own, by=by)
    facilitator_of(membership.partnership)
    end_membership(membership=own, by=by)


def test_a_person_sits_with_one_partner_of_a_partnership(membership):
    other = PartnerFactory(partnership=membership.partnership)
    with pytest.raises(ValidationError, match="already sits with"):
        add_member(
            partnership=membership.partnership, person=membership.person, role=Role.MEMBER, partner=other, by=None
        )


def test_the_database_holds_one_partner_a_person_too(membership):
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(partner=membership.partner, person=membership.person, role=Role.LEAD)


def test_a_facilitator_sits_with_no_partner(membership):
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(partner=membership.partner, role=Role.FACILITATOR)


def test_a_facilitator_may_also_sit_with_a_partner(membership):
    MembershipFactory(partnership=membership.partnership, partner=None, person=membership.person, role=Role.FACILITATOR)
    assert membership.person.memberships.filter(ended_at=None).count() == 2


def test_a_partner_that_leaves_takes_its_people_along(membership, by):
    partner_leaves(partner=membership.partner, on=timezone.localdate(), by=by)
    membership.refresh_from_db()
    assert membership.ended_at is not None


def test_a_partner_cannot_leave_before_it_joined(membership, by):
    with pytest.raises(ValidationError, match="choose that day or a later one"):
        partner_leaves(partner=membership.partner, on=membership.partner.joined_on - timedelta(days=1), by=by)


def test_a_partner_that_left_can_come_back(membership, by):
    partner = membership.partner
    partner_leaves(partner=partner, on=timezone.localdate(), by=by)
    assert add_partner(partnership=partner.partnership, organisation=partner.organisation, by=by) == partner
    partner.refresh_from_db()
    assert partner.left_on is None


def test_an_organisation_is_a_partner_once(membership, by):
    with pytest.raises(ValidationError, match="already"):
        add_partner(partnership=membership.partnership, organisation=membership.partner.organisation, by=by)


def test_two_organisations_cannot_share_a_name_in_any_case(by):
    create_organisation(name="Arden Council", sector="council", by=by)
    with pytest.raises(ValidationError, match="already an organisation"):
        create_organisation(name="ARDEN council", sector="council", by=by)


def test_an_organisation_can_be_renamed(by):
    organisation = OrganisationFactory()
    edit_organisation(organisation=organisation, name="New name", sector="health", by=by)
    assert Organisation.objects.get(pk=organisation.pk).name == "New name"


@pytest.mark.parametrize(("name", "slug"), [("Ageing well", "ageing-well"), ("New", "new-2"), ("健康", "partnership")])
def test_addresses_are_made_from_names(name, slug):
    assert create_partnership(name=name, kind="other", by=None).slug == slug


def test_two_partnerships_of_one_name_get_two_addresses():
    slugs = [create_partnership(name="Ageing well", kind="other", by=None).slug for _ in range(2)]
    assert slugs == ["ageing-well", "ageing-well-2"]


def test_people_see_the_partnerships_that_concern_them(membership):
    PartnershipFactory()
    assert list(Partnership.objects.visible_to(membership.person)) == [membership.partnership]
    assert Partnership.objects.visible_to(UserFactory(is_administrator=True)).count() == 2


def test_every_change_is_in_the_audit_trail(membership, by):
    end_membership(membership=membership, by=by)
    entry = AuditEntry.objects.first()
    assert (entry.action, entry.actor, entry.partnership_id) == ("role.ended", by, membership.partnership_id)


def test_the_audit_page_reads_like_a_sentence(client, membership, by):
    end_membership(membership=membership, by=by)
    client.force_login(by)
    page = client.get(reverse("reports:audit", args=[membership.partnership.slug])).content.decode()
    assert "ended the role (member) of" in page


def test_a_lead_sees_its_own_people_and_only_the_names_of_other_partners(client, membership):
    other = MembershipFactory(partner=PartnerFactory(partnership=membership.partnership))
    client.force_login(MembershipFactory(partner=membership.partner, role=Role.LEAD).person)
    page = client.get(reverse("partnerships:people", args=[membership.partnership.slug])).content.decode()
    assert membership.person.email in page
    assert other.partner.name in page
    assert other.person.email not in page


def test_a_partnership_is_made_with_its_facilitator_invited(client):
    client.force_login(UserFactory(is_administrator=True))
    data = {"name": "Ageing well", "kind": "other", "stage": "working", "time_zone": "Europe/London",
            "facilitator": "f@test.example", "summary": ""}  # fmt: skip
    client.post(reverse("partnerships:create"), data)
    assert Partnership.objects.get().invitations.get().role == Role.FACILITATOR


def test_a_partner_is_marked_as_left_on_its_page(client, membership, by):
    client.force_login(by)
    place = [membership.partnership.slug, membership.partner_id]
    client.post(reverse("partnerships:partner-leave", args=place), {"on": date.today().isoformat()})  # noqa: DTZ011
    membership.partner.refresh_from_db()
    assert membership.partner.left_on is not None


def _bounced(email, **more):
    OutgoingMail.objects.create(key=email, digest="0", to=email, sent_at=timezone.now(), **more)


@pytest.mark.parametrize("role", [Role.LEAD, Role.FACILITATOR])
def test_an_address_whose_mail_came_back_is_said_to_those_who_look_after_the_person(client, membership, by, role):
    lead = MembershipFactory(partner=membership.partner, role=Role.LEAD).person
    _bounced(membership.person.email, bounced_at=timezone.now(), bounce="550 No such mailbox")
    client.force_login(lead if role == Role.LEAD else by)
    page = client.get(reverse("partnerships:people", args=[membership.partnership.slug])).content.decode()
    assert page.count("Mail to this address came back. Ask them for the right one, invite that address") == 1


def test_another_partners_lead_is_not_told_whose_mail_came_back(client, membership):
    other = PartnerFactory(partnership=membership.partnership)
    _bounced(membership.person.email, bounced_at=timezone.now())
    client.force_login(MembershipFactory(partner=other, role=Role.LEAD).person)
    page = client.get(reverse("partnerships:people", args=[membership.partnership.slug])).content.decode()
    assert "came back" not in page


def test_who_called_our_mail_unwanted_is_to_be_talked_to(client, membership, by):
    _bounced(membership.person.email, complained_at=timezone.now())
    client.force_login(by)
    page = client.get(reverse("partnerships:people", args=[membership.partnership.slug])).content.decode()
    assert "marked as unwanted" in page
