"""Where an organisation's people differ, in words, from the cells of its one column."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.disclosure import publish
from surveys.organisation_view import organisation_view, said_by_people
from tests.surveys.made import definition_of

DEFINITION = definition_of({"need": ["n1", "n2"], "trust": ["t1"]})


def published(people):
    terms = {"definition": DEFINITION, "mode": "confidential", "minimum_group": 3, "view": "partners"}
    return publish([("1", answers) for answers in people], names={"1": "Arden"}, **terms)


def view(*scores, official=None):
    return organisation_view(published([{"n1": score} for score in scores]), DEFINITION, official or {})


def line(*scores, **official):
    return view(*scores, **official).sections[0][2][0]


@given(st.lists(st.dictionaries(st.sampled_from(["n1", "n2", "t1"]), st.sampled_from([1, 2, 3, 4, "dk"])), max_size=14))
def test_the_own_view_says_nothing_but_what_disclosure_gives_a_single_column(people):
    cells = published(people)
    if not cells.columns:
        assert len(people) < 3
        return
    shown = organisation_view(cells, DEFINITION, {})
    lines = {item.key: item for _, _, found in shown.sections for item in found}
    for key in DEFINITION.statement_keys:
        scores = sum(isinstance(answers.get(key), int) for answers in people)
        assert bool(lines[key].mean) == (scores >= 3)
        assert lines[key].scored == (scores if scores >= 3 else 0)
        assert bool(lines[key].counts) == (len(people) >= 10 and scores >= 5)
        assert bool(lines[key].label) == (scores >= 5)


@pytest.mark.parametrize(
    ("scores", "official", "words", "is_far"),
    [((2, 2, 3), 4, "1.7 above their mean", True), ((2, 2, 3), 2, "0.3 below their mean", False),
     ((2, 2, 2), 2, "the same as their mean", False), ((2, 2, 3), "dk", "", False),
     ((4, 4, 4), 4, "within 0.3 of their mean", False),
     ((4, 4, 4), 2, "1.7 or more below their mean", True),
     ((1, 1, 1), 3, "1.7 or more above their mean", True)],
)  # fmt: skip
def test_where_the_official_answer_lies_is_told_as_far_as_the_mean_is_known(scores, official, words, is_far):
    found = line(*scores, official={"n1": official})
    assert (found.apart, found.is_far) == (words, is_far)


def test_what_is_divided_comes_first():
    people = [{"n1": low, "n2": mid, "t1": 3} for low, mid in ((1, 2), (4, 1), (1, 3), (4, 2), (4, 3))]
    found = organisation_view(published(people), DEFINITION, {})
    assert [(item.key, item.label) for item in found.differ] == [("n1", "split"), ("n2", "mixed")]
    assert found.finding == "Of 3 statements, your people are split on one and mixed on one."


def test_under_five_people_it_is_not_said_whether_they_agree():
    assert view(1, 4, 4).finding.startswith("Fewer than five people scored each statement")


def test_where_nobody_scored_anything_nothing_is_shown():
    assert view(None, None, None).finding == "No statement was scored by three people or more, so nothing can be shown."


def test_how_often_the_official_answer_lies_far_is_told():
    assert view(1, 1, 2, official={"n1": 4}).finding.endswith("far from your people’s mean on one statement.")
    assert view(1, 1, 2, official={"n1": 1}).finding.endswith("far from your people’s mean on no statement.")


def test_a_large_organisation_sees_how_many_gave_each_answer():
    assert [count for _, count in line(*[1] * 4, *[3] * 6).counts] == [4, 0, 6, 0]


def test_beside_each_statement_stands_what_people_said():
    people = [{"n1": score, "n2": 1} for score in (1, 1, 4, 4, 4)]
    assert said_by_people(published(people), DEFINITION)["n1"] == "2.8, split; five scored it"
