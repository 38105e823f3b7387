"""How much each section matters now: asked at its end, 1 to A, published as if it were a statement. Pure."""

from __future__ import annotations

from surveys.definition import Answer, Definition, Section
from surveys.words import Say, english

BEGINS = "importance_"
"""Begins the key of the question; the keys of an instrument hold no underscore."""
OF_FOUR = ("Matters little now", "Matters somewhat", "Matters much", "Matters very much")


def importance_key(section: Section) -> str:
    """The key under which a section's importance is saved and published."""
    return BEGINS + section.key


def importance_keys(definition: Definition) -> tuple[str, ...]:
    """Those of all sections, in the order asked."""
    return tuple(importance_key(section) for section in definition.sections)


def importance_labels(points: int, say: Say = english) -> tuple[str, ...]:
    """The answers offered, lowest first; on other than four points only the ends have words."""
    words = tuple(say(label) for label in OF_FOUR)
    if points == len(OF_FOUR):
        return words
    between = (str(score) for score in range(2, points))
    return (f"1: {words[0].lower()}", *between, f"{points}: {words[-1].lower()}")


def importance_words(answer: Answer | None, definition: Definition, say: Say = english) -> str:
    """An answer in words; empty for none."""
    return importance_labels(definition.scale.points, say)[answer - 1] if isinstance(answer, int) else ""
