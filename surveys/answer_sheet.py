"""What the pages of an assessment show of a person's own answers: sections, states, progress."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from surveys.definition import Answer, Answers, Definition, Scale, Section
from surveys.models import Response
from surveys.services.responses import CommentConflict, Conflict
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
    stored_comment: str
    comment_conflict: CommentConflict | None
    conflict: str

    @property
    def comment(self) -> str:
        """What stands in the box: the person's own text, also where another is stored."""
        return self.comment_conflict.yours if self.comment_conflict else self.stored_comment


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


def section_sheet(
    definition: Definition,
    section: Section,
    response: Response,
    conflicts: Iterable[Conflict | CommentConflict] = (),
) -> SectionSheet:
    """The page of one section: one query, for the comments."""
    keys = [item.key for item in definition.sections]
    index = keys.index(section.key)
    comments = dict(response.comments.filter(statement__in=section.statement_keys).values_list("statement", "text"))
    clashes = {conflict.statement: conflict for conflict in conflicts if isinstance(conflict, Conflict)}
    rewritten = {conflict.statement: conflict for conflict in conflicts if isinstance(conflict, CommentConflict)}
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
                stored_comment=comments.get(statement.key, ""),
                comment_conflict=rewritten.get(statement.key),
                conflict=_conflict_words(clashes.get(statement.key), definition),
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


def _conflict_words(conflict: Conflict | None, definition: Definition) -> str:
    if conflict is None:
        return ""
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
