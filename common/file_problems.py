"""What is wrong with a file somebody hands in: where, and what was expected there.

Pure: no Django. Readers collect every problem before they refuse a file, so that it is put right in one go.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

MOST_PROBLEMS = 100
"""So many are told; the rest are counted."""


@dataclass(frozen=True)
class Problem:
    """One thing to put right; `line` counts from 1, None when it concerns the file as a whole."""

    message: str
    line: int | None = None
    field: str = ""

    def __str__(self) -> str:
        place = [f"line {self.line}"] if self.line else []
        place += [self.field] if self.field else []
        return f"{', '.join(place)}: {self.message}" if place else self.message


@dataclass
class ProblemList:
    """Problems as they are found: the first hundred, and how many more there were."""

    found: list[Problem] = field(default_factory=list)
    more: int = 0

    def add(self, message: str, line: int | None = None, place: str = "") -> None:
        """Notes a problem."""
        if len(self.found) < MOST_PROBLEMS:
            self.found.append(Problem(message, line, place))
        else:
            self.more += 1


class FileError(ValueError):
    """A file that was refused: its name, the problems found, and how many more were only counted."""

    def __init__(self, name: str, problems: Sequence[Problem], more: int = 0) -> None:
        self.name = name
        self.problems = tuple(problems)
        self.more = more
        super().__init__(name, self.problems, more)

    def __str__(self) -> str:
        lines = [self._located(problem) for problem in self.problems]
        if self.more:
            lines.append(f"… and {self.more:,} more {'problem' if self.more == 1 else 'problems'}.")
        return "\n".join(lines)

    def _located(self, problem: Problem) -> str:
        if not self.name:
            return str(problem)
        return f"{self.name}{', ' if problem.line or problem.field else ': '}{problem}"


def has_control_characters(text: str) -> bool:
    """Whether the text holds characters that cannot be shown or stored: controls, NUL, lone surrogates."""
    return any(unicodedata.category(character) in ("Cc", "Cs") for character in text)


def excerpt(text: str, length: int = 40) -> str:
    """The text in quotation marks for a message, shortened, with characters that cannot be shown replaced."""
    shown = "".join("�" if has_control_characters(character) else character for character in text[: length + 1])
    return f"“{shown}”" if len(shown) <= length else f"“{shown[:length].rstrip()}…”"
