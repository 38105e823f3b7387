"""One thing that needs the reader."""

from __future__ import annotations

from dataclasses import dataclass

MOST = 12
"""Of one kind, so many things are listed; the partnerships' own pages list all."""


@dataclass(frozen=True)
class Waiting:
    """One thing that needs the reader: until when, what, and the one step to take."""

    left: str
    due: str
    title: str
    text: str
    address: str
    button: str
    steps: tuple[str, ...] = ()
