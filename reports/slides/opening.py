"""The first slides: whose round this is, what came out, how healthy, what stands strongest and weakest."""

from __future__ import annotations

from dataclasses import replace

from reports.charts import ChartSpec
from reports.charts.levels import levels
from reports.results import Results, one_decimal, shown
from reports.slides.charts import Course, bars
from reports.slides.deck import Deck, TableCell
from reports.story import Story
from reports.words.finding import bounds_words, finding, mode_words, paragraph, who_answered
from reports.words.statements import RankedStatement, extremes

MOST_BARS = 9
"""Sections that fit below each other."""


def opening(deck: Deck, story: Story) -> None:
    """Until the partners are put side by side."""
    results = story.results
    deck.first(story.partnership, [story.title, story.days, who_answered(results), mode_words(results)])
    more = [words for words in (*paragraph(results), bounds_words(results)) if words]
    page = deck.page("What came out", notes=more)
    page.text(finding(results), 1.5, 2.2, largest=28)
    if more:
        page.text(" ".join(more), 3.8, 3.3, largest=22, is_soft=True)
    page.notes.insert(0, finding(results))
    page.close()
    if results.section_means:
        _levels(deck, story)
    if results.columns:
        _extremes(deck, results)


def _levels(deck: Deck, story: Story) -> None:
    """A bar a section, beside the round before where the scales are alike."""
    results, before = story.results, _before(story)
    spec = levels(results, before, story.comparison, story.before)
    for number in range(0, len(spec.rows), MOST_BARS):
        part = replace(spec, rows=spec.rows[number : number + MOST_BARS])
        sections = results.definition.sections[number : number + MOST_BARS]
        now = [results.all(results.section(section.key)) for section in sections]
        courses = [Course(story.title, [figure["mean"] for figure in now], [shown(figure) for figure in now])]
        if before:
            earlier = [row.before for row in part.rows]
            told = ["" if value is None else one_decimal(value) for value in earlier]
            courses.append(Course(story.before, earlier, told))
        page = deck.page(spec.question, spec.headline, [spec.caption, *(_level(spec, row) for row in part.rows)])
        bars(page, part, [_name(row.label, row.note) for row in part.rows], courses)
        page.close()


def _before(story: Story) -> Results | None:
    is_known = story.comparison is not None and len(story.time.rounds) > 1
    return story.time.rounds[-2] if is_known else None


def _name(label: str, note: str) -> str:
    """A section’s name with its band’s letter, or that there is none."""
    letter, _, rest = note.partition("  ")
    short = letter if rest and len(letter) <= 2 else {"cannot be shown": "cannot be shown"}.get(note, "")
    is_apart = note.startswith("No shared view")
    return f"{label} ({'no shared view' if is_apart else short})" if is_apart or short else label


def _level(spec: ChartSpec, row: object) -> str:
    label, note, dots = row.label, row.note, row.dots  # type: ignore[attr-defined]
    now = f"{dots[0].text} of {spec.high}" if dots else "not shown"
    return f"{label}: {now}, {note}".rstrip(", ") + "."


def _extremes(deck: Deck, results: Results) -> None:
    found = extremes(results)
    if found.instead:
        page = deck.page("Strongest and weakest", found.instead)
        page.close()
        return
    _ranked(deck, "What stands strongest", found.strongest, found.more_strongest)
    _ranked(deck, "What stands weakest", found.weakest, found.more_weakest)


def _ranked(deck: Deck, title: str, items: tuple[RankedStatement, ...], more: str) -> None:
    first = items[0]
    finding_ = f"“{first.text.rstrip('.')}”, {first.score}."
    notes = [f"{item.text} {item.section}, {item.score}{f', {item.remark}' if item.remark else ''}." for item in items]
    page = deck.page(title, finding_, [*notes, *([more] if more else [])])
    head = [TableCell("Statement"), TableCell("Part"), TableCell("Mean")]
    rows = [[TableCell(item.text), TableCell(item.section), TableCell(item.score, is_bold=True)] for item in items]
    page.table([head, *rows], (8.6, 2.3, 1.2), f"{title}: {' '.join(notes)}")
    page.close()
