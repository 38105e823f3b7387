"""Answers of attributed rounds as files: who may take them, what is in them, and back in with the same figures."""

from __future__ import annotations

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone
from openpyxl import load_workbook

from common.models import AuditEntry
from partnerships.models import Partnership
from surveys.attributed import answers_by_partner
from surveys.models import Comment, Response, Round
from surveys.services.rounds import close_round
from tests.factories import UserFactory, closed_round, facilitator_of, instrument, open_round
from tests.reports.states import closed, spread

pytestmark = pytest.mark.django_db
NAMES = ("csv", "xlsx", "sps")
PEOPLE = {"Arden": (3, spread), "Brook": (2, spread)}


@pytest.fixture
def facilitator(client, partnership):
    person = facilitator_of(partnership)
    client.force_login(person)
    return person


def content_of(response):
    assert response.status_code == 200
    return b"".join(response) if response.streaming else response.content


def rows_of(client, where):
    return list(csv.reader(StringIO(content_of(client.get(where)).decode("utf-8-sig"), newline="")))


def attributed(partnership, **fields):
    return closed(partnership, PEOPLE, mode="attributed", instrument=instrument(), **fields)


def test_a_row_a_response_with_the_partner_and_every_answer(client, partnership, facilitator, address):
    round_ = attributed(partnership)
    header, *rows = rows_of(client, address(round_, "round-answers-csv"))
    keys = round_.instrument.content.statement_keys
    assert header == ["partner", *keys]
    wanted = sorted(
        [response.partner.name, *(str(response.answers[key]) for key in keys)] for response in round_.responses.all()
    )
    assert sorted(rows) == wanted
    assert [row[0] for row in rows] == ["Arden"] * 3 + ["Brook"] * 2


def test_the_workbook_has_the_rows_of_the_csv(client, partnership, facilitator, address):
    round_ = attributed(partnership)
    book = load_workbook(BytesIO(content_of(client.get(address(round_, "round-answers-xlsx")))))
    found = [["" if cell is None else str(cell) for cell in row] for row in book["Answers"].iter_rows(values_only=True)]
    assert found == rows_of(client, address(round_, "round-answers-csv"))
    assert book["Answers"].freeze_panes == "B2"


def test_what_was_not_answered_is_empty(client, partnership, facilitator, address):
    round_ = attributed(partnership)
    key = round_.instrument.content.statement_keys[0]
    response = round_.responses.order_by("partner__organisation__name", "pk").first()
    Response.objects.filter(pk=response.pk).update(answers={**response.answers, key: "na"})
    _, answers = next(answers_by_partner(round_))
    assert answers[key] == "na"
    Response.objects.filter(pk=response.pk).update(answers={})
    assert rows_of(client, address(round_, "round-answers-csv"))[1][1:] == [""] * 36


def test_what_was_never_sent_is_not_in_it(client, partnership, facilitator, address):
    round_ = attributed(partnership)
    Response.objects.create(round=round_, partner=round_.responses.first().partner, answers={"trust-risk": 1})
    assert len(rows_of(client, address(round_, "round-answers-csv"))) == 1 + 5


def test_the_command_reads_it_back_with_the_same_figures(client, partnership, facilitator, address, tmp_path):
    round_ = attributed(partnership)
    file = tmp_path / "answers.csv"
    file.write_bytes(content_of(client.get(address(round_, "round-answers-csv"))))
    call_command(
        "import_round", file, partnership="copy", instrument=round_.instrument.key, title="Copy", mode="attributed",
        create=True, close=True, stdout=StringIO(),
    )  # fmt: skip
    copy = Partnership.objects.get(slug="copy").rounds.get()
    assert figures_by_name(copy) == figures_by_name(round_)


def figures_by_name(round_):
    """The figures, columns by name: their keys are those of other partners."""
    document = round_.result.figures
    names = {column["key"]: column["name"] for column in document["columns"]}
    return {
        (level, key, names[column]): figure
        for level, rows in document["figures"].items()
        for key, row in (rows.items() if level != "overall" else [("overall", rows)])
        for column, figure in row["columns"].items()
    }


