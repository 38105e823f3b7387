"""Importance beside the score: the picture, its table, its words, and the files."""

from __future__ import annotations

import csv
import json
from io import StringIO

import pytest

from reports.charts.importance import importance_and_score, priorities
from reports.pictures.svg import svg
from reports.pictures.table import table
from surveys.models import Response
from surveys.services.rounds import close_round
from tests.factories import everybody_answers, open_round
from tests.reports.made import person, results
from tests.reports.test_reading_pages import where


def answered(need, trust, /, **importance):
    return {**person(need, trust), **{f"importance_{key}": value for key, value in importance.items()}}


def made(*people, **fields):
    return results({"Arden": [*people] * 4, "Brook": [*people] * 4}, asks_importance=True, **fields)


def test_what_matters_much_and_goes_badly_comes_first():
    found = priorities(made(*[answered(3, 2, need=4, trust=3)] * 3))
    assert [(item.section.key, item.value) for item in found] == [("trust", 6), ("need", 4)]


def test_where_high_is_bad_the_score_is_turned_round():
    found = priorities(made(*[answered(3, 4, need=4, trust=4)] * 3, bad=("trust",)))
    assert [(item.section.key, item.score, item.value) for item in found] == [("trust", 1, 12), ("need", 3, 4)]


def test_the_picture_has_a_row_a_section_with_its_score_and_its_importance():
    spec = importance_and_score(made(*[answered(3, 2, need=4, trust=3)] * 3))
    assert [(row.label, row.note, [dot.text for dot in row.dots]) for row in spec.rows] == [
        ("Trust", "priority 6.0", ["2.0", "3.0"]),
        ("Need", "priority 4.0", ["3.0", "4.0"]),
    ]
    assert spec.headline == "Trust comes first: importance 3.0, score 2.0 of 4."


def test_the_table_says_the_same():
    found = table(importance_and_score(made(*[answered(3, 2, need=4, trust=3)] * 3)))
    assert found.header == ("Section", "What", "Mean", "Priority")
    assert found.rows[0] == ("Trust", "Score", "2.0", "priority 6.0")


def test_two_that_are_level_are_not_told_apart():
    spec = importance_and_score(made(*[answered(3, 3, need=4, trust=4)] * 3))
    assert spec.headline == "No single section has the highest priority."


def test_a_section_whose_importance_is_hidden_is_said_to_be_missing():
    spec = importance_and_score(results({"Arden": [answered(3, 3, need=4)] * 12}, asks_importance=True))
    assert [row.label for row in spec.rows] == ["Need"]
    assert "1 of 2 cannot be shown." in spec.caption


def test_a_small_columns_limit_is_said():
    spec = importance_and_score(results({"Arden": [answered(3, 2, need=4, trust=4)] * 4}, asks_importance=True))
    assert spec.rows[0].dots[1].text == "3.7 or above"


def test_it_can_be_drawn():
    spec = importance_and_score(made(*[answered(3, 2, need=4, trust=3)] * 3))
    for layout in ("wide", "narrow"):
        assert "Importance" in svg(spec, layout)


def test_without_importance_there_is_no_picture():
    assert importance_and_score(results({"Arden": [person(3, 3)] * 12})).rows == ()


@pytest.fixture
def round_(partnership, reader):
    round_ = open_round(partnership, asks_importance=True)
    everybody_answers(round_)
    Response.objects.filter(round=round_).update(importance={"importance_trust": 4, "importance_need": 2})
    close_round(round_=round_, by=None)
    return round_


@pytest.mark.django_db
def test_the_results_page_shows_it(client, round_):
    page = client.get(where(round_, "round-results")).content.decode()
    assert "What matters most?" in page
    assert "Trust comes first" in page


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["svg", "png", "csv"])
def test_the_picture_can_be_taken_away(client, round_, kind):
    address = where(round_, "round-results") + f"pictures/importance.{kind}"
    assert client.get(address).status_code == 200


@pytest.mark.django_db
def test_the_files_hold_it(client, round_):
    document = json.loads(client.get(where(round_, "round-results-json")).content)
    means = {key: row["all"]["one_person_one_voice"]["mean"] for key, row in document["figures"]["importance"].items()}
    assert {key for key, mean in means.items() if mean is not None} == {"need", "trust"}
    lines = b"".join(client.get(where(round_, "round-results-csv"))).decode("utf-8-sig")
    rows = [row for row in csv.DictReader(StringIO(lines)) if row["level"] == "importance" and row["key"] == "trust"]
    assert [float(row["mean"]) for row in rows if row["voice"] == "one_person_one_voice"] == [means["trust"]]
