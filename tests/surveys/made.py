"""Small instruments made for tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from surveys.definition import Band, Definition, Scale, Section, Statement


def definition_of(sections: Mapping[str, Iterable[str]], *, points: int = 4, bad: Iterable[str] = ()) -> Definition:
    """An instrument with these sections of statement keys; bands cut the scale at its whole numbers."""
    letters = "ABCDEFGHIJ"[:points]
    return Definition(
        key="made",
        version=1,
        title="Made for a test",
        language="en-GB",
        description="",
        source="",
        minutes=1,
        scale=Scale(tuple(f"Answer {score}" for score in range(1, points + 1))),
        bands=tuple(
            Band(letter, f"Band {letter}", "", None if cut < 1 else Fraction(cut))
            for letter, cut in zip(letters, range(points - 1, -1, -1), strict=True)
        ),
        sections=tuple(
            Section(
                key,
                key.capitalize(),
                key.capitalize(),
                tuple(Statement(statement, f"Statement {statement}") for statement in statements),
                direction="high_is_bad" if key in bad else "high_is_good",
            )
            for key, statements in sections.items()
        ),
    )
