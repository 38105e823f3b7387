"""What first: every statement by its level and by whether it is disputed. Pure.

Disputed and low are told by the rule of “What to talk about” (`reports.words.prompts`), so that the two never differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports.charts import ChartDot, ChartRow, ChartSpec
from reports.links import to_statement
from reports.results import Results, one_decimal
from reports.words.phrases import plural, upper_first
from reports.words.prompts import is_disputed, is_low
from reports.words.statements import statements_of
from surveys.words import number_word

QUESTION = "What first?"
CORNERS = (
    ("Low and disputed", "Few agree with these, and views differ: hear what each of you has seen."),
    ("Low and shared", "You agree that these need mending: decide who does it."),
    ("High and disputed", "The average hides somebody: ask who sees it differently."),
    ("High and shared", "Keep these up, and pass on what makes them work."),
    ("Low, agreement not known", "Whether people agree cannot be shown: ask, before you decide who mends these."),
    ("High, agreement not known", "Whether people agree cannot be shown: ask who sees it differently."),
)
LANES: tuple[tuple[str, bool | None], ...] = (("Disputed", True), ("Shared", False), ("Not known", None))


@dataclass(frozen=True)
class CornerStatement:
    """A statement in a corner: its text, its mean as it is shown, and where it leads."""

    text: str
    mean: str
    link: str


@dataclass(frozen=True)
class Corner:
    """One of the four corners: what it means, what to do about it, and the statements in it, most urgent first."""

    title: str
    advice: str
    statements: tuple[CornerStatement, ...]


@dataclass(frozen=True)
class _Point:
    text: str
    mean: float
    goodness: float
    is_low: bool
    is_disputed: bool | None
    link: str


def _points(results: Results) -> Iterator[_Point]:
    for section, statement in statements_of(results):
        mean = results.all(results.statement(statement.key))["mean"]
        if mean is not None:
            yield _Point(
                statement.text,
                mean,
                results.goodness(section, mean),
                is_low(results, section, statement.key),
                is_disputed(results, statement.key),
                to_statement(results, statement.key),
            )


def corners(results: Results) -> list[Corner]:
    """The corners, lowest statements first; empty ones are left out."""
    points = sorted(_points(results), key=lambda point: point.goodness)
    wanted = ((True, True), (True, False), (False, True), (False, False), (True, None), (False, None))
    found = []
    for (title, advice), (low, disputed) in zip(CORNERS, wanted, strict=True):
        inside = [point for point in points if (point.is_low, point.is_disputed) == (low, disputed)]
        statements = tuple(CornerStatement(point.text, one_decimal(point.mean), point.link) for point in inside)
        found.append(Corner(title, advice, statements))
    return [corner for corner in found if corner.statements]


def level_and_agreement(results: Results) -> ChartSpec:
    """Lanes, disputed above shared, and one for what is not known; a dot a statement, further right the better."""
    points = list(_points(results))
    inside = [(word, way, [point for point in points if point.is_disputed is way]) for word, way in LANES]
    rows = tuple(
        ChartRow(word, _count(found), dots=tuple(_dot(point) for point in found), is_flagged=bool(way))
        for word, way, found in inside
        if found or way is not None
    )
    return ChartSpec(
        key="first",
        kind="lanes",
        question=QUESTION,
        headline=_headline(points),
        name="Dot plot: every statement by its level, disputed ones above those that are shared",
        caption=_caption(results),
        row_word="Statements",
        columns=("low", "high"),
        rows=rows if points else (),
        low=1,
        high=results.points,
    )


def _dot(point: _Point) -> ChartDot:
    return ChartDot(point.text, point.goodness, one_decimal(point.mean), bool(point.is_disputed), point.link)


def _count(points: list[_Point]) -> str:
    return f"{len(points)} {plural(len(points), 'statement', 'statements')}"


def _headline(points: list[_Point]) -> str:
    if not points:
        return "No statement can be shown."
    both = sum(point.is_low and point.is_disputed is True for point in points)
    low = sum(point.is_low and point.is_disputed is False for point in points)
    unsure = sum(point.is_low and point.is_disputed is None for point in points)
    disputed = sum(point.is_disputed is True and not point.is_low for point in points)
    if not both + low + unsure + disputed:
        known = all(point.is_disputed is not None for point in points)
        return f"No statement is low, and none is {'disputed' if known else 'known to be disputed'}."
    told = [
        f"{number_word(count)} {plural(count, 'statement is', 'statements are')} {words}"
        for count, words in (
            (both, "low and disputed"),
            (low, "low and shared"),
            (unsure, "low, agreement not known"),
            (disputed, "high but disputed"),
        )
        if count
    ]
    return f"{upper_first(', '.join(told))}."


def _caption(results: Results) -> str:
    middle = f"{(results.points + 1) / 2:g}"
    words = (
        f"A dot a statement, mean of all partners, 1 to {results.points}; low is below {middle}. Disputed: "
        f"{results.people_word} are split, or one partner stands far from the others."
    )
    if any(section.direction == "high_is_bad" for section in results.definition.sections):
        words += " Where high is bad the scale is turned round, so that right is always better."
    return words
