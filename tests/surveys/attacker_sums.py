"""An attacker who adds and subtracts: an outsider, or one whole partner that knows its own answers.

It reads the results document alone (and its own answers), turns every published figure into a statement about the
sum, number or counts of a group of partners, and solves the linear system for every other group. Figures that can be
computed from other figures are no news; a total that cannot be is taken to be about everybody. The truth is looked at
only to judge what was found: is it about fewer than k people, fewer than three scores, or one person?
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import combinations_with_replacement
from math import ceil, floor
from typing import Any

from tests.surveys.made_rounds import MadeRound

CLOSE = 1e-9

FEW_PEOPLE = "a figure about fewer than k people"
FEW_SCORES = "a figure about fewer than three scores"
ONE_PERSON = "the score of one person, told apart by what was left out"
ALIKE = "everybody in a column answered this alike"
REST_OF_FULL_POOL_ALIKE = "everybody else in a full pool answered this alike"
REST_OF_SMALL_POOL_ALIKE = "everybody else in a small pool gave the same answer, an end of the scale"


@dataclass(frozen=True)
class Finding:
    """What the attacker learned, about whom, as whom (None: an outsider)."""

    kind: str
    statement: str
    about: tuple[str, ...]
    attacker: str | None


@dataclass(frozen=True)
class Fact:
    """A group of partners (as bits): how many scored, and between what the sum of their scores lies."""

    group: int
    n: int
    low: int
    high: int
    counts: tuple[int, ...] | None
    label: str | None
    is_pool: bool
    is_everybody: bool = False


def findings(made: MadeRound, document: Mapping[str, Any]) -> Iterator[Finding]:
    """Everything the promise forbids that an outsider or any one partner can work out."""
    partners = sorted({partner for partner, _ in made.rows})
    bits = {partner: 1 << place for place, partner in enumerate(partners)}
    people = {partner: len(made.of(partner)) for partner in partners}
    yield from _singled_out(made, document)
    for statement, row in _rows(document):
        facts = list(_facts(document, row, bits, made.points))
        scores = {partner: _counts(made, partner, statement) for partner in partners}
        for attacker in (None, *partners):
            own = bits.get(attacker or "", 0)
            found = {
                *_few(facts, own, partners, people, scores, made.minimum_group),
                *_alike(facts, own, scores.get(attacker or ""), made.points),
            }
            for kind, group in found:
                yield Finding(kind, statement, tuple(key for key in partners if bits[key] & group), attacker)


def _rows(document: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every statement with its row, and every section's importance."""
    yield from document["figures"]["statements"].items()
    for section, row in document["figures"].get("importance", {}).items():
        yield f"importance_{section}", row


def _counts(made: MadeRound, partner: str, statement: str) -> tuple[int, ...]:
    given = [answers.get(statement) for answers in made.of(partner)]
    return tuple(given.count(score) for score in range(1, made.points + 1))


# What is published, as facts


def _facts(document: Mapping[str, Any], row: Mapping[str, Any], bits: Mapping[str, int], points: int) -> Iterator[Fact]:
    shown = []
    for column in document["columns"]:
        figure = row["columns"][column["key"]]
        if figure["mean"] is None:
            continue
        shown.append(figure)
        group = sum(bits[partner["key"]] for partner in column["partners"])
        yield _fact(figure, group, is_pool=column["kind"] == "pool", points=points)
    everybody = sum(bits.values())
    total, all_people = row["all"]["one_person_one_voice"], row["all"]["people"]
    if total["mean"] is not None and not _is_explained(total, shown):
        yield Fact(everybody, total["n"], *[round(total["n"] * total["mean"])] * 2, None, None, False, True)
    if all_people and all_people["counts"] and not _are_explained(all_people["counts"], shown):
        counts = tuple(all_people["counts"][str(score)] for score in range(1, points + 1))
        yield Fact(everybody, sum(counts), *[_sum(counts)] * 2, counts, None, False, True)


def _is_explained(total: Mapping[str, Any], shown: Sequence[Mapping[str, Any]]) -> bool:
    n = sum(figure["n"] for figure in shown)
    return total["n"] == n and abs(sum(figure["n"] * figure["mean"] for figure in shown) / n - total["mean"]) < CLOSE


def _are_explained(counts: Mapping[str, int], shown: Sequence[Mapping[str, Any]]) -> bool:
    full = [figure["counts"] for figure in shown if figure["counts"]]
    return bool(full) and all(count == sum(known[score] for known in full) for score, count in counts.items())


def _fact(figure: Mapping[str, Any], group: int, *, is_pool: bool, points: int) -> Fact:
    n = figure["n"]
    if figure["counts"]:
        counts = tuple(figure["counts"][str(score)] for score in range(1, points + 1))
        return Fact(group, n, *[_sum(counts)] * 2, counts, None, is_pool)
    low, high = _sums(round(figure["mean"], 9), figure["bound"], n, points, is_pool)
    return Fact(group, n, low, high, None, figure["label"], is_pool)


