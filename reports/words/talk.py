"""What to talk about: the two or three topics that the figures put first, each with a question. Pure.

The rule, one topic a section at most, three at most in all:

1. Disputed: sections without a shared view, those whose partners lie farthest apart first.
2. Low: sections below the middle of the scale (2.5 of 4), lowest first.
3. Fell: sections that moved the wrong way since the round before, by the rule of `surveys.change`.
4. While there are fewer than two: single statements of the other sections, disputed ones first, then low ones.
5. Where none of these holds, the lowest statement, said to be neither disputed nor low.

Nothing here says why a figure is what it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports.explorer import by_mixed
from reports.results import CLOSE, Results, one_decimal
from reports.words.ends import both_ends
from reports.words.finding import far_ends
from reports.words.phrases import upper_first
from reports.words.prompts import Case, below_middle, is_disputed, is_low, question
from reports.words.statements import statements_of
from surveys.change import Comparison
from surveys.definition import Section, Statement

MOST, LEAST = 3, 2


@dataclass(frozen=True)
class Topic:
    """One thing to talk about.

    `title` names it, `sentence` says what the figures show, `question` opens the talk; `key` is the statement to begin
    with and `statement` its text; `section` the key of the section it belongs to; `is_section` whether it is about all
    of that section.
    """

    title: str
    sentence: str
    question: str
    section: str
    key: str
    statement: str
    is_section: bool


def topics(results: Results, comparison: Comparison | None) -> list[Topic]:
    """At most three, in the order to take them; none where nothing can be shown."""
    found: list[Topic] = []
    for topic in (*_of_sections(results, comparison), *_of_statements(results)):
        is_enough = len(found) >= (MOST if topic.is_section else LEAST)
        if not is_enough and topic.section not in {item.section for item in found}:
            found.append(topic)
    return found or _lowest(results)


def _of_sections(results: Results, comparison: Comparison | None) -> Iterator[Topic]:
    for section in sorted(results.without_shared_view, key=lambda item: -_width(results, item)):
        yield _topic(results, section, _most_disputed(results, section), "disputed", _apart(results, section))
    fell = {section.key: ends for section, ends in _fell(results, comparison)}
    means = [pair for pair in results.section_means if below_middle(results, *pair)]
    for section, mean in sorted(means, key=lambda pair: results.goodness(*pair)):
        words = f"It scores {one_decimal(mean)} of {results.points}, {_side(section)} the middle of the scale."
        words = f"{words} {_went(*fell[section.key])}" if section.key in fell else words
        yield _topic(results, section, _weakest(results, section), "low", words)
    for section in results.definition.sections:
        if section.key in fell:
            yield _topic(results, section, _weakest(results, section), "low", _went(*fell[section.key]))


def _went(before: float, after: float) -> str:
    """What fell, as the matched partners' means."""
    return f"Partners shown both times went from {one_decimal(before)} to {one_decimal(after)}."


def _side(section: Section) -> str:
    return "above" if section.direction == "high_is_bad" else "below"


def _width(results: Results, section: Section) -> float:
    width: float | None = results.section(section.key)["all"]["range"]
    return width or 0.0


def _apart(results: Results, section: Section) -> str:
    ends = far_ends(results, section)
    if ends:
        return f"There is no shared view: {ends}."
    return f"There is no shared view: {results.people_word} are split."


def _fell(results: Results, comparison: Comparison | None) -> Iterator[tuple[Section, tuple[float, float]]]:
    changes = comparison.sections if comparison else {}
    for section in results.definition.sections:
        change = changes.get(section.key)
        if change and change.moved:
            ends = change.before, change.after
            if results.goodness(section, ends[1]) < results.goodness(section, ends[0]) - CLOSE:
                yield section, ends


def _most_disputed(results: Results, section: Section) -> Statement:
    """The statement to begin with: one that is disputed itself, of the widest range, else the most mixed."""

    def place(statement: Statement) -> tuple[object, ...]:
        row = results.statement(statement.key)
        return (not is_disputed(results, statement.key), -(row["all"]["range"] or 0.0), by_mixed(row))

    return min(section.statements, key=place)


def _weakest(results: Results, section: Section) -> Statement:
    known = [
        (results.goodness(section, mean), index, statement)
        for index, statement in enumerate(section.statements)
        if (mean := results.all(results.statement(statement.key))["mean"]) is not None
    ]
    return min(known)[2] if known else section.statements[0]


def _topic(results: Results, section: Section, statement: Statement, case: Case, words: str) -> Topic:
    return Topic(
        section.short_title,
        words,
        question(statement, case),
        section.key,
        statement.key,
        statement.text,
        is_section=True,
    )


def _of_statements(results: Results) -> Iterator[Topic]:
    """Single statements, disputed ones with the widest range first, then low ones, lowest first."""
    pairs = list(statements_of(results))
    disputed = [pair for pair in pairs if is_disputed(results, pair[1].key)]
    for section, statement in sorted(disputed, key=lambda pair: -_statement_width(results, pair[1])):
        yield _single(section, statement, "disputed", _statement_apart(results, statement))
    low = [pair for pair in pairs if is_low(results, pair[0], pair[1].key)]
    for section, statement in sorted(low, key=lambda pair: _goodness(results, *pair)):
        words = f"It scores {_mean(results, statement)} of {results.points}, {_side(section)} the middle of the scale."
        yield _single(section, statement, "low", words)


def _statement_width(results: Results, statement: Statement) -> float:
    width: float | None = results.statement(statement.key)["all"]["range"]
    return width or 0.0


def _goodness(results: Results, section: Section, statement: Statement) -> float:
    return results.goodness(section, results.all(results.statement(statement.key))["mean"])


def _mean(results: Results, statement: Statement) -> str:
    return one_decimal(results.all(results.statement(statement.key))["mean"])


def _statement_apart(results: Results, statement: Statement) -> str:
    row = results.statement(statement.key)
    if not any(figure["gap_flag"] for figure in row["columns"].values()):
        return f"{upper_first(results.people_word)} are split on it."
    return f"Partners see it differently: {both_ends(results, row)}."


def _single(section: Section, statement: Statement, case: Case, words: str) -> Topic:
    text = statement.text.rstrip(".")
    return Topic(
        f"“{text}”", words, question(statement, case), section.key, statement.key, statement.text, is_section=False
    )


def _lowest(results: Results) -> list[Topic]:
    known = [
        (_goodness(results, section, statement), index, section, statement)
        for index, (section, statement) in enumerate(statements_of(results))
        if results.all(results.statement(statement.key))["mean"] is not None
    ]
    if len(known) < 2 or max(row[0] for row in known) - min(row[0] for row in known) < CLOSE:
        return []
    _, _, section, statement = min(known, key=lambda row: row[:2])
    is_known = all(is_disputed(results, item.key) is not None for _, item in statements_of(results))
    nothing = "Nothing is disputed or low" if is_known else "Nothing is low"
    words = f"{nothing}; of all statements this one has the weakest score, {_mean(results, statement)}."
    return [_single(section, statement, "low", words)]


def no_topics(results: Results) -> str:
    """What to say where there is no topic."""
    if results.columns and not results.section_means:
        return "No figure can be shown, so the figures put nothing first. Talk about why so few gave a score."
    if not results.columns:
        return "No figure can be shown, so the figures put nothing first. Talk about how to have more people answer."
    return "The figures put nothing first: all that is shown scores alike, and nobody stands far from the others."
