"""Rounds made by chance, with people who leave statements out, for the attackers and the oracle."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any

from surveys.definition import Answers, Definition
from surveys.disclosure import publish
from surveys.figures import figures
from surveys.published import Published
from tests.surveys.made import definition_of

SIZES = (0, 1, 1, 2, 2, 3, 3, 4, 5, 6, 8, 10, 11, 13)
STATEMENTS = ("s1", "s2", "s3")
IMPORTANCE = "importance_one"


@dataclass(frozen=True)
class MadeRound:
    """A closed round: who answered what, and what was chosen before launch."""

    rows: tuple[tuple[str, Answers], ...]
    names: dict[str, str]
    minimum_group: int
    view: str = "partners"
    mode: str = "confidential"
    definition: Definition = field(default_factory=lambda: definition_of({"one": STATEMENTS}))
    asks_importance: bool = False

    @property
    def points(self) -> int:
        return self.definition.scale.points

    def publish(self) -> Published:
        return publish(
            self.rows,
            names=self.names,
            definition=self.definition,
            mode=self.mode,
            minimum_group=self.minimum_group,
            view=self.view,
            asks_importance=self.asks_importance,
        )

    def document(self) -> dict[str, Any]:
        return figures(self.publish(), self.definition)

    def of(self, partner: str) -> list[Answers]:
        return [answers for key, answers in self.rows if key == partner]


DEFINITIONS = {points: definition_of({"one": STATEMENTS}, points=points) for points in (4, 5, 7)}


def random_round(rng: Random) -> MadeRound:
    """A confidential round of 2 to 6 partners; somebody always leaves something out."""
    points = rng.choice((4, 4, 4, 5, 7))
    left_out = rng.choice((0.04, 0.2, 0.4))
    spread = rng.choice(("even", "high", "low"))
    keys = [f"p{number}" for number in range(rng.randint(2, 6))]
    rows = [(key, _answers(rng, points, left_out, spread)) for key in keys for _ in range(rng.choice(SIZES))]
    if rows:
        rows[0] = (rows[0][0], {key: value for key, value in rows[0][1].items() if key != "s1"})
    view = "together" if rng.random() < 0.15 else "partners"
    names = {key: f"Partner {key}" for key in keys}
    minimum_group, asks = rng.choice((3, 4, 5)), rng.random() < 0.5
    if asks:
        rows = [(key, {**given, **_importance(rng, points, left_out)}) for key, given in rows]
    definition = DEFINITIONS[points]
    return MadeRound(tuple(rows), names, minimum_group, view, definition=definition, asks_importance=asks)


def _importance(rng: Random, points: int, left_out: float) -> Answers:
    return {} if rng.random() < left_out else {IMPORTANCE: rng.randint(1, points)}


def _answers(rng: Random, points: int, left_out: float, spread: str) -> Answers:
    given: dict[str, Any] = {}
    for key in STATEMENTS:
        if rng.random() < left_out:
            missing = rng.choice(("dk", "na", None))
            if missing:
                given[key] = missing
        else:
            score = rng.randint(1, points)
            if spread == "high":
                score = max(score, rng.randint(1, points), rng.randint(1, points))
            elif spread == "low":
                score = min(score, rng.randint(1, points), rng.randint(1, points))
            given[key] = score
    return given
