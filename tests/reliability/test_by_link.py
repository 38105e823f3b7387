"""People with links fill in a round by HTTP while workers are killed: nothing acknowledged is lost, nothing doubled.

200 of them and eight kills are tried by `make bench`; here are fewer, so that every run of the tests has them.
"""

from __future__ import annotations

import pytest

from tests.performance.by_link import fill_in_while_killed, lost_or_doubled
from tests.performance.served import served

PEOPLE, KILLS = 24, 3


@pytest.fixture(scope="module")
def place():
    with served(PEOPLE) as product:
        yield product


def test_nobody_is_lost_or_doubled_while_workers_are_killed(place):
    assert fill_in_while_killed(place, place.tokens, kills=KILLS) == KILLS
    assert lost_or_doubled(place, PEOPLE) == 0
