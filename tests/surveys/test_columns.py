"""Which partners stand alone, are pooled or left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.columns import more_needed, partition, propose
from tests.surveys import oracle

PEOPLE = st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(0, 14), max_size=8)
CHOICES = st.tuples(
    st.integers(3, 13), st.sampled_from(["partners", "together"]), st.sampled_from(["confidential", "attributed"])
)


def plan(people, k=3, view="partners", mode="confidential", names=None):
    return partition(people, names=names or {key: key for key in people}, mode=mode, minimum_group=k, view=view)


@given(PEOPLE, CHOICES)
def test_as_the_oracle_says(people, choices):
    k, view, mode = choices
    found = plan(people, k, view, mode)
    columns = [(list(column.partners), column.is_full) for column in found.columns]
    assert (columns, list(found.left_out)) == oracle.columns(people, k, view, mode)


@given(PEOPLE, CHOICES)
def test_everybody_is_in_one_place(people, choices):
    k, view, mode = choices
    found = plan(people, k, view, mode)
    places = [*found.alone, *found.pooled, *found.left_out]
    assert sorted(places) == sorted(key for key, count in people.items() if count)


@given(PEOPLE, st.integers(3, 13))
def test_no_column_is_about_fewer_than_k_even_less_one_member(people, k):
    for column in plan(people, k).columns:
        counts = [people[key] for key in column.partners]
        assert sum(counts) - (max(counts) if column.is_pool else 0) >= (max(5, k) if column.is_pool else k)


def test_keys_of_columns():
    assert [column.key for column in plan({"a": 10, "b": 2, "c": 2, "d": 2, "e": 1}).columns] == ["a", "other-partners"]
    assert [column.key for column in plan({"a": 5, "b": 5}, view="together").columns] == ["all-partners"]


def test_ties_by_name_decide_who_joins_the_pool():
    names = {"a": "Zoo", "b": "Borough", "c": "Council", "d": "Dale"}
    found = plan({"a": 5, "b": 5, "c": 4, "d": 2}, k=5, names=names)
    assert (found.pooled, found.alone) == (("b", "c", "d"), ("a",))


def test_large_partners_never_join_a_pool():
    found = plan({"a": 10, "b": 11, "c": 2})
    assert (found.alone, found.left_out) == (("a", "b"), ("c",))


def test_columns_are_alphabetical_by_name():
    found = plan({"a": 5, "b": 6, "c": 7}, names={"a": "Zoo", "b": "Borough", "c": "Council"})
    assert found.alone == ("b", "c", "a")


@pytest.mark.parametrize(
    ("invited", "expected"),
    [
        ({"a": 7, "b": 8, "c": 7}, ("confidential", 3)),
        ({"a": 8, "b": 8, "c": 7}, ("confidential", 5)),
        ({"a": 7, "b": 8}, ("confidential", 3)),
        ({"a": 3, "b": 3, "c": 20}, ("attributed", 3)),
        ({"a": 3, "b": 4}, ("confidential", 3)),
        ({"a": 4, "b": 4, "c": 4}, ("confidential", 3)),
        ({}, ("confidential", 3)),
    ],
)
def test_what_is_proposed(invited, expected):
    found = propose(invited)
    assert (found.mode, found.minimum_group) == expected


@pytest.mark.parametrize(
    ("invited", "answered", "expected"), [(5, 2, 1), (5, 3, 0), (5, 5, 0), (3, 0, 3), (2, 1, None)]
)
def test_how_many_more_answers_are_needed(invited, answered, expected):
    assert more_needed(invited=invited, answered=answered, minimum_group=3) == expected
