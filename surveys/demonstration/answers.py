"""Turns a story into people's answers: always the same ones, whatever the day or the machine."""

from __future__ import annotations

import random
from collections.abc import Mapping

from surveys.definition import Answer, Definition
from surveys.demonstration.story import PartnershipStory, PartnerStory
from surveys.importance import importance_key

DONT_KNOW, NOT_APPLICABLE, UNANSWERED = 0.04, 0.02, 0.02
"""Shares of people who give no score to a statement, by reason."""


def answers_of(
    story: PartnershipStory, partner: PartnerStory, person: int, round_index: int, definition: Definition
) -> dict[str, Answer]:
    """One person's answers in one round; the last closed round's levels also serve the open one."""
    chance = random.Random(f"{story.slug}/{partner.name}/{person}/{round_index}")
    temper = random.Random(f"{story.slug}/{partner.name}/{person}").gauss(0, 0.2)
    answers: dict[str, Answer] = {}
    for section in definition.sections:
        levels = story.levels[section.key]
        mood = partner.leaning + temper
        level = levels[min(round_index, len(levels) - 1)] + partner.apart.get(section.key, 0)
        level += mood if section.direction == "high_is_good" else -mood
        for statement in section.statement_keys:
            ease = random.Random(statement).uniform(-0.35, 0.35)
            answer = _draw(chance, level + ease, story.spread, definition.scale.points)
            if answer is not None:
                answers[statement] = answer
    return answers


def importance_of(
    story: PartnershipStory, partner: PartnerStory, person: int, round_index: int, definition: Definition
) -> dict[str, Answer]:
    """How much each section matters to this person, as `surveys.importance` keeps it; empty if it is not asked."""
    chance = random.Random(f"importance/{story.slug}/{partner.name}/{person}/{round_index}")
    points = definition.scale.points
    return {
        importance_key(section): max(1, min(points, round(chance.gauss(story.importance[section.key], story.spread))))
        for section in definition.sections
        if section.key in story.importance
    }


def _draw(chance: random.Random, level: float, spread: float, points: int) -> Answer | None:
    fate = chance.random()
    score = round(chance.gauss(level, spread))
    if fate < DONT_KNOW:
        return "dk"
    if fate < DONT_KNOW + NOT_APPLICABLE:
        return "na"
    if fate < DONT_KNOW + NOT_APPLICABLE + UNANSWERED:
        return None
    return max(1, min(points, score))


def takes_part(story: PartnershipStory, partner: PartnerStory, person: int, round_index: int) -> bool:
    """Whether this person answers in this round."""
    chance = random.Random(f"takes part/{story.slug}/{partner.name}/{person}/{round_index}")
    return chance.random() < story.response_rate


def turn_of(story: PartnershipStory, partner: PartnerStory, person: int) -> float:
    """How soon this person answers an open round: 0 at once, 1 at the very end."""
    return random.Random(f"turn/{story.slug}/{partner.name}/{person}").random()


def first_part(answers: Mapping[str, Answer], definition: Definition, sections: int) -> dict[str, Answer]:
    """The answers to the first so many sections: somebody who has begun and will go on later."""
    keys = {key for section in definition.sections[:sections] for key in section.statement_keys}
    return {key: answer for key, answer in answers.items() if key in keys}
