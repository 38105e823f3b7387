"""Organisations renamed and merged: what was published under a name stays under it."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Organisation, Partner
from partnerships.services.organisations import create_organisation, edit_organisation, merge_organisations
from partnerships.services.partnerships import partner_leaves
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    PartnerFactory,
    UserFactory,
    closed_round,
    facilitator_of,
    open_round,
    people_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return UserFactory(is_administrator=True)


@pytest.fixture
def kept():
    return OrganisationFactory(name="Kept Council")


@pytest.fixture
def partner():
    return PartnerFactory(organisation__name="Merged Council")


def merge(kept, partner, by):
    merge_organisations(kept=kept, merged=Organisation.objects.get(name="Merged Council"), by=by)
    partner.refresh_from_db()


def results_of(client, round_):
    client.force_login(facilitator_of(round_.partnership))
    return client.get(reverse("reports:round-results", args=[round_.partnership.slug, round_.pk])).content.decode()


def test_a_closed_round_keeps_the_name_it_was_closed_with(client, partner, by):
    people_of(partner, 4)
    round_ = closed_round(partner.partnership)
    edit_organisation(organisation=partner.organisation, name="New Council", sector="council", by=by)
    page = results_of(client, round_)
    assert "Merged Council" in page
    assert "New Council" not in page


def test_the_old_name_is_in_the_partnerships_audit_trail_and_on_the_organisations_page(client, partner, by):
    edit_organisation(organisation=partner.organisation, name="New Council", sector="council", by=by)
    client.force_login(by)
    for address in (
        reverse("reports:audit", args=[partner.partnership.slug]),
        reverse("partnerships:organisation-edit", args=[partner.organisation_id]),
    ):
        assert "Merged Council" in client.get(address).content.decode()


def test_a_partner_takes_the_kept_ones_name_and_results_stay(client, kept, partner, by):
    people_of(partner, 4)
    round_ = closed_round(partner.partnership)
    merge(kept, partner, by)
    assert partner.organisation == kept
    assert "Merged Council" in results_of(client, round_)


def test_an_open_round_goes_on(kept, partner, by):
    people_of(partner, 4)
    round_ = open_round(partner.partnership)
    merge(kept, partner, by)
    assert round_.participants.filter(partner=partner, partner__left_on=None).count() == 4


def test_two_active_partners_of_one_partnership_are_refused(kept, partner, by):
    PartnerFactory(partnership=partner.partnership, organisation=kept)
    with pytest.raises(ValidationError, match="Both are partners of"):
        merge(kept, partner, by)
    assert not Organisation.objects.filter(merged_into=kept).exists()


def test_a_partner_that_left_keeps_its_name(kept, partner, by):
    PartnerFactory(partnership=partner.partnership, organisation=kept)
    partner_leaves(partner=partner, on=timezone.localdate(), by=by)
    merge(kept, partner, by)
    assert partner.name == "Merged Council"


def test_one_that_left_comes_back_with_the_merged_ones_people(kept, partner, by):
    own = PartnerFactory(partnership=partner.partnership, organisation=kept)
    partner_leaves(partner=own, on=timezone.localdate(), by=by)
    person = MembershipFactory(partner=partner).person
    merge(kept, partner, by)
    own.refresh_from_db()
    assert (own.left_on, partner.left_on) == (None, timezone.localdate())
    assert person.memberships.get(ended_at=None).partner == own


def test_it_does_not_come_back_in_the_middle_of_a_round(kept, partner, by):
    own = PartnerFactory(partnership=partner.partnership, organisation=kept)
    partner_leaves(partner=own, on=timezone.localdate(), by=by)
    people_of(partner, 3)
    open_round(partner.partnership)
    with pytest.raises(ValidationError, match="Close it first"):
        merge(kept, partner, by)


def test_a_merged_organisation_is_no_longer_offered_and_its_name_says_where_it_went(client, kept, partner, by):
    merge(kept, partner, by)
    client.force_login(by)
    assert "Merged Council" not in client.get(reverse("partnerships:organisations")).content.decode()
    with pytest.raises(ValidationError, match="was merged into Kept Council"):
        create_organisation(name="MERGED council", sector="council", by=by)


def test_nothing_is_merged_with_itself_or_twice(kept, partner, by):
    with pytest.raises(ValidationError, match="one organisation"):
        merge_organisations(kept=kept, merged=kept, by=by)
    merge(kept, partner, by)
    with pytest.raises(ValidationError, match="already"):
        merge(kept, partner, by)


def test_the_pages_show_what_will_happen_and_do_it(client, kept, partner, by):
    client.force_login(by)
    address = reverse("partnerships:organisation-merge", args=[kept.pk])
    assert "Choose an organisation" in client.get(address).content.decode()
    page = client.get(address, {"other": partner.organisation_id}).content.decode()
    assert "cannot be undone" in page
    assert str(partner.partnership) in page
    client.post(address, {"other": partner.organisation_id})
    assert Partner.objects.get().organisation == kept


@pytest.mark.parametrize("other", ["", "x", "999999", "0"])
def test_an_organisation_that_is_not_there_is_explained(client, kept, by, other):
    client.force_login(by)
    page = client.post(reverse("partnerships:organisation-merge", args=[kept.pk]), {"other": other})
    assert "Nothing was saved yet" in page.content.decode()
