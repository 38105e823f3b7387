"""An instrument with seven points, and a section where high is bad, from the first answer to the results."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import reverse

from surveys.instrument_file import load
from surveys.services.rounds import close_round
from tests.factories import PartnerFactory, instrument, open_round, people_of, sent

pytestmark = pytest.mark.django_db
SEVEN = Path(__file__).parent / "instruments" / "seven-points.yaml"


@pytest.fixture
def round_(client):
    partner = PartnerFactory()
    people_of(partner, 10)
    people_of(PartnerFactory(partnership=partner.partnership), 10)
    return open_round(partner.partnership, instrument=instrument(load(SEVEN)))


def address(round_, name, *args):
    return reverse(name, args=[round_.partnership.slug, round_.pk, *args])


def test_every_point_is_offered(client, round_):
    client.force_login(round_.participants.first().person)
    section = round_.instrument.content.sections[0]
    page = client.get(address(round_, "surveys:section", section.key)).content.decode()
    assert page.count('type="radio"') == 9 * len(section.statements)
    assert "scale points-7" in page


def test_the_highest_point_is_an_answer_and_the_next_is_not(client, round_):
    client.force_login(round_.participants.first().person)
    key = round_.instrument.content.statement_keys[0]
    page = {"participant": round_.participants.first().pk, "revision": 0, "comments": {}}
    codes = []
    for answer in ("7", "8"):
        body = {**page, "changes": {key: {"before": "", "answer": answer}}}
        codes.append(client.post(address(round_, "surveys:save"), body, content_type="application/json").status_code)
    assert codes == [200, 400]


def test_results_are_read_on_that_scale(client, round_):
    keys = round_.instrument.content.statement_keys
    for number, participant in enumerate(round_.participants.all()):
        sent(participant, dict.fromkeys(keys, 7 if number % 2 else 6))
    close_round(round_=round_, by=None)
    client.force_login(round_.participants.first().person)
    page = client.get(address(round_, "reports:round-results")).content.decode()
    assert "of 7" in page


def test_where_high_is_bad_the_section_stays_out_of_the_overall(round_):
    definition = round_.instrument.content
    bad = {
        key for section in definition.sections if section.direction == "high_is_bad" for key in section.statement_keys
    }
    assert bad
    for participant in round_.participants.all():
        sent(participant, {key: 7 if key in bad else 2 for key in definition.statement_keys})
    figures = close_round(round_=round_, by=None).figures["figures"]
    assert figures["overall"]["all"]["one_partner_one_voice"]["mean"] == 2
