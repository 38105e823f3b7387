"""What the pictures show, as specifications."""

from __future__ import annotations

import re

import pytest

from reports.charts.dot_plot import difference_plot, dot_plot
from reports.charts.heat_map import heat_map, orders
from reports.charts.levels import levels
from reports.wishes import Wishes, pictures
from reports.words.statements import differences
from surveys.change import compare
from tests.reports.made import person, results
from tests.surveys.made import definition_of

NEED_ONLY = {"n1": 3, "n2": 3, "n3": 3}
PEOPLE = {"Arden": [person(4, 2)] * 12, "Brook": [NEED_ONLY] * 4, "Cedar": [person(2, 3)] * 11, "Dale": []}


def row_of(spec, label):
    return next(row for row in spec.rows if row.label == label)


def test_a_row_for_each_column_then_the_absent_then_all():
    spec = heat_map(results(PEOPLE))
    assert [(row.label, row.kind) for row in spec.rows] == [
        ("Arden", "column"), ("Brook", "column"), ("Cedar", "column"), ("Dale", "absent"), ("All partners", "total"),
    ]  # fmt: skip


def test_a_hidden_cell_has_neither_number_nor_ground():
    cell = row_of(heat_map(results(PEOPLE)), "Brook").cells[1]
    assert (cell.value, cell.text, cell.level, cell.state, cell.words) == (
        None, "", None, "hidden", "hidden for confidentiality",
    )  # fmt: skip


def test_too_few_is_a_word_where_nothing_is_confidential():
    cell = row_of(heat_map(results(PEOPLE, mode="attributed")), "Brook").cells[1]
    assert (cell.text, cell.state) == ("too few", "too few")


def test_absent_partners_say_why():
    people = {"Arden": [person()] * 12, "Brook": [person()] * 2, "Cedar": []}
    spec = heat_map(results(people))
    assert row_of(spec, "Brook").note == "left out: too few answers"
    assert row_of(spec, "Cedar").note == "no answers"


def test_a_pool_says_how_many_it_is():
    people = {"A": [person()] * 2, "B": [person()] * 3, "C": [person()] * 3, "D": [person()] * 12}
    assert row_of(heat_map(results(people)), "Other partners (3 pooled)").note == "not shown"


def test_no_shared_view_frames_the_total_and_keeps_the_average():
    total = row_of(heat_map(results(PEOPLE)), "All partners")
    assert [(cell.text, cell.is_framed) for cell in total.cells] == [("3.0", True), ("2.5", True)]


@pytest.mark.parametrize(
    ("people", "word"),
    [
        ([person()] * 12, "agree"),
        ([person(4, 4)] * 6 + [person(1, 1)] * 6, "split"),
        ([person()] * 4, "too few"),
    ],
)
def test_agreement_is_the_commonest_of_the_published_labels(people, word):
    spec = heat_map(results({"Arden": [person()] * 12, "Brook": people}))
    assert row_of(spec, "Brook").note == word


def test_one_official_answer_is_called_so():
    spec = heat_map(results({"Arden": [person()], "Brook": [person()]}, mode="attributed"))
    assert row_of(spec, "Brook").note == "one answer"


def test_one_column_has_no_total_and_no_foot():
    spec = heat_map(results({"Arden": [person()] * 12}))
    assert (len(spec.rows), spec.total, spec.foot) == (1, None, ())


def test_nothing_shown_has_absent_rows_only():
    spec = heat_map(results({"Arden": [person()]}))
    assert [row.kind for row in spec.rows] == ["absent"]


def test_alphabetical_is_the_default_and_sorting_the_readers_choice():
    found = results({"Arden": [person(2)] * 12, "Brook": [person(4)] * 12, "Cedar": [person(3)] * 12})
    labels = {key: [row.label for row in heat_map(found, key).rows[:3]] for key, _ in orders(found)}
    assert labels["name"] == ["Arden", "Brook", "Cedar"]
    assert labels["need"] == ["Brook", "Cedar", "Arden"]
    assert labels["-need"] == ["Arden", "Cedar", "Brook"]


def test_an_unknown_order_is_alphabetical():
    assert heat_map(results(PEOPLE), "nonsense") == heat_map(results(PEOPLE))


