"""One specification, the same figures in every drawing."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from reports.charts import ChartDot, ChartRow
from reports.charts.dot_plot import dot_plot
from reports.charts.heat_map import heat_map
from reports.charts.levels import levels
from reports.pictures.ends import end_words
from reports.pictures.measure import letters, shorten, wrap
from reports.pictures.places import WIDE_FROM, heat_places, is_numbered
from reports.pictures.places_dots import dot_places
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
    assert (root.get("role"), root.get("aria-label")) == ("group", spec.name)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_nothing_is_shrunk(layout):
    assert "viewBox" not in svg(HEAT, layout)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_heat_map_prints_the_figures_of_its_cells(layout):
    assert numbers(svg(HEAT, layout)) == CELLS


def test_the_table_holds_the_same_figures():
    cells = [cell.partition(",")[0] for row in table(HEAT).rows for cell in row[1:-1]]
    assert [cell for cell in cells if re.fullmatch(r"\d\.\d", cell)] == CELLS


def test_plotly_tells_the_same_figures():
    told = [words for trace in plotly_figure(HEAT)["data"] for row in trace["customdata"] for words in row]
    assert re.findall(r": (\d\.\d) of 4", " ".join(told)) == [cell.split()[0] for cell in CELLS]


def test_plotly_writes_nothing_since_the_words_of_the_drawing_stay():
    for spec in (HEAT, DOTS):
        figure = plotly_figure(spec)
        assert not [trace for trace in figure["data"] if "text" in trace]
        assert "annotations" not in figure["layout"]


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
    assert max(offsets) == -min(offsets)


def ends_of(layout, **means):
    """The ends of one row, whose dots stand at these scores."""
    dots = tuple(ChartDot(name.replace("_", " "), value, f"{value:.1f}") for name, value in means.items())
    spec = replace(DOTS, rows=(ChartRow("Need", "range", dots=dots),))
    places = dot_places(spec, layout)
    return spec, places, [end for end, _ in places.ends(spec, places.rows[0], layout)]


@pytest.mark.parametrize(("low", "high"), [(1.0, 4.0), (1.0, 1.1), (3.9, 4.0), (2.4, 2.6)])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_words_stand_under_their_dots_inside_and_apart(layout, low, high):
    spec, places, (one, other) = ends_of(layout, Northgate_Chamber_of_Trade=low, Westmere_and_Vale_Police=high)
    narrowest = WIDE_FROM if layout == "wide" else 280
    for end, value in ((one, low), (other, high)):
        dot = places.x(spec, value) * narrowest
        assert 0 <= end.left <= dot + 6
        assert dot - 6 <= end.right <= narrowest
    assert one.line < other.line or one.right < other.left


def test_words_hang_outward_where_there_is_room():
    assert [end.anchor for end in ends_of("wide", Arden=2.0, Brook=3.0)[2]] == ["end", "start"]


@pytest.mark.parametrize(
    ("means", "words"),
    [
        ({"Arden": 1.0, "Brook": 4.0, "Cedar": 4.0}, ["Arden 1.0", "Brook and Cedar 4.0"]),
        ({"Arden": 1.0, "Brook": 4.0, "Cedar": 4.0, "Dale": 3.96}, ["Arden 1.0", "Brook and two others 4.0"]),
        ({"Arden": 3.0, "Brook": 3.0}, ["All 3.0"]),
    ],
)
def test_dots_that_are_written_alike_are_named_together(means, words):
    assert [end.words for end in ends_of("wide", **means)[2]] == words


def test_two_names_that_are_too_long_are_one_and_a_count():
    dots = [ChartDot(f"The Association of {name} Organisations", 4.0, "4.0") for name in ("Northern", "Southern")]
    assert end_words(dots, 50) == "The Association of N…ganisations and one other 4.0"


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
    [("Arden", 5, "Arden"), ("Arden Vale", 6, "Ard…le"), ("合作夥伴", 5, "合…伴"), ("é" * 3, 3, "é" * 3)],
)
def test_names_are_shortened_to_the_room_they_have(text, most, short):
    assert shorten(text, most) == short
    assert letters(short) <= most


def test_names_are_wrapped_before_they_are_shortened():
    assert wrap("Westmere and Vale Police", 16, 2) == ("Westmere and", "Vale Police")
    assert wrap("Westmere and Vale Police and Fire", 16, 2) == ("Westmere and", "Vale Polic…Fire")
    assert wrap("Unbrokenlyverylong name", 10, 2) == ("Unbrok…ong", "name")
