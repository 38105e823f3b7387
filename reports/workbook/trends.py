"""The sheet of earlier closed rounds beside this one: from the same code as the page over time."""

from __future__ import annotations

from collections.abc import Iterator

from reports.charts import ChartCell, ChartSpec
from reports.charts.slopes import Asked, slopes
from reports.over_time_page import told_rounds
from reports.results import LIMIT_WORDS, Results, one_decimal
from reports.timeline import OVERALL, Timeline
from reports.words.over_time import not_drawn
from reports.workbook.book import Book, Cell, Number, Said

SHORT = {"≤": LIMIT_WORDS["or_below"], "≥": LIMIT_WORDS["or_above"]}


def trends_sheet(book: Book, name: str, time: Timeline) -> None:
    """What changed in words, then a row for all partners and for each partner on each principle, a column a round."""
    sheet, spec = book.sheet(name), slopes(time, Asked())
    titles = [f"{title}, {month}" for title, month in zip(spec.columns, spec.moments, strict=True)]
    sheet.widths(30, 34, *[16] * len(titles), 24)
    sheet.heading(spec.question)
    across = len(titles) + 3
    for words in (spec.headline, *not_drawn(time)):
        sheet.paragraph(words, across=across)
    sheet.paragraph(_how(time), across=across, soft=True)
    sheet.gap()
    header = [time.newest.part_word.capitalize(), "Whose", *titles, "First to newest"]
    sheet.table(header, _rows(time), frozen=2, filtered=True, wrapped=(0, 1, len(header) - 1))
    sheet.gap()
    rounds = [
        [item.title, f"{item.closed:%Y-%m-%d}", " ".join((item.about, *item.moved))] for item in told_rounds(time)
    ]
    sheet.heading("Round by round", 13)
    for title, day, words in rounds:
        sheet.paragraph(f"{title}, closed {day}. {words}", across=across)


def _how(time: Timeline) -> str:
    newest = time.newest
    step = "half a point" if newest.points == 4 else f"{one_decimal(newest.cut(0.5))} points"
    return (
        f"Means, 1 to {newest.points}. “Changed”: the mean of the partners compared moved by {step} or more, and more "
        "than half of them, two at least, moved that much the same way. Partners compared have figures of their own "
        "in both rounds."
    )


def _rows(time: Timeline) -> Iterator[list[Cell]]:
    sections = [("Overall", OVERALL), *((item.short_title, item.key) for item in time.newest.definition.sections)]
    everyone = {row.label: row for row in slopes(time, Asked()).rows}
    for title, key in sections:
        if title not in everyone:
            continue  # an overall that no round has
        for row in slopes(time, Asked(key)).rows:
            line = next(line for line in reversed(row.lines) if line.cells)
            note = everyone[title].note if row.kind == "total" else row.note
            yield [title, line.name, *(trend_cell(cell) for cell in line.cells), note]


def trend_cell(cell: ChartCell) -> Cell:
    """A round's figure, or why it has none."""
    if cell.value is None:
        return Said(cell.words)
    limit = SHORT.get(cell.text[:1], "")
    return Number(cell.value, f'0.0"{limit}"' if limit else "0.0")


def trend_lines(time: Timeline) -> ChartSpec:
    """All partners over the rounds: what the chart of this sheet draws."""
    return slopes(time, Asked())


def is_comparable(rounds: list[Results]) -> bool:
    """Whether there is a round on the same scale to compare the newest, which comes first, with."""
    return sum(item.points == rounds[0].points for item in rounds) > 1
