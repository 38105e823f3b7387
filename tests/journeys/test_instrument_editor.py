"""An administrator writes the next version in two languages and publishes it; somebody fills in a section in Welsh."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from surveys.models import Instrument
from tests.factories import PartnerFactory, UserFactory, instrument, open_round, people_of
from tests.journeys.answering import address, choose, state, stored


@pytest.fixture
def sign_in_here(page, live_server, client):
    def sign_in(person):
        client.force_login(person)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        page.context.add_cookies([cookie])

    return sign_in


def test_from_a_copy_to_an_answer_in_welsh(page, live_server, transactional_db, sign_in_here):
    instrument()
    sign_in_here(UserFactory(is_administrator=True))
    page.goto(live_server.url + "/instruments/")
    page.get_by_role("button", name="Copy as a new version").click()
    page.get_by_role("link", name="1. Recognise and accept the need").click()
    page.get_by_label("Statement").first.fill("Together we have done what none of us could do alone.")
    page.get_by_role("button", name="Save, and add a statement").click()
    page.get_by_label("Statement").last.fill("We would begin again.")
    page.get_by_role("button", name="Save", exact=True).last.click()
    page.get_by_role("link", name="(draft of version 4)").click()
    page.get_by_role("link", name="Welsh", exact=True).click()
    page.get_by_role("navigation", name="Parts").get_by_role("link", name="Need").click()
    page.get_by_label("We would begin again.").fill("Byddem yn dechrau eto.")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Preview what is saved").click()
    expect(page.get_by_role("group", name="Byddem yn dechrau eto.")).to_be_visible()
    page.get_by_role("link", name="(draft of version 4)").click()
    page.get_by_role("link", name="Publish…").click()
    expect(page.get_by_text("New since version 3: need-1.")).to_be_visible()
    page.get_by_role("button", name="Publish it for good").click()
    expect(page.get_by_text("(version 4) is published.")).to_be_visible()

    newest = Instrument.objects.get(version=4)
    partner = PartnerFactory()
    people_of(partner, 3)
    participant = open_round(partner.partnership, instrument=newest).participants.first()
    sign_in_here(participant.person)
    page.goto(live_server.url + address(participant, "section", "need"))
    page.get_by_role("link", name="Cymraeg").click()
    key = choose(page, 6, "Cytuno$|^Cytuno[0-9]")
    expect(state(page, key)).to_contain_text("Wedi’i gadw")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cydnabod a derbyn yr angen am bartneriaeth")
    assert stored() == {"need-1": 3}
