"""Where an organisation's people differ, beside its official answer: from the cells of its one column. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from surveys.agreement import STATEMENT_FLAG, Label, label, scaled
from surveys.definition import Answer, Answers, Definition, Section, Statement
from surveys.groups import Group, group_of_column
from surveys.published import Cell, Published
from surveys.words import number_word

LIMIT_WORDS = {"or_above": " or above", "or_below": " or below"}
DIFFERENT: tuple[Label, ...] = ("split", "mixed")


@dataclass(frozen=True)
class ViewLine:
    """A statement: what its people said and the official answer, in words; empty where there is nothing.

    `label` says how far people agree, `counts` how many gave each answer (large organisations only), `apart` where the
    official answer lies from the mean; `is_far`: a point (of four) or more.
    """

    number: str
    key: str
    text: str
    mean: str
    scored: int
    label: str
    counts: tuple[tuple[str, int], ...]
    official: str
    apart: str
    is_far: bool


@dataclass(frozen=True)
class OrganisationView:
    """Both layers; `differ` are the statements on which people are split or mixed, the most divided first."""

    people: int
    sections: tuple[tuple[Section, str, tuple[ViewLine, ...]], ...]
    differ: tuple[ViewLine, ...]
    finding: str


def said_by_people(published: Published, definition: Definition) -> dict[str, str]:
    """By statement what the official answer is drafted beside: “people: 2.7 (split), 6 scored it”."""
    view = organisation_view(published, definition, {})
    return {
        line.key: f"{line.mean}{f', {line.label}' if line.label else ''}; {number_word(line.scored)} scored it"
        for _, _, lines in view.sections
        for line in lines
        if line.mean
    }


def organisation_view(published: Published, definition: Definition, official: Answers) -> OrganisationView:
    """The view of a single column; `official` as far as it is drafted."""
    column = published.columns[0]
    group = group_of_column(published, column, definition)
    sections = tuple(
        (
            section,
            _mean_words(group.sections[section.key]),
            tuple(
                _line(f"{index}.{number}", statement, published, group, official.get(statement.key), definition)
                for number, statement in enumerate(section.statements, 1)
            ),
        )
        for index, section in enumerate(definition.sections, 1)
    )
    lines = [line for _, _, found in sections for line in found]
    differ = [line for word in DIFFERENT for line in lines if line.label == word]
    return OrganisationView(column.people, sections, tuple(differ), _finding(lines))


def _line(
    number: str,
    statement: Statement,
    published: Published,
    group: Group,
    official: Answer | None,
    definition: Definition,
) -> ViewLine:
    cell = published.cell(published.columns[0].key, statement.key)
    distance = official - cell.mean if cell and isinstance(official, int) else None
    far = scaled(STATEMENT_FLAG, published.points)
    return ViewLine(
        number=number,
        key=statement.key,
        text=statement.text,
        mean=_mean_words(cell.mean) + LIMIT_WORDS.get(cell.bound or "", "") if cell else "",
        scored=cell.n if cell else 0,
        label=_label(cell, group, statement.key, published.points) if cell else "",
        counts=_counts(cell, definition) if cell else (),
        official="" if official is None else definition.scale.label(official),
        apart=_apart(distance, cell.bound) if cell and distance is not None else "",
        is_far=distance is not None and abs(distance) >= far,
    )


def _mean_words(mean: Fraction | None) -> str:
    """One decimal, half up; empty for None."""
    if mean is None:
        return ""
    tenths = int(mean * 10 + Fraction(1, 2))
    return f"{tenths // 10}.{tenths % 10}"


def _label(cell: Cell, group: Group, key: str, points: int) -> str:
    """As published in a small column; in a full one it follows from the counts."""
    found = group.spreads.get(key)
    return label(found.ad, points) if found else cell.label or ""


def _counts(cell: Cell, definition: Definition) -> tuple[tuple[str, int], ...]:
    if cell.counts is None:
        return ()
    return tuple(zip(definition.scale.labels, cell.counts, strict=True))


def _apart(distance: Fraction, bound: str | None) -> str:
    """Where the official answer lies from people's mean, as far as that is shown."""
    size = _mean_words(abs(distance))
    if size == "0.0":
        return "the same as their mean"
    is_beyond = (bound == "or_above" and distance > 0) or (bound == "or_below" and distance < 0)
    if is_beyond:
        return f"within {size} of their mean"
    more = " or more" if bound else ""
    return f"{size}{more} {'above' if distance > 0 else 'below'} their mean"


def _finding(lines: list[ViewLine]) -> str:
    """Where people differ and, where there is an official answer, how often it lies far from them."""
    if not any(line.mean for line in lines):
        return "No statement was scored by three people or more, so nothing can be shown."
    told = [_divided(lines)]
    if any(line.apart for line in lines):
        far = sum(line.is_far for line in lines)
        many = f"on {number_word(far)} {'statement' if far == 1 else 'statements'}" if far else "on no statement"
        told.append(f"The official answer lies far from your people’s mean {many}.")
    return " ".join(told)


def _divided(lines: list[ViewLine]) -> str:
    counts = {word: sum(line.label == word for line in lines) for word in (*DIFFERENT, "agree")}
    if not any(counts.values()):
        return "Fewer than five people scored each statement, so how far they agree cannot be shown; only means are."
    said = [f"{word} on {number_word(counts[word])}" for word in DIFFERENT if counts[word]]
    if not said:
        return "On every statement where that can be shown, your people agree."
    return f"Of {len(lines)} statements, your people are {' and '.join(said)}."
