"""How many queries the API takes: the same literal number, however much there is to read."""

from __future__ import annotations

import pytest

from surveys.models import Round
from surveys.services.rounds import close_round
from tests.api.conftest import asking
from tests.factories import MembershipFactory, PartnerFactory, draft, facilitator_of, put_forward
from tests.performance.made import round_of

pytestmark = pytest.mark.django_db
# Seven of them are the token (1) and its minute in the cache (6).


def partnerships(rows):
    person = MembershipFactory().person
    for _ in range(rows - 1):
        MembershipFactory(person=person)
    return person, ""


def rounds(rows):
    member = MembershipFactory()
    first = draft(member.partnership, state=Round.State.CALLED_OFF)
    for _ in range(rows - 1):
        draft(member.partnership, state=Round.State.CALLED_OFF, instrument=first.instrument)
    return member.person, f"{member.partnership.slug}/rounds/"


def board(rows):
    round_ = round_of(partners=rows, people=2)
    return facilitator_of(round_.partnership), f"{round_.partnership.slug}/rounds/{round_.pk}/"


def results(rows):
    round_ = round_of(partners=rows, people=3)
    close_round(round_=round_, by=None)
    return facilitator_of(round_.partnership), f"{round_.partnership.slug}/rounds/{round_.pk}/results/"


def record(rows):
    member = MembershipFactory()
    for _ in range(rows):
        PartnerFactory(partnership=member.partnership)
        put_forward(member.partnership)
    return member.person, f"{member.partnership.slug}/record/"


@pytest.mark.parametrize("rows", [1, 8])
@pytest.mark.parametrize(
    ("made", "queries"), [(partnerships, 10), (rounds, 10), (board, 13), (results, 11), (record, 16)]
)
def test_queries(django_assert_num_queries, made, queries, rows):
    person, more = made(rows)
    program, address = asking(person), f"/api/v1/partnerships/{more}"
    program.get(address)
    with django_assert_num_queries(queries):
        assert program.get(address).status_code == 200
