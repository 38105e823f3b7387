"""The dates that a record holds: reviews, the term, the last day for notice, an exit under way. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from record.document import Document
from record.schema import Part


@dataclass(frozen=True)
class Entry:
    """A day and what is due on it; `key` tells it from others of the same part.

    `partner` is the one that is to do it, by id; None where it concerns all.
    """

    day: date
    words: str
    part: str
    key: str
    partner: int | None = None

    @property
    def is_answer(self) -> bool:
        """Whether partners are to answer by then."""
        return self.key.startswith("answers-")

    @property
    def is_review(self) -> bool:
        """Whether something is to be looked at again by then."""
        return self.key == "review"

    @property
    def is_step(self) -> bool:
        """Whether it is a step of an exit under way."""
        return self.part == "parting" and self.key != "over"

    @property
    def is_to_do(self) -> bool:
        """Whether somebody has to do something by then, and can still do it afterwards."""
        return self.is_review or self.is_step

    @property
    def what(self) -> str:
        """What is to be done, without that it is due."""
        return self.words.removeprefix("Due: ").removesuffix(" due")


def dates_of(document: Document) -> Iterator[Entry]:
    """The dates of one part. Of an exit strategy, only its review: notice needs the term too (see `notice_due`)."""
    part = document.part
    for clause in part.clauses:
        for field in clause.fields:
            if field.key == "next_review_on" and (day := document.day(clause.key, field.key)):
                yield Entry(day, f"Review of {_what(part.title)} due", part.key, "review")
    yield from _more(document)


def _more(document: Document) -> Iterator[Entry]:
    part = document.part
    if part.key == "identity" and (ends := document.day("standing", "term_ends_on")):
        yield Entry(ends, "The partnership’s term ends", part.key, "term")
    if part.key == "parting":
        if over := document.day("course", "ends_on"):
            yield Entry(over, "The exit under way is over", part.key, "over")
        for row in document.of("steps"):
            if row.filled("due_on") and row.values.get("state") != "done":
                day, words = date.fromisoformat(row.values["due_on"]), f"Due: {row.values['step']}"
                yield Entry(day, words, part.key, row.key, row.values.get("who"))


def _what(title: str) -> str:
    return "the partnership" if title == "Identity" else f"the {title.lower()}"


def answers_due(part: Part, number: int, day: date) -> Entry:
    """The day by which partners are asked to answer a version that was put forward."""
    return Entry(day, f"Answers due on the {part.title.lower()}, version {number}", part.key, f"answers-{number}")


def notice_due(identity: Document, exit_strategy: Document) -> Entry | None:
    """The last day to give notice before the term ends; None where either is not written down."""
    ends, days = identity.day("standing", "term_ends_on"), exit_strategy.value("notice", "days")
    if ends is None or days is None:
        return None
    try:
        last = ends - timedelta(days=days)
    except OverflowError:
        return None
    return Entry(last, f"Last day for notice before the term ends ({days:,} days)", "exit", "notice")
