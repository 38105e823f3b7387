"""One specification, the same figures in every drawing."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pytest

from reports.charts.dot_plot import dot_plot
from reports.charts.heat_map import heat_map
from reports.charts.levels import levels
from reports.pictures.measure import letters, shorten, wrap
from reports.pictures.places import dot_places, heat_places, is_numbered
from reports.pictures.plotly_figure import plotly_figure
from reports.pictures.svg import svg, svg_heads, svg_strips
from reports.pictures.table import table
from tests.reports.made import person, results
from tests.surveys.made import definition_of

PEOPLE = {"Arden": [person(4, 2)] * 12, "Brook": [{"n1": 3, "n2": 3, "n3": 3}] * 4, "Cedar <b>": [person(2, 3)] * 11}
FOUND = results({**PEOPLE, "Dale": []})
HEAT, DOTS, LEVELS = heat_map(FOUND), dot_plot(FOUND), levels(FOUND, FOUND, None, "Spring")
LAYOUTS = ("wide", "narrow")
CELLS = [cell.text for row in HEAT.rows for cell in row.cells if cell.text]


def numbers(text):
    return re.findall(r">(\d\.\d)<", text)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("spec", [HEAT, DOTS, LEVELS], ids=["heat", "dots", "levels"])
def test_a_drawing_is_well_formed_escaped_and_without_styles(spec, layout):
    drawing = svg(spec, layout)
    ElementTree.fromstring(drawing)
    assert "<b>" not in drawing
    assert "style=" not in drawing


@pytest.mark.parametrize("spec", [HEAT, DOTS, LEVELS], ids=["heat", "dots", "levels"])
def test_a_drawing_has_a_name_for_those_who_cannot_see_it(spec):
    root = ElementTree.fromstring(svg(spec, "wide"))
    assert (root.get("role"), root.get("aria-label")) == ("img", spec.name)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_nothing_is_shrunk(layout):
    assert "viewBox" not in svg(HEAT, layout)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_heat_map_prints_the_figures_of_its_cells(layout):
    assert numbers(svg(HEAT, layout)) == CELLS


def test_the_table_holds_the_same_figures():
    cells = [cell.partition(",")[0] for row in table(HEAT).rows for cell in row[1:-1]]
    assert [cell for cell in cells if re.fullmatch(r"\d\.\d", cell)] == CELLS


def test_plotly_shows_the_same_figures():
    figure = plotly_figure(HEAT)
    texts = [text for trace in figure["data"] if trace.get("mode") == "text" for text in trace["text"]]
    assert [text for text in texts if re.fullmatch(r"\d\.\d", text)] == CELLS


def test_what_is_hidden_is_hidden_in_every_channel():
    assert svg(HEAT, "wide").count("url(#hatch-heat-wide)") == 1
    assert svg(HEAT, "narrow").count("url(#hatch-heat-narrow)") == 1
    assert [cell for row in table(HEAT).rows for cell in row].count("hidden") == 1
    grounds = plotly_figure(HEAT)["data"][0]
    assert grounds["z"][1] == [4, None]
    assert grounds["customdata"][1][1] == "Brook<br>Trust: hidden for confidentiality"


def test_hidden_absent_and_framed_look_different():
    drawing = svg(HEAT, "wide")
    assert "no answers" in drawing
    assert drawing.count('class="nsv"') == 2
    assert drawing.count('class="hatch"') == 1


def test_names_are_escaped_for_plotly():
    text = json.dumps(plotly_figure(HEAT))
    assert "Cedar &lt;b&gt;" in text
    assert "Cedar <b>" not in text


@pytest.mark.parametrize("spec", [HEAT, DOTS], ids=["heat", "dots"])
def test_figures_are_light_and_their_colours_have_names(spec):
    figure = plotly_figure(spec)
    text = json.dumps({"data": figure["data"], "layout": figure["layout"]})
    assert "template" not in figure["layout"]
    assert set(re.findall(r"#[0-9a-f]{6}", text)) <= set(figure["palette"])
    assert len(text) < 12_000


def test_dots_name_both_ends():
    drawing = svg(DOTS, "wide")
    for row in DOTS.rows:
        low, high = row.by_value[0], row.by_value[-1]
        assert f"{low.text}</text>" in drawing
        assert f"{high.text}</text>" in drawing


def test_plotly_stands_where_the_drawing_does():
    places = dot_places(DOTS, "wide")
    trace = plotly_figure(DOTS)["data"][0]
    assert trace["x"] == [places.x(DOTS, dot.value) for dot in DOTS.rows[0].by_value]
    assert plotly_figure(HEAT)["layout"]["height"] == heat_places(HEAT, "wide").height


@pytest.mark.parametrize("count", [1, 2, 12, 99])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_any_number_of_partners_is_drawn(count, layout):
    found = results({f"Partner {number:02}": [person(1 + number % 4, 3)] * 10 for number in range(count)})
    drawing = svg(heat_map(found), layout)
    assert all(f">Partner {number:02}<" in drawing for number in range(count))
    ElementTree.fromstring(svg(dot_plot(found), layout))
    plotly_figure(heat_map(found))
    plotly_figure(dot_plot(found))


def test_equal_dots_do_not_hide_one_another():
    spec = dot_plot(results({f"Partner {number}": [person()] * 10 for number in range(9)}))
    offsets = dot_places(spec, "wide").offsets(spec, spec.rows[0].by_value, 846)
    assert len(set(offsets)) == 9


def test_many_rows_have_their_total_first():
    found = results({f"Partner {number:02}": [person()] * 10 for number in range(20)})
    assert heat_places(heat_map(found), "wide").rows[0].row.kind == "total"
    assert heat_places(HEAT, "wide").rows[-1].row.kind == "total"


def test_nothing_to_show_is_drawn_as_words():
    spec = heat_map(results({"Arden": [person()]}))
    assert "left out: too few answers" in svg(spec, "wide")
    plotly_figure(spec)
    assert dot_plot(results({"Arden": [person()]})).rows == ()


def test_columns_with_long_names_are_numbered():
    sections = {f"a-section-with-quite-a-long-name-{number}": [f"s{number}"] for number in range(6)}
    people = {name: [dict.fromkeys([f"s{number}" for number in range(6)], 3)] * 12 for name in ("Arden", "Brook")}
    spec = heat_map(results(people, definition=definition_of(sections)))
    assert is_numbered(spec)
    assert not is_numbered(HEAT)
    assert ">1</text>" in svg_heads(spec)[0]
    assert ">Need</text>" in svg_heads(HEAT)[0]


def test_strips_are_named_by_both_ends():
    strip = ElementTree.fromstring(svg_strips(DOTS)[0])
    row = DOTS.rows[0]
    low, high = row.by_value[0], row.by_value[-1]
    assert strip.get("aria-label") == f"From {low.name} {low.text} to {high.name} {high.text}"


def test_levels_have_a_table_with_both_rounds():
    assert table(LEVELS).header == ("Section", "Before", "Now", "Band")
    assert [row[:3] for row in table(LEVELS).rows] == [("Need", "3.0", "3.0"), ("Trust", "2.5", "2.5")]


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [("Arden", 5, "Arden"), ("Arden Vale", 6, "Arden…"), ("合作夥伴", 5, "合作…"), ("é" * 3, 3, "é" * 3)],
)
def test_names_are_shortened_to_the_room_they_have(text, most, short):
    assert shorten(text, most) == short
    assert letters(short) <= most


def test_names_are_wrapped_before_they_are_shortened():
    assert wrap("Westmere and Vale Police", 16, 2) == ("Westmere and", "Vale Police")
    assert wrap("Westmere and Vale Police and Fire", 16, 2) == ("Westmere and", "Vale Police and…")
    assert wrap("Unbrokenlyverylong name", 10, 2) == ("Unbrokenl…", "name")
