"""How far somebody is with an assessment: over the whole, and section by section."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as say

from surveys.definition import Answers, Definition, Section
from surveys.words import number_word


@dataclass(frozen=True)
class Progress:
    """How far somebody is: statements answered (don't know counts), minutes left in words, a state a section."""

    answered: int
    of: int
    minutes: str
    states: tuple[str, ...]


@dataclass(frozen=True)
class Task:
    """A section on the task list."""

    number: int
    section: Section
    answered: int
    of: int

    @property
    def state(self) -> str:
        """In words."""
        if self.answered == self.of:
            return say("Done")
        if not self.answered:
            return say("Not begun")
        return say("{answered} of {of}").format(answered=self.answered, of=self.of)


def task_list(definition: Definition, answers: Answers) -> list[Task]:
    """Every section with how many of its statements have an answer."""
    return [
        Task(number, section, sum(key in answers for key in section.statement_keys), len(section.statements))
        for number, section in enumerate(definition.sections, 1)
    ]


def progress_of(definition: Definition, answers: Answers, here: str = "") -> Progress:
    """Progress over the whole; `here` is the key of the section being looked at."""
    tasks = task_list(definition, answers)
    answered, of = sum(task.answered for task in tasks), sum(task.of for task in tasks)
    minutes = -(-definition.minutes * (of - answered) // of) if of else 0
    states = ("here" if task.section.key == here else "done" if task.answered == task.of else "" for task in tasks)
    words = say("{minutes} minute" if minutes == 1 else "{minutes} minutes").format(minutes=number_word(minutes, say))
    return Progress(answered, of, words if minutes else "", tuple(states))


def progress_words(progress: Progress) -> str:
    """In one or two sentences: “22 of 36 answered. About six minutes left.”."""
    told = say("{answered} of {of} answered.").format(answered=progress.answered, of=progress.of)
    left = say("About {minutes} left.").format(minutes=progress.minutes) if progress.minutes else ""
    return f"{told} {left}".rstrip()
