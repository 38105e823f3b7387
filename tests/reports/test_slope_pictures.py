"""Slopes as drawings, as a figure and as a table."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree

import pytest

from reports.charts.slopes import Asked, slopes
from reports.pictures.keys import strokes
from reports.pictures.measure import SMALL_LETTER, letters
from reports.pictures.places import NARROWEST, WIDE_FROM
from reports.pictures.places_slopes import axis_words, slope_places
from reports.pictures.plotly_figure import plotly_figure
from reports.pictures.standalone import standalone
from reports.pictures.svg import svg
from reports.pictures.table import table
from tests.reports.made import person
from tests.reports.made_history import history

LAYOUTS = ("wide", "narrow")
HOSTILE = "Board <b>of</b> All"
PEOPLE = {"Arden": [person(4, 3)], HOSTILE: [person(3, 2)]}
MOVED = {"Arden": [person(2, 3)], HOSTILE: [person(2, 2)]}
TWO = slopes(history([PEOPLE, MOVED]), Asked(partner=HOSTILE))
FORTY = slopes(history([PEOPLE, MOVED] * 20, every=91), Asked())
GAP = slopes(history([PEOPLE, {"Arden": [person()]}, PEOPLE]), Asked("trust", HOSTILE))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("spec", [TWO, FORTY, GAP], ids=["two", "forty", "gap"])
def test_a_drawing_is_well_formed_escaped_and_named(spec, layout):
    drawing = svg(spec, layout)
    assert ElementTree.fromstring(drawing).get("aria-label") == spec.name
    assert "<b>" not in drawing
    assert "style=" not in drawing


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("spec", [TWO, FORTY], ids=["two", "forty"])
def test_labels_of_the_axis_never_touch_and_both_ends_have_one(spec, layout):
    places = slope_places(spec, layout)
    width = WIDE_FROM if layout == "wide" else NARROWEST
    words = axis_words(spec, places, layout)
    assert (words[0].round, words[-1].round) == (0, len(spec.columns) - 1)
    edges = []
    for word in words:
        size, x = letters(word.words) * SMALL_LETTER, places.xs[word.round] * width
        start = {"start": places.left * width, "middle": x - size / 2, "end": places.right * width - size}[word.anchor]
        edges.append((start, start + size))
    assert all(one[1] < other[0] for one, other in pairwise(edges))
    assert edges[0][0] >= 0
    assert edges[-1][1] <= width


def test_few_rounds_are_named_and_many_dated():
    few, many = (axis_words(spec, slope_places(spec, "wide"), "wide") for spec in (TWO, FORTY))
    assert [word.words for word in few] == ["Round 1", "Round 2"]
    assert many[0].words == "Apr 2024"
    assert 3 <= len(many) < 40


def test_the_figure_stands_where_the_drawing_does():
    places = slope_places(TWO, "wide")
    marks = [trace for trace in plotly_figure(TWO)["data"] if "All partners" in trace.get("customdata", [""])[0]]
    cells = TWO.rows[0].lines[1].cells
    assert list(marks[0]["x"]) == list(places.xs)
    assert list(marks[0]["y"]) == [places.y(TWO, places.panels[0], cell.value) for cell in cells]


def test_the_figure_says_the_same_words_and_leads_on():
    trace = plotly_figure(TWO)["data"][-1]
    assert trace["customdata"][1] == "Trust, Round 2<br>Board &lt;b&gt;of&lt;/b&gt; All: 2.0 of 4"
    assert trace["meta"][1].startswith("rounds/2/results/partners/")


def test_dashes_are_in_drawing_and_figure_alike():
    dashed = svg(GAP, "wide").count("stroke-dasharray")
    steps = [trace["x"] for trace in plotly_figure(GAP)["data"] if trace.get("line", {}).get("dash") == "5px,4px"]
    assert dashed == sum(len(x) // 3 for x in steps) > 0


def test_the_table_has_a_row_for_each_panel_and_round():
    figures = table(TWO)
    assert figures.header[2:] == ("Closed", "All partners", "Partners compared with the round before", HOSTILE)
    assert figures.rows[2:4] == (
        ("Need", "Round 1", "Apr 2024", "3.5", "not compared", "3.0"),
        ("Need", "Round 2", "Oct 2024", "2.0", "3.5 to 2.0 among two partners compared, changed", "2.0"),
    )


def test_the_table_says_why_there_is_no_figure():
    assert [row[-1] for row in table(GAP).rows if row[0] == HOSTILE] == ["2.0", "not asked", "2.0"]


def test_the_key_names_what_is_drawn_and_nothing_else():
    assert [stroke.label for stroke in strokes(TWO)] == ["All partners", "Partners compared", HOSTILE, "changed"]
    assert [stroke.label for stroke in strokes(GAP)][-1] == "not alike"


def test_the_file_has_its_key_and_its_source():
    drawing, _ = standalone(FORTY, "Some partnership.")
    ElementTree.fromstring(drawing)
    assert all(words in drawing for words in ("What has changed?", ">Partners compared<", "Some partnership."))


def test_a_partner_never_shown_alone_has_an_empty_panel():
    people = {"Arden": [person()] * 12, "Brook": [person()] * 12, "Cedar": [person()] * 2, "Dale": [person()] * 2}
    spec = slopes(history([people, people], mode="confidential"), Asked("trust"))
    drawn = {row.label: row.drawn_lines for row in spec.rows}
    assert [line.role for line in drawn["Arden"]] == ["all", "one"]
    assert [line.role for line in drawn["Cedar"]] == ["one"]
    alone = svg(slopes(history([people, people], mode="confidential"), Asked("trust", "Cedar")), "wide")
    assert alone.count('class="accent"') == 2  # the dots of all partners, in their own panel
