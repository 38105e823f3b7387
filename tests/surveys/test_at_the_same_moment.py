"""Somebody sends or saves at the moment in which their answers become fixed: what is acknowledged counts."""

from __future__ import annotations

import threading
import uuid

import pytest
from django.db import connection, transaction

from surveys.models import Response, Round
from surveys.services.official import compare_answers
from surveys.services.responses import ComparedError, RoundIsOverError, start_response, submit_response
from surveys.services.rounds import close_round
from surveys.services.saving import Change, save_answers
from surveys.services.steps import hold_round
from tests.factories import MembershipFactory, PartnerFactory, open_round
from tests.surveys.officially import KEY, asked, everybody_sends, lead_of

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="PostgreSQL: SQLite does one transaction at a time"),
]


@pytest.fixture
def participant():
    partner = PartnerFactory()
    MembershipFactory(partner=partner)
    asked = open_round(partner.partnership).participants.get()
    key = asked.round.instrument.content.statement_keys[0]
    save_answers(response=start_response(asked), changes={key: Change(None, 3)})
    return asked


def meanwhile(work, hold):
    """The errors of `work`, begun in another thread while `hold` is done and not committed."""
    problems: list[Exception] = []

    def run() -> None:
        try:
            work()
        except RoundIsOverError as error:
            problems.append(error)
        finally:
            connection.close()

    with transaction.atomic():
        hold()
        running = threading.Thread(target=run)
        running.start()
        running.join(timeout=1)  # it waits for what is held; without the lock it would be done by now
    running.join()
    return problems


def test_answers_sent_while_the_round_is_being_closed_are_refused(participant):
    problems = meanwhile(
        lambda: submit_response(participant=participant, key=uuid.uuid4(), revision=1, by=participant.person),
        lambda: close_round(round_=participant.round, by=None),
    )
    assert len(problems) == 1
    assert not Response.objects.filter(is_submitted=True).exists()


@pytest.mark.parametrize(("mode", "together"), [(Round.Mode.CONFIDENTIAL, True), (Round.Mode.ANONYMOUS, False)])
def test_people_send_together_where_no_rows_are_mixed(participant, mode, together):
    Round.objects.update(mode=mode)
    participant.round.refresh_from_db()
    done = threading.Event()

    def send() -> None:
        submit_response(participant=participant, key=uuid.uuid4(), revision=1, by=participant.person)
        done.set()
        connection.close()

    with transaction.atomic():
        hold_round(participant.round)  # as somebody else who sends does
        running = threading.Thread(target=send)
        running.start()
        assert done.wait(timeout=20 if together else 1) == together
    running.join()
    assert Response.objects.get().is_submitted


def test_answers_changed_while_their_organisation_compares_them_are_refused():
    round_, partner = asked(3)
    everybody_sends(round_, partner, 1, 2, 3)
    response = Response.objects.filter(partner=partner).first()
    problems = meanwhile(
        lambda: save_answers(response=response, changes={KEY: Change(response.answers[KEY], 4)}),
        lambda: compare_answers(round_=round_, partner=partner, by=lead_of(partner)),
    )
    assert [type(problem) for problem in problems] == [ComparedError]
    response.refresh_from_db()
    assert response.answers[KEY] != 4
