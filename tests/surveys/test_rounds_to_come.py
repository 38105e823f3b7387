"""Rounds that are launched and open later, and people who were asked and are switched off."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from partnerships.rules import Role
from tests.factories import MembershipFactory, PartnerFactory, facilitator_of, open_round, people_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def participant():
    partner = PartnerFactory()
    people_of(partner, 3)
    return open_round(partner.partnership).participants.first()


@pytest.fixture
def to_come(participant):
    later = timezone.now() + timedelta(days=5)
    return open_round(participant.round.partnership, title="Autumn round", instrument=participant.round.instrument,
                      opens_at=later, closes_at=later + timedelta(days=20))  # fmt: skip


def test_a_round_that_opens_later_says_when(client, participant, to_come):
    client.force_login(participant.person)
    for address in (to_come.get_absolute_url(), "/", reverse("surveys:rounds", args=[to_come.partnership.slug])):
        page = client.get(address).content.decode()
        assert f", closes {to_come.closes_at:%A}" in page
        assert "25 days left" not in page
    assert "Not open yet" in client.get("/").content.decode()


@pytest.mark.parametrize(("asks", "is_told"), [(Role.FACILITATOR, True), (Role.LEAD, False)])
def test_the_board_says_who_is_switched_off_to_those_who_see_people(client, participant, asks, is_told):
    off = participant.round.participants.last().person
    off.is_active = False
    off.save()
    partner = participant.partner
    person = facilitator_of(partner.partnership) if asks == Role.FACILITATOR else None
    client.force_login(person or MembershipFactory(partner=partner, role=Role.LEAD).person)
    page = client.get(participant.round.get_absolute_url()).content.decode()
    assert ("1 switched off, cannot answer" in page) == is_told
    assert (f"{off} (switched off)" in page) == is_told


def test_an_answer_before_it_opens_is_refused_and_says_so(client, to_come):
    early = to_come.participants.first()
    client.force_login(early.person)
    address = reverse("surveys:save", args=[to_come.partnership.slug, to_come.pk])
    key = early.round.instrument.content.statement_keys[0]
    sent = {"participant": early.pk, "revision": 0, "changes": {key: {"before": "", "answer": "3"}}, "comments": {}}
    answered = client.post(address, sent, content_type="application/json")
    assert answered.status_code >= 400
    assert "not open yet" in answered.content.decode()


def test_who_is_switched_off_brings_no_column_nearer(client, participant):
    off = participant.round.participants.last().person
    off.is_active = False
    off.save()
    lead = MembershipFactory(partner=participant.partner, role=Role.LEAD).person
    for person in (facilitator_of(participant.partner.partnership), lead):
        client.force_login(person)
        pages = [client.get(address).content.decode() for address in ("/", participant.round.get_absolute_url())]
        assert not any("more needed" in page or "Bring in the other views" in page for page in pages)
