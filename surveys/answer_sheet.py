"""What the pages of an assessment show of a person's own answers: sections, states, progress."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from surveys.definition import Answer, Answers, Definition, Scale, Section
from surveys.models import Response
from surveys.services.saving import Conflict, Saved
from surveys.words import lower_first, number_word


class Option(NamedTuple):
    """One answer offered; `key` is the number key that chooses it, empty for those set apart; `place` CSS classes."""

    value: str
    label: str
    key: str
    checked: bool
    place: str = ""


@dataclass(frozen=True)
class StatementSheet:
    """One statement as the page draws it."""

    number: str
    key: str
    text: str
    guidance: str
    scale: SafeString
    answer: str
    comment: str
    stored_comment: str
    told: str


@dataclass(frozen=True)
class SectionSheet:
    """One section as the page draws it; `before` and `after` are the neighbours' keys, None at the ends."""

    section: Section
    number: int
    count: int
    statements: tuple[StatementSheet, ...]
    revision: int
    before: str | None
    after: str | None
    after_title: str
    progress: Progress

    @property
    def progress_words(self) -> str:
        """How far somebody is, and how long it may still take."""
        return progress_words(self.progress)

    @property
    def not_stored(self) -> tuple[StatementSheet, ...]:
        """Statements of which something was not stored a moment ago."""
        return tuple(statement for statement in self.statements if statement.told)


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
            return "Done"
        return f"{self.answered} of {self.of}" if self.answered else "Not begun"


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
    minutes = -(-definition.minutes * (of - answered) // of)
    states = ("here" if task.section.key == here else "done" if task.answered == task.of else "" for task in tasks)
    words = f"{number_word(minutes)} minute{'' if minutes == 1 else 's'}" if minutes else ""
    return Progress(answered, of, words, tuple(states))


def progress_words(progress: Progress) -> str:
    """In one or two sentences: “22 of 36 answered. About six minutes left.”."""
    left = f" About {progress.minutes} left." if progress.minutes else ""
    return f"{progress.answered} of {progress.of} answered.{left}"


def section_sheet(
    definition: Definition,
    section: Section,
    response: Response,
    saved: Saved | None = None,
    typed: Mapping[str, str] | None = None,
) -> SectionSheet:
    """The page of one section: one query, for the comments.

    `saved` tells what could not be stored a moment ago; `typed` are comments that were refused, to be put right.
    """
    keys = [item.key for item in definition.sections]
    index = keys.index(section.key)
    comments = dict(response.comments.filter(statement__in=section.statement_keys).values_list("statement", "text"))
    told = _told(definition, saved) if saved else {}
    mine = {item.statement: item.yours for item in saved.comment_conflicts} if saved else {}
    shown = {**comments, **mine, **(typed or {})}
    after = definition.sections[index + 1] if index + 1 < len(keys) else None
    return SectionSheet(
        section=section,
        number=index + 1,
        count=len(keys),
        statements=tuple(
            StatementSheet(
                number=f"{index + 1}.{number}",
                key=statement.key,
                text=statement.text,
                guidance=statement.guidance,
                scale=scale_of(definition.scale, statement.key, response.answers.get(statement.key)),
                answer=str(response.answers.get(statement.key, "")),
                comment=shown.get(statement.key, ""),
                stored_comment=comments.get(statement.key, ""),
                told=told.get(statement.key, ""),
            )
            for number, statement in enumerate(section.statements, 1)
        ),
        revision=response.revision,
        before=keys[index - 1] if index else None,
        after=after.key if after else None,
        after_title=lower_first(after.short_title) if after else "",
        progress=progress_of(definition, response.answers, section.key),
    )


@lru_cache(maxsize=4096)
def scale_of(scale: Scale, name: str, answer: Answer | None) -> SafeString:
    """The radio buttons of a statement, drawn once for each answer: they are most of the page's work."""
    context = {"points": scale.points, "name": name, "options": _options(scale, answer)}
    return render_to_string("surveys/_scale.html", context)


def _options(scale: Scale, answer: Answer | None) -> tuple[Option, ...]:
    scored = [
        Option(str(score), label, str(score) if score < 10 else "", answer == score)
        for score, label in enumerate(scale.labels, 1)
    ]
    apart = [
        Option("dk", scale.dont_know, "", answer == "dk", "apart first-apart"),
        Option("na", scale.not_applicable, "", answer == "na", "apart"),
    ]
    return (*scored, *apart)


def _told(definition: Definition, saved: Saved) -> dict[str, str]:
    """What to say beside each statement of which something was not stored."""
    told: dict[str, list[str]] = {}
    for item in saved.conflicts:
        told.setdefault(item.statement, []).append(_conflict_words(item, definition))
    for comment in saved.comment_conflicts:
        told.setdefault(comment.statement, []).append(_comment_conflict_words(comment))
    for key, problem in saved.refused.items():
        told.setdefault(key, []).append(f"Your comment is not saved. {problem}")
    return {key: " ".join(sentences) for key, sentences in told.items()}


def _comment_conflict_words(conflict: Conflict[str]) -> str:
    stored = f"“{conflict.stored}” is stored" if conflict.stored else "no comment is stored"
    return f"Changed elsewhere meanwhile: {stored}. What is in the box takes its place when you save again."


def _conflict_words(conflict: Conflict[Answer | None], definition: Definition) -> str:
    yours, stored = (answer_words(answer, definition) for answer in (conflict.yours, conflict.stored))
    return f"Answered elsewhere meanwhile: “{stored}” is stored, here you chose “{yours}”. Choose once more."


def answer_words(answer: Answer | None, definition: Definition) -> str:
    """The words for an answer, or for none."""
    return "not answered" if answer is None else definition.scale.label(answer)


def answers_in_words(
    definition: Definition, answers: Mapping[str, Answer]
) -> list[tuple[Section, list[tuple[str, str, str, str]]]]:
    """All statements by section: number, key, text and the answer's words, empty where there is none."""
    return [
        (
            section,
            [
                (
                    f"{index}.{number}",
                    statement.key,
                    statement.text,
                    definition.scale.label(answers[statement.key]) if statement.key in answers else "",
                )
                for number, statement in enumerate(section.statements, 1)
            ],
        )
        for index, section in enumerate(definition.sections, 1)
    ]


def answers_beside(
    definition: Definition, answers: Answers, before: Answers
) -> list[tuple[Section, list[tuple[str, str, str, str]]]]:
    """All statements by section: number, text, the answer's words, and those of an earlier answer that differs."""
    earlier = {key: definition.scale.label(answer) for key, answer in before.items() if answer != answers.get(key)}
    return [
        (section, [(number, text, answer, earlier.get(key, "")) for number, key, text, answer in rows])
        for section, rows in answers_in_words(definition, answers)
    ]
