"""Queries whose SQL is written once find what the same filter finds."""

from __future__ import annotations

import threading
import uuid

import pytest
from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.db.transaction import TransactionManagementError

from common.models import AuditEntry
from common.prepared import Prepared
from partnerships.models import Membership, Partner
from surveys.models import Response
from tests.factories import MembershipFactory, PartnerFactory, open_round

pytestmark = pytest.mark.django_db

MEMBERS = Membership.objects.select_related("partner__organisation", "person")
LED = Exists(Membership.objects.filter(partner=OuterRef("pk"), role="lead"))


def test_it_finds_rows_with_what_belongs_to_them(django_assert_num_queries):
    first, _ = MembershipFactory(), MembershipFactory()
    prepared = Prepared(MEMBERS, "partnership__slug", "person")
    with django_assert_num_queries(1):
        found = prepared.get(partnership__slug=first.partnership.slug, person=first.person_id)
        told = (found.pk, found.partner.organisation.name, found.person.email)
    assert told == (first.pk, first.partner.organisation.name, first.person.email)


def test_each_asking_has_its_own_values():
    one, other = PartnerFactory(), PartnerFactory()
    prepared = Prepared(Partner.objects.all(), "pk")
    assert [prepared.get(pk=item.pk) for item in (one, other, one)] == [one, other, one]


def test_tuples_and_annotations_come_as_ever():
    member = MembershipFactory(role="lead")
    roles = Prepared(Membership.objects.values_list("role", "partner_id"), "person")
    assert roles.all(person=member.person_id) == [("lead", member.partner_id)]
    assert Prepared(Partner.objects.annotate(led=LED), "pk").get(pk=member.partner_id).led is True


def test_values_are_written_as_the_field_writes_them():
    member = MembershipFactory()
    participant = open_round(member.partnership).participants.get()
    response = Response.objects.create(round=participant.round, partner=member.partner, participant=participant)
    prepared = Prepared(Response.objects.all(), "pk")
    assert prepared.get(pk=response.pk) == prepared.get(pk=str(response.pk)) == response
    assert prepared.all(pk=uuid.uuid4()) == []


def test_none_and_several_are_refused_as_ever():
    partner = PartnerFactory()
    PartnerFactory(partnership=partner.partnership)
    prepared = Prepared(Partner.objects.all(), "partnership")
    with pytest.raises(Partner.MultipleObjectsReturned):
        prepared.get(partnership=partner.partnership_id)
    with pytest.raises(Partner.DoesNotExist):
        prepared.get(partnership=0)


def test_the_first_row_or_none():
    partner = PartnerFactory()
    prepared = Prepared(Partner.objects.all(), "pk")
    assert (prepared.first(pk=partner.pk), prepared.first(pk=0)) == (partner, None)


def test_a_value_that_is_missing_is_an_error_of_the_program():
    with pytest.raises(KeyError):
        Prepared(Partner.objects.all(), "pk").all()


@pytest.mark.django_db(transaction=True)
def test_rows_are_held_in_a_transaction_only():
    partner = PartnerFactory()
    prepared = Prepared(Partner.objects.select_for_update(), "pk")
    with transaction.atomic():
        assert prepared.get(pk=partner.pk) == partner
    with pytest.raises(TransactionManagementError):
        prepared.get(pk=partner.pk)


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_over_its_own_connection():
    entries = [AuditEntry.objects.create(action="a.b", target=str(number)) for number in range(4)]
    prepared, found = Prepared(AuditEntry.objects.all(), "pk"), []

    def ask(entry: AuditEntry) -> None:
        found.extend(prepared.get(pk=entry.pk).target == entry.target for _ in range(20))
        connection.close()

    threads = [threading.Thread(target=ask, args=[entry]) for entry in entries]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 80
