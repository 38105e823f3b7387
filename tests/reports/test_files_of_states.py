"""Files of every state of results: valid by the schema, and a workbook that shows what the document holds, no more."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from jsonschema import Draft202012Validator

from reports.exports import exported_document, results_rows
from reports.formats import FORMATS
from reports.workbook.results import results_workbook
from tests.factories import PartnershipFactory
from tests.reports.books import formulas, links, opened, table
from tests.reports.states import STATES, make

pytestmark = [pytest.mark.django_db, pytest.mark.markup]

SCHEMA = json.loads((Path(settings.BASE_DIR) / "docs/results.schema.json").read_text())
VALID = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
OPENED = (
    "two partners", "all hidden", "no answers", "together", "anonymous and pooled", "one statement skipped",
    "everyone split", "names from right to left", "seven points, high is bad",
)  # fmt: skip


@pytest.fixture(scope="module")
def documents(django_db_setup, django_db_blocker):
    """The document of each state, and the workbook of those that are opened; made once and only read."""
    with django_db_blocker.unblock(), transaction.atomic():
        rounds = {name: make(name, PartnershipFactory()) for name in STATES}
        found = {name: exported_document(round_) for name, round_ in rounds.items()}
        books = {name: opened(results_workbook(rounds[name])) for name in OPENED}
        syntax = {name: FORMATS["sps"].make(round_) for name, round_ in rounds.items()}
        yield found, books, syntax
        transaction.set_rollback(True)


def test_the_schema_is_one():
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", STATES)
def test_a_document_is_valid(documents, name):
    assert [error.message for error in VALID.iter_errors(json.loads(json.dumps(documents[0][name])))] == []


def spoilt(document, change):
    copy = json.loads(json.dumps(document))
    change(copy)
    return [error.json_path for error in VALID.iter_errors(copy)]


@pytest.mark.parametrize(
    "change",
    [
        lambda document: document.update(more=1),
        lambda document: document["round"].pop("mode"),
        lambda document: document["round"].update(closed="yesterday"),
        lambda document: document["figures"]["overall"]["all"]["one_partner_one_voice"].update(mean=None),
        lambda document: document["figures"]["overall"]["all"]["one_partner_one_voice"].update(mean="3"),
        lambda document: next(iter(document["figures"]["sections"].values()))["columns"].update(x={}),
        lambda document: document["columns"][0].update(kind="other"),
    ],
)
def test_another_document_is_not(documents, change):
    assert spoilt(documents[0]["two partners"], change)


@pytest.mark.parametrize("name", OPENED)
def test_the_data_are_the_rows_of_the_csv(documents, name):
    found = list(documents[1][name]["Data"].iter_rows(values_only=True))
    wanted = list(results_rows(documents[0][name]))
    assert len(found) == len(wanted)
    assert all(same(*pair) for rows in zip(found, wanted, strict=True) for pair in zip(*rows, strict=True))


def same(cell, figure):
    """As both files have it: yes and no in words, nothing for an empty text, and the 16 digits that workbooks hold."""
    if isinstance(figure, float):
        return cell == pytest.approx(figure, rel=1e-15, abs=0)
    return cell == (str(figure) if isinstance(figure, bool) else figure if figure != "" else None)


def word_of(document):
    return "principle" if document["instrument"]["key"] == "six-principles" else "section"


@pytest.mark.parametrize("name", OPENED)
def test_partners_and_principles_are_those_of_the_document(documents, name):
    document, word = documents[0][name], word_of(documents[0][name])
    rows = table(documents[1][name], f"Partners × {word}s", "Whose")
    levels = {"Overall": document["figures"]["overall"]}
    levels |= {
        item["title"]: document["figures"]["sections"][item["key"]] for item in document["instrument"]["sections"]
    }
    for column in document["columns"]:
        found = {row[word.capitalize()]: row for row in rows if row["Whose"] == column["name"]}
        assert set(found) == set(levels)
        assert all(says(found[title], row["columns"][column["key"]], ("score", "gap")) for title, row in levels.items())


def says(cells, figure, measures):
    """Whether a row holds the figure's numbers, and words where it has no mean."""
    numbers = {name: cells[name.capitalize() if name != "r_wg" else name] for name in measures}
    mean = cells["Mean"]
    has_mean = isinstance(mean, str) if figure["mean"] is None else same(mean, figure["mean"])
    return has_mean and all(same(cell, figure[name]) for name, cell in numbers.items())


@pytest.mark.parametrize("name", OPENED)
def test_every_figure_of_a_statement_is_there_or_says_why_not(documents, name):
    document = documents[0][name]
    rows = table(documents[1][name], "Statement figures", word_of(document).capitalize())
    for column in document["columns"]:
        found = {row["Key"]: row for row in rows if row["Whose"] == column["name"] and not row["Counted"]}
        assert set(found) == set(document["figures"]["statements"])
        for key, row in document["figures"]["statements"].items():
            figure = row["columns"][column["key"]]
            cells = {**found[key], "Ad": found[key]["AD"], "N": found[key]["Number who scored"]}
            assert says(cells, figure, ("n", "ad", "r_wg", "gap"))


@pytest.mark.parametrize("name", ["one statement skipped"])
def test_what_is_hidden_says_so_in_words(documents, name):
    cells = [cell for row in documents[1][name]["Statements"].iter_rows(values_only=True) for cell in row]
    hidden = [cell for cell in cells if isinstance(cell, str) and cell.startswith("hidden for confidentiality: ")]
    assert hidden


def test_where_nobody_answered_nothing_is_called_hidden(documents):
    cells = {cell for row in documents[1]["no answers"]["Statements"].iter_rows(values_only=True) for cell in row}
    assert "nobody answered this round" in cells
    assert not [cell for cell in cells if isinstance(cell, str) and cell.startswith("hidden")]


@pytest.mark.parametrize("name", OPENED)
def test_a_workbook_is_set_up_for_reading_and_for_paper(documents, name):
    for sheet in documents[1][name]:
        assert len(sheet.title) <= 31
        assert not set(sheet.title) & set("[]:*?/\\")
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        if sheet.title not in {"Contents", "Charts", "Chart data"}:
            assert sheet.freeze_panes
            assert sheet.print_title_rows


@pytest.mark.parametrize("name", OPENED)
def test_a_workbook_has_no_formula_and_links_only_to_its_own_sheets(documents, name):
    book = documents[1][name]
    assert formulas(book) == []
    found = links(book)
    assert {link.location.split("!")[0].strip("'") for link in found} == set(book.sheetnames) - {"Contents"}
    assert not any(link.target for link in found)


@pytest.mark.parametrize("name", STATES)
def test_no_line_of_the_syntax_is_longer_than_spss_reads(documents, name):
    lines = documents[2][name].decode().splitlines()
    assert len(lines) > 50
    assert max(len(line.encode()) for line in lines) < 251
