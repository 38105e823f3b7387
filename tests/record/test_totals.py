"""Contributions added up: whichever way, the same sums, to the penny."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from record.totals import Sum, added, totals, year_words
from tests.record.made import document

MONEY = st.decimals(min_value=0, max_value=100_000_000_000, places=2).map(lambda amount: f"{amount:.2f}")
ROW = st.fixed_dictionaries(
    {
        "partner": st.integers(1, 3),
        "year": st.integers(2024, 2027),
        "kind": st.sampled_from(["cash", "staff", "goods", "services", "premises"]),
        "pledged": MONEY,
    },
    optional={"given": MONEY},
)


def found(*rows):
    return totals(document("contributions", contributions=list(rows)))


def row(partner=1, year=2026, kind="cash", pledged="10.00", **more):
    return {"partner": partner, "year": year, "kind": kind, "pledged": pledged, **more}


@given(st.lists(ROW, max_size=40))
def test_rows_columns_and_kinds_give_the_same_whole(rows):
    sums = found(*rows)
    whole = sums.sum()
    assert added(sums.sum(partner=partner) for partner in sums.names) == whole
    assert added(sums.sum(year=year) for year in sums.years) == whole
    assert added(sums.sum(kind=kind) for kind, _ in sums.kinds) == whole
    assert added(sums.sum(partner=partner, year=year) for partner in sums.names for year in sums.years) == whole


@given(st.lists(ROW, max_size=40))
def test_the_whole_is_what_the_rows_say(rows):
    whole = found(*rows).sum()
    assert whole.pledged == sum((Decimal(item["pledged"]) for item in rows), Decimal(0))
    assert whole.given == sum((Decimal(item["given"]) for item in rows if "given" in item), Decimal(0))
    assert whole.open + whole.due == whole.pledged
    assert whole.due - whole.short == whole.given
    assert whole.is_told == all("given" in item for item in rows)


@given(st.lists(ROW, max_size=20), st.randoms())
def test_the_order_of_rows_does_not_matter(rows, chance):
    mixed = list(rows)
    chance.shuffle(mixed)
    assert found(*mixed).sum(year=2025) == found(*rows).sum(year=2025)


def test_pence_add_up():
    assert found(*[row(pledged="0.10")] * 3).sum().pledged == Decimal("0.30")


def test_a_year_that_is_not_over_is_not_short():
    whole = found(row(given="7.00"), row(year=2027)).sum()
    assert (whole.given, whole.short, whole.open, whole.is_told) == (7, 3, 10, False)


def test_nothing_pledged_and_nothing_given_is_told():
    whole = found(row(pledged="0.00", given="0.00")).sum()
    assert (whole.pledged, whole.given, whole.is_told) == (0, 0, True)


def test_no_contributions_are_no_sums():
    empty = found()
    assert (empty.names, empty.years, empty.kinds, empty.sum()) == ({}, (), (), Sum())


def test_partners_stand_by_name_years_rise_and_kinds_keep_their_order():
    sums = found(row(3, 2027, "staff"), row(1, 2025, "premises"), row(2, 2026, "cash"))
    assert list(sums.names.values()) == ["Alpha", "Beta", "Gone"]
    assert sums.years == (2025, 2026, 2027)
    assert [key for key, _ in sums.kinds] == ["cash", "staff", "premises"]


@pytest.mark.parametrize(("year", "words"), [(2027, "2027/28"), (1999, "1999/00"), (2009, "2009/10")])
def test_a_financial_year_has_two_halves(year, words):
    assert year_words(year) == words
