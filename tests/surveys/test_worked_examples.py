"""Every worked example binds."""

from __future__ import annotations

import json
from typing import Any

import pytest

from surveys.columns import partition
from surveys.disclosure import publish
from surveys.figures import figures
from tests.reference import MISSING, REFERENCE, needs_reference
from tests.surveys.made import definition_of

pytestmark = needs_reference
EXAMPLES: dict[str, Any] = {"partitions": [], "rounds": []}
if not MISSING:
    EXAMPLES = json.loads((REFERENCE / "examples.json").read_text())


def close(found: float | None, expected: float | None) -> bool:
    if found is None or expected is None:
        return found is expected
    return abs(found - expected) < 1e-9


@pytest.mark.parametrize("example", EXAMPLES["partitions"])
def test_partition(example):
    people = example["respondents"]
    plan = partition(
        people,
        names={key: key for key in people},
        mode="confidential",
        minimum_group=example["k"],
        view=example["view"],
    )
    assert list(plan.left_out) == example["left_out"]
    found = [{"partners": list(column.partners), "full": column.is_full} for column in plan.columns]
    assert found == example["columns"]


def document_of(example: dict[str, Any]) -> dict[str, Any]:
    names = {row["partner"]: row["partner"] for row in example["rows"]}
    definition = definition_of(example["sections"], points=example["points"])
    answers = [
        (row["partner"], {key: value for key, value in row.items() if key != "partner" and value is not None})
        for row in example["rows"]
    ]
    published = publish(
        answers,
        names=names,
        definition=definition,
        mode=example["mode"],
        minimum_group=example["k"],
        view=example["view"],
    )
    return figures(type(published).from_json(json.loads(json.dumps(published.to_json()))), definition)


ROUNDS = pytest.mark.parametrize("example", EXAMPLES["rounds"])


@ROUNDS
def test_columns(example):
    document = document_of(example)
    found = [
        {
            "name": column["name"],
            "partners": [partner["name"] for partner in column["partners"]],
            "people": column["people"],
            "full": column["detail"] == "full",
        }
        for column in document["columns"]
    ]
    assert found == example["expected"]["columns"]
    assert [row["name"] for row in document["left_out"]] == example["expected"]["left_out"]


@ROUNDS
def test_column_figures(example):
    document = document_of(example)
    rows = document["figures"]
    for column in document["columns"]:
        key, expected = column["key"], example["expected"]["cells"][column["name"]]
        for level in ("statements", "sections"):
            for name, value in expected[level].items():
                assert close(rows[level][name]["columns"][key]["mean"], value), (name, key)
        assert close(rows["overall"]["columns"][key]["mean"], expected["overall"])
        assert {name: rows["statements"][name]["columns"][key]["n"] for name in expected["n"]} == expected["n"]
        for name, value in expected["gaps"].items():
            row = rows["sections"].get(name) or rows["statements"][name]
            assert close(row["columns"][key]["gap"], value), (name, key)


@ROUNDS
def test_agreement_within_columns(example):
    document = document_of(example)
    rows = document["figures"]
    for column in document["columns"]:
        expected = example["expected"]["cells"][column["name"]]["agreement"]
        for name, row in {**rows["statements"], **rows["sections"]}.items():
            found, wanted = row["columns"][column["key"]], expected.get(name, {})
            assert found["label"] == wanted.get("label"), (name, column["name"])
            assert close(found["ad"], wanted.get("ad"))
            assert close(found["r_wg"], wanted.get("rwg"))
            assert close(found["r_wg_j"], wanted.get("rwgj"))


@ROUNDS
def test_all_partners(example):
    rows = document_of(example)["figures"]
    for voice in ("one_partner_one_voice", "one_person_one_voice"):
        expected = example["expected"]["all"][voice]
        for level in ("statements", "sections"):
            for name, value in expected[level].items():
                assert close(rows[level][name]["all"][voice]["mean"], value), (voice, name)
        assert close(rows["overall"]["all"][voice]["mean"], expected["overall"])


@ROUNDS
def test_agreement_among_all_people(example):
    document = document_of(example)
    names = {column["key"]: column["name"] for column in document["columns"]}
    expected = example["expected"]["all"]["agreement"]
    found = document["agreement_of"]
    assert (found and [names[key] for key in found]) == (expected and expected["of"])
    for name, row in {**document["figures"]["statements"], **document["figures"]["sections"]}.items():
        wanted, people = (expected or {}).get(name), row["all"]["people"]
        if wanted is None:
            assert people is None or people["label"] is None
        else:
            assert people["label"] == wanted["label"]
            assert close(people["ad"], wanted["ad"])
            assert close(people["r_wg"], wanted.get("rwg"))
            assert close(people["r_wg_j"], wanted.get("rwgj"))