@cache
def _sums(mean: float, bound: str | None, n: int, points: int, is_pool: bool) -> tuple[int, int]:
    """The lowest and highest sum that a shown mean allows: it was rounded, half up, to a tenth or to a half."""
    step = Fraction(1, 2) if is_pool else Fraction(1, 10)
    places = mean / float(step)
    if abs(places - round(places)) > 1e-6:  # between two steps: not rounded at all
        return round(n * mean), round(n * mean)
    middle = round(places) * step
    low = Fraction(1) if bound == "or_below" else middle - step / 2
    above = Fraction(points + 1) if bound == "or_above" else middle + step / 2
    return max(n, ceil(low * n)), min(n * points, ceil(above * n) - 1)


def _sum(counts: Sequence[int]) -> int:
    return sum(score * count for score, count in enumerate(counts, 1))


# Solving


def _few(
    facts: Sequence[Fact],
    own: int,
    partners: Sequence[str],
    people: Mapping[str, int],
    scores: Mapping[str, tuple[int, ...]],
    minimum_group: int,
) -> Iterator[tuple[str, int]]:
    """Groups too small to know about whose sum follows from the exact facts."""
    known = frozenset(fact.group for fact in facts if fact.low == fact.high) | ({own} if own else set())
    for group in solvable(frozenset(known), len(partners)):
        members = [key for place, key in enumerate(partners) if group >> place & 1]
        scored = sum(sum(scores[key]) for key in members)
        if group & own or not scored:
            continue
        if sum(people[key] for key in members) < minimum_group:
            yield FEW_PEOPLE, group
        if scored < 3:
            yield FEW_SCORES, group


@cache
def solvable(known: frozenset[int], partners: int) -> tuple[int, ...]:
    """All groups whose sum is a linear combination of the sums of the known groups (rows of bits)."""
    basis: list[tuple[int, list[Fraction]]] = []
    for group in sorted(known):
        row = _reduced([Fraction(group >> place & 1) for place in range(partners)], basis)
        pivot = next((place for place, value in enumerate(row) if value), None)
        if pivot is not None:
            basis.append((pivot, [value / row[pivot] for value in row]))
    return tuple(
        group
        for group in range(1, 1 << partners)
        if not any(_reduced([Fraction(group >> place & 1) for place in range(partners)], basis))
    )


def _reduced(row: list[Fraction], basis: Sequence[tuple[int, list[Fraction]]]) -> list[Fraction]:
    for pivot, other in basis:
        if row[pivot]:
            factor = row[pivot]
            row = [value - factor * less for value, less in zip(row, other, strict=True)]
    return row


def _alike(
    facts: Sequence[Fact], own: int, own_counts: tuple[int, ...] | None, points: int
) -> Iterator[tuple[str, int]]:
    """Groups of which every table of counts that fits says: all of them answered the same."""
    for fact in facts:
        if fact.group == own:
            continue
        less = own_counts if own_counts and fact.group & own else (0,) * points
        if fact.counts is not None:
            rest = [count - mine for count, mine in zip(fact.counts, less, strict=True)]
            # A full column that answered all alike is what the notice says may be seen.
            if sum(count > 0 for count in rest) == 1 and sum(count > 0 for count in fact.counts) > 1:
                yield REST_OF_FULL_POOL_ALIKE, fact.group & ~own
        elif _is_forced(fact.n - sum(less), fact.low - _sum(less), fact.high - _sum(less), fact.label, points):
            yield (REST_OF_SMALL_POOL_ALIKE if fact.is_pool else ALIKE), fact.group & ~own


@cache
def _is_forced(n: int, low: int, high: int, label: str | None, points: int) -> bool:
    """Whether all n scores with a sum in this range (and this label of their spread) must be the same."""
    if label is None:
        return n > 0 and (high <= n or low >= n * points)
    fitting = [
        scores
        for scores in combinations_with_replacement(range(1, points + 1), n)
        if low <= sum(scores) <= high and _label(scores, points) == label
    ]
    return len(fitting) == 1 and len(set(fitting[0])) == 1


def _label(scores: Sequence[int], points: int) -> str:
    middle = Fraction(sum(scores), len(scores))
    deviation = sum(abs(score - middle) for score in scores) / len(scores)
    if deviation <= Fraction(points, 8):
        return "agree"
    return "mixed" if deviation <= Fraction(points, 6) else "split"


# Principles


def _singled_out(made: MadeRound, document: Mapping[str, Any]) -> Iterator[Finding]:
    """A principle's figure that is not the mean of its statements' tells on the one person who left one out."""
    for section in made.definition.sections:
        for column in document["columns"] if section.key in document["figures"]["sections"] else ():
            mean = document["figures"]["sections"][section.key]["columns"][column["key"]]["mean"]
            rows = [document["figures"]["statements"][key]["columns"][column["key"]] for key in section.statement_keys]
            shown = [row for row in rows if row["mean"] is not None]
            if mean is None or not shown or abs(sum(row["mean"] for row in shown) / len(shown) - mean) < CLOSE:
                continue
            if all(row["counts"] for row in rows) and sum(column["people"] - row["n"] for row in rows) == 1:
                size = len(rows)
                sums = sum(row["n"] * row["mean"] for row in rows)
                score = (mean * column["people"] - sums / size) * size * (size - 1)
                if abs(score - floor(score + 0.5)) < 1e-6:
                    yield Finding(ONE_PERSON, section.key, (column["key"],), None)
