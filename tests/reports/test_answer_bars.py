"""How people answered: counts, bars that meet in the middle, words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.charts import ChartRow, ChartSpec
from reports.charts.answer_bars import answer_bars, column_bars, statement_bars
from reports.pictures.places_bars import bar_places, shade
from reports.pictures.plotly_figure import plotly_figure
from reports.pictures.svg import svg
from reports.pictures.table import table
from reports.words.answers import no_bars, percent
from tests.reports.made import person, results

BIG = {"Arden": [person(4, 1)] * 6 + [person(2, 1)] * 6, "Brook": [person(3, 2)] * 12}


def spec_of(*rows: tuple[int, ...], is_share: bool = False) -> ChartSpec:
    points = len(rows[0])
    labels = tuple(f"Answer {score}" for score in range(1, points + 1))
    made = tuple(ChartRow(f"Row {index}", "", counts=counts) for index, counts in enumerate(rows))
    return ChartSpec("answers", "bars", "", "", "", "", "Row", labels, made, 1, points, is_share=is_share)


def test_a_section_counts_all_answers_to_its_statements():
    need, trust = answer_bars(results(BIG)).rows
    assert need.counts == (0, 6 * 3, 12 * 3, 6 * 3)
    assert trust.counts == (12 * 3, 12 * 3, 0, 0)


def test_a_section_that_is_named_has_a_row_a_statement():
    rows = answer_bars(results(BIG), "trust").rows
    assert [(row.label, row.counts) for row in rows] == [
        (f"Statement t{number}", (12, 12, 0, 0)) for number in (1, 2, 3)
    ]


def test_small_groups_are_in_no_bar():
    people = {**BIG, "Cedar": [person(1, 1)] * 4}
    assert answer_bars(results(people)).rows == answer_bars(results(BIG)).rows
    assert [row.label for row in statement_bars(results(people), "n1").rows] == ["Arden", "Brook"]
    assert column_bars(results(people), "Cedar").rows == ()


def test_without_counts_it_says_why():
    found = results({"Arden": [person()] * 5, "Brook": [person()] * 5})
    assert answer_bars(found).rows == ()
    assert "too small" in no_bars(found)


def test_those_without_a_score_stand_aside():
    without = {**person(3, 2), "n1": "dk", "n2": "na"}
    people = {**BIG, "Brook": [without] * 5 + [{**person(3, 2), "n1": "dk"}] + [person(3, 2)] * 6}
    spec = answer_bars(results(people))
    assert spec.rows[0].asides == (6, 5)
    assert table(spec).header[-2:] == ("Don’t know", "Doesn’t apply")
    assert ">6 don’t know, 5 doesn’t apply<" in svg(spec, "narrow")


def test_the_headline_names_where_fewest_agree():
    assert answer_bars(results(BIG)).headline == "38 % of the answers agree; fewest on trust: 0 %."


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [(0, 3, "0 %"), (1, 300, "under 1 %"), (1, 2, "50 %"), (299, 300, "over 99 %"), (3, 3, "100 %")],
)
def test_percent_is_never_all_or_nothing_unless_it_is(part, whole, words):
    assert percent(part, whole) == words


@given(st.lists(st.tuples(*[st.integers(0, 50)] * 5).filter(any), min_size=1, max_size=6), st.booleans())
def test_bars_are_in_proportion_and_stay_inside(rows, is_share):
    spec = spec_of(*rows, is_share=is_share)
    places = bar_places(spec, "wide")
    for placed in places.rows:
        total = sum(placed.row.counts)
        width = sum(piece.width for piece in placed.pieces)
        for piece in placed.pieces:
            assert piece.width / width == pytest.approx(piece.count / total)
            assert 0 <= piece.x <= piece.x + piece.width <= 1 + 1e-9


@given(st.tuples(*[st.integers(0, 50)] * 5).filter(any))
def test_bars_meet_in_the_middle_of_the_middle_answer(counts):
    places = bar_places(spec_of(counts, (1, 1, 1, 1, 1)), "wide")
    placed = places.rows[0]
    left = sum(max(0.0, min(piece.x + piece.width, places.line) - piece.x) for piece in placed.pieces)
    width = sum(piece.width for piece in placed.pieces)
    assert left / width == pytest.approx((counts[0] + counts[1] + counts[2] / 2) / sum(counts))


@pytest.mark.parametrize("points", range(2, 11))
def test_shades_mirror_each_other_and_only_the_middle_is_neutral(points):
    shades = [shade(answer, points) for answer in range(1, points + 1)]
    mirror = {"d1": "d4", "d12": "d34", "d2": "d3", "dn": "dn"}
    sides = points // 2
    assert [mirror[item] for item in shades[:sides]] == shades[::-1][:sides]
    assert shades.count("dn") == points % 2
    assert shades[0] == "d1"


@pytest.mark.parametrize("is_share", [False, True])
def test_every_channel_shows_the_same_counts(is_share):
    spec = answer_bars(results(BIG), is_share=is_share)
    told = [words for trace in plotly_figure(spec)["data"] for words in trace["customdata"]]
    pieces = [piece for placed in bar_places(spec, "wide").rows for piece in placed.pieces]
    assert all(words.endswith(f"{piece.count} ({piece.percent})") for words, piece in zip(told, pieces, strict=True))
    assert all(f">{piece.printed}<" in svg(spec, "wide") for piece in pieces)
    assert table(spec).rows[0][1:5] == ("0", "18", "36", "18")


def test_the_number_of_a_narrow_piece_stands_beside_the_end_of_the_bar():
    spec = spec_of((1, 60, 300, 2), (90, 90, 90, 90))
    assert [piece.where for piece in bar_places(spec, "wide").rows[0].pieces] == ["left", "inside", "inside", "right"]


def test_a_small_percentage_has_room_beside_the_bar():
    spec = spec_of((2, 48, 48, 2), is_share=True)
    assert [piece.where for piece in bar_places(spec, "wide").rows[0].pieces] == ["left", "inside", "inside", "right"]


@pytest.mark.parametrize("layout", ["wide", "narrow"])
def test_long_names_are_whole_and_bars_keep_clear_of_them(layout):
    text = "The way we are set up gives every partner’s contribution its due weight."
    rows = tuple(ChartRow(text, "", counts=(1, 2, 3, 4)) for _ in range(2))
    first, second = bar_places(replace(spec_of((1, 2, 3, 4)), rows=rows), layout).rows
    assert " ".join(first.name) == text
    assert second.top - first.top >= 16 * len(first.name) + 12


def test_a_narrow_piece_inside_a_bar_has_no_number():
    assert [piece.where for piece in bar_places(spec_of((100, 1, 1, 100)), "wide").rows[0].pieces][1:3] == [
        "nowhere", "nowhere",
    ]  # fmt: skip


def test_both_sides_of_the_line_are_said_unless_bars_are_shares():
    assert ">disagree</text>" in svg(spec_of((1, 2, 3, 4)), "wide")
    assert ">agree</text>" not in svg(spec_of((1, 2, 3, 4), is_share=True), "wide")
