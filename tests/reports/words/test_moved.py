"""What moved between two rounds, in sentences."""

from __future__ import annotations

from reports.words.moved import Earlier, moved
from surveys.change import compare
from tests.reports.made import person, results

ALIKE = {"Arden": [person()] * 12, "Brook": [person()] * 12}


def compared(before, after, *, version=1, points=4, **changes):
    first, second = results(before, points=points, **changes), results(after, points=points, **changes)
    comparison = compare(first.document, second.document, points)
    return " ".join(moved(second, Earlier("Spring", version, points), comparison))


def test_the_first_round_has_nothing_before_it():
    words = moved(results(ALIKE), None, None)
    assert words == [
        "This is the first closed round with this instrument, so there is nothing to compare it with yet."
    ]  # fmt: skip


def test_another_scale_cannot_be_compared():
    words = moved(results(ALIKE), Earlier("Spring", 1, 7), None)
    assert words == ["Spring used a scale of seven points and this round one of four, so the two cannot be compared."]


def test_nothing_moved():
    assert compared(ALIKE, ALIKE) == (
        "No section moved by half a point or more for most of the partners compared. "
        "Arden and Brook have figures of their own in both rounds and are compared."
    )


def test_what_moved_for_most_partners_is_said():
    after = {"Arden": [person(3, 2)] * 12, "Brook": [person(3, 2)] * 12}
    assert compared(ALIKE, after).startswith("Trust went down from 3.0 to 2.0 among the partners compared. ")


def test_the_mean_of_all_is_told_where_it_is_another():
    before = {**ALIKE, "Cedar": []}
    after = {"Arden": [person(3, 2)] * 12, "Brook": [person(3, 2)] * 12, "Cedar": [person(3, 4)] * 12}
    assert "from 3.0 to 2.0 among the partners compared; over all partners it is 2.7 now." in compared(before, after)


def test_a_smaller_difference_is_told_as_one():
    after = {"Arden": [person(3, 4)] * 3 + [person()] * 9, "Brook": [person()] * 12}
    assert "Most of all, trust edged up from 3.0 to 3.1." in compared(ALIKE, after)


def test_one_partner_alone_moves_nothing():
    after = {"Arden": [person(3, 1)] * 12, "Brook": [person(3, 3)] * 12}
    assert "went" not in compared(ALIKE, after)


def test_half_a_point_scales_with_the_points():
    after = {"Arden": [person(3, 2)] * 9 + [person()] * 3, "Brook": [person(3, 2)] * 9 + [person()] * 3}
    assert "No section moved by 1.0 points or more" in compared(ALIKE, after, points=7)


def test_joiners_and_leavers_are_named():
    words = compared(ALIKE, {"Arden": [person()] * 12, "Cedar": [person()] * 12})
    assert "New since then: Cedar." in words
    assert "Not asked this time: Brook." in words


def test_without_a_common_partner_nothing_is_compared():
    words = compared({"Arden": [person()] * 12}, {"Brook": [person()] * 12})
    assert words == "No partner has figures of its own both now and in Spring, so none is compared."


def test_versions_of_the_instrument_are_stated():
    assert compared(ALIKE, ALIKE, version=3).endswith("The instrument was version 3 then and is version 1 now.")


def test_high_is_bad_is_said_where_it_moved():
    after = {"Arden": [person(3, 2)] * 12, "Brook": [person(3, 2)] * 12}
    assert compared(ALIKE, after, bad=("trust",)).startswith("Trust, where high is bad, went down")
