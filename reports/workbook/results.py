"""A closed round's results as a workbook: from its stored result and those of earlier rounds, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from reports.charts.answer_bars import answer_bars
from reports.charts.dot_plot import dot_plot
from reports.charts.heat_map import heat_map
from reports.charts.importance import importance_and_score
from reports.dictionary import dictionary_rows
from reports.exports import exported_document, results_rows
from reports.queries import closed_rounds, results_of
from reports.results import Results
from reports.timeline import Timeline, timeline
from reports.workbook.book import Book, Cell
from reports.workbook.charts import Drawn, bars, beside, charts_sheets, dots, lines, means
from reports.workbook.figures import details_sheet, heat_sheet, importance_sheet, partners_sheet, statements_sheet
from reports.workbook.front import contents_sheet, summary_sheet
from reports.workbook.trends import is_comparable, trend_lines, trends_sheet
from surveys.models import Round


def results_workbook(round_: Round) -> bytes:
    """The whole file; the same bytes whenever it is made, unless comments were released since."""
    results = results_of(round_)
    document, time = exported_document(round_), _timeline(round_)
    target = BytesIO()
    facts = results.facts
    book = Book(
        target,
        title=f"{facts['title']}: results",
        about=document["partnership"]["name"],
        created=datetime.fromisoformat(facts["closed"]),
        foot=f"{document['partnership']['name']}, {facts['title']}",
    )
    names = sheet_names(results)
    contents_sheet(book, names["contents"], results, _parts(results, document, time, names))
    summary_sheet(book, names["summary"], results)
    heat_sheet(book, names["heat"], results)
    partners_sheet(book, names["partners"], results)
    statements_sheet(book, names["statements"], results)
    details_sheet(book, names["details"], results)
    if "importance" in document["figures"]:
        importance_sheet(book, names["importance"], results)
    if time:
        trends_sheet(book, names["trends"], time)
    if document["comments"]:
        _comments_sheet(book, names["comments"], document)
    charts_sheets(book, names["charts"], names["drawn"], _charts(results, time))
    _rows_sheet(book, names["data"], results_rows(document), {"text": 50, "column_name": 28, "comment": 50})
    _rows_sheet(book, names["dictionary"], dictionary_rows(results.points), {"what it is": 60, "range or values": 50,
                                                                             "what empty means": 50})  # fmt: skip
    book.close()
    return target.getvalue()


def sheet_names(results: Results) -> dict[str, str]:
    """The names of all sheets that there can be: at most 31 characters, none of them one that is not allowed."""
    return {
        "contents": "Contents",
        "summary": "Summary",
        "heat": "Heat map",
        "partners": f"Partners × {results.part_word}s",
        "statements": "Statements",
        "details": "Statement figures",
        "importance": "Importance",
        "trends": "Trends",
        "comments": "Comments",
        "charts": "Charts",
        "drawn": "Chart data",
        "data": "Data",
        "dictionary": "Dictionary",
    }


def _timeline(round_: Round) -> Timeline | None:
    """The round and those before it with its instrument; None where none can be compared with it."""
    end = (round_.closes_at, round_.pk)
    rounds = [
        results_of(item)
        for item in closed_rounds(round_.partnership)
        if item.instrument.key == round_.instrument.key and (item.closes_at, item.pk) <= end
    ]
    return timeline(rounds) if is_comparable(rounds) else None


def _parts(
    results: Results, document: Mapping[str, Any], time: Timeline | None, names: Mapping[str, str]
) -> list[tuple[str, str]]:
    """The sheets after the contents, and what each holds."""
    word = results.part_word
    there = {
        "summary": f"The finding in words, the overall and each {word}, and what is hidden and why",
        "heat": f"How each partner sees each {word}, with agreement",
        "partners": f"Mean, score, band, agreement and gap of each partner on each {word}; all partners by both voices",
        "statements": "Each statement: all partners, range, agreement, and the mean of each partner",
        "details": "Each statement and partner: every figure, or why there is none",
        "importance": f"How much each {word} matters, beside its score" if "importance" in document["figures"] else "",
        "trends": "Closed rounds before this one, beside it" if time else "",
        "comments": "Comments that the facilitator released" if document["comments"] else "",
        "charts": "Charts, which can be changed",
        "drawn": "What the charts draw",
        "data": "A row for each figure, for analysis: the same as the CSV file",
        "dictionary": "What each column of the data is, and what empty means",
    }
    return [(names[key], words) for key, words in there.items() if words]


def _charts(results: Results, time: Timeline | None) -> list[Drawn]:
    """Those that have something to show."""
    columns = [column["name"] for column in results.columns]
    found = [
        dots(dot_plot(results), columns) if results.is_side_by_side else means(heat_map(results)),
        bars(answer_bars(results, is_share=True)),
        beside(importance_and_score(results)),
    ]
    if time:
        found.append(lines(trend_lines(time)))
    return [item for item in found if item.categories and item.series]


def _comments_sheet(book: Book, name: str, document: Mapping[str, Any]) -> None:
    sections = {section["key"]: section for section in document["instrument"]["sections"]}
    rows: list[list[Cell]] = []
    for comment in document["comments"]:
        section = sections[comment["section"]]
        texts = {item["key"]: item["text"] for item in section["statements"]}
        rows.append([section["title"], texts.get(comment["statement"], "as a whole"), comment["text"]])
    sheet = book.sheet(name)
    sheet.widths(34, 50, 90)
    sheet.heading("Comments that were released")
    sheet.paragraph("In no order, without name, organisation or time.", across=2, soft=True)
    sheet.gap()
    sheet.table(["About", "Statement", "Comment"], rows, frozen=0, filtered=True, wrapped=(0, 1, 2))


def _rows_sheet(book: Book, name: str, rows: Any, wide: Mapping[str, int]) -> None:
    """A table from the first row of the sheet, as other programs read it."""
    header, *body = rows
    sheet = book.sheet(name)
    sheet.widths(*(wide.get(column, max(9, len(column) + 3)) for column in header))
    whole: list[Sequence[Cell]] = [[_exact(cell) for cell in row] for row in body]
    wrapped = [index for index, column in enumerate(header) if column in wide]
    sheet.table(header, whole, frozen=1, filtered=True, wrapped=wrapped)


def _exact(cell: Any) -> Cell:
    """A cell of the data as the CSV has it: True and False, not yes and no."""
    return str(cell) if isinstance(cell, bool) else cell
