"""Somebody with the whole database tries to join anonymous answers to the people who gave them."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection

from surveys.models import Participant, Response, Round
from surveys.services.responses import start_response, submit_response
from surveys.services.saving import Change, save_answers
from tests.factories import MembershipFactory, PartnerFactory, PartnershipFactory, instrument, open_round

PEOPLE = 12


@pytest.fixture
def sent(transactional_db) -> list[Participant]:
    """People of an anonymous round in the order in which they sent; each gave the first so many answers."""
    partnership = PartnershipFactory()
    partner = PartnerFactory(partnership=partnership)
    for _ in range(PEOPLE):
        MembershipFactory(partner=partner)
    round_ = open_round(partnership, instrument=instrument(), mode=Round.Mode.ANONYMOUS)
    people = sorted(round_.participants.select_related("person", "round"), key=lambda item: hash(str(item.pk)))
    for count, participant in enumerate(people, 1):
        _send(participant, round_.instrument.content.statement_keys[:count])
    return people


def _send(participant: Participant, keys) -> None:
    changes = {key: Change(None, 3) for key in keys}
    comments = {}
    response = save_answers(response=start_response(participant), changes=changes, comments=comments).response
    submit_response(participant=participant, key=uuid.uuid4(), revision=response.revision, by=participant.person)


def rows(table: str) -> list[tuple]:
    """Primary key and the transaction that wrote it (None on SQLite), in the order in which the rows lie."""
    place = "xmin::text, ctid" if connection.vendor == "postgresql" else "NULL, rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, {place} FROM {table} ORDER BY 3")
        return [(str(key).replace("-", ""), transaction) for key, transaction, _ in cursor.fetchall()]


def answers_of() -> dict[str, int]:
    """How many answers each row holds: the number of its person in the order of sending."""
    return {key.hex: len(answers) for key, answers in Response.objects.values_list("pk", "answers")}


def test_answers_do_not_lie_in_the_order_in_which_they_were_sent(sent):
    given = answers_of()
    order = [given[key] for key, _ in rows("surveys_response")]
    assert sorted(order) == list(range(1, PEOPLE + 1))
    assert order not in (sorted(order), sorted(order, reverse=True))


def test_no_transaction_joins_answers_to_one_person(sent):
    by = {transaction for _, transaction in rows("surveys_participant")}
    assert len(by) == 1
    assert {transaction for _, transaction in rows("surveys_response")} == by


def test_people_lie_in_an_order_that_has_nothing_to_do_with_sending(sent):
    lying = [int(key) for key, _ in rows("surveys_participant")]
    sending = [participant.pk for participant in sent]
    assert sorted(lying) == sorted(sending)
    assert lying not in (sending, sending[::-1])


def test_nothing_is_left_that_names_a_person_beside_answers(sent):
    assert set(Response.objects.values_list("participant", "saved_at", "submitted_at")) == {(None, None, None)}
    assert all(Participant.objects.values_list("has_answered", flat=True))


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite’s secure_delete: PostgreSQL has no such setting")
def test_what_is_deleted_is_overwritten():
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA secure_delete").fetchone() == (1,)
