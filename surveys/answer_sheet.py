"""What the pages of an assessment show of a person's own answers: sections and their statements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as say

from surveys.comments import Written, whole
from surveys.definition import Answer, Answers, Definition, Scale, Section, Statement
from surveys.importance import BEGINS, importance_key, importance_labels, importance_words
from surveys.models import Response
from surveys.notices import PREVIEWED, notice_of
from surveys.progress import Progress, progress_of, progress_words
from surveys.services.saving import Conflict, Saved
from surveys.translations import Worded, section_place, statement_place
from surveys.words import lower_first


class Option(NamedTuple):
    """One answer offered; `key` is the number key that chooses it, empty for those set apart; `place` CSS classes."""

    value: str
    label: str
    key: str
    checked: bool
    place: str = ""


@dataclass(frozen=True)
class CommentSheet:
    """One comment as the page draws it: `shown` is in the box, `stored` is what the person has seen stored."""

    place: str
    title: str
    shown: Written
    stored: Written
    told: str = ""


class Frame(NamedTuple):
    """What all statements of a page have alike.

    `quoting` as in the notice; whether the round asks for official answers, and this is one; the language of the
    answers offered, where it is not the page's.
    """

    quoting: str
    asks_official: bool
    is_official: bool
    scale_lang: str


@dataclass(frozen=True)
class StatementSheet:
    """One statement as the page draws it; `lang` of its text and of its guidance, where it is not the page's.

    `said_by_people`: what an official answer is drafted beside, in words.
    """

    number: str
    key: str
    text: str
    guidance: str
    scale: SafeString
    answer: str
    comment: CommentSheet
    told: str
    lang: str
    guidance_lang: str
    said_by_people: str
    frame: Frame

    @property
    def drawn(self) -> SafeString:
        """Its part of the page; drawn once for each answer where nothing of it is anybody's own words."""
        comment = self.comment
        if self.told or comment.told or (comment.shown, comment.stored) != (Written(), Written()):
            return _drawn(self)
        return _drawn_once(self, get_language())


@dataclass(frozen=True)
class ImportanceSheet:
    """The question of a section's importance as the page draws it."""

    key: str
    title: str
    scale: SafeString
    answer: str
    told: str


@dataclass(frozen=True)
class SectionSheet:
    """One section as the page draws it; `before` and `after` are the neighbouring sections, None at the ends.

    `whole` is the comment on the section as a whole; `importance` is None where it is not asked; `lang` is the
    language of its title, where it is not the page's.
    """

    section: Section
    number: int
    count: int
    statements: tuple[StatementSheet, ...]
    whole: CommentSheet
    importance: ImportanceSheet | None
    revision: int
    before: Section | None
    after: Section | None
    progress: Progress
    lang: str
    frame: Frame

    @property
    def progress_words(self) -> str:
        """How far somebody is, and how long it may still take."""
        return progress_words(self.progress)

    @property
    def before_title(self) -> str:
        """Of the section before, inside a sentence."""
        return lower_first(self.before.short_title) if self.before else ""

    @property
    def after_title(self) -> str:
        """Of the next section, inside a sentence."""
        return lower_first(self.after.short_title) if self.after else ""

    @property
    def notice_may_be_folded(self) -> bool:
        """Whether somebody has had the whole notice before their eyes: not before the first answer."""
        return self.number > 1 and self.progress.answered > 0

    @property
    def not_stored(self) -> list[tuple[str, str]]:
        """Place and name of each statement, or the whole, of which something was not stored a moment ago."""
        found = [
            (item.key, say("statement {number}").format(number=item.number)) for item in self.statements if item.told
        ]
        found += [(item.key, item.title) for item in (self.importance,) if item and item.told]
        return [*found, (self.whole.place, self.whole.title)] if self.whole.told else found


def section_sheet(
    worded: Worded,
    section: Section,
    response: Response,
    saved: Saved | None = None,
    typed: Mapping[str, Written] | None = None,
    said_by_people: Mapping[str, str] | None = None,
) -> SectionSheet:
    """The page of one section, in the reader's language: one query, for the comments.

    `saved` tells what could not be stored a moment ago; `typed` are comments that were refused, to be put right;
    `said_by_people` as in a statement's sheet, by statement.
    """
    stored = _stored_comments(response, section)
    told = _told(worded.definition, saved) if saved else {}
    mine = {item.statement: item.yours for item in saved.comment_conflicts} if saved else {}
    shown = {**stored, **mine, **(typed or {})}
    asks = response.round.asks_importance
    importance = _importance_sheet(worded.definition, section, response, told) if asks else None
    given = _Given(
        answers=response.answers,
        stored=stored,
        shown=shown,
        told=told,
        importance=importance,
        revision=response.revision,
        said_by_people=said_by_people or {},
        frame=Frame(
            notice_of(response.round).quoting, response.round.official, response.is_official, _scale_lang(worded)
        ),
    )
    return _sheet(worded, section, given)


def unanswered_sheet(worded: Worded, section: Section) -> SectionSheet:
    """The page of one section as somebody finds it who has answered nothing; no query."""
    frame = Frame(notice_of(PREVIEWED).quoting, asks_official=False, is_official=False, scale_lang=_scale_lang(worded))
    return _sheet(worded, section, _Given({}, {}, {}, {}, None, 0, {}, frame))


