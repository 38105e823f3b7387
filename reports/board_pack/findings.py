"""The findings in words: the same sentences as the first screen of the results. Pure."""

from __future__ import annotations

from reports.board_pack.blocks import Block, bullets, cell, heading, lead, par, soft, table
from reports.results import Results, shown
from reports.story import Story
from reports.words.finding import bounds_words, finding, paragraph, who_answered
from reports.words.hidden import reasons
from reports.words.statements import Difference, RankedStatement, differences, extremes, no_differences
from reports.words.talk import no_topics, topics


def findings(story: Story) -> list[Block]:
    """Finding, strengths and concerns, differences, what to talk about, what moved, what is not shown."""
    results, more = story.results, " ".join(paragraph(story.results))
    bounds = bounds_words(results)
    return [
        heading(2, "What came out", is_new_page=True),
        soft(who_answered(results)),
        lead(finding(results)),
        *([par(more)] if more else []),
        *([par(bounds)] if bounds else []),
        *_at_a_glance(results),
        *(_extremes(results) if results.columns else []),
        *(_differences(results) if results.columns else []),
        *_talk(story),
        heading(3, "What moved"),
        *([soft(f"Since {story.before}")] if story.before else []),
        par(" ".join(story.moved)),
        heading(3, "What is hidden and why"),
        bullets((reason.word + ".", reason.sentence) for reason in reasons(results)),
    ]


def _at_a_glance(results: Results) -> list[Block]:
    """Each section with its score, its band or that there is none, and how far partners lie apart."""
    if not results.section_means:
        return []
    rows = []
    for section in results.definition.sections:
        row = results.section(section.key)
        figure, band = results.all(row), results.band(results.all(row))
        apart = row["all"]["no_shared_view"]
        view = "No shared view" if apart else f"{band.letter}: {band.name}" if band else "–"
        bad = "high is bad" if section.direction == "high_is_bad" else ""
        score = shown(figure) or ("no score" if results.is_attributed else "hidden")
        rows.append((cell(section.title, bad), score, view))
    overall, figure = results.overall, results.all(results.overall)
    if figure["mean"] is not None:
        band = results.band(figure)
        view = "No shared view" if overall["all"]["no_shared_view"] else f"{band.letter}: {band.name}" if band else "–"
        rows.append((cell("Overall", is_bold=True), shown(figure), view))
    columns = (results.part_word.capitalize(), f"Score, of {results.points}", "Band")
    return [heading(3, "At a glance"), table(columns, (9, 3, 6), rows, figures=(1,))]


def _extremes(results: Results) -> list[Block]:
    found = extremes(results)
    if found.instead:
        return [heading(3, "Strengths and concerns"), par(found.instead)]
    return [
        *_ranked("Strengths", found.strongest, found.more_strongest),
        *_ranked("Concerns", found.weakest, found.more_weakest),
    ]


def _ranked(title: str, items: tuple[RankedStatement, ...], more: str) -> list[Block]:
    rows = [(cell(item.text, item.remark), item.section, item.score) for item in items]
    listed = table(("Statement", "Part", "Mean"), (11, 4, 2), rows, figures=(2,))
    return [heading(3, title), listed, *([soft(more)] if more else [])]


def _differences(results: Results) -> list[Block]:
    found = differences(results)
    if not found:
        return [heading(3, "Where partners differ"), par(no_differences(results))]
    rows = [_difference(item) for item in found]
    listed = table(("Statement", "Lowest", "Highest", "Range"), (9, 4.5, 4.5, 2.4), rows, figures=(3,))
    return [heading(3, "Where partners differ"), listed]


def _difference(item: Difference) -> tuple[object, ...]:
    below = f"{item.section}{', far apart' if item.is_flagged else ''}"
    text = cell(item.text, below)
    return text, f"{item.low_name} {item.low}", f"{item.high_name} {item.high}", item.range


def _talk(story: Story) -> list[Block]:
    found = topics(story.results, story.comparison)
    if not found:
        return [heading(3, "What to talk about"), par(no_topics(story.results))]
    rows = [
        (
            f"{item.title}.",
            item.sentence,
            f"Ask: {item.question}" + (f" Begin with: {item.statement}" if item.is_section else ""),
        )
        for item in found
    ]
    return [heading(3, "What to talk about"), bullets(rows, is_numbered=True)]
