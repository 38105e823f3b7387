"""What matters most and goes least well: importance beside the score of each section, by priority. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from reports.charts import ChartDot, ChartRow, ChartSpec
from reports.links import to_section
from reports.results import VOICE_WORDS, Results, one_decimal, shown
from reports.words.phrases import isolated, title, upper_first
from surveys.definition import Section


@dataclass(frozen=True)
class Priority:
    """A section whose importance and score can both be shown.

    `value` is importance × (A − score), 0 to A × (A − 1), the score mirrored where high is bad; domain.md §3.
    """

    section: Section
    importance: float
    score: float
    importance_text: str
    score_text: str
    value: float


def priorities(results: Results) -> list[Priority]:
    """The highest first; sections without a published importance or score are left out."""
    found = []
    for section in results.definition.sections:
        row, figure = results.importance(section.key), results.all(results.section(section.key))
        asked = results.all(row) if row else None
        if asked is None or asked["mean"] is None or figure["mean"] is None:
            continue
        score = results.goodness(section, figure["mean"])
        text = shown(figure) if section.direction == "high_is_good" else one_decimal(score)
        value = asked["mean"] * (results.points - score)
        found.append(Priority(section, asked["mean"], score, shown(asked), text, value))
    return sorted(found, key=lambda item: -item.value)


def importance_and_score(results: Results) -> ChartSpec:
    """A row a section, the highest priority first; a dot for its score and one for how much it matters."""
    found = priorities(results)
    return ChartSpec(
        key="importance",
        kind="dots",
        question="What matters most?",
        headline=_headline(results, found),
        name=f"Dot plot: how much each {results.part_word} matters, beside its score",
        caption=(
            f"Two dots a {results.part_word}, 1 to {results.points}, means of all partners, "
            f"{VOICE_WORDS[results.voice]}: its score, and how much people say it matters now. Priority is importance "
            f"× ({results.points} − score): high where much matters and little goes well."
            f"{_mirrored(results)}{_missing(results, found)}"
        ),
        row_word=results.part_word.capitalize(),
        columns=("What", "Mean", "Priority"),
        rows=tuple(_row(results, item) for item in found),
        low=1,
        high=results.points,
    )


def _row(results: Results, item: Priority) -> ChartRow:
    dots = (
        ChartDot("Score", item.score, item.score_text),
        ChartDot("Importance", item.importance, item.importance_text),
    )
    note = f"priority {one_decimal(item.value)}"
    return ChartRow(item.section.short_title, note, dots=dots, link=to_section(results, item.section.key))


def _headline(results: Results, found: list[Priority]) -> str:
    if not found:
        return ""
    first = found[0]
    if len(found) > 1 and one_decimal(found[1].value) == one_decimal(first.value):
        return f"No single {results.part_word} has the highest priority."
    name = isolated(title(first.section))
    return (
        f"{upper_first(name)} comes first: importance {first.importance_text}, score {first.score_text} "
        f"of {results.points}."
    )


def _mirrored(results: Results) -> str:
    bad = any(section.direction == "high_is_bad" for section in results.definition.sections)
    return " Where high is bad the score is turned round, so that right is always better." if bad else ""


def _missing(results: Results, found: list[Priority]) -> str:
    missing = len(results.definition.sections) - len(found)
    return f" {missing} of {len(results.definition.sections)} cannot be shown." if missing and found else ""
