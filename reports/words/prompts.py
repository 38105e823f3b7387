"""What to ask about a statement: the instrument's own prompts, else general ones. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reports.results import CLOSE, Results, rounded
from surveys.agreement import mostly_split
from surveys.definition import Section, Statement

Case = Literal["disputed", "low"]
GENERAL: dict[Case, str] = {
    "disputed": "What has each of us seen that leads us to such different answers?",
    "low": "What would have to change for us to agree with this, and which part of it is within our reach?",
}


@dataclass(frozen=True)
class Prompt:
    """A question for discussion: when it is meant to be asked, and whether this round's figures call for it."""

    case: Case
    words: str
    applies: bool

    @property
    def when(self) -> str:
        """The case in words."""
        return "When people see it differently" if self.case == "disputed" else "When it scores low"


def question(statement: Statement, case: Case) -> str:
    """The question for this case."""
    own = statement.ask_when_disputed if case == "disputed" else statement.ask_when_low
    return own or GENERAL[case]


def prompts(results: Results, section: Section, statement: Statement) -> list[Prompt]:
    """Both questions, those that the figures call for first."""
    found = [
        Prompt("disputed", question(statement, "disputed"), bool(is_disputed(results, statement.key))),
        Prompt("low", question(statement, "low"), is_low(results, section, statement.key)),
    ]
    return sorted(found, key=lambda prompt: not prompt.applies)


def is_disputed(results: Results, key: str) -> bool | None:
    """Whether people are split on a statement, or a column stands a point (of four) or more from the others.

    People are split by their agreement as a whole where it is published, else where half of the columns’ labels say so:
    the rule of a section. None where no column stands apart and how far people agree is not known.
    """
    row = results.statement(key)
    if any(figure["gap_flag"] for figure in row["columns"].values()):
        return True
    label = (row["all"]["people"] or {}).get("label")
    return label == "split" if label else mostly_split(item["label"] for item in row["columns"].values())


def is_low(results: Results, section: Section, key: str) -> bool:
    """Whether a statement's mean is below the middle of the scale (2.5 of 4); mirrored where high is bad."""
    mean = results.all(results.statement(key))["mean"]
    return mean is not None and below_middle(results, section, mean)


def below_middle(results: Results, section: Section, mean: float) -> bool:
    """Whether a mean, as it is shown, is below the middle of the scale; mirrored where high is bad."""
    return results.goodness(section, rounded(mean)) < (results.points + 1) / 2 - CLOSE
