"""An attacker who tries everything: all answer tables of a small round that agree with all that is published.

A shape is a number of people per partner. Every table of the shape is published by the rule under attack and tables
that look the same (to an outsider, or to one whole partner that knows its own rows) are put together. Whatever is the
same in all tables of such a heap is known to the attacker. An answer of 0 stands for everything that is not a score.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations_with_replacement, product
from typing import Any

from tests.surveys.made import definition_of
from tests.surveys.made_rounds import MadeRound

Person = tuple[int, ...]
"""Answers to the statements in their order."""
Table = tuple[tuple[Person, ...], ...]
"""The people of each partner, sorted: people of one partner cannot be told apart from outside."""

FEW_PEOPLE = "a figure about fewer than k people"
FEW_SCORES = "a figure about fewer than three scores"
ANSWER = "somebody's answer"


@dataclass(frozen=True)
class Found:
    """What is the same in all tables that fit: its kind, about which partners (by place), as whom (None: outsider)."""

    kind: str
    about: tuple[int, ...]
    attacker: int | None
    table: Table


def all_tables(shape: Sequence[int], points: int, statements: int = 1) -> Iterator[Table]:
    """Every answer table of a shape."""
    persons = list(product(range(points + 1), repeat=statements))
    yield from product(*(combinations_with_replacement(persons, size) for size in shape))


def attack(
    shape: Sequence[int],
    publish: Callable[[MadeRound], Mapping[str, Any]],
    *,
    points: int = 4,
    statements: int = 1,
    minimum_group: int = 3,
    view: str = "partners",
    asks_importance: bool = False,
) -> list[Found]:
    """All that the promise forbids and that follows from what is published, in any table of this shape.

    Where importance is asked, it is the last of each person's answers.
    """
    definition = definition_of({"one": [f"s{number}" for number in range(statements)]}, points=points)
    keys = (*definition.statement_keys, *(["importance_one"] if asks_importance else []))
    plain = MadeRound((), {}, minimum_group, view, definition=definition, asks_importance=asks_importance)
    seen = [
        (table, json.dumps(publish(_round(table, keys, plain)), sort_keys=True))
        for table in all_tables(shape, points, len(keys))
    ]
    return [
        found
        for attacker in (None, *range(len(shape)))
        for heap in _heaps(seen, attacker)
        for found in _known(heap, attacker, minimum_group)
    ]


def _round(table: Table, keys: Sequence[str], plain: MadeRound) -> MadeRound:
    rows = tuple(
        (f"p{place}", {key: score for key, score in zip(keys, person, strict=True) if score})
        for place, people in enumerate(table)
        for person in people
    )
    names = {f"p{place}": f"Partner {place}" for place in range(len(table))}
    return replace(plain, rows=rows, names=names)


def _heaps(seen: Iterable[tuple[Table, str]], attacker: int | None) -> Iterable[list[Table]]:
    heaps: dict[tuple[object, str], list[Table]] = defaultdict(list)
    for table, sight in seen:
        heaps[None if attacker is None else table[attacker], sight].append(table)
    return heaps.values()


def _known(heap: list[Table], attacker: int | None, minimum_group: int) -> Iterator[Found]:
    others = tuple(place for place in range(len(heap[0])) if place != attacker)
    groups = {(place,) for place in others} | {others}
    for statement in range(len(heap[0][0][0])):
        for about in groups:
            people = sum(len(heap[0][place]) for place in about)
            for scores in _always(heap, about, statement):
                if scores[2]:
                    yield Found(ANSWER, about, attacker, heap[0])
                if scores[1] < 3:
                    yield Found(FEW_SCORES, about, attacker, heap[0])
                if people < minimum_group:
                    yield Found(FEW_PEOPLE, about, attacker, heap[0])


def _always(heap: list[Table], about: tuple[int, ...], statement: int) -> Iterator[tuple[int, int, bool]]:
    """(sum, number, all alike) of scores that are the same in all tables: of a group, or of those in it who left the
    same statements out."""
    for pattern in {None, *_patterns(heap[0], about)}:
        first = _scores(heap[0], about, statement, pattern)
        if not first:
            continue
        alike = len(set(first)) == 1
        total = (sum(first), len(first))
        rest = [_scores(table, about, statement, pattern) for table in heap[1:]]
        if alike and all(set(scores) == set(first) for scores in rest):
            yield (*total, True)
        elif all((sum(scores), len(scores)) == total for scores in rest):
            yield (*total, False)


def _patterns(table: Table, about: tuple[int, ...]) -> set[tuple[bool, ...]]:
    return {tuple(bool(score) for score in person) for place in about for person in table[place]}


def _scores(table: Table, about: tuple[int, ...], statement: int, pattern: tuple[bool, ...] | None) -> list[int]:
    return [
        person[statement]
        for place in about
        for person in table[place]
        if person[statement] and (pattern is None or tuple(bool(score) for score in person) == pattern)
    ]
