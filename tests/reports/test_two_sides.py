"""Two sides: signs where high is bad facing gains where high is good."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reports.charts.two_sides import sides_of, two_sides
from reports.pictures.standalone import standalone
from reports.pictures.svg import svg
from reports.pictures.table import table
from surveys.instrument_file import load
from tests.reports.made import person, results
from tests.surveys.made import definition_of

PULSE = load(Path(__file__).parents[2] / "surveys" / "instruments" / "isolation-and-collaboration.yaml")


def made(*, lost: int, gained: int, **more: object):
    """“Need” is where high is bad here, “trust” where it is good."""
    people = {"Arden": [person(lost, gained)] * 12, "Brook": [person(lost, gained)] * 12}
    return results(people, bad=("need",), **more)


def test_the_pulse_has_nine_pairs_and_takes_three_minutes():
    signs, gains = sides_of(PULSE)
    assert (signs.key, gains.key) == ("isolation", "collaboration")
    assert len(signs.statements) == len(gains.statements) == 9
    assert PULSE.minutes == 3


def test_every_statement_of_the_pulse_has_its_questions():
    statements = [statement for section in PULSE.sections for statement in section.statements]
    assert all(item.guidance and item.ask_when_low and item.ask_when_disputed for item in statements)


def test_one_side_alone_is_no_picture():
    assert two_sides(results({"Arden": [person()] * 12})).rows == ()
    three = definition_of({"need": ["n1"], "trust": ["t1"], "aim": ["a1"]}, bad=("need",))
    assert sides_of(three) is None


@pytest.mark.parametrize(
    ("lost", "gained", "words"),
    [
        (1, 3, "Trust, at 3.0, outweighs need, at 1.0."),
        (4, 2, "Need, at 4.0, outweighs trust, at 2.0."),
        (2, 2, "Trust and need weigh the same, at 2.0."),
    ],
)
def test_the_headline_says_which_side_weighs_more(lost, gained, words):
    assert two_sides(made(lost=lost, gained=gained)).headline == words


def test_the_worst_statement_is_named_where_there_is_only_one():
    people = {"Arden": [{**person(2, 3), "n2": 4}] * 12}
    assert two_sides(results(people, bad=("need",))).headline.endswith("Worst: “Statement n2”, 4.0.")


def test_where_people_are_split_the_headline_says_so():
    people = {"Arden": [person(1, 1)] * 6 + [person(1, 4)] * 6}
    assert "There is no shared view of trust." in two_sides(results(people, bad=("need",))).headline


def test_what_is_hidden_has_no_bar_and_says_so():
    people = {"Arden": [{**person(), "n1": "dk"}] * 12}
    spec = two_sides(results(people, bad=("need",)))
    assert spec.rows[0].cells[0].text == "hidden"
    assert svg(spec, "wide").count('class="mark"') == 2
    assert table(spec).rows[0] == ("Statement n1", "Need", "hidden")


def test_nothing_shown_is_told():
    spec = two_sides(results({"Arden": [], "Brook": [person()]}, bad=("need",)))
    assert spec.headline == "Not enough can be shown to set the two sides against each other."


def test_bars_grow_from_the_middle_by_their_score():
    widths = [float(share) for share in re.findall(r'width="([\d.]+)%"[^>]*class="(?:mark|accent)"', drawn(1, 4))]
    assert widths[0] == 0
    assert widths[1] > 40
    assert len(widths) == 6


def drawn(lost, gained):
    return svg(two_sides(made(lost=lost, gained=gained)), "wide")


@pytest.mark.parametrize("layout", ["wide", "narrow"])
def test_longer_sides_face_nothing(layout):
    uneven = definition_of({"need": ["n1", "n2"], "trust": ["t1"]}, bad=("need",))
    spec = two_sides(results({"Arden": [{"n1": 2, "n2": 3, "t1": 4}] * 12}, definition=uneven))
    assert svg(spec, layout).count("Statement") == 6  # each once to read and once under the pointer
    assert len(table(spec).rows) == 3


def test_it_is_a_file_of_its_own():
    text, height = standalone(two_sides(made(lost=1, gained=3)), "Made up.")
    assert "What keeps us apart" in text
    assert height > 300
