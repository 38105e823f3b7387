"""Pictures to take away: each as drawing, as image and as figures, and never more than the page shows."""

from __future__ import annotations

import csv
from io import BytesIO
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from PIL import Image

from common.models import AuditEntry
from reports.pictures.standalone import standalone
from reports.pictures.table import table
from surveys.models import Round
from surveys.services.rounds import close_round
from tests.factories import PartnerFactory, closed_round, open_round, people_of, sent
from tests.reports.test_pictures import HEAT

pytestmark = pytest.mark.django_db

KEYS = ("levels", "differences", "heat", "dots", "first", "answers", "radar")


def take(client, round_, key, kind, **asked):
    address = reverse("reports:round-picture", args=[round_.partnership.slug, round_.pk, key, kind])
    return client.get(address, asked)


def attributed(partnership, **fields):
    return closed_round(partnership, mode=Round.Mode.ATTRIBUTED, **fields)


def uneven(partnership):
    """A round in which partners differ, so that every picture has something to show."""
    round_ = open_round(partnership, mode=Round.Mode.ATTRIBUTED)
    for participant in round_.participants.all():
        score = 1 + participant.partner_id % 2 * 2
        sent(participant, dict.fromkeys(round_.instrument.content.statement_keys, score))
    close_round(round_=round_, by=None)
    return round_


@pytest.mark.parametrize("key", KEYS)
def test_a_drawing_stands_by_itself(client, partnership, reader, key):
    text = take(client, uneven(partnership), key, "svg").content.decode()
    root = ElementTree.fromstring(text)
    assert root.find("{http://www.w3.org/2000/svg}title").text in text
    assert not [word for word in ("var(", "href", "<a ") if word in text]
    assert partnership.name.replace("&", "&amp;") in text


def test_an_image_is_twice_as_dense_as_the_drawing(client, partnership, reader):
    image = Image.open(BytesIO(take(client, attributed(partnership), "heat", "png").content))
    assert image.format == "PNG"
    assert image.width == 1920


def test_words_are_in_the_image(client, partnership, reader):
    image = Image.open(BytesIO(take(client, attributed(partnership), "heat", "png").content)).convert("L")
    title = image.crop((64, 60, 900, 120))
    assert title.getextrema()[0] < 80


@pytest.mark.parametrize("key", KEYS)
def test_the_figures_are_the_pages_table(client, partnership, reader, key):
    response = take(client, uneven(partnership), key, "csv")
    rows = list(csv.reader(response.getvalue().decode("utf-8-sig").splitlines()))
    assert len(rows) > 1
    assert len({len(row) for row in rows}) == 1


@pytest.mark.parametrize("kind", ["svg", "csv"])
def test_whom_the_page_pools_no_file_names(client, partnership, reader, kind):
    small = [PartnerFactory(partnership=partnership) for _ in range(3)]
    for partner in small:
        people_of(partner, 2)
    response = take(client, closed_round(partnership), "heat", kind)
    text = (response.getvalue() if response.streaming else response.content).decode()
    assert "Other partners" in text
    assert not [partner for partner in small if partner.organisation.name in text]


def test_bold_words_have_a_weight_that_files_can_be_set_in():
    assert "svg .b{font-weight:700}" in standalone(HEAT, "Made up.")[0]


def test_a_hidden_cell_is_hidden_in_the_files_too():
    drawing, _ = standalone(HEAT, "Made up.")
    row = next(row for row in table(HEAT).rows if row[0] == "Brook")
    assert "hidden" in row
    assert "hidden for confidentiality" in drawing
    assert drawing.count("url(#hatch") == sum(row.count("hidden") for row in table(HEAT).rows)


def test_the_wishes_of_the_address_are_followed(client, partnership, reader):
    round_ = attributed(partnership)
    key = round_.result.figures["columns"][0]["key"]
    text = take(client, round_, "answers", "svg", column=key).content.decode()
    assert round_.result.figures["columns"][0]["name"] in text


def test_a_taken_picture_is_in_the_audit_trail(client, partnership, reader):
    take(client, attributed(partnership), "heat", "png")
    entry = AuditEntry.objects.get(action="results.exported")
    assert (entry.actor, entry.details["format"]) == (reader, "heat.png")


@pytest.mark.parametrize(
    ("key", "kind", "asked"),
    [
        ("map", "svg", {}),
        ("heat", "exe", {}),
        ("answers", "svg", {"column": "0"}),
        ("answers", "csv", {"statement": "x"}),
    ],
)
def test_what_no_page_shows_is_not_found(client, partnership, reader, key, kind, asked):
    assert take(client, attributed(partnership), key, kind, **asked).status_code == 404
    assert not AuditEntry.objects.filter(action="results.exported").exists()


def test_there_is_nothing_to_take_before_the_round_is_closed(client, partnership, reader):
    assert take(client, open_round(partnership), "heat", "svg").status_code == 404


def test_the_page_offers_each_picture_with_what_the_reader_asked_for(client, partnership, reader, address):
    page = client.get(address(attributed(partnership)), {"voice": "person"}).content.decode()
    assert "pictures/heat.png?voice=person" in page
    assert "pictures/answers.csv?voice=person" in page
