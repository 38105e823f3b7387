"""In which third of comparable partnerships one stands; nothing where one of them could be told."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from partnerships.models import Partnership
from reports.portfolio.thirds import Group, third_of
from surveys.models import Instrument, PortfolioRow, PortfolioSection, Round
from tests.factories import PartnershipFactory, UserFactory, instrument
from tests.reports.portfolio_made import looked_after
from tests.reports.states import closed, like

TWELVE = Counter(range(20, 32))


# The rule


@pytest.mark.parametrize(
    ("own", "third"), [(20, "bottom"), (23, "bottom"), (24, "middle"), (27, "middle"), (28, "top"), (31, "top")]
)
def test_twelve_different_means_make_three_fours(own, third):
    assert third_of(own, TWELVE, "high_is_good") == third


def test_high_is_bad_turns_them_round():
    assert [third_of(own, TWELVE, "high_is_bad") for own in (20, 26, 31)] == ["top", "middle", "bottom"]


def test_all_alike_are_in_the_middle():
    assert third_of(30, Counter({30: 12}), "high_is_good") == "middle"


@pytest.mark.parametrize("seed", range(20))
def test_a_better_mean_is_never_in_a_lower_third(seed):
    chance, order = random.Random(seed), ["bottom", "middle", "top"]
    means = [chance.randint(10, 40) for _ in range(chance.randint(11, 60))]
    thirds = [order.index(third_of(own, Counter(means), "high_is_good")) for own in sorted(means)]
    assert thirds == sorted(thirds)


@pytest.mark.parametrize(
    ("total", "seen", "is_shown"),
    [(10, 10, False), (11, 11, True), (11, 1, True), (11, 2, False), (12, 11, False), (30, 20, True), (30, 21, False)],
)
def test_ten_others_and_those_unseen_are_none_or_ten(total, seen, is_shown):
    assert Group({30: total}, seen).is_large_enough is is_shown


# The page


def beside_others(used: Instrument, means, **fields) -> list[Partnership]:
    """Partnerships with a row each, whose sections all have this mean (in tenths)."""
    found = []
    for tenths in means:
        partnership = PartnershipFactory(**fields)
        now = timezone.now()
        round_ = Round.objects.create(
            partnership=partnership,
            instrument=used,
            title="R",
            opens_at=now,
            closes_at=now + timedelta(days=1),
        )
        row = PortfolioRow.objects.create(
            partnership=partnership, instrument_key=used.key, round=round_, ended_at=now, points=4, answered=9
        )
        for section in used.content.sections:
            PortfolioSection.objects.create(row=row, key=section.key, mean=tenths / 10, tenths=tenths)
        found.append(partnership)
    return found


@pytest.fixture
def six(db):
    return instrument()


@pytest.fixture
def mine(client, six):
    person = UserFactory()
    client.force_login(person)
    partnership = looked_after(person, kind="supply")
    closed(partnership, {"A": (12, like(3))}, instrument=six)
    return partnership


def thirds(client):
    response = client.get("/portfolio/beside-others/")
    assert response.status_code == 200
    return response.content.decode()


def test_ten_others_of_its_kind(client, six, mine):
    beside_others(six, range(15, 25), kind="supply")
    assert thirds(client).count("<span>top</span>") == 6


def test_nine_others_are_too_few(client, six, mine):
    beside_others(six, range(15, 24), kind="supply")
    page = thirds(client)
    assert "Under ten others of this kind (strategic supply) can be compared" in page
    assert "<span>top</span>" not in page


@pytest.mark.parametrize(
    "fields", [{"kind": "children"}, {"kind": "supply", "stage": "closed", "closed_on": "2026-01-01"}]
)
def test_another_kind_and_closed_ones_are_not_comparable(client, six, mine, fields):
    beside_others(six, range(15, 24), kind="supply")
    beside_others(six, range(15, 24), **fields)
    assert "ten others of" in thirds(client)


def test_one_unseen_among_ten_that_are_seen_would_be_told(client, six, mine):
    person = mine.memberships.get().person
    for partnership in beside_others(six, range(15, 25), kind="supply"):
        partnership.memberships.create(person=person, role="facilitator")
    assert "<span>top</span>" in thirds(client)
    beside_others(six, [40], kind="supply")
    assert "ten others of" in thirds(client)


def test_others_are_never_named(client, six, mine):
    others = beside_others(six, range(15, 25), kind="supply")
    page = thirds(client)
    assert not any(partnership.name in page for partnership in others)


def test_without_a_round_it_says_so(client, db):
    person = UserFactory()
    client.force_login(person)
    looked_after(person)
    assert "No round has closed here yet" in thirds(client)


@pytest.mark.parametrize("count", [1, 9])
def test_queries_do_not_grow_with_partnerships(client, six, mine, count, django_assert_num_queries):
    for partnership in beside_others(six, range(15, 15 + count), kind="supply"):
        partnership.memberships.create(person=mine.memberships.get().person, role="facilitator")
    with django_assert_num_queries(14):
        thirds(client)
