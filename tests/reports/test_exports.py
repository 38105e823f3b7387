"""Downloads and the command: the same document everywhere, and every figure in the CSV."""

from __future__ import annotations

import csv
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from common.models import AuditEntry
from reports.document import results_document
from reports.exports import results_rows
from reports.formats import FORMATS
from surveys.models import Round
from tests.factories import closed_round, open_round
from tests.reports.made import person, results

pytestmark = pytest.mark.django_db


def stored(round_):
    return results_document(Round.objects.get(pk=round_.pk))


def csv_of(client, where):
    return list(csv.DictReader(StringIO(b"".join(client.get(where)).decode("utf-8-sig"))))


def test_the_document_has_the_parts_that_are_described(partnership):
    document = stored(closed_round(partnership))
    assert list(document) == [
        "format", "format_version", "partnership", "round", "instrument",
        "columns", "left_out", "no_answers", "agreement_of", "figures",
    ]  # fmt: skip
    assert list(document["round"]) == [
        "id", "title", "mode", "official", "minimum_group", "view", "opened", "closed", "time_zone",
        "invited", "answered", "partners_invited", "partners_answered",
    ]  # fmt: skip
    assert list(document["figures"]) == ["overall", "sections", "statements"]


def test_the_document_counts_people_and_partners(partnership):
    facts = stored(closed_round(partnership))["round"]
    assert (facts["invited"], facts["answered"], facts["partners_invited"], facts["partners_answered"]) == (
        16,
        16,
        2,
        2,
    )


def test_its_numbers_are_json(partnership):
    json.dumps(stored(closed_round(partnership)), allow_nan=False)


def test_the_download_is_the_document(client, partnership, reader, address):
    round_ = closed_round(partnership)
    response = client.get(address(round_, "round-results-json"))
    assert response.json() == {**stored(round_), "comments": None}
    assert response["Content-Disposition"] == f'attachment; filename="results-{round_.pk}.json"'


@pytest.mark.parametrize("kind", FORMATS)
def test_every_download_is_noted(client, partnership, reader, address, kind):
    client.get(address(closed_round(partnership), f"round-results-{kind}"))
    entry = AuditEntry.objects.get(action="results.exported")
    assert (entry.actor, entry.partnership_id, entry.details) == (reader, partnership.pk, {"format": kind})


def test_the_csv_has_every_figure_of_the_document(client, partnership, reader, address):
    round_ = closed_round(partnership)
    rows, document = csv_of(client, address(round_, "round-results-csv")), stored(round_)
    figures = {
        (level, key, column): figure["mean"]
        for level, part in (("section", "sections"), ("statement", "statements"))
        for key, row in document["figures"][part].items()
        for column, figure in row["columns"].items()
    }
    found = {(row["level"], row["key"], row["column"]): float(row["mean"]) for row in rows if row["column"] != "all"}
    assert {key: value for key, value in found.items() if key[0] != "overall"} == figures


def test_the_csv_counts_answers_one_column_each(client, partnership, reader, address):
    rows = csv_of(client, address(closed_round(partnership), "round-results-csv"))
    full = [row for row in rows if row["level"] == "statement" and row["column"] != "all" and row["count_3"]]
    assert {(row["count_1"], row["count_3"], row["count_dk"]) for row in full} == {("0", "12", "0")}


def test_the_csv_says_both_ways_of_counting(client, partnership, reader, address):
    rows = csv_of(client, address(closed_round(partnership), "round-results-csv"))
    voices = [row["voice"] for row in rows if row["level"] == "overall" and row["column"] == "all"]
    assert voices == ["one_partner_one_voice", "one_person_one_voice"]


def test_the_csv_names_partners_without_a_column_and_why():
    found = results({"Arden": [person()] * 12, "Brook": [person()] * 2, "Cedar": []})
    document = {**found.document, "instrument": {"points": 4, "sections": []}}
    header, *rows = results_rows(document)
    place = header.index("column_name"), header.index("hidden")
    assert [tuple(row[index] for index in place) for row in rows[-2:]] == [
        ("Brook", "left_out"),
        ("Cedar", "no_answers"),
    ]
    assert {len(row) for row in rows} == {len(header)}


@pytest.mark.parametrize("kind", ["json", "csv", "xlsx", "sps"])
def test_the_command_writes_what_the_page_downloads(client, partnership, reader, address, kind, tmp_path):
    round_ = closed_round(partnership)
    target = tmp_path / f"out.{kind}"
    call_command("export_round", round_.pk, format=kind, output=target)
    response = client.get(address(round_, f"round-results-{kind}"))
    assert target.read_bytes() == (b"".join(response) if response.streaming else response.content)


@pytest.mark.parametrize(
    ("state", "kind", "words"),
    [("open", "json", "not closed"), ("none", "json", "no round"), ("closed", "doc", "invalid choice")],
)
def test_the_command_says_what_is_in_the_way(partnership, tmp_path, state, kind, words):
    rounds = {"open": open_round, "closed": closed_round}
    number = rounds[state](partnership).pk if state in rounds else 0
    with pytest.raises(CommandError, match=words):
        call_command("export_round", number, format=kind, output=tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_what_the_command_writes_is_noted_in_the_partnerships_trail(partnership, tmp_path):
    round_ = closed_round(partnership)
    call_command("export_round", round_.pk, format="csv", output=tmp_path / "out.csv")
    entry = AuditEntry.objects.get(action="results.exported")
    assert (entry.actor, entry.partnership_id, entry.details) == (None, partnership.pk, {"format": "csv"})


def test_a_file_that_cannot_be_written_is_said(partnership, tmp_path):
    with pytest.raises(CommandError, match="Cannot write"):
        call_command("export_round", closed_round(partnership).pk, format="json", output=tmp_path / "no" / "out")
