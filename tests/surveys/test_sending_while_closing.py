"""A round is closed at the moment in which somebody sends: what is acknowledged counts."""

from __future__ import annotations

import threading
import uuid

import pytest
from django.db import connection, transaction

from surveys.models import Response
from surveys.services.responses import RoundIsOverError, start_response, submit_response
from surveys.services.rounds import close_round
from surveys.services.saving import Change, save_answers
from tests.factories import MembershipFactory, PartnerFactory, open_round

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


def test_answers_sent_while_the_round_is_being_closed_are_refused(participant):
    problems: list[Exception] = []

    def send() -> None:
        try:
            submit_response(participant=participant, key=uuid.uuid4(), revision=1, by=participant.person)
        except RoundIsOverError as error:
            problems.append(error)
        finally:
            connection.close()

    with transaction.atomic():
        close_round(round_=participant.round, by=None)
        sending = threading.Thread(target=send)
        sending.start()
        sending.join(timeout=1)  # it waits for the round; without the lock it would be done by now
    sending.join()
    assert len(problems) == 1
    assert not Response.objects.filter(is_submitted=True).exists()
