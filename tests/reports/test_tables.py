"""The tables of the reading pages as files: what the page shows, in its order."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from django.urls import reverse

from common.models import AuditEntry
from surveys.models import Round
from tests.factories import closed_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(client, partnership, reader):
    round_ = closed_round(partnership, mode=Round.Mode.ATTRIBUTED)

    def fetch(name, *key, **query):
        response = client.get(reverse(f"reports:{name}", args=[partnership.slug, round_.pk, *key]), query)
        return list(csv.reader(StringIO(response.getvalue().decode("utf-8-sig"))))

    return fetch


def test_the_statements_that_are_shown_are_in_the_file(table):
    header, *rows = table("round-statements-csv", principle="trust", sort="lowest")
    assert header[:4] == ["number", "principle", "statement", "mean"]
    assert {row[1] for row in rows} == {"Trust"}
    assert len(rows) == 6


def test_a_statement_has_a_row_a_partner(table):
    header, *rows = table("round-statement-csv", "trust-risk")
    assert header == ["partner", "mean", "scored it", "agreement", "beside the others"]
    assert len(rows) == 2


def test_a_partner_has_a_row_a_principle_and_a_statement(table, partnership):
    _, *rows = table("round-column-csv", str(partnership.partners.first().pk))
    assert len(rows) == 6 + 36


def test_taking_a_table_away_is_noted(table, partnership):
    table("round-statement-csv", "trust-risk")
    assert AuditEntry.objects.filter(action="results.exported", details__format="statement-trust-risk.csv").exists()


def test_an_unknown_statement_is_not_found(client, partnership, reader):
    round_ = closed_round(partnership)
    address = reverse("reports:round-statement-csv", args=[partnership.slug, round_.pk, "nothing"])
    assert client.get(address).status_code == 404
