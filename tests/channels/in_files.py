"""What the files to take away show of a closed round, and what the API does."""

from __future__ import annotations

import csv
import io
from typing import Any

import openpyxl
from django.test import Client
from django.urls import reverse
from pptx import Presentation
from pypdf import PdfReader

from reports.board_pack.statements import partner_tables
from reports.queries import results_of
from reports.results import one_decimal
from surveys.models import Round
from tests.channels.made import EVERYONE, Cells
from tests.channels.on_pages import column_named, value

VOICES = {"", "one_partner_one_voice"}


def download(client: Client, round_: Round, kind: str) -> bytes:
    """A file of this kind, as somebody signed in gets it."""
    return client.get(reverse(f"reports:round-results-{kind}", args=[round_.partnership.slug, round_.pk])).content


def number(cell: Any) -> str | None:
    """A cell's figure as it is shown, without limits; None where there are words."""
    return one_decimal(cell) if isinstance(cell, int | float) else None


def without_limits(cells: Cells) -> Cells:
    """As workbooks hold figures: what limits a mean was kept within stands in the format of its cell."""
    return {place: text.partition(" or ")[0] if text else None for place, text in cells.items()}


def tidy_csv(client: Client, round_: Round) -> Cells:
    """The rows of the CSV: whole floats, with what they were kept within beside them."""
    cells: Cells = {}
    for row in csv.DictReader(io.StringIO(download(client, round_, "csv").decode("utf-8-sig"))):
        if row["level"] in {"section", "statement"} and row["voice"] in VOICES:
            limit = {"or_above": " or above", "or_below": " or below"}.get(row["bound"], "")
            shown = one_decimal(float(row["mean"])) + limit if row["mean"] else None
            cells[row["text"], row["column_name"]] = shown
    return cells


def workbook_statements(client: Client, round_: Round) -> Cells:
    """The sheet of all statements."""
    rows = _sheet(client, round_, "Statements", "Statement")
    if not rows:
        return {}
    header = rows[0]
    names = {header.index(column["name"]): column["name"] for column in round_.result.figures["columns"]}
    place, mean = header.index("Statement"), next(i for i, text in enumerate(header) if str(text).startswith("Mean"))
    names.setdefault(mean, EVERYONE)
    return {(row[place], name): number(row[index]) for row in rows[1:] if row[place] for index, name in names.items()}


def workbook_data(client: Client, round_: Round) -> Cells:
    """The sheet of tidy rows."""
    header, *rows = _sheet(client, round_, "Data", "level")
    cells: Cells = {}
    for row in (dict(zip(header, row, strict=True)) for row in rows):
        if row["level"] in {"section", "statement"} and (row["voice"] or "") in VOICES:
            cells[row["text"], row["column_name"]] = number(row["mean"])
    return cells


def _sheet(client: Client, round_: Round, name: str, begins: str) -> list[tuple[Any, ...]]:
    """The rows of a sheet from its head on, which holds this word; none where there is no such sheet."""
    book = openpyxl.load_workbook(io.BytesIO(download(client, round_, "xlsx")), read_only=True)
    rows = list(book[name].iter_rows(values_only=True)) if name in book.sheetnames else []
    start = next((index for index, row in enumerate(rows) if begins in row), len(rows))
    return rows[start:]


def slides_heat(client: Client, round_: Round) -> Cells:
    """The heat map of the slides, a native table."""
    sections = round_.instrument.content.sections
    deck = Presentation(io.BytesIO(download(client, round_, "pptx")))
    cells: Cells = {}
    for shape in (shape for slide in deck.slides for shape in slide.shapes if getattr(shape, "has_table", False)):
        rows = [[cell.text for cell in row.cells] for row in shape.table.rows]
        titles = [section.short_title for section in sections if section.short_title in rows[0]]
        if rows[0][0] != "Partner":
            continue
        for row in rows[1:]:
            name = column_named(round_, row[0])
            for title in titles:
                if name:
                    text = row[rows[0].index(title)]
                    cells[title, name] = value(text) and text.partition(" ")[0]
    return cells


def slides_dots(client: Client, round_: Round) -> Cells:
    """The native chart of where partners stand."""
    deck = Presentation(io.BytesIO(download(client, round_, "pptx")))
    slide = next((slide for slide in deck.slides if slide.shapes.title.text == "Where do we differ most?"), None)
    charts = [shape.chart for shape in slide.shapes if shape.has_chart] if slide else []
    return {
        (section, column_named(round_, series.name)): number(mean)
        for chart in charts
        for plot in chart.plots
        for series in plot.series
        for section, mean in zip(plot.categories, series.values, strict=True)
        if column_named(round_, series.name)
    }


def pack_partner_by_partner(round_: Round) -> Cells:
    """The tables that the board pack sets, partner by partner."""
    results, cells = results_of(round_), {}
    for block in (block for block in partner_tables(results) if block["kind"] == "table"):
        for row in block["rows"]:
            for name, found in zip(block["columns"][1:], row[1:], strict=True):
                cells[row[0]["text"], name] = None if found["text"] in {"h", "–"} else found["text"]
    return cells


def pack_text(client: Client, round_: Round) -> str:
    """All text of the board pack."""
    pages = PdfReader(io.BytesIO(download(client, round_, "pdf"))).pages
    return " ".join(" ".join(page.extract_text().replace("\u2060", "").split()) for page in pages)


def lines_of(round_: Round, cells: Cells, columns: list[str]) -> list[str]:
    """The rows of partner-by-partner tables as they stand in the pack’s text, figure after figure."""
    nothing = "–" if round_.mode == Round.Mode.ATTRIBUTED else "h"
    texts = dict.fromkeys(text for text, _ in cells)
    return [" ".join([text, *(cells[text, name] or nothing for name in columns)]) for text in texts]
