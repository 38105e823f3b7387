"""The rules once more, slowly and from their words alone: nothing here comes from the product's own computation.

Works person by person on lists of scores, with a partition by trial and everything in exact fractions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

Row = tuple[str, Mapping[str, Any]]


def average(values: Sequence[Fraction | int]) -> Fraction:
    return Fraction(sum(values), len(values))


def columns(people: Mapping[str, int], k: int, view: str, mode: str) -> tuple[list[tuple[list[str], bool]], list[str]]:
    """([(partners, is full)], left out) from the number of people each partner has; names are the keys."""
    there = sorted(key for key in people if people[key] > 0)
    t, least = max(10, k), max(5, k)

    def less_largest(group: list[str]) -> int:
        return sum(people[key] for key in group) - max((people[key] for key in group), default=0)

    if mode == "attributed":
        return [([key], True) for key in there], []
    if view == "together":
        return ([(there, less_largest(there) >= t)], []) if less_largest(there) >= least else ([], there)
    small = [key for key in there if people[key] < k]
    pool = list(small)
    candidates = sorted((key for key in there if k <= people[key] < t), key=lambda key: (people[key], key))
    while small and less_largest(pool) < least and candidates:
        pool.append(candidates.pop(0))
    left_out: list[str] = []
    if small and less_largest(pool) < least:
        pool, left_out = [], small
    found = [([key], people[key] >= t) for key in there if key not in pool and key not in left_out]
    if pool:
        found.append((sorted(pool), less_largest(pool) >= t))
    return found, left_out


def scores_of(rows: Sequence[Row], partners: Sequence[str], statement: str) -> list[int]:
    return [
        answers[statement]
        for key, answers in rows
        if key in partners and answers.get(statement) not in (None, "dk", "na")
    ]


def deviation(scores: Sequence[Fraction | int]) -> Fraction:
    middle = average(scores)
    return average([abs(score - middle) for score in scores])


def r_wg(scores: Sequence[int], points: int) -> Fraction:
    middle = average(scores)
    variance = Fraction(sum((score - middle) ** 2 for score in scores), len(scores) - 1)
    return 1 - variance / Fraction(points**2 - 1, 12)


def label(value: Fraction, points: int) -> str:
    return "agree" if value <= Fraction(points, 8) else "mixed" if value <= Fraction(points, 6) else "split"


def half_up(value: Fraction, step: Fraction) -> Fraction:
    """The nearest multiple of a step, halves up, found by trying."""
    multiple = Fraction(0)
    while multiple + step / 2 <= value:
        multiple += step
    return multiple


def cell(
    rows: Sequence[Row], partners: Sequence[str], is_full: bool, statement: str, points: int, mode: str
) -> dict[str, Any]:
    """n, mean, bound, label, counts, ad and r_wg of one statement in one column; {} where it is hidden."""
    scores = scores_of(rows, partners, statement)
    given = [answers.get(statement) for key, answers in rows if key in partners]
    exact = {
        "n": len(scores),
        "mean": average(scores) if scores else None,
        "counts": {
            **{str(a): scores.count(a) for a in range(1, points + 1)},
            "dk": given.count("dk"),
            "na": given.count("na"),
        },
        "ad": deviation(scores) if len(scores) > 1 else None,
        "r_wg": r_wg(scores, points) if len(scores) > 1 else None,
        "label": label(deviation(scores), points) if len(scores) > 1 else None,
    }
    if mode == "attributed":
        return exact if scores else {}
    less_one = min((len(scores) - len(scores_of(rows, [key], statement)) for key in partners), default=0)
    if len(scores) < 3 or (len(partners) > 1 and less_one < 3):
        return {}
    if is_full and len(scores) >= 5:
        return exact
    pool = len(partners) > 1
    edge, step = (Fraction(1, 2), Fraction(1, 2)) if pool else (Fraction(3, 10), Fraction(1, 10))
    shown = max(1 + edge, min(points - edge, half_up(average(scores), step)))
    words = label(deviation(scores), points) if len(scores) >= 5 and not pool else None
    return {"n": len(scores), "mean": shown, "label": words, "counts": None, "ad": None, "r_wg": None}


def principle(means: Sequence[Fraction | None]) -> Fraction | None:
    shown = [value for value in means if value is not None]
    return average(shown) if shown and Fraction(len(shown), len(means)) >= Fraction(2, 3) else None


def total(cells: Sequence[tuple[dict[str, Any], int]], *, by_people: bool) -> Fraction | None:
    """All partners on one statement: the published means, each as often as it has partners (or scores)."""
    voices = [cell["mean"] for cell, partners in cells if cell for _ in range(cell["n"] if by_people else partners)]
    return average(voices) if voices else None


def gap(means: Sequence[tuple[Fraction | None, int]], place: int) -> Fraction | None:
    own = means[place][0]
    others = [
        value for other, (value, size) in enumerate(means) if other != place and value is not None for _ in range(size)
    ]
    return own - average(others) if own is not None and others else None
