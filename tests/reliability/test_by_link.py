"""People with links fill in a round by HTTP while something is killed: nothing acknowledged is lost or doubled.

More of them, and more kills, are tried by `make bench`; here are fewer, so that every run of the tests has them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import cycle

import pytest

from tests.performance.by_link import fill_in_while_killed, kill_database, kill_server, kill_worker
from tests.performance.scratch_postgres import PROGRAMS, ScratchPostgres, scratch_postgres
from tests.performance.served import Served, served
from tests.performance.visits import lost_or_doubled

PEOPLE = 16


@pytest.fixture
def place() -> Iterator[Served]:
    with served(PEOPLE) as product:
        yield product


@pytest.fixture
def postgres() -> Iterator[ScratchPostgres]:
    if PROGRAMS is None:
        assert not os.environ.get("REQUIRE_POSTGRES"), "REQUIRE_POSTGRES is set, and there is no PostgreSQL server."
        pytest.skip("a PostgreSQL server: killing one is not tried")
    with scratch_postgres() as server:
        yield server


def test_nobody_is_lost_or_doubled_while_workers_and_the_server_are_killed(place):
    kills = cycle([kill_worker, kill_worker, kill_server])
    absences = fill_in_while_killed(place, place.tokens, lambda: next(kills)(place), times=3)
    assert len(absences) == 3
    assert lost_or_doubled(place, PEOPLE) == 0


def test_nobody_is_lost_or_doubled_while_postgresql_is_killed(postgres):
    with served(PEOPLE, beside=postgres.url) as place:
        absences = fill_in_while_killed(place, place.tokens, lambda: kill_database(postgres), times=2)
        assert len(absences) == 2
        assert lost_or_doubled(place, PEOPLE) == 0
