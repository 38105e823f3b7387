"""The data dictionary: one list for the workbook, the file, the docs, and what the CSV really has."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings

from reports.dictionary import HEADER, columns, dictionary_markdown
from reports.exports import results_rows
from tests.factories import closed_round, open_round
from tests.reports.made import person, results

pytestmark = pytest.mark.django_db
DOCS = Path(settings.BASE_DIR) / "docs"


@pytest.mark.parametrize("points", [2, 4, 10])
def test_it_has_the_columns_of_the_csv_in_their_order(points):
    found = results({"Arden": [person(1, 1)] * 12}, points=points)
    header = next(results_rows({**found.document, "instrument": {"points": points, "sections": []}}))
    assert tuple(column.name for column in columns(points)) == header


def test_each_column_says_what_it_is_and_what_empty_means():
    assert all(column.title and column.meaning and column.empty for column in columns(4))


def test_the_docs_hold_it():
    assert dictionary_markdown() in (DOCS / "results-dictionary.md").read_text()


def test_the_download_is_on_the_scale_of_the_round(client, partnership, reader, address):
    response = client.get(address(closed_round(partnership), "round-results-dictionary"))
    found = list(csv.reader(StringIO(b"".join(response).decode("utf-8-sig"))))
    assert found[0] == list(HEADER)
    assert [row[0] for row in found[1:]] == [column.name for column in columns(4)]


def test_there_is_none_before_the_round_is_closed(client, partnership, reader, address):
    assert client.get(address(open_round(partnership), "round-results-dictionary")).status_code == 404
