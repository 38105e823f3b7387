"""The first slides: whose round this is, what came out, how healthy, what stands strongest and weakest."""

from __future__ import annotations

from dataclasses import replace

from reports.charts import ChartRow, ChartSpec
from reports.charts.levels import levels
from reports.results import Results, one_decimal, shown
from reports.slides.charts import Course, bars
from reports.slides.deck import FIRST, Deck, TableCell
from reports.slides.texts import LEADING, lines_of
from reports.slides.theme import INSIDE, points
from reports.story import Story
from reports.words.finding import bounds_words, finding, mode_words, paragraph, who_answered
from reports.words.statements import RankedStatement, extremes
from surveys.words import lower_first

MOST_BARS = 9
"""Sections that fit below each other."""
BAD = ", high is bad"
"""At the end of a section’s note."""


def opening(deck: Deck, story: Story) -> None:
    """Until the partners are put side by side."""
    results = story.results
    deck.first(story.partnership, [story.title, story.days, who_answered(results), mode_words(results)])
    more = [words for words in (*paragraph(results), bounds_words(results)) if words]
    page = deck.page("What came out", notes=more)
    below = FIRST + lines_of(finding(results), 28, points(INSIDE) - 14) * 28 * LEADING / 72 + 0.3
    page.text(finding(results), FIRST, min(below, 3.8) - FIRST, largest=28)
    if more:
        page.text(" ".join(more), min(below, 3.8), 3.3, largest=22, is_soft=True)
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
    """A section’s name with its band’s letter, or with why there is none."""
    words = note.removesuffix(BAD)
    letter, _, name = words.partition("  ")
    told = [letter if name else lower_first(words)] * bool(words) + [BAD.strip(", ")] * note.endswith(BAD)
    return f"{label} ({', '.join(told)})" if told else label


def _level(spec: ChartSpec, row: ChartRow) -> str:
    told = [f"{dot.text} of {spec.high}" for dot in row.dots[:1]] + [row.note] * bool(row.note)
    return f"{row.label}: {', '.join(told)}."


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
