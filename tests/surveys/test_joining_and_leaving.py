"""A partner that joins or leaves while a round is open."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from common.models import OutgoingMail
from partnerships.rules import Role
from partnerships.services.partnerships import partner_leaves
from surveys.models import Round
from surveys.services.asking import ask_late, not_asked
from surveys.services.responses import PartnerLeftError, start_response, submit_response
from surveys.services.rounds import close_round
from surveys.services.saving import Change, save_answers
from tests.factories import (
    MembershipFactory,
    PartnerFactory,
    UserFactory,
    closed_round,
    everybody_answers,
    facilitator_of,
    open_round,
    people_of,
    sent,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner():
    partner = PartnerFactory(organisation__name="Arden Council")
    people_of(partner, 4)
    return partner


@pytest.fixture
def round_(partner):
    return open_round(partner.partnership)


@pytest.fixture
def by(partner):
    return facilitator_of(partner.partnership)


@pytest.fixture
def late(round_):
    """A partner that came after the launch, with two people."""
    partner = PartnerFactory(partnership=round_.partnership, organisation__name="Late Housing")
    people_of(partner, 2)
    return partner


def ask_page(round_):
    return reverse("surveys:round-ask", args=[round_.partnership.slug, round_.pk])


# Joining


def test_who_joined_late_is_asked_only_when_a_facilitator_says_so(round_, late, by):
    assert round_.participants.count() == 4
    assert ask_late(round_=round_, partners=[late.pk], by=by) == 2
    assert round_.participants.filter(partner=late).count() == 2
    assert OutgoingMail.objects.filter(key__startswith=f"round/{round_.pk}/asked/").count() == 2


def test_somebody_new_at_an_old_partner_can_be_asked_too(round_, partner, by):
    person = MembershipFactory(partner=partner).person
    assert [member.person for member in not_asked([round_])] == [person]


def test_nothing_that_was_promised_changes(round_, late, by):
    terms = Round.objects.filter(pk=round_.pk).values("mode", "minimum_group", "view", "opens_at", "closes_at")
    before = terms.get()
    ask_late(round_=round_, partners=[late.pk], by=by)
    assert terms.get() == before


def test_asking_twice_asks_nobody_twice(round_, late, by):
    ask_late(round_=round_, partners=[late.pk], by=by)
    with pytest.raises(ValidationError, match="Nobody was asked"):
        ask_late(round_=round_, partners=[late.pk], by=by)
    assert round_.participants.count() == 6


def test_who_was_asked_for_another_partner_is_not_asked_again(round_, late, partner):
    moved = partner.memberships.first()
    moved.ended_at = timezone.now()
    moved.save()
    MembershipFactory(partner=late, person=moved.person)
    assert moved.person not in {member.person for member in not_asked([round_])}


@pytest.mark.parametrize("fields", [{"ended_at": "2026-01-01T00:00Z"}, {"person__is_active": False}])
def test_who_cannot_take_part_is_not_asked(round_, partner, fields):
    MembershipFactory(partner=partner, **fields)
    MembershipFactory(partner=None, partnership=partner.partnership, role=Role.FACILITATOR)
    assert not not_asked([round_]).exists()


def test_two_open_rounds_are_told_apart(round_, late, by):
    other = open_round(late.partnership, instrument=round_.instrument)
    found = set(not_asked(Round.objects.all()).values_list("in_round", "person"))
    assert {pk for pk, _ in found} == {round_.pk}
    assert other.participants.count() == 6


def test_nobody_is_asked_when_the_round_is_over(round_, late, by):
    Round.objects.filter(pk=round_.pk).update(closes_at=timezone.now() - timedelta(minutes=1))
    with pytest.raises(ValidationError, match="takes no answers any more"):
        ask_late(round_=round_, partners=[late.pk], by=by)


def test_answers_of_those_who_came_late_count_like_any_other(round_, late, by):
    people_of(late, 1)
    ask_late(round_=round_, partners=[late.pk], by=by)
    everybody_answers(round_)
    result = close_round(round_=round_, by=by)
    assert (result.invited, result.answered) == (7, 7)
    assert {column["name"] for column in result.figures["columns"]} == {"Arden Council", "Late Housing"}


def test_the_facilitator_is_shown_who_joined_and_asks_them(client, round_, late, by):
    client.force_login(by)
    assert "2 people have</b>" not in client.get("/").content.decode()
    assert "Ask those who joined after the launch" in client.get("/").content.decode()
    assert "2 people have joined since the launch" in client.get(round_.get_absolute_url()).content.decode()
    page = client.get(ask_page(round_)).content.decode()
    assert "Late Housing: " in page
    page = client.post(ask_page(round_), {"partners": [late.pk]}, follow=True).content.decode()
    assert "2 more people were asked" in page
    assert "joined since the launch" not in page


@pytest.mark.parametrize("partners", [[], ["x"], ["999999"]])
def test_bad_choices_are_explained(client, round_, late, by, partners):
    client.force_login(by)
    assert "Nothing was saved yet" in client.post(ask_page(round_), {"partners": partners}).content.decode()
    assert round_.participants.count() == 4


def test_asking_is_in_the_audit_trail(client, round_, late, by):
    ask_late(round_=round_, partners=[late.pk], by=by)
    client.force_login(by)
    page = client.get(reverse("reports:audit", args=[round_.partnership.slug])).content.decode()
    assert "asked 2 more of Late Housing in the round" in page


# Leaving


def leave(partner, by):
    partner_leaves(partner=partner, on=timezone.localdate(), by=by)


def test_its_people_can_no_longer_answer(client, round_, partner, by):
    participant = round_.participants.first()
    leave(partner, by)
    client.force_login(participant.person)
    assert client.get(reverse("surveys:tasks", args=[round_.partnership.slug, round_.pk])).status_code == 404


def test_not_even_for_it_through_another_partner(round_, partner, by):
    participant = round_.participants.first()
    response = start_response(participant)
    leave(partner, by)
    participant.partner.refresh_from_db()
    with pytest.raises(PartnerLeftError):
        save_answers(response=response, changes={"trust-1": Change(None, 3)})
    with pytest.raises(PartnerLeftError):
        submit_response(participant=participant, key=response.pk, revision=0, by=participant.person)


def test_nobody_begins_for_a_partner_that_left(round_, partner, by):
    leave(partner, by)
    with pytest.raises(PartnerLeftError):
        start_response(round_.participants.select_related("partner").first())


def test_what_was_sent_is_kept_and_counts_and_the_result_says_it_left(round_, partner, by):
    keys = round_.instrument.content.statement_keys
    for participant in round_.participants.all()[:3]:
        sent(participant, dict.fromkeys(keys, 3))
    start_response(round_.participants.last())
    leave(partner, by)
    result = close_round(round_=round_, by=by)
    assert result.answered == 3
    assert [column["name"] for column in result.figures["columns"]] == ["Arden Council (left)"]


def test_a_result_made_before_it_left_is_not_touched(partner, by):
    closed = closed_round(partner.partnership)
    leave(partner, by)
    closed.result.refresh_from_db()
    assert [column["name"] for column in closed.result.figures["columns"]] == ["Arden Council"]


def test_the_board_says_it_left_and_asks_for_no_more_answers(client, round_, partner, by):
    leave(partner, by)
    client.force_login(by)
    page = client.get(round_.get_absolute_url()).content.decode()
    assert "Arden Council (left)" in page
    assert "more needed" not in page


def test_a_partner_that_comes_back_goes_on(round_, partner, by):
    leave(partner, by)
    partner.left_on = None
    partner.save()
    assert start_response(round_.participants.first()).answers == {}


def test_a_partnership_whose_facilitators_are_switched_off_waits_for_one(client, partner):
    MembershipFactory(partner=None, partnership=partner.partnership, role=Role.FACILITATOR, person__is_active=False)
    client.force_login(UserFactory(is_administrator=True))
    assert "Find a facilitator for" in client.get("/").content.decode()