@pytest.mark.parametrize("kind", NAMES)
@pytest.mark.parametrize("mode", ["confidential", "anonymous"])
def test_there_is_none_of_other_rounds(client, partnership, facilitator, address, kind, mode):
    round_ = closed(partnership, PEOPLE, mode=mode)
    assert client.get(address(round_, f"round-answers-{kind}")).status_code == 404


@pytest.mark.parametrize("mode", ["confidential", "anonymous"])
def test_no_other_way_leads_to_answers_of_other_rounds(partnership, mode):
    with pytest.raises(ValueError, match="for nobody"):
        next(answers_by_partner(closed(partnership, PEOPLE, mode=mode)))


def test_there_is_none_before_the_round_is_closed(client, partnership, facilitator, address):
    round_ = open_round(partnership, mode="attributed")
    assert client.get(address(round_, "round-answers-csv")).status_code == 404


def test_there_is_none_once_answers_were_to_be_deleted(client, partnership, facilitator, address):
    round_ = attributed(partnership)
    long_ago = timezone.now() - timedelta(days=400)
    Round.objects.filter(pk=round_.pk).update(kept_months=12, closed_at=long_ago)
    assert client.get(address(round_, "round-answers-csv")).status_code == 404


@pytest.mark.parametrize("kind", NAMES)
def test_members_do_not_get_what_people_answered(client, partnership, reader, address, kind):
    round_ = attributed(partnership)
    assert client.get(address(round_, f"round-answers-{kind}")).status_code == 403
    assert b"Answers by organisation" not in client.get(address(round_)).content


def test_administrators_get_it(client, partnership, address):
    client.force_login(UserFactory(is_administrator=True))
    assert client.get(address(attributed(partnership), "round-answers-csv")).status_code == 200


def official(partnership):
    """A closed round of official answers; what people answered privately is there too."""
    round_ = open_round(partnership, mode="attributed", official=True)
    keys = round_.instrument.content.statement_keys
    for partner in partnership.partners.all():
        Response.objects.create(
            round=round_, partner=partner, is_official=True, is_submitted=True, answers=dict.fromkeys(keys, 2)
        )
    participant = round_.participants.first()
    private = Response.objects.create(
        round=round_, partner=participant.partner, participant=participant, is_submitted=True, answers={keys[0]: 4}
    )
    Comment.objects.create(response=private, place=keys[0], text="Private")
    close_round(round_=round_, by=None)
    return round_


def test_official_answers_are_for_every_reader_and_private_ones_for_none(client, partnership, reader, address):
    round_ = official(partnership)
    _, *rows = rows_of(client, address(round_, "round-answers-csv"))
    assert len(rows) == partnership.partners.count()
    assert {answer for row in rows for answer in row[1:]} == {"2"}


@pytest.mark.parametrize("kind", NAMES)
def test_it_is_noted_who_took_them(client, partnership, facilitator, address, kind):
    client.get(address(attributed(partnership), f"round-answers-{kind}"))
    entry = AuditEntry.objects.get(action="round.answers-exported")
    assert (entry.actor, entry.partnership_id, entry.details) == (facilitator, partnership.pk, {"format": kind})


def test_the_page_offers_them_to_those_who_may(client, partnership, facilitator, address):
    page = client.get(address(attributed(partnership))).content.decode()
    assert "Only facilitators and administrators see this." in page
    assert all(f"Answers as {title}" in page for title in ("workbook", "CSV", "SPSS syntax"))


def test_the_page_does_not_offer_them_of_other_rounds(client, partnership, facilitator, address):
    assert b"Answers as" not in client.get(address(closed_round(partnership))).content


def test_neither_the_file_nor_its_name_says_who_answered(client, partnership, facilitator, address):
    round_ = closed_round(partnership, mode="attributed")
    response = client.get(address(round_, "round-answers-csv"))
    person = round_.participants.first().person
    assert response["Content-Disposition"] == f'attachment; filename="answers-{round_.pk}.csv"'
    assert person.email not in content_of(response).decode()
