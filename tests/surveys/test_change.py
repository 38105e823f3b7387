"""What moved between two rounds."""

from __future__ import annotations

import pytest

from surveys.change import compare
from tests.surveys.made import definition_of
from tests.surveys.made_rounds import MadeRound


def document(points=4, section="one", **partners):
    """An attributed round of one statement: each partner's scores."""
    rows = tuple((key, {"s1": score}) for key, scores in partners.items() for score in scores)
    names = {key: key.upper() for key in partners}
    definition = definition_of({section: ["s1"]}, points=points)
    return MadeRound(rows, names, 3, mode="attributed", definition=definition).document()


def moved(before, after, points=4):
    return compare(document(points, **before), document(points, **after), points).sections["one"].moved


def test_means_are_of_matched_partners_only():
    change = compare(document(a=[2], b=[4], c=[1]), document(a=[3], b=[4], d=[1]), 4).sections["one"]
    assert (change.before, change.after, change.matched, change.difference) == (3, 3.5, 2, 0.5)


def test_joiners_and_leavers_are_named():
    found = compare(document(a=[2], b=[4]), document(a=[3], d=[1]), 4)
    assert (found.matched, found.joined, found.left) == (("A",), ("D",), ("B",))


def test_partners_without_answers_have_neither_joined_nor_left():
    found = compare(document(a=[2], b=[4]), document(a=[3], b=[]), 4)
    assert (found.matched, found.joined, found.left) == (("A",), (), ())


def test_half_a_point_by_all_is_a_change():
    assert moved({"a": [2], "b": [2]}, {"a": [2, 3], "b": [2, 3]})


def test_downwards_is_a_change_too():
    assert moved({"a": [3], "b": [3]}, {"a": [2, 3], "b": [2, 3]})


def test_less_than_half_a_point_is_none():
    assert not moved({"a": [2], "b": [2]}, {"a": [2, 3], "b": [2, 2, 3]})


def test_one_partner_alone_does_not_make_a_change():
    assert not moved({"a": [1]}, {"a": [4]})


def test_half_of_the_partners_are_not_enough():
    assert not moved(
        {"a": [1], "b": [1], "c": [3], "d": [3]},
        {"a": [4], "b": [4], "c": [3], "d": [3]},
    )


def test_more_than_half_are():
    assert moved({"a": [1], "b": [1], "c": [3]}, {"a": [4], "b": [4], "c": [3]})


def test_most_partners_moving_is_not_enough_where_the_mean_does_not():
    assert not moved({"a": [1], "b": [1], "c": [4]}, {"a": [2], "b": [2], "c": [3]})


@pytest.mark.parametrize(("start", "little"), [(1, [1, 1, 1, 2]), (4, [4, 4, 4, 3])])
def test_those_who_moved_a_little_do_not_count_as_moved(start, little):
    far = 3 if start == 1 else 2
    assert not moved({"a": [start], "b": [start]}, {"a": [far], "b": little})


def test_the_cut_scales_with_the_points():
    assert not moved({"a": [3], "b": [3]}, {"a": [3, 4], "b": [3, 4]}, points=7)
    assert moved({"a": [3], "b": [3]}, {"a": [4], "b": [4]}, points=7)


@pytest.mark.parametrize("start", [[1, 1, 2], [1, 2, 2]])
def test_thirds_do_not_fall_through_the_cut(start):
    half_more = [*start * 2]
    half_more[0], half_more[1], half_more[2] = (score + 1 for score in half_more[:3])
    assert moved({"a": start, "b": start}, {"a": half_more, "b": half_more})


def test_a_section_the_earlier_round_did_not_have_is_missing():
    assert compare(document(section="other", a=[2]), document(a=[3]), 4).sections == {}


def test_nothing_matched_nothing_compared():
    found = compare(document(a=[2]), document(b=[3]), 4)
    assert (found.overall, found.sections) == (None, {})


def test_the_overall_moves_by_the_same_rule():
    found = compare(document(a=[2], b=[2]), document(a=[3], b=[3]), 4)
    assert found.overall is not None
    assert found.overall.moved


def test_pools_are_not_matched():
    rows = tuple((key, {"s1": 3}) for key in "abcdef")
    pool = MadeRound(rows, {key: key for key in "abcdef"}, 3, definition=definition_of({"one": ["s1"]})).document()
    assert [column["key"] for column in pool["columns"]] == ["other-partners"]
    assert compare(pool, pool, 4).matched == ()
