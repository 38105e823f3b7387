"""What moved since an earlier round, by the rule of `surveys.change`. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.results import Results, one_decimal
from reports.words.phrases import isolated, listed, plural, title, upper_first
from surveys.change import Change, Comparison
from surveys.definition import Section
from surveys.words import number_word

NAMED = 5
"""So many partners are named; more are counted."""


@dataclass(frozen=True)
class Earlier:
    """The closed round before this one: its title, instrument version and scale."""

    title: str
    version: int
    points: int


def moved(results: Results, earlier: Earlier | None, comparison: Comparison | None) -> list[str]:
    """What moved, in sentences. `comparison` None where there is nothing earlier, or the scales differ."""
    if earlier is None:
        return ["This is the first closed round with this instrument, so there is nothing to compare it with yet."]
    if comparison is None:
        scales = f"{number_word(earlier.points)} points and this round one of {number_word(results.points)}"
        return [f"{isolated(earlier.title)} used a scale of {scales}, so the two cannot be compared."]
    if not comparison.matched or not comparison.sections:
        return [f"No partner has figures of its own both now and in {isolated(earlier.title)}, so none is compared."]
    sentences = _changes(results, comparison)
    sentences.append(_matched(comparison))
    if earlier.version != results.definition.version:
        sentences.append(
            f"The instrument was version {earlier.version} then and is version {results.definition.version} now."
        )
    return sentences


def _changes(results: Results, comparison: Comparison) -> list[str]:
    pairs = [
        (section, comparison.sections[section.key])
        for section in results.definition.sections
        if section.key in comparison.sections
    ]
    changed = [pair for pair in pairs if pair[1].moved]
    if changed:
        return [_went(results, *pair) for pair in changed]
    drift = max(pairs, key=lambda pair: abs(pair[1].difference))
    nothing = f"No {results.part_word} moved by {_step(results)} or more for most of the partners compared."
    return [nothing, _drifted(*drift)] if _differs(drift[1]) else [nothing]


def _step(results: Results) -> str:
    return "half a point" if results.points == 4 else f"{one_decimal(results.cut(0.5))} points"


def _differs(change: Change) -> bool:
    return one_decimal(change.before) != one_decimal(change.after)


def _went(results: Results, section: Section, change: Change) -> str:
    way = "up" if change.difference > 0 else "down"
    bad = ", where high is bad," if section.direction == "high_is_bad" else ""
    words = f"{section.short_title}{bad} went {way} from {one_decimal(change.before)} to {one_decimal(change.after)}"
    return f"{words} among the partners compared{_of_all(results, section, change)}."


def _of_all(results: Results, section: Section, change: Change) -> str:
    """The mean of all partners, where it is shown and is another one."""
    mean = results.all(results.section(section.key))["mean"]
    if mean is None or one_decimal(mean) == one_decimal(change.after):
        return ""
    return f"; over all partners it is {one_decimal(mean)} now"


def _drifted(section: Section, change: Change) -> str:
    way = "edged up" if change.difference > 0 else "slipped"
    return f"Most of all, {title(section)} {way} from {one_decimal(change.before)} to {one_decimal(change.after)}."


def _matched(comparison: Comparison) -> str:
    count = len(comparison.matched)
    have = f"{plural(count, 'has', 'have')} figures of {plural(count, 'its', 'their')} own in both rounds"
    parts = [f"{_who(comparison)} {have} and {plural(count, 'is', 'are')} compared."]
    parts += _came("New since then", comparison.joined) + _came("Not asked this time", comparison.left)
    return " ".join(parts)


def _who(comparison: Comparison) -> str:
    count = len(comparison.matched)
    if count > NAMED:
        return f"{upper_first(number_word(count))} partners"
    return listed([isolated(name) for name in comparison.matched])


def _came(what: str, names: Sequence[str]) -> list[str]:
    return [f"{what}: {listed([isolated(name) for name in names])}."] if names else []
