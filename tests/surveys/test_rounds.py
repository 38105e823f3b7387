"""The life of a round."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError
from django.utils import timezone

from common.models import OutgoingMail
from partnerships.rules import Role
from surveys.models import Participant, Round, RoundResult
from surveys.services.rounds import close_round, delete_draft, edit_round, extend_round, launch_round
from tests.factories import (
    MembershipFactory,
    PartnerFactory,
    UserFactory,
    closed_round,
    draft,
    everybody_answers,
    facilitator_of,
    open_round,
    people_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner():
    partner = PartnerFactory()
    people_of(partner, 4)
    return partner


def test_launching_asks_members_and_leads_and_nobody_else(partner):
    lead = MembershipFactory(partner=partner, role=Role.LEAD).person
    facilitator_of(partner.partnership)
    MembershipFactory(partner=partner, ended_at=timezone.now())
    MembershipFactory(partner=partner, person=UserFactory(is_active=False))
    round_ = open_round(partner.partnership)
    assert round_.participants.count() == 5
    assert round_.participants.filter(person=lead).exists()


def test_launching_queues_one_mail_a_person(partner, django_capture_on_commit_callbacks, mailoutbox):
    with django_capture_on_commit_callbacks(execute=True):
        launch_round(round_=draft(partner.partnership), by=UserFactory())
    assert len(mailoutbox) == OutgoingMail.objects.count() == 4
    assert "Confidential. Readers see groups of three people or more" in mailoutbox[0].body


def test_a_round_is_launched_once(partner):
    round_ = open_round(partner.partnership)
    with pytest.raises(ValidationError, match="launched already"):
        launch_round(round_=round_, by=None)


def test_nobody_to_ask_is_said():
    with pytest.raises(ValidationError, match="Nobody would be asked"):
        launch_round(round_=draft(PartnerFactory().partnership), by=None)


def test_a_round_that_would_be_over_is_not_launched(partner):
    round_ = draft(partner.partnership, closes_at=timezone.now() - timedelta(minutes=1))
    with pytest.raises(ValidationError, match="has passed"):
        launch_round(round_=round_, by=None)


def test_after_launch_only_the_end_can_move(partner):
    round_ = open_round(partner.partnership)
    with pytest.raises(ValidationError, match="launched"):
        edit_round(round_=round_, by=UserFactory(), mode=Round.Mode.ATTRIBUTED)
    with pytest.raises(ValidationError, match="cannot be deleted"):
        delete_draft(round_=round_, by=UserFactory())
    extend_round(round_=round_, closes_at=round_.closes_at + timedelta(days=1), by=UserFactory())


def test_a_round_is_never_shortened(partner):
    round_ = open_round(partner.partnership)
    with pytest.raises(ValidationError, match="after the present closing time"):
        extend_round(round_=round_, closes_at=round_.closes_at - timedelta(hours=1), by=UserFactory())


def test_closing_counts_only_what_was_sent(partner):
    round_ = open_round(partner.partnership)
    everybody_answers(round_)
    last = round_.participants.last()
    last.response.is_submitted = False
    last.response.save()
    assert close_round(round_=round_, by=None).answered == 3


def test_closing_twice_gives_the_same_result(partner):
    round_ = closed_round(partner.partnership)
    assert close_round(round_=round_, by=None) == round_.result
    assert RoundResult.objects.count() == 1


def test_a_draft_cannot_be_closed(partner):
    with pytest.raises(ValidationError, match="never launched"):
        close_round(round_=draft(partner.partnership), by=None)


def test_a_result_never_changes(partner):
    result = closed_round(partner.partnership).result
    result.answered = 99
    with pytest.raises(TypeError, match="never changes"):
        result.save()
    with pytest.raises(TypeError, match="never deleted"):
        result.delete()


def test_a_later_answer_or_new_name_leaves_the_result(partner):
    round_ = closed_round(partner.partnership)
    before = round_.result.figures
    partner.organisation.name = "Another name"
    partner.organisation.save()
    round_.responses.update(answers={})
    assert RoundResult.objects.get(round=round_).figures == before


def test_rounds_whose_time_is_over_close_by_command(partner, time_machine, capsys):
    round_ = open_round(partner.partnership)
    call_command("close_due_rounds")
    round_.refresh_from_db()
    assert round_.state == Round.State.OPEN
    time_machine.move_to(round_.closes_at)
    call_command("close_due_rounds")
    round_.refresh_from_db()
    assert round_.state == Round.State.CLOSED


def test_groups_under_three_are_refused_by_the_database(partner):
    with pytest.raises(IntegrityError, match="minimum_group"):
        draft(partner.partnership, minimum_group=2)


def test_nobody_is_asked_twice(partner):
    participant = open_round(partner.partnership).participants.first()
    with pytest.raises(IntegrityError, match=r"participant_once|UNIQUE"):
        Participant.objects.create(round=participant.round, person=participant.person, partner=partner)
