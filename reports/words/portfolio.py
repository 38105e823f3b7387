"""Partnerships side by side, in words. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from reports.portfolio.facts import Health
from reports.results import one_decimal, rounded
from reports.words.phrases import listed, plural, title, upper_first
from surveys.definition import Definition, Section
from surveys.words import number_word


def heat_headline(definition: Definition, found: Sequence[Health], part: str) -> str:
    """Which section is the weakest in how many partnerships; those that score all sections alike have none."""
    shown = [(weakest, health) for health in found if (weakest := _weakest(definition, health)) is not None]
    if not shown:
        return "Nothing can be shown."
    counts = Counter(section.key for weakest, _ in shown for section in weakest)
    if not counts:
        return f"None: each partnership scores every {part} alike."
    most = max(counts.values())
    top = [section for section in definition.sections if counts[section.key] == most]
    if len(shown) == 1:
        return f"{upper_first(listed([title(section) for section in top]))} {plural(len(top), 'is', 'are')} weakest."
    if len(top) > 2 or most == 1:
        return f"No one {part} stands out: the weakest differs from partnership to partnership."
    names = upper_first(listed([title(section) for section in top]))
    each = " each" if len(top) > 1 else ""
    is_alone = all(len(weakest) == 1 for weakest, _ in shown if top[0] in weakest)
    weakest_words = "the weakest" if is_alone or len(top) > 1 else "the weakest, or as weak as another,"
    return f"{names}: {weakest_words}{each} in {number_word(most)} of {number_word(len(shown))}."


def _weakest(definition: Definition, health: Health) -> list[Section] | None:
    """The sections with the worst mean as it is shown; none where all are alike, None where under two are shown."""
    means = {
        section.key: _goodness(section, mean, health.points)
        for section in definition.sections
        if section.key in health.sections and (mean := health.sections[section.key].mean) is not None
    }
    if len(means) < 2 or health.points != definition.scale.points:
        return None
    worst = min(means.values())
    if worst == max(means.values()):
        return []
    return [section for section in definition.sections if means.get(section.key) == worst]


def _goodness(section: Section, mean: float, points: int) -> float:
    return rounded(points + 1 - mean if section.direction == "high_is_bad" else mean)


def trend_words(health: Health) -> str:
    """What moved since the round before, by the rule of `surveys.change`."""
    if health.before is None or health.after is None:
        return "first round" if len(health.history) == 1 else "cannot be compared"
    ends = f"{one_decimal(health.before)} to {one_decimal(health.after)}"
    return {-1: f"fell, {ends}", 0: f"no clear move, {ends}", 1: f"rose, {ends}"}[health.moved]


def share_words(answered: int, invited: int | None) -> str:
    """How many answered, of whom."""
    if not invited:
        return f"{answered:,} answered"
    return f"{answered:,} of {invited:,}"


def shared_words(health: Health) -> str:
    """On how many sections there is a shared view; empty where nothing is known."""
    known = len(health.known)
    return f"{known - len(health.apart)} of {known}" if known else ""
