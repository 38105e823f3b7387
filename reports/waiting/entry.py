"""One thing that needs the reader."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

MOST = 12
"""Of one kind, so many things are listed; the partnerships' own pages list all."""


@dataclass(frozen=True)
class Waiting:
    """One thing that needs the reader: until when, what, and the one step to take.

    `day`: until when, to put things in their order; None where no day is set.
    """

    left: str
    due: str
    title: str
    text: str
    address: str
    button: str
    steps: tuple[str, ...] = ()
    day: date | None = None


def by_day(found: Iterable[Waiting]) -> list[Waiting]:
    """What is due first comes first; what has no day stands after it, in its own order."""
    return sorted(found, key=lambda item: item.day or date.max)
