"""Moments that apps above follow: what they add runs in the same transaction (docs/decisions/0050)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

About = TypeVar("About")


class Moment(Generic[About]):
    """Something that happens in a service, and what else has to be done then.

    An app above says so once, in its `ready()`; what it adds is called in order, and an error undoes everything.
    """

    def __init__(self, what: str) -> None:
        self.what = what
        self.steps: dict[str, Callable[[About], None]] = {}

    def follow(self, name: str, step: Callable[[About], None]) -> None:
        """Adds a step under a name; the same name again takes its place."""
        self.steps[name] = step

    def happened(self, about: About) -> None:
        """Called by the service, inside its transaction."""
        for step in self.steps.values():
            step(about)
