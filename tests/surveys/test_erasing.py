"""A person’s own data: to look at, to take away, and to have erased within what the mode allows."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import ErasureRequest, User
from common.models import OutgoingMail
from partnerships.rules import Role
from partnerships.services.invitations import invite_person
from surveys.models import Participant, Response
from surveys.services.erasing import ask_for_erasure, erase_person, own_data
from surveys.services.responses import start_response, submit_response
from surveys.services.rounds import close_round
from tests.factories import MembershipFactory, PartnerFactory, UserFactory, facilitator_of, open_round, people_of, sent

pytestmark = pytest.mark.django_db
KEY = "need-success-factors"


@pytest.fixture
def by():
    return UserFactory(is_administrator=True)


@pytest.fixture
def participant():
    partner = PartnerFactory()
    people_of(partner, 4)
    return open_round(partner.partnership).participants.first()


def test_ones_own_data_holds_answers_in_words(participant):
    sent(participant, {KEY: 4})
    [round_] = own_data(participant.person)["rounds"]
    assert round_["answers"] == {"We understand why our past joint work went well.": "Strongly agree"}


def test_of_an_anonymous_round_only_that_one_answered(participant):
    participant.round.mode = "anonymous"
    participant.round.save()
    response = start_response(participant)
    response.answers = {KEY: 4}
    response.save()
    submit_response(participant=participant, key=response.pk, revision=response.revision, by=participant.person)
    [round_] = own_data(participant.person)["rounds"]
    assert round_["sent"]
    assert "answers" not in round_


def test_nobody_elses_answers_are_in_the_file(client, participant):
    sent(participant, {KEY: 4})
    client.force_login(participant.round.participants.last().person)
    data = json.loads(client.get(reverse("own-data-download")).content)
    assert "answers" not in data["rounds"][0]


def test_asking_tells_administrators_once_and_waits_on_their_home_page(client, participant, by):
    client.force_login(participant.person)
    for _ in range(2):
        client.post(reverse("own-data-erase"))
    assert OutgoingMail.objects.filter(to=by.email).count() == 1
    client.force_login(by)
    assert f"Erase {participant.person}" in client.get("/").content.decode()


def test_the_wish_can_be_taken_back(client, participant):
    ask_for_erasure(person=participant.person)
    client.force_login(participant.person)
    client.post(reverse("own-data-erase"), {"keep": "1"})
    assert not ErasureRequest.objects.exists()


def test_name_address_and_single_answers_are_gone(participant, by):
    email, name = participant.person.email, participant.person.name
    sent(participant, {KEY: 4})
    erase_person(person=participant.person, by=by)
    person = User.objects.get(pk=participant.person_id)
    assert not {email, name} & {person.email, person.name}
    assert not person.is_active
    assert not Response.objects.exists()


def test_a_result_stays_as_it_was(participant, by):
    for item in participant.round.participants.all():
        sent(item, {KEY: 4})
    result = close_round(round_=participant.round, by=None)
    result.refresh_from_db()
    before = result.published
    erase_person(person=participant.person, by=by)
    result.refresh_from_db()
    assert result.published == before
    assert participant.round.participants.count() == 4


def test_an_open_round_no_longer_waits_for_them(participant, by):
    erase_person(person=participant.person, by=by)
    assert participant.round.participants.count() == 3


def test_loose_anonymous_answers_stay_counted(participant, by):
    participant.round.mode = "anonymous"
    participant.round.save()
    Participant.objects.filter(pk=participant.pk).update(has_answered=True)
    erase_person(person=participant.person, by=by)
    assert participant.round.participants.filter(has_answered=True).count() == 1


def test_the_address_can_be_invited_anew(participant, by):
    email, partnership = participant.person.email, participant.round.partnership
    erase_person(person=participant.person, by=by)
    invite_person(partnership=partnership, email=email, role=Role.MEMBER, partner=participant.partner, by=by)
    assert partnership.invitations.filter(email=email, revoked_at=None).exists()


def test_no_mail_but_the_last_keeps_the_address(participant, by):
    email = participant.person.email
    OutgoingMail.objects.create(key="a", to=email, subject="A", text="A")
    erase_person(person=participant.person, by=by)
    assert [mail.subject for mail in OutgoingMail.objects.filter(to=email)] == [
        "You were erased from the partnership health check"
    ]


@pytest.mark.parametrize("reason", ["only facilitator", "administrator", "yourself", "twice"])
def test_what_has_to_be_settled_first_is_told(participant, by, reason):
    who = {
        "only facilitator": lambda: facilitator_of(participant.round.partnership),
        "administrator": lambda: UserFactory(is_administrator=True),
        "yourself": lambda: by,
        "twice": lambda: erased(participant.person, by),
    }[reason]()
    with pytest.raises(ValidationError):
        erase_person(person=who, by=by)
    who.refresh_from_db()
    assert who.erased_at is None or reason == "twice"


def erased(person, by):
    erase_person(person=person, by=by)
    return person


def test_an_erased_person_cannot_be_switched_on_again(client, participant, by):
    erase_person(person=participant.person, by=by)
    client.force_login(by)
    client.post(reverse("accounts:person-change", args=[participant.person_id]), {"step": "activate"})
    assert not User.objects.get(pk=participant.person_id).is_active


def test_the_page_counts_what_there_is(client, participant):
    MembershipFactory(person=participant.person)
    client.force_login(participant.person)
    page = client.get(reverse("own-data")).content.decode()
    assert "Roles, held now or before" in page
    assert "Be erased" in page
