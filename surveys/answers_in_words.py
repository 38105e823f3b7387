"""A person's own answers and comments in words, as they read them through and take them away. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from surveys.comments import Written, whole
from surveys.definition import Answers, Section
from surveys.importance import importance_key, importance_words
from surveys.translations import Worded, section_place, statement_place
from surveys.words import Say, english


@dataclass(frozen=True)
class AnswerLine:
    """A statement with a person's own answer in words, empty where there is none, and their comment on it.

    `before` is what they answered in an earlier round, where that differs; `lang` the language of the text, where it is
    not the page's.
    """

    number: str
    key: str
    text: str
    answer: str
    comment: Written
    before: str
    lang: str = ""


class SectionLines(NamedTuple):
    """A section's statements with a person's own answers, and their comment on the section as a whole.

    `importance` is how much it matters to them, empty where that is not asked or not answered.
    """

    section: Section
    lines: list[AnswerLine]
    comment: Written
    importance: str
    lang: str = ""


def answers_in_words(
    worded: Worded,
    answers: Answers,
    comments: Mapping[str, Written],
    earlier: Answers | None = None,
    say: Say = english,
) -> list[SectionLines]:
    """All statements by section; `answers` with the importance of sections, `comments` by their place."""
    definition, marks = worded.definition, worded.marks
    label = definition.scale.label
    before = {key: label(answer) for key, answer in (earlier or {}).items() if answer != answers.get(key)}
    return [
        SectionLines(
            section,
            [
                AnswerLine(
                    number=f"{index}.{number}",
                    key=statement.key,
                    text=statement.text,
                    answer=label(answers[statement.key]) if statement.key in answers else "",
                    comment=comments.get(statement.key, Written()),
                    before=before.get(statement.key, ""),
                    lang=marks.get(f"{statement_place(section, statement.key)}.text", ""),
                )
                for number, statement in enumerate(section.statements, 1)
            ],
            comments.get(whole(section), Written()),
            importance_words(answers.get(importance_key(section)), definition, say),
            marks.get(f"{section_place(section)}.title", ""),
        )
        for index, section in enumerate(definition.sections, 1)
    ]
