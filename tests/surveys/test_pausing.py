"""Rounds that are interrupted: paused, resumed with the time given back, called off without a trace of the answers."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from common.models import AuditEntry, OutgoingMail
from surveys.models import Comment, Response, Round
from surveys.services.pausing import call_off_round, pause_round, resume_round
from surveys.services.responses import RoundPausedError, open_response
from surveys.services.rounds import close_round
from tests.factories import PartnerFactory, closed_round, facilitator_of, open_round, people_of, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_():
    partner = PartnerFactory()
    people_of(partner, 3)
    return open_round(partner.partnership, closes_at=timezone.now() + timedelta(days=10))


@pytest.fixture
def facilitator(round_):
    return facilitator_of(round_.partnership)


@pytest.fixture
def paused(round_, facilitator):
    pause_round(round_=round_, by=facilitator)
    return round_


def page(client, person, round_, name, **data):
    client.force_login(person)
    address = reverse(f"surveys:{name}", args=[round_.partnership.slug, round_.pk])
    response = client.post(address, data, follow=True) if data else client.get(address, follow=True)
    return response.content.decode()


def test_a_paused_round_takes_no_answer_and_says_that_what_was_saved_is_kept(client, paused):
    participant = paused.participants.first()
    with pytest.raises(RoundPausedError, match="What you had saved is kept"):
        open_response(participant)
    assert "This round is paused." in page(client, participant.person, paused, "tasks")


def test_what_was_saved_can_be_read_while_it_is_paused(client, round_, facilitator):
    participant = round_.participants.first()
    open_response(participant)
    pause_round(round_=round_, by=facilitator)
    shown = page(client, participant.person, round_, "check")
    assert "Nothing can be answered, changed or sent until it is resumed" in shown
    assert "next round will ask you" not in shown


def test_the_days_of_a_pause_are_given_back_at_the_same_hour(round_, facilitator):
    before = round_.closes_at
    pause_round(round_=round_, by=facilitator)
    with time_machine.travel(timezone.now() + timedelta(days=12, hours=1)):
        resume_round(round_=round_, by=facilitator)
        assert round_.takes_answers
    hours = [moment.astimezone(round_.zone).time() for moment in (before, round_.closes_at)]
    assert hours[0] == hours[1]
    assert (round_.closes_at.astimezone(round_.zone).date() - before.astimezone(round_.zone).date()).days == 13


def test_the_deadline_of_a_paused_round_closes_nothing(paused, capsys):
    with time_machine.travel(paused.closes_at + timedelta(days=1)):
        call_command("close_due_rounds")
    paused.refresh_from_db()
    assert paused.state == Round.State.OPEN


def test_those_who_have_not_answered_are_told_once_when_it_goes_on(paused, facilitator):
    sent(paused.participants.first(), {})
    resume_round(round_=paused, by=facilitator)
    with pytest.raises(ValidationError, match="not paused"):
        resume_round(round_=paused, by=facilitator)
    assert OutgoingMail.objects.filter(subject=f"{paused.title} goes on").count() == 2


def test_a_paused_round_can_be_closed_with_what_was_sent(paused, facilitator):
    sent(paused.participants.first(), {})
    assert close_round(round_=paused, by=facilitator).answered == 1


def test_home_reminds_the_facilitator_and_asks_nobody_else(client, paused, facilitator):
    client.force_login(facilitator)
    assert f"Resume {paused.title}" in client.get("/").content.decode()
    client.force_login(paused.participants.first().person)
    assert "Begin" not in client.get("/").content.decode()


def test_what_is_called_off_leaves_no_answer_and_no_comment(round_, facilitator):
    response = sent(round_.participants.first(), {"need-success-factors": 3})
    Comment.objects.create(response=response, place="need-success-factors", text="Well")
    call_off_round(round_=round_, because="The merger came first.", by=facilitator)
    assert not Response.objects.exists()
    assert not Comment.objects.exists()
    assert AuditEntry.objects.get(action="round.called-off").details["answers"] == 1


def test_everybody_asked_is_told_why(client, round_, facilitator):
    shown = page(client, facilitator, round_, "round-call-off", because="The merger came first.")
    assert "There will be no results." in shown
    mails = OutgoingMail.objects.filter(subject=f"{round_.title} was called off")
    assert mails.count() == 3
    assert "The merger came first." in mails.first().text


def test_a_reason_is_needed(client, round_, facilitator):
    shown = page(client, facilitator, round_, "round-call-off", because=" ")
    assert "Say why: everybody who was asked will want to know." in shown
    round_.refresh_from_db()
    assert round_.state == Round.State.OPEN


def test_a_closed_round_cannot_be_called_off(client, facilitator, round_):
    closed = closed_round(round_.partnership, instrument=round_.instrument, title="Read")
    with pytest.raises(ValidationError, match="Only an open round"):
        call_off_round(round_=closed, because="No", by=facilitator)
    assert closed.result.answered == 3


def test_a_round_called_off_is_listed_and_has_no_results_page(client, round_, facilitator):
    call_off_round(round_=round_, because="The merger came first.", by=facilitator)
    client.force_login(round_.participants.first().person)
    assert "Called off" in client.get(reverse("surveys:rounds", args=[round_.partnership.slug])).content.decode()
    results = client.get(reverse("reports:round-results", args=[round_.partnership.slug, round_.pk]))
    assert results.headers["Location"] == round_.get_absolute_url()


def test_no_home_page_waits_for_what_was_called_off(client, round_, facilitator):
    call_off_round(round_=round_, because="The merger came first.", by=facilitator)
    with time_machine.travel(round_.closes_at + timedelta(days=1)):
        client.force_login(facilitator)
        assert round_.title not in client.get("/").content.decode()


@pytest.mark.parametrize("step", ["round-pause", "round-resume", "round-call-off"])
def test_each_step_asks_first(client, round_, facilitator, step):
    if step == "round-resume":
        pause_round(round_=round_, by=facilitator)
    shown = page(client, facilitator, round_, step)
    assert round_.title in shown
    assert '<form method="post"' in shown
