"""What first, and the familiar shape."""

from __future__ import annotations

import pytest

from reports.charts.first import corners, level_and_agreement
from reports.charts.radar import radar
from reports.pictures.plotly_figure import plotly_figure
from reports.pictures.svg import svg
from reports.pictures.table import table
from tests.reports.made import person, results
from tests.surveys.made import definition_of

APART = {"Arden": [person(4, 1)] * 12, "Brook": [person(4, 4)] * 12}
SIX = definition_of({key: [f"{key}{number}" for number in (1, 2, 3)] for key in "abcdef"})


def scored(**scores: int) -> dict[str, int]:
    return {f"{key}{number}": score for key, score in scores.items() for number in (1, 2, 3)}


def test_statements_stand_in_the_corner_of_their_level_and_agreement():
    found = {corner.title: len(corner.statements) for corner in corners(results(APART))}
    assert found == {"High and shared": 3, "High and disputed": 3}


def test_the_headline_counts_what_needs_talk():
    low = {"Arden": [person(1, 1)] * 12, "Brook": [person(1, 4)] * 12}
    assert level_and_agreement(results(low)).headline == (
        "Three statements are low and shared, three statements are high but disputed."
    )
    assert level_and_agreement(results({"Arden": [person(4, 4)] * 12})).headline == (
        "No statement is low, and none is disputed."
    )


def test_where_high_is_bad_right_is_still_better():
    spec = level_and_agreement(results({"Arden": [person(4, 4)] * 12}, bad=("trust",)))
    values = {dot.name: (dot.value, dot.text) for row in spec.rows for dot in row.dots}
    assert values["Statement t1"] == (1, "4.0")
    assert "turned round" in spec.caption


def test_hidden_statements_are_no_dots():
    people = {"Arden": [{**person(), "n1": "dk"}] * 12, "Brook": [{**person(), "n1": None}] * 12}
    names = [dot.name for row in level_and_agreement(results(people)).rows for dot in row.dots]
    assert "Statement n1" not in names
    assert len(names) == 5


def test_no_figure_is_no_picture():
    spec = level_and_agreement(results({"Arden": [], "Brook": [person()]}))
    assert (spec.rows, spec.headline) == ((), "No statement can be shown.")


@pytest.mark.parametrize(
    ("keys", "columns"),
    [
        ([], ("All partners",)),
        (["Arden"], ("All partners", "Arden")),
        (["Brook", "Arden", "Brook"], ("All partners", "Brook", "Arden")),
        (["Nobody", "Arden"], ("All partners", "Arden")),
    ],
)
def test_a_radar_has_three_outlines_at_most(keys, columns):
    people = {name: [scored(a=3, b=3, c=3, d=2, e=2, f=4)] * 12 for name in ("Arden", "Brook", "Cedar")}
    spec = radar(results(people, definition=SIX), keys)
    assert spec.columns == columns
    assert [row.label for row in spec.rows] == ["A", "B", "C", "D", "E", "F"]
    assert svg(spec, "wide").count("<polygon") == 3 + len(columns)


def test_two_spokes_are_no_shape():
    assert radar(results(APART)).rows == ()


def test_an_outline_leaps_over_no_gap():
    people = {"Arden": [scored(a=3, b=3, c=3, d=2, e=2)] * 12, "Brook": [scored(a=3, b=3, c=3, d=2, e=2, f=4)] * 12}
    spec = radar(results(people, definition=SIX, mode="attributed"), ["Arden"])
    drawing = svg(spec, "wide")
    assert drawing.count("<polyline") == 4
    assert table(spec).rows[-1] == ("F", "4.0", "cannot be shown")


def test_every_dot_leads_to_its_statement():
    spec = level_and_agreement(results(APART, voice="person"))
    assert 'href="statements/n1/?voice=person"' in svg(spec, "narrow")
    meta = [link for trace in plotly_figure(spec)["data"] if "meta" in trace for link in trace["meta"]]
    assert min(meta) == "statements/n1/?voice=person"


def test_statements_whose_agreement_is_not_known_have_a_lane_of_their_own():
    spec = level_and_agreement(results({"Arden": [person(4, 2)] * 4, "Brook": [person(4, 2)] * 4}))
    assert [(row.label, row.note) for row in spec.rows][-1] == ("Not known", "6 statements")
    assert spec.headline == "Three statements are low, agreement not known."
