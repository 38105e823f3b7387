"""Where sections stand: which strongest, which weakest, or that they stand alike. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from reports.results import CLOSE, Results, one_decimal, shown
from reports.words.phrases import plural, titles, upper_first
from surveys.definition import Section
from surveys.words import number_word

CLOSE_TOGETHER = 0.3
"""Sections nearer than this, on four points, are said to stand close together."""
NAMED = 2
"""So many sections that share an end are named; of more, only the other end is."""

Ranked = Sequence[tuple[Section, float]]


def position(results: Results, means: Ranked) -> str:
    """Which sections stand strongest and weakest, or that they stand alike; means of sections that have one."""
    ranked = ranked_sections(results, [pair for pair in means if pair[0].direction == "high_is_good"])
    if not ranked:
        return " ".join(bad_sentence(results, *pair) for pair in means)
    low, high = _shown(results, ranked[-1]), _shown(results, ranked[0])
    if len(ranked) == 1:
        return f"{ranked[0][0].short_title} scores {high} of {results.points}."
    if low == high:
        return f"{_every(results, ranked)} score alike: {low} of {results.points}."
    if ranked[0][1] - ranked[-1][1] < results.cut(CLOSE_TOGETHER) - CLOSE:
        return f"{_every(results, ranked)} stand close together, between {low} and {high} of {results.points}."
    return _strongest_and_weakest(results, ranked)


def _every(results: Results, ranked: Ranked) -> str:
    """What the ranked sections are: all of them, those that are left beside disputed ones, or these by number."""
    count, parts = len(results.definition.sections), f"{results.part_word}s"
    if len(ranked) == count:
        return f"All {parts}"
    if len(ranked) + len(results.without_shared_view) == count:
        return f"The other {parts}"
    named = titles([section for section, _ in ranked])
    return upper_first(named) if len(ranked) <= NAMED else f"{upper_first(number_word(len(ranked)))} of the {parts}"


def _shown(results: Results, pair: tuple[Section, float]) -> str:
    """A section's mean as it is shown, with its limit."""
    return shown(results.all(results.section(pair[0].key)))


def _strongest_and_weakest(results: Results, ranked: Ranked) -> str:
    best, worst = _alike(ranked), _alike(ranked[::-1])
    if len(best) > NAMED and len(worst) > NAMED:
        high, low = one_decimal(ranked[0][1]), one_decimal(ranked[-1][1])
        return (
            f"{upper_first(number_word(len(best)))} {results.part_word}s score {high}, {number_word(len(worst))} {low}."
        )
    if len(worst) > NAMED:
        return _stands_out(results, ranked[: len(best)], ranked[len(best) :], "strongest")
    if len(best) > NAMED:
        return _stands_out(results, ranked[len(ranked) - len(worst) :], ranked[: len(ranked) - len(worst)], "weakest")
    verb = plural(len(best), "stands", "stand")
    return f"{upper_first(titles(best))} {verb} strongest, {titles(worst[::-1])} weakest."


def _alike(ranked: Ranked) -> list[Section]:
    """The first, and those after it that are shown alike."""
    first = one_decimal(ranked[0][1])
    return [section for section, _ in takewhile(lambda pair: one_decimal(pair[1]) == first, ranked)]


def _stands_out(results: Results, few: Ranked, rest: Ranked, word: str) -> str:
    """The few at one end by name, where so many share the other end that naming them would say nothing."""
    verb = plural(len(few), "stands", "stand")
    means = sorted(mean for _, mean in rest)
    low, high = one_decimal(means[0]), one_decimal(means[-1])
    where = f"at {low}" if low == high else f"between {low} and {high}"
    who = upper_first(titles([section for section, _ in few]))
    return f"{who} {verb} {word}, at {_shown(results, few[0])}; the other {number_word(len(rest))} lie {where}."


def ranked_sections(results: Results, means: Ranked) -> list[tuple[Section, float]]:
    """Sections with their means, best first, ties in the instrument's order."""
    order = results.definition.sections.index
    return sorted(means, key=lambda pair: (-results.goodness(*pair), order(pair[0])))


def bad_sentence(results: Results, section: Section, mean: float) -> str:
    """Where a section stands that has high for bad."""
    return f"{section.short_title}, where high is bad, scores {one_decimal(mean)} of {results.points}."