def test_hidden_columns_are_sorted_last_either_way():
    for order in ("trust", "-trust"):
        assert heat_map(results(PEOPLE), order).rows[2].label == "Brook"


@pytest.mark.parametrize(
    ("points", "grounds"),
    [
        (4, ["1.0 to 1.5", "1.6 to 2.1", "2.2 to 2.7", "2.8 to 3.3", "3.4 to 4.0"]),
        (5, ["1.0 to 1.7", "1.8 to 2.5", "2.6 to 3.3", "3.4 to 4.1", "4.2 to 5.0"]),
        (7, ["1.0 to 2.1", "2.2 to 3.3", "3.4 to 4.5", "4.6 to 5.7", "5.8 to 7.0"]),
    ],
)
def test_grounds_are_fifths_of_the_scale(points, grounds):
    spec = heat_map(results(PEOPLE, points=points))
    assert [words for _, words in spec.grounds] == grounds


@pytest.mark.parametrize("points", range(2, 11))
def test_the_key_of_grounds_agrees_with_the_cells(points):
    found = results(PEOPLE, points=points) if points >= 4 else results({"A": [person(2, 2)] * 12}, points=points)
    for level, words in heat_map(found).grounds:
        low, high = (float(part) for part in words.split(" to "))
        assert {found.level(low), found.level(high)} == {level}


def test_levels_are_cut_after_rounding():
    found = results(PEOPLE)
    assert [found.level(value) for value in (1, 1.54, 1.55, 2.2, 2.8, 3.349, 3.35, 4)] == [1, 1, 2, 3, 4, 4, 5, 5]


def test_dots_come_widest_range_first():
    spec = dot_plot(results({"Arden": [person(4, 4)] * 12, "Brook": [person(3, 1)] * 12}))
    assert [(row.label, row.note) for row in spec.rows] == [("Trust", "range 3.0"), ("Need", "range 1.0")]


def test_dots_far_from_the_others_are_flagged():
    spec = dot_plot(results({"Arden": [person(4, 4)] * 12, "Brook": [person(4, 1)] * 12}))
    assert [dot.is_flagged for row in spec.rows for dot in row.dots] == [True, True, False, False]


def test_differences_are_drawn_in_the_order_they_are_told():
    found = results({"Arden": [person(4, 4)] * 12, "Brook": [person(3, 1)] * 12})
    told = differences(found)
    assert [row.label for row in difference_plot(found, told).rows] == [item.text for item in told]


def test_the_cut_of_the_flag_is_said_for_the_scale():
    people = {"Arden": [person(4, 4)] * 12, "Brook": [person(3, 1)] * 12}
    assert "Amber: three quarters of a point or more" in dot_plot(results(people)).caption
    assert "Amber: 1.5 points or more" in dot_plot(results(people, points=7)).caption


def test_levels_show_the_round_before_and_whether_it_is_matched():
    before = results({"Arden": [person(3, 3)] * 12, "Brook": [person(3, 3)] * 12})
    after = results({"Arden": [person(3, 2)] * 12, "Cedar": [person(3, 2)] * 12})
    spec = levels(after, before, compare(before.document, after.document, 4), "Spring")
    assert [(row.before, row.dots[0].value, row.is_dashed) for row in spec.rows] == [(3.0, 3.0, True), (3.0, 2.0, True)]
    assert "Dashed: not the same partners" in spec.caption


def test_bands_stand_on_the_axis_unless_sections_point_opposite_ways():
    people = {"Arden": [person()] * 12}
    bands = levels(results(people), None, None, "").bands
    assert [(band.letter, band.low, band.high) for band in bands] == [("C", 1, 2), ("B", 2, 3), ("A", 3, 4)]
    assert levels(results(people, bad=("trust",)), None, None, "").bands == ()


def test_a_level_that_cannot_be_shown_says_so():
    spec = levels(results({"Arden": [NEED_ONLY] * 12}), None, None, "")
    assert row_of(spec, "Trust").note == "cannot be shown"


def test_nothing_speaks_of_principles_where_the_instrument_has_sections():
    found = results(PEOPLE, definition=definition_of({"need": ["n1", "n2", "n3"], "trust": ["t1", "t2", "t3"]}))
    words = re.sub(r"link='[^']*'", "", repr((*pictures(found, Wishes()).values(),)))  # addresses are for all alike
    assert "principle" not in words
