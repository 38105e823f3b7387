"""Which of two sides weighs more, in words. Pure."""

from __future__ import annotations

from reports.results import Results, rounded, shown
from reports.words.phrases import title, titles, upper_first
from surveys.definition import Section


def sides_headline(results: Results, bad: Section, good: Section) -> str:
    """The two means, on which side the higher one is, the ends that stand out, and where there is no shared view."""
    figures = [results.all(results.section(section.key)) for section in (bad, good)]
    if any(figure["mean"] is None for figure in figures):
        return "Not enough can be shown to set the two sides against each other."
    lost, gained = (rounded(figure["mean"]) for figure in figures)
    told = [f"{title(section)}, at {shown(figure)}" for section, figure in zip((bad, good), figures, strict=True)]
    if lost == gained:
        words = f"{upper_first(title(good))} and {title(bad)} weigh the same, at {shown(figures[0])}."
    else:
        more, less = (told[1], told[0]) if gained > lost else (told[0], told[1])
        words = f"{upper_first(more)}, outweighs {less}."
    apart = [section for section in (bad, good) if section in results.without_shared_view]
    return " ".join(filter(None, (words, _worst(results, bad, good), _unshared(apart))))


def _unshared(apart: list[Section]) -> str:
    return f"There is no shared view of {titles(apart)}." if apart else ""


def _worst(results: Results, bad: Section, good: Section) -> str:
    """The statement furthest on the wrong side, if there is only one."""
    means = [
        (results.goodness(section, figure["mean"]), statement, figure)
        for section in (bad, good)
        for statement in section.statements
        if (figure := results.all(results.statement(statement.key)))["mean"] is not None
    ]
    lowest = min(rounded(goodness) for goodness, _, _ in means)
    worst = [(statement, figure) for goodness, statement, figure in means if rounded(goodness) == lowest]
    if len(worst) != 1:
        return ""
    statement, figure = worst[0]
    return f"Worst: “{statement.text.rstrip('.')}”, {shown(figure)}."
