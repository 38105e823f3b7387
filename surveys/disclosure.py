"""Who may learn what: turns the answers of a closed round into cells that may be published. Pure and exact.

This is the only place where answers meet the rules of confidentiality. Everything shown anywhere is arithmetic on
the `Published` value made here (see `surveys.figures`), so nothing can be subtracted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from surveys.agreement import label, spread
from surveys.columns import ColumnPlan, partition
from surveys.definition import Answers, Definition
from surveys.importance import importance_keys
from surveys.published import Cell, Column, Published

SHOWN_FROM = 3
"""People who must have scored a statement before anything about it is shown."""
DETAIL_FROM = 5
"""People who must have scored it before answer counts, or a label of agreement, are."""


@dataclass
class _Tally:
    """Counts of one statement for one partner: scores 1 to A, don't know, doesn't apply."""

    scores: list[int]
    dont_know: int = 0
    not_applicable: int = 0


def publish(
    responses: Iterable[tuple[str, Answers]],
    *,
    names: Mapping[str, str],
    definition: Definition,
    mode: str,
    minimum_group: int,
    view: str,
    asks_importance: bool = False,
) -> Published:
    """The cells of a closed round.

    `responses` are (partner key, answers) of everybody who took part; `names` holds every partner that was asked.
    Where importance was asked, `answers` hold it under its keys, and each is treated as a statement is.
    `mode` is attributed, confidential or anonymous; `view` is partners or together; `minimum_group` is k.
    ValueError for a k below 3 where results are not attributed: a smaller group is never published.
    """
    if minimum_group < SHOWN_FROM and mode != "attributed":
        raise ValueError(f"The smallest group to be shown is {SHOWN_FROM}; found {minimum_group}.")
    statements = definition.statement_keys + (importance_keys(definition) if asks_importance else ())
    people, tallies = _count(responses, statements, definition.scale.points)
    plan = partition(people, names=names, mode=mode, minimum_group=minimum_group, view=view)
    attributed = mode == "attributed"
    cells = {
        column.key: {
            statement: cell
            for statement in statements
            if (cell := _cell(column, [tallies[key][statement] for key in column.partners], definition, attributed))
        }
        for column in plan.columns
    }
    return Published(
        attributed=attributed,
        points=definition.scale.points,
        answered=sum(people.values()),
        names=dict(names),
        columns=tuple(_column(column, people) for column in plan.columns),
        left_out=plan.left_out,
        no_answers=tuple(sorted((key for key in names if not people.get(key)), key=lambda key: (names[key], key))),
        cells=cells,
        asks_importance=asks_importance,
    )


def _count(
    responses: Iterable[tuple[str, Answers]], statements: Sequence[str], points: int
) -> tuple[dict[str, int], dict[str, dict[str, _Tally]]]:
    people: dict[str, int] = defaultdict(int)
    tallies: dict[str, dict[str, _Tally]] = {}
    for partner, answers in responses:
        people[partner] += 1
        tally = tallies.setdefault(partner, {key: _Tally([0] * points) for key in statements})
        for key in statements:
            answer = answers.get(key)
            if isinstance(answer, int):
                tally[key].scores[answer - 1] += 1
            elif answer == "dk":
                tally[key].dont_know += 1
            elif answer == "na":
                tally[key].not_applicable += 1
    return dict(people), tallies


def _column(plan: ColumnPlan, people: Mapping[str, int]) -> Column:
    return Column(plan.key, plan.is_pool, plan.partners, sum(people[key] for key in plan.partners), plan.is_full)


def _cell(column: ColumnPlan, tallies: Sequence[_Tally], definition: Definition, attributed: bool) -> Cell | None:
    counts = [sum(tally.scores[index] for tally in tallies) for index in range(definition.scale.points)]
    n = sum(counts)
    if attributed:
        return _exact_cell(counts, tallies) if n else None
    largest = max(sum(tally.scores) for tally in tallies)
    if n < SHOWN_FROM or (column.is_pool and n - largest < SHOWN_FROM):
        return None
    if column.is_full and n >= DETAIL_FROM:
        return _exact_cell(counts, tallies)
    return _rounded_cell(counts, column)


def _exact_cell(counts: list[int], tallies: Sequence[_Tally]) -> Cell:
    return Cell(
        n=sum(counts),
        mean=_mean(counts),
        counts=tuple(counts),
        dont_know=sum(tally.dont_know for tally in tallies),
        not_applicable=sum(tally.not_applicable for tally in tallies),
    )


def _rounded_cell(counts: list[int], column: ColumnPlan) -> Cell:
    """A small column's statement: a partner's mean to one decimal with a label, a pool's to the nearest half."""
    points, n = len(counts), sum(counts)
    step = Fraction(1, 2) if column.is_pool else Fraction(1, 10)
    margin = Fraction(1, 2) if column.is_pool else Fraction(3, 10)
    rounded = floor(_mean(counts) / step + Fraction(1, 2)) * step
    low, high = 1 + margin, points - margin
    bound = "or_below" if rounded <= low else "or_above" if rounded >= high else None
    found = spread(counts) if n >= DETAIL_FROM and not column.is_pool else None
    return Cell(
        n=n,
        mean=min(max(rounded, low), high),
        bound=bound,
        label=None if found is None else label(found.ad, points),
    )


def _mean(counts: Sequence[int]) -> Fraction:
    return Fraction(sum(score * count for score, count in enumerate(counts, 1)), sum(counts))
