"""Every state of results is drawn on purpose: each page stands, says what is so, and prints nothing by accident."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.db import transaction
from django.urls import reverse

from tests.factories import PartnershipFactory, facilitator_of
from tests.reports.states import STATES, make

pytestmark = pytest.mark.django_db

ACCIDENTS = re.compile(r"\bNone\b(?! of)|\bnan\b|\binf\b|\bundefined\b|\{\{|\}\}|\[\]|-0\.0|\bTrue\b|\bFalse\b")
SAYS = {
    "one partner": "Partner 01",
    "everyone equal": "score alike",
    "everyone split": "no shared view of any principle",
    "partners far apart": "no shared view of any principle",
    "all hidden": "too few people answered",
    "no answers": "Nobody answered",
    "only don’t know": "cannot be shown",
    "together": "All partners",
    "anonymous and pooled": "Other partners",
    "seven points, high is bad": "igh is bad",
}


class _Text(HTMLParser):
    """What a reader sees, without scripts and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.skipped = 0

    def handle_starttag(self, tag, attrs):
        self.skipped += tag in {"script", "style"}

    def handle_endtag(self, tag):
        self.skipped -= tag in {"script", "style"}

    def handle_data(self, data):
        if not self.skipped:
            self.found.append(data)


def text_of(response):
    assert response.status_code == 200
    reader = _Text()
    reader.feed(response.content.decode())
    return " ".join(" ".join(reader.found).split())


def addresses(round_):
    place = [round_.partnership.slug, round_.pk]
    yield reverse("reports:overview", args=place[:1])
    yield reverse("reports:round-results", args=place)
    yield reverse("reports:round-results", args=place) + "?voice=person&bars=share"
    yield reverse("reports:round-statements", args=place)
    yield reverse("reports:round-statement", args=[*place, round_.instrument.content.statement_keys[0]])
    for column in round_.result.figures["columns"][:1]:
        yield reverse("reports:round-column", args=[*place, column["key"]])


@pytest.fixture(scope="module")
def states(django_db_setup, django_db_blocker):
    """For each state a round and somebody who may read it; made once, only read, and taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield {name: _made(name) for name in STATES}
        transaction.set_rollback(True)


def _made(name):
    partnership = PartnershipFactory()
    return make(name, partnership), facilitator_of(partnership)


@pytest.fixture
def look(client, states):
    """The round of a state, its reader signed in."""

    def signed_in(name):
        round_, reader = states[name]
        client.force_login(reader)
        return round_

    return signed_in


@pytest.mark.parametrize("name", STATES)
def test_no_page_prints_anything_by_accident(client, look, name):
    for address in addresses(look(name)):
        text = text_of(client.get(address))
        assert not ACCIDENTS.findall(text), address


@pytest.mark.parametrize("name", SAYS)
def test_a_state_is_said(client, look, name):
    round_ = look(name)
    page = text_of(client.get(reverse("reports:round-results", args=[round_.partnership.slug, round_.pk])))
    assert SAYS[name] in page


@pytest.mark.parametrize("name", STATES)
@pytest.mark.parametrize("key", ["heat", "dots", "first", "answers", "radar", "levels", "differences"])
def test_a_picture_is_there_or_is_not(client, look, name, key):
    round_ = look(name)
    address = reverse("reports:round-picture", args=[round_.partnership.slug, round_.pk, key, "svg"])
    assert client.get(address).status_code in {200, 404}
