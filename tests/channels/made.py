"""Closed rounds made by chance, small enough to hide something, and what each channel may show of them."""

from __future__ import annotations

from random import Random
from typing import Any

from partnerships.models import Partnership
from reports.exports import exported_document
from reports.results import shown
from surveys.definition import Answer
from surveys.models import Round
from tests.factories import instrument
from tests.reports.states import closed
from tests.surveys.made import definition_of

Cells = dict[tuple[str, str], str | None]
"""By a statement's (or a section's) text and a column's name: the mean as it is shown, None where it is not."""

SIZES = (0, 1, 2, 3, 4, 5, 6, 8, 11, 14)
KEYS: dict[str, list[str]] = {"one": ["a1", "a2", "a3"], "two": ["b1", "b2", "b3"]}
EVERYONE = "All partners"


def random_closed_round(rng: Random, partnership: Partnership) -> Round:
    """Two to five partners of any size, in any mode, with statements left out."""
    points = rng.choice((4, 7))
    left_out = rng.choice((0.1, 0.3, 0.6))
    given: dict[tuple[int, int, int], Answer | None] = {}

    def score(partner: int) -> Any:
        def of(person: int, statement: int) -> Answer | None:
            place = (partner, person, statement)
            if place not in given:
                answer: Answer = "dk" if rng.random() < 0.1 else rng.randint(1, points)
                given[place] = None if rng.random() < left_out else answer
            return given[place]

        return of

    people = {f"Partner {number}": (rng.choice(SIZES), score(number)) for number in range(1, rng.randint(3, 6))}
    return closed(
        partnership,
        people,
        instrument=instrument(definition_of(KEYS, points=points)),
        mode=rng.choice(("confidential", "confidential", "anonymous", "attributed")),
        view="together" if rng.random() < 0.15 else "partners",
        minimum_group=rng.choice((3, 4, 5)),
    )


def published(round_: Round) -> Cells:
    """What the exported document says, by which every other channel is judged."""
    document = exported_document(round_)
    cells: Cells = {}
    for section in document["instrument"]["sections"]:
        rows = [(section["title"], document["figures"]["sections"][section["key"]])]
        rows += [(item["text"], document["figures"]["statements"][item["key"]]) for item in section["statements"]]
        for text, row in rows:
            cells[text, EVERYONE] = shown(row["all"]["one_partner_one_voice"]) or None
            for column in document["columns"]:
                cells[text, column["name"]] = shown(row["columns"][column["key"]]) or None
    return cells