def _scale_lang(worded: Worded) -> str:
    return worded.marks.get("scale.labels.1", "")


class _Given(NamedTuple):
    """What of a person's own goes into the page of a section, by place."""

    answers: Answers
    stored: Mapping[str, Written]
    shown: Mapping[str, Written]
    told: Mapping[str, str]
    importance: ImportanceSheet | None
    revision: int
    said_by_people: Mapping[str, str]
    frame: Frame


def _sheet(worded: Worded, section: Section, given: _Given) -> SectionSheet:
    definition, marks = worded.definition, worded.marks
    sections = definition.sections
    index = sections.index(section)

    def comment(place: str, title: str) -> CommentSheet:
        return CommentSheet(
            place,
            title,
            given.shown.get(place, Written()),
            given.stored.get(place, Written()),
            given.told.get(place, ""),
        )

    def statement_sheet(number: int, statement: Statement) -> StatementSheet:
        full, key = f"{index + 1}.{number}", statement.key
        start = statement_place(section, key)
        return StatementSheet(
            number=full,
            key=key,
            text=statement.text,
            guidance=statement.guidance,
            scale=scale_of(definition.scale, key, given.answers.get(key)),
            answer=str(given.answers.get(key, "")),
            comment=comment(key, say("statement {number}").format(number=full)),
            told=given.told.get(key, ""),
            lang=marks.get(f"{start}.text", ""),
            guidance_lang=marks.get(f"{start}.guidance", ""),
            said_by_people=given.said_by_people.get(key, ""),
            frame=given.frame,
        )

    return SectionSheet(
        section=section,
        number=index + 1,
        count=len(sections),
        statements=tuple(statement_sheet(number, row) for number, row in enumerate(section.statements, 1)),
        whole=comment(whole(section), say("section {number} as a whole").format(number=index + 1)),
        importance=given.importance,
        revision=given.revision,
        before=sections[index - 1] if index else None,
        after=sections[index + 1] if index + 1 < len(sections) else None,
        progress=progress_of(definition, given.answers, section.key),
        lang=marks.get(f"{section_place(section)}.title", ""),
        frame=given.frame,
    )


def _stored_comments(response: Response, section: Section) -> dict[str, Written]:
    places = [*section.statement_keys, whole(section)]
    return {comment.place: comment.written for comment in response.comments.filter(place__in=places)}


def _importance_sheet(
    definition: Definition, section: Section, response: Response, told: Mapping[str, str]
) -> ImportanceSheet:
    key = importance_key(section)
    answer = response.importance.get(key)
    scale = importance_scale(definition.scale.points, key, answer, get_language())
    number = definition.sections.index(section) + 1
    title = say("how much section {number} matters").format(number=number)
    return ImportanceSheet(key, title, scale, str(answer or ""), told.get(key, ""))


@lru_cache(maxsize=4096)
def _drawn_once(statement: StatementSheet, language: str | None) -> SafeString:
    """As `_drawn`, for statements that hold nobody's words, in the language that the page speaks."""
    return _drawn(statement)


def _drawn(statement: StatementSheet) -> SafeString:
    return render_to_string("surveys/_statement.html", {"statement": statement})


@lru_cache(maxsize=1024)
def importance_scale(points: int, name: str, answer: Answer | None, language: str | None) -> SafeString:
    """The radio buttons of a section's importance, in the language that the page speaks."""
    options = [
        Option(str(score), label, str(score) if score < 10 else "", answer == score)
        for score, label in enumerate(importance_labels(points, say), 1)
    ]
    return render_to_string("surveys/_scale.html", {"points": points, "name": name, "options": options})


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
        told.setdefault(key, []).append(f"{say('Your comment is not saved.')} {problem}")
    return {key: " ".join(sentences) for key, sentences in told.items()}


def _comment_conflict_words(conflict: Conflict[Written]) -> str:
    return say("Changed elsewhere meanwhile: {stored}. What is in the box takes its place when you save again.").format(
        stored=_stored_words(conflict.stored)
    )


def _stored_words(written: Written) -> str:
    if not written.text:
        return say("no comment is stored")
    if written.may_be_quoted:
        return say("“{text}” is stored, which may be quoted").format(text=written.text)
    return say("“{text}” is stored, which may not be quoted").format(text=written.text)


def _conflict_words(conflict: Conflict[Answer | None], definition: Definition) -> str:
    yours, stored = (
        answer_words(answer, definition, conflict.statement) for answer in (conflict.yours, conflict.stored)
    )
    return say(
        "Answered elsewhere meanwhile: “{stored}” is stored, here you chose “{yours}”. Choose once more."
    ).format(stored=stored, yours=yours)


def answer_words(answer: Answer | None, definition: Definition, key: str) -> str:
    """The words for an answer, or for none, to the statement or the question of importance with this key."""
    if key.startswith(BEGINS):
        return importance_words(answer, definition, say) or say("not answered")
    return say("not answered") if answer is None else definition.scale.label(answer)
