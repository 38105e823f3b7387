"""Three ways of publishing that look careful and are not. Kept so that the attackers are seen to break them."""

from __future__ import annotations

from collections import Counter
from typing import Any

from tests.surveys.made_rounds import MadeRound


def threshold_only(made: MadeRound) -> dict[str, Any]:
    """Partners of k or more are shown, smaller ones are not, and a total of everybody stands beside them."""
    people = Counter(partner for partner, _ in made.rows)
    columns = [
        {"key": key, "kind": "partner", "partners": [{"key": key}], "people": count, "detail": "full"}
        for key, count in sorted(people.items())
        if count >= made.minimum_group
    ]
    return {
        "columns": columns,
        "figures": {
            "sections": {},
            "statements": {
                key: {
                    "all": {"one_person_one_voice": _figure(_scores(made, key, None), 1), "people": None},
                    "columns": {column["key"]: _figure(_scores(made, key, column["key"]), 3) for column in columns},
                }
                for key in made.definition.statement_keys
            },
        },
    }


def person_averaged(made: MadeRound) -> dict[str, Any]:
    """The rules, but a principle's figure is the average of the people's own pro-rated scores."""
    document = made.document()
    for section in made.definition.sections:
        for column in document["columns"]:
            inside = {partner["key"] for partner in column["partners"]}
            own = [
                sum(scores) / len(scores)
                for partner, answers in made.rows
                if partner in inside
                if (scores := [value for key in section.statement_keys if isinstance(value := answers.get(key), int)])
                if 3 * len(scores) >= 2 * len(section.statements)
            ]
            row = document["figures"]["sections"][section.key]["columns"]
            row[column["key"]]["mean"] = sum(own) / len(own) if own else None
    return document


def counts_of_everybody(made: MadeRound) -> dict[str, Any]:
    """The rules, but with the answer counts of all partners beside small columns."""
    document = made.document()
    for key, row in document["figures"]["statements"].items():
        found = Counter(_scores(made, key, None))
        row["all"]["people"] = {"counts": {str(score): found[score] for score in range(1, made.points + 1)}}
    return document


def _scores(made: MadeRound, statement: str, partner: str | None) -> list[int]:
    return [
        value
        for key, answers in made.rows
        if partner in {None, key} and isinstance(value := answers.get(statement), int)
    ]


def _figure(scores: list[int], shown_from: int) -> dict[str, Any]:
    shown = len(scores) >= shown_from
    return {
        "n": len(scores) if shown else None,
        "mean": sum(scores) / len(scores) if shown else None,
        "bound": None,
        "label": None,
        "counts": None,
    }
