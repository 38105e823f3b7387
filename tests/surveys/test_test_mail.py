"""The mail that asks, seen and sent to oneself before the launch."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from common.models import OutgoingMail
from surveys.models import Participant, PersonalLink, Round
from surveys.services.rounds import launch_round
from tests.factories import PartnerFactory, draft, facilitator_of, people_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafted():
    partner = PartnerFactory()
    people_of(partner, 2)
    return draft(partner.partnership)


@pytest.fixture
def facilitator(client, drafted):
    person = facilitator_of(drafted.partnership)
    client.force_login(person)
    return person


def address(round_, name):
    return reverse(f"surveys:{name}", args=[round_.partnership.slug, round_.pk])


def test_the_launch_page_shows_the_mail_as_it_goes_out(client, drafted, facilitator):
    page = client.get(address(drafted, "round-launch")).content.decode()
    launch_round(round_=drafted, by=None)
    for line in OutgoingMail.objects.first().text.split("\n"):
        assert re.sub(r"/r/[\w-]+/", "/r/…/", line) in page


def test_a_test_goes_to_oneself_says_so_and_launches_nothing(client, drafted, facilitator):
    client.post(address(drafted, "round-test"))
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.subject[:6]) == (facilitator.email, "Test: ")
    assert "This is a test" in mail.text
    assert drafted.get_absolute_url() in mail.text
    drafted.refresh_from_db()
    assert drafted.state == Round.State.DRAFT
    assert not Participant.objects.exists()
    assert not PersonalLink.objects.exists()


def test_after_the_launch_there_is_nothing_to_try(client, drafted, facilitator):
    launch_round(round_=drafted, by=None)
    page = client.post(address(drafted, "round-test"), follow=True).content.decode()
    assert "the mails have gone out" in page
    assert OutgoingMail.objects.filter(to=facilitator.email).count() == 0
