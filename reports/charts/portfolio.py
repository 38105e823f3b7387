"""Partnerships side by side: a heat map of their sections, and each one's overall over its rounds. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from record.document import day_words
from reports.charts import ChartCell, ChartDot, ChartRow, ChartSpec
from reports.charts.grounds import grounds
from reports.portfolio.facts import Health
from reports.results import LIMIT_WORDS, level_of, one_decimal, short
from reports.words.phrases import plural
from reports.words.portfolio import heat_headline, shared_words
from reports.words.visit import part_word, score_words
from surveys.definition import Definition, Section
from surveys.words import lower_first, number_word

Named = tuple[str, str, Health | None]
"""A partnership's name, the address of its results (empty for none), and its health."""


def portfolio_heat(definition: Definition, found: Sequence[Named]) -> ChartSpec:
    """A row a partnership, in the order given; the word at its end is on how many sections there is a shared view."""
    part = "principle" if definition.key.startswith("six-principles") else "section"
    count = len(found)
    return ChartSpec(
        key="partnerships",
        kind="heat",
        question=f"Which {part} is weak across partnerships?",
        headline=heat_headline(definition, [health for _, _, health in found if health], part),
        name=f"Heat map of {number_word(count)} {plural(count, 'partnership', 'partnerships')} by "
        f"{number_word(len(definition.sections))} {part}s, with shared view",
        caption=_caption(definition, found),
        row_word="Partnership",
        note_word="Shared view",
        columns=tuple(section.short_title for section in definition.sections),
        rows=tuple(_row(definition, *item) for item in found),
        low=1,
        high=definition.scale.points,
        grounds=grounds(definition.scale.points),
    )


def _row(definition: Definition, name: str, link: str, health: Health | None) -> ChartRow:
    if health is None:
        return ChartRow(name, "no closed round of this instrument", kind="absent")
    if health.points != definition.scale.points:
        return ChartRow(name, f"answers ran from 1 to {health.points}", kind="absent", link=link)
    cells = tuple(_cell(section, health) for section in definition.sections)
    note = shared_words(health) or "not known"
    return ChartRow(name, note, cells=cells, link=link)


def _cell(section: Section, health: Health) -> ChartCell:
    found = health.sections.get(section.key)
    if found is None:
        return ChartCell(None, "not asked", None, "too few", "not asked in its last round")
    if found.mean is None and health.is_attributed:
        return ChartCell(None, "too few", None, "too few", "too few of its statements are scored")
    if found.mean is None:
        return ChartCell(None, "", None, "hidden", "hidden for confidentiality")
    band = next((item for item in health.definition.bands if item.letter == found.band), None)
    words = [f"{score_words(found.mean, found.bound)}, of {health.points}"]
    words += ["no shared view"] if found.no_shared_view else []
    words += [f"band {band.letter}: {lower_first(band.name)}"] if band else []
    text = short(one_decimal(found.mean) + LIMIT_WORDS.get(found.bound, ""))
    level = level_of(found.mean, health.points)
    return ChartCell(found.mean, text, level, "shown", ", ".join(words), is_framed=bool(found.no_shared_view))


def _caption(definition: Definition, found: Sequence[Named]) -> str:
    points = definition.scale.points
    sentences = [
        f"Mean of all partners, 1 to {points}, one partner, one voice, in each partnership’s last closed round.",
        "Each asked its own people: compare the pattern, not the decimals.",
    ]
    bad = [section.short_title for section in definition.sections if section.direction == "high_is_bad"]
    sentences += [f"High is bad on {', '.join(bad)}."] if bad else []
    if any(health.apart for _, _, health in found if health):
        sentences.append("Amber frame: no shared view, so the average is not a verdict.")
    return " ".join(sentences)


def history(name: str, health: Health) -> ChartSpec:
    """The overall over the rounds so far, oldest first; dashed where other partners took part than the time before."""
    rows = tuple(
        ChartRow(
            day_words(day),
            "" if mean is not None else "no overall",
            kind="column" if mean is not None else "absent",
            dots=(ChartDot("Overall", mean, one_decimal(mean)),) if mean is not None else (),
            is_dashed=not is_same,
        )
        for day, mean, is_same in health.history
    )
    means = [one_decimal(mean) if mean is not None else "no overall" for _, mean, _ in health.history]
    return ChartSpec(
        key="history",
        kind="history",
        question="How has it gone so far?",
        headline="",
        name=f"{name}, overall of the rounds so far, oldest first: {', '.join(means)}",
        caption=f"1 to {health.points}. Dashed: not the same partners took part in both.",
        row_word=f"{part_word(health).capitalize()}s, overall",
        columns=(),
        rows=rows,
        low=1,
        high=health.points,
    )
