"""The sheets that come first: what is in the workbook and where it comes from, and the results in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from reports.results import VOICE_WORDS, VOICES, Results
from reports.words.finding import bounds_words, finding, mode_words, paragraph, who_answered
from reports.words.hidden import reasons
from reports.workbook.book import Book, Cell, Link, Number, Said
from reports.workbook.figures import mean_cell, spread
from surveys.words import number_word

ACROSS = 4


def contents_sheet(book: Book, name: str, results: Results, parts: Sequence[tuple[str, str]]) -> None:
    """The round, the other sheets with what they hold, the bands, and where the figures come from."""
    sheet, facts = book.sheet(name), results.facts
    sheet.widths(24, 84, 26, 60)
    sheet.heading(results.document["partnership"]["name"])
    sheet.heading(facts["title"], 13)
    for words in (f"Closed {_day(facts)}. {who_answered(results)}", mode_words(results), _group_words(results)):
        sheet.paragraph(words, across=ACROSS)
    sheet.gap()
    sheet.table(["Sheet", "What it holds"], [[Link(title), words] for title, words in parts], wrapped=(1,))
    sheet.gap()
    sheet.table(["Band", "Name", "Mean per statement", "What it means"], _bands(results), wrapped=(1, 3))
    sheet.gap()
    sheet.heading("Where the figures come from", 13)
    for words in _sources(results):
        sheet.paragraph(words, across=ACROSS)


def _day(facts: Any) -> str:
    moment = datetime.fromisoformat(facts["closed"]).astimezone(ZoneInfo(facts["time_zone"]))
    return f"{moment.day} {moment:%B %Y}"


def _group_words(results: Results) -> str:
    if results.is_attributed:
        return ""
    return f"The smallest group that is shown: {number_word(results.facts['minimum_group'])} people."


def _bands(results: Results) -> Iterator[list[Cell]]:
    for band in results.definition.bands:
        above = Said("not above the other bands") if band.above is None else Number(float(band.above), '"above "0.00')
        yield [band.letter, band.name, above, band.meaning]


def _sources(results: Results) -> Iterator[str]:
    definition = results.definition
    yield f"Asked: {definition.title}, version {definition.version}, on a scale of {results.points} points."
    yield (
        "Everything is from the one result that was stored when the round closed. The page, the pictures and the other "
        "files show the same figures; nothing is worked out from single answers here."
    )
    yield (
        "Cells hold whole figures and print them rounded: means to one decimal. Where a figure cannot be shown, the "
        "cell says why in words."
    )


def summary_sheet(book: Book, name: str, results: Results) -> None:
    """The finding, the overall, each principle, and what is hidden and why."""
    sheet = book.sheet(name)
    sheet.widths(46, 14, 14, 9, 28, 17, 9, 28, 28, 14, 9, 9)
    sheet.heading("The finding")
    sheet.paragraph(finding(results), across=8)
    sheet.paragraph(" ".join(paragraph(results)), across=8)
    sheet.paragraph(bounds_words(results), across=8, soft=True)
    sheet.gap()
    header = [
        "What", *(f"Mean, {words}" for words in VOICE_WORDS.values()), "Score", "Band", "Shared view", "Range",
        "Lowest", "Highest", "Agreement among all people", "AD", "r_wg(J)",
    ]  # fmt: skip
    rows = [("Overall", results.overall)]
    rows += [(section.title, results.section(section.key)) for section in results.definition.sections]
    sheet.table(header, [_summary_row(results, *pair) for pair in rows], frozen=1, wrapped=(0, 7, 8))
    sheet.gap()
    sheet.heading("What is hidden and why", 13)
    told = ((f"{reason.word}. {reason.sentence}") for reason in reasons(results))
    for words in told:
        sheet.paragraph(words, across=8)


def _summary_row(results: Results, title: str, row: dict[str, Any]) -> list[Cell]:
    everyone, figure = row["all"], results.all(row)
    people = everyone["people"] or {}
    band = results.band(figure)
    apart = everyone["no_shared_view"]
    shared: Cell = Said("not known") if apart is None else "no shared view" if apart else "shared view"
    return [
        title,
        *(mean_cell(results, everyone[key]) for key in VOICES.values()),
        None if figure["score"] is None else Number(figure["score"], "0.0"),
        f"{band.letter}: {band.name}" if band else None,
        shared,
        None if everyone["range"] is None else Number(everyone["range"], "0.0"),
        results.column_name(everyone["lowest"]),
        results.column_name(everyone["highest"]),
        people.get("label"),
        spread(people.get("ad")),
        spread(people.get("r_wg_j")),
    ]
