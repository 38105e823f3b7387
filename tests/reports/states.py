"""Every state that results can be in: closed rounds, made through the database."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from partnerships.models import Organisation, Partner, Partnership
from surveys.definition import Answer, Definition
from surveys.models import Instrument, Response, Round
from surveys.services.rounds import close_round
from tests.factories import draft, instrument
from tests.surveys.made import definition_of

Score = Callable[[int, int], Answer | None]
"""What a person answers to a statement, by the person's and the statement's number."""


def like(score: Answer) -> Score:
    """Everybody the same."""
    return lambda person, statement: score


def spread(person: int, statement: int) -> Answer:
    """Something of everything."""
    return "dk" if (person + statement) % 11 == 0 else 1 + (person * 7 + statement * 3) % 4


def camps(person: int, statement: int) -> Answer:
    """Half of the people at either end."""
    return 1 if person % 2 else 4


def skipping(person: int, statement: int) -> Answer | None:
    """Nobody answers the first statement."""
    return None if statement == 0 else spread(person, statement)


def closed(partnership: Partnership, people: Mapping[str, tuple[int, Score]], **fields: Any) -> Round:
    """A closed round in which so many people of each partner answered so."""
    round_ = draft(partnership, title="Test round", **fields)
    round_.state, round_.launched_at, round_.imported = Round.State.OPEN, round_.opens_at, True
    round_.save()
    keys = round_.instrument.content.statement_keys
    for name, (count, score) in people.items():
        organisation, _ = Organisation.objects.get_or_create(name=name)
        partner = Partner.objects.create(partnership=partnership, organisation=organisation, joined_on="2020-01-01")
        Response.objects.bulk_create(
            Response(round=round_, partner=partner, is_submitted=True, answers=_answers(keys, person, score))
            for person in range(count)
        )
    close_round(round_=round_, by=None)
    return round_


def _answers(keys: tuple[str, ...], person: int, score: Score) -> dict[str, Answer]:
    found = {key: score(person, number) for number, key in enumerate(keys)}
    return {key: answer for key, answer in found.items() if answer is not None}


def partners(count: int, people: int = 6, score: Score = spread) -> dict[str, tuple[int, Score]]:
    """So many partners alike."""
    return {f"Partner {number:02}": (people, score) for number in range(1, count + 1)}


LONG = "The Joint Strategic Commissioning and Neighbourhood Improvement Consortium for Upper and Lower Westmere ({})"
RIGHT_TO_LEFT = ("بلدية المدينة القديمة", "جمعية رعاية المسنين", "שירותי בריאות הכרמל")
SEVEN: dict[str, list[str]] = {"gains": ["g1", "g2", "g3"], "signs": ["s1", "s2", "s3"]}

Made = tuple[Mapping[str, tuple[int, Score]], dict[str, Any]]
STATES: dict[str, Made] = {
    "one partner": (partners(1, 12), {"mode": "attributed"}),
    "two partners": (partners(2), {"mode": "attributed"}),
    "forty partners": (partners(40), {"mode": "attributed"}),
    "ninety-nine partners": (partners(99, 3), {"mode": "attributed"}),
    "everyone equal": (partners(4, 12, like(3)), {}),
    "everyone split": (partners(4, 12, camps), {}),
    "partners far apart": ({"High": (12, like(4)), "Low": (12, like(1))}, {}),
    "all hidden": ({"One": (2, spread), "Two": (1, spread)}, {}),
    "no answers": (partners(3, 0), {}),
    "one answer": ({"One": (1, spread)}, {"mode": "attributed"}),
    "one statement skipped": (partners(3, 12, skipping), {}),
    "only don’t know": (partners(3, 12, like("dk")), {}),
    "together": (partners(4, 4), {"view": "together"}),
    "anonymous and pooled": (
        {**partners(3, 12), "Six": (6, spread), "Seven": (7, spread), "Small": (2, spread), "Tiny": (1, spread)},
        {"mode": "anonymous"},
    ),
    "long names": ({LONG.format(number): (12, spread) for number in range(1, 7)}, {}),
    "names from right to left": (dict.fromkeys(RIGHT_TO_LEFT, (12, spread)), {}),
    "seven points, high is bad": (partners(3, 12, lambda p, s: 1 + (p + s) % 7), {"seven": True}),
}


def make(name: str, partnership: Partnership) -> Round:
    """The state of this name."""
    people, fields = STATES[name]
    wanted = dict(fields)
    if wanted.pop("seven", False):
        wanted["instrument"] = _seven()
    return closed(partnership, people, **wanted)


def _seven() -> Instrument:
    definition: Definition = definition_of(SEVEN, points=7, bad=("signs",))
    return instrument(definition)
