"""Two accounts of the same person become one."""

from __future__ import annotations

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import User
from common.audit import record_audit
from common.models import OutgoingMail
from partnerships.models import Membership
from partnerships.rules import Role
from partnerships.services.invitations import invite_person
from surveys.models import Participant, Response
from surveys.services.merging import merge_people, plan_merger
from surveys.services.responses import start_response, submit_response
from tests.factories import (
    MembershipFactory,
    PartnerFactory,
    PartnershipFactory,
    UserFactory,
    facilitator_of,
    open_round,
    sent,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return UserFactory(is_administrator=True)


@pytest.fixture
def kept():
    return UserFactory(name="Kept", email="kept@test.example")


@pytest.fixture
def merged():
    return UserFactory(name="Merged", email="merged@test.example")


def merge(kept, merged, by):
    merge_people(kept=kept, merged=merged, by=by)


def test_roles_move_ended_ones_too(kept, merged, by):
    MembershipFactory(person=merged)
    MembershipFactory(person=merged, ended_at="2026-01-01T00:00Z")
    merge(kept, merged, by)
    assert (kept.memberships.count(), merged.memberships.count()) == (2, 0)


@pytest.mark.parametrize(("own", "other"), [(Role.MEMBER, Role.LEAD), (Role.LEAD, Role.MEMBER)])
def test_of_two_roles_for_one_partner_the_leads_stays(kept, merged, by, own, other):
    partner = PartnerFactory()
    MembershipFactory(partner=partner, person=kept, role=own)
    MembershipFactory(partner=partner, person=merged, role=other)
    merge(kept, merged, by)
    assert [item.role for item in Membership.objects.filter(person=kept, ended_at=None)] == [Role.LEAD]


def test_two_partners_of_one_partnership_have_to_be_settled_first(kept, merged, by):
    partner = MembershipFactory(person=kept).partner
    MembershipFactory(person=merged, partner=PartnerFactory(partnership=partner.partnership))
    with pytest.raises(ValidationError, match="End one of the two roles first"):
        merge(kept, merged, by)


def asked(kept, merged, mode="confidential"):
    """A round in which both were asked: the participants of the one and the other."""
    partner = MembershipFactory(person=kept).partner
    MembershipFactory(person=merged, partner=partner)
    round_ = open_round(partner.partnership, mode=mode)
    return [round_.participants.get(person=person) for person in (kept, merged)]


@pytest.mark.parametrize("answered", [0, 1])
def test_of_two_places_in_a_round_the_answered_one_stays(kept, merged, by, answered):
    response = sent(asked(kept, merged)[answered], {"trust-1": 3})
    merge(kept, merged, by)
    assert Participant.objects.get().person == kept
    assert Response.objects.get() == response
    assert Participant.objects.get().response == response


def test_an_empty_page_of_answers_counts_as_nothing(kept, merged, by):
    own, other = asked(kept, merged)
    start_response(own)
    sent(other, {"trust-1": 3})
    merge(kept, merged, by)
    assert Response.objects.get().participant.person == kept


def test_two_peoples_answers_are_never_made_one(kept, merged, by):
    for participant in asked(kept, merged):
        sent(participant, {})
    with pytest.raises(ValidationError, match="Both answered “Test round”"):
        merge(kept, merged, by)
    assert Participant.objects.count() == 2
    assert User.objects.get(pk=merged.pk).is_active


def test_anonymous_answers_that_were_sent_are_not_joined_either(kept, merged, by):
    for participant in asked(kept, merged, mode="anonymous"):
        start_response(participant)
        Response.objects.filter(participant=participant).update(answers={"trust-risk": 3})
        submit_response(participant=participant, key=uuid.uuid4(), revision=0, by=participant.person)
    with pytest.raises(ValidationError, match="never made one"):
        merge(kept, merged, by)
    assert set(Response.objects.values_list("participant", flat=True)) == {None}


def test_the_merged_account_no_longer_signs_in_and_both_addresses_are_told(client, kept, merged, by):
    client.force_login(merged)
    merge(kept, merged, by)
    assert client.get("/").status_code == 302
    assert set(OutgoingMail.objects.values_list("to", flat=True)) == {kept.email, merged.email}


def test_invitations_follow_to_the_account_that_is_kept(kept, merged, by):
    partner = PartnerFactory()
    waiting = invite_person(
        partnership=partner.partnership, email=merged.email, role=Role.MEMBER, partner=partner, by=by
    )
    merge(kept, merged, by)
    waiting.refresh_from_db()
    later = invite_person(partnership=partner.partnership, email=merged.email, role=Role.FACILITATOR, by=by)
    assert (waiting.email, later.email) == (kept.email, kept.email)


def test_the_audit_trail_shows_who_it_was_under_the_account_that_is_kept(client, kept, merged, by):
    partnership = PartnershipFactory()
    record_audit("partnership.edited", by=merged, partnership_id=partnership.pk, target="It")
    merge(kept, merged, by)
    client.force_login(facilitator_of(partnership))
    page = client.get(reverse("reports:audit", args=[partnership.slug])).content.decode()
    assert "Kept (then merged@test.example)" in page


def test_a_chain_of_merged_accounts_ends_at_the_last(kept, merged, by):
    first = UserFactory()
    merge(merged, first, by)
    merge(kept, merged, by)
    first.refresh_from_db()
    assert first.merged_into == kept


@pytest.mark.parametrize(
    ("change", "words"),
    [({"is_administrator": True}, "is an administrator"), ({"merged": "self"}, "one account")],
)
def test_what_stands_against_it_is_said(kept, merged, by, change, words):
    if "merged" in change:
        merged = kept
    else:
        User.objects.filter(pk=merged.pk).update(**change)
        merged.refresh_from_db()
    assert any(words in problem for problem in plan_merger(kept=kept, merged=merged, by=by).problems)


def test_an_account_into_itself_is_the_only_reason_told(kept, by):
    participant, _ = asked(kept, UserFactory())
    sent(participant, {"trust-1": 3})
    assert len(plan_merger(kept=kept, merged=kept, by=by).problems) == 1


def test_nobody_merges_themselves_away(kept, by):
    with pytest.raises(ValidationError, match="merge away the account that you are signed in with"):
        merge(kept, by, by)


def test_a_merged_account_is_not_merged_again(kept, merged, by):
    merge(kept, merged, by)
    merged.refresh_from_db()
    with pytest.raises(ValidationError, match="already"):
        merge(kept, merged, by)


def test_the_pages_show_what_will_happen_and_do_it(client, kept, merged, by):
    role = MembershipFactory(person=merged)
    client.force_login(by)
    address = reverse("person-merge", args=[kept.pk])
    assert "Nobody has the address" in client.get(address, {"email": "x@test.example"}).content.decode()
    page = client.get(address, {"email": merged.email}).content.decode()
    assert "cannot be undone" in page
    assert str(role.partnership) in page
    assert not User.objects.get(pk=merged.pk).merged_into_id
    page = client.post(address, {"email": merged.email}, follow=True).content.decode()
    assert "Merged. What belonged to merged@test.example" in page
    assert "Took over the account merged@test.example" in page
