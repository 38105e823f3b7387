"""What the pages and their tables show of a closed round."""

from __future__ import annotations

import csv
import re
from typing import Any

from django.test import Client
from django.urls import reverse
from lxml import html

from reports.results import short
from surveys.models import Round
from tests.channels.made import EVERYONE, Cells

NOTHING = {"hidden", "no score", "too few", "", "not shown"}


def value(text: str) -> str | None:
    """A mean as it is printed; None for the words that stand in place of one."""
    text = " ".join(text.split())
    return None if text in NOTHING or text.startswith("hidden") else text


def ask(client: Client, round_: Round, name: str, *more: str) -> Any:
    return client.get(reverse(f"reports:{name}", args=[round_.partnership.slug, round_.pk, *more]))


def rows_of(response: Any) -> list[list[str]]:
    content = b"".join(response) if response.streaming else response.content
    return list(csv.reader(content.decode("utf-8-sig").splitlines()))


def results_page(client: Client, round_: Round) -> Cells:
    """The tables of all statements on the page of results."""
    page = html.fromstring(ask(client, round_, "round-results").content)
    cells: Cells = {}
    for row in page.xpath("//table[contains(@class, 'statements')]/tbody/tr"):
        text = row.xpath("string(th/a)")
        cells[text, EVERYONE] = value(row.xpath("string(td[@data-label='Mean'])"))
        for item in row.xpath("th/details//li"):
            cells[text, item.xpath("string(a)")] = value(item.xpath("string(b)"))
    return cells


def statement_pages(client: Client, round_: Round) -> Cells:
    """Each statement's table to take away."""
    cells: Cells = {}
    for item in [item for section in round_.instrument.content.sections for item in section.statements]:
        for name, mean, *_ in rows_of(ask(client, round_, "round-statement-csv", item.key))[1:]:
            cells[item.text, name] = value(mean)
    return cells


def column_pages(client: Client, round_: Round) -> Cells:
    """Each column's table to take away, with its sections."""
    cells: Cells = {}
    for column in round_.result.figures["columns"]:
        for section, statement, mean, *_ in rows_of(ask(client, round_, "round-column-csv", column["key"]))[1:]:
            cells[statement or section, column["name"]] = value(mean)
    return cells


def statements_table(client: Client, round_: Round) -> Cells:
    """All statements, of all partners together."""
    rows = rows_of(ask(client, round_, "round-statements-csv"))[1:]
    return {(row[2], EVERYONE): value(row[3]) for row in rows}


def heat_map(client: Client, round_: Round) -> Cells:
    """The figures of the heat map, without the letters of bands."""
    response = ask(client, round_, "round-picture", "heat", "csv")
    if response.status_code == 404:
        return {}
    header, *rows = rows_of(response)
    return {
        (title, name): value(cell.partition(",")[0].rstrip(" ABCDEFGHIJ"))
        for label, *cells in rows
        if (name := column_named(round_, label))
        for title, cell in zip(header[1:-1], cells, strict=False)
    }


def heat_map_in_words(client: Client, round_: Round) -> Cells:
    """What a screen reader and a pointer are told of each cell of the drawing that is taken away."""
    response = ask(client, round_, "round-picture", "heat", "svg")
    if response.status_code == 404:
        return {}
    sections = "|".join(section.short_title for section in round_.instrument.content.sections)
    cells: Cells = {}
    for title in html.fromstring(response.content).xpath("//*[local-name()='title']/text()"):
        told = re.fullmatch(rf"(.+), ({sections}): (.+)", title)
        if told and (name := column_named(round_, told[1])):
            figure = re.match(r"[\d.]+( or above| or below)?", told[3])
            cells[told[2], name] = figure[0] if figure else None
    return cells


def column_named(round_: Round, label: str) -> str:
    """The column, or all partners, that a label begins with, as “Other partners (3)” does; empty for none."""
    names = [EVERYONE, *(column["name"] for column in round_.result.figures["columns"])]
    return max((name for name in names if label.startswith(name)), key=len, default="")


def shortened(cells: Cells) -> Cells:
    """As the heat map prints them: “≤1.3” for “1.3 or below”."""
    return {place: short(text) if text else None for place, text in cells.items()}
