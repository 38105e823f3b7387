"""A round that somebody fills in over a line that can be cut."""

from __future__ import annotations

import pytest

from tests.factories import PartnerFactory, open_round, people_of
from tests.journeys.answering import address
from tests.journeys.proxy import Line


@pytest.fixture
def participant(transactional_db):
    partner = PartnerFactory()
    people_of(partner, 3)
    return open_round(partner.partnership).participants.order_by("pk").first()


@pytest.fixture
def line(live_server):
    line = Line(live_server.url)
    yield line
    line.close()


@pytest.fixture
def sign_in(page, line, client):
    def sign_in(person):
        client.force_login(person)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": line.address}
        page.context.add_cookies([cookie])

    return sign_in


@pytest.fixture
def section(page, line, sign_in, participant):
    """The first section, open in the browser of the first participant."""
    sign_in(participant.person)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(line.address + address(participant, "section", "need"))
    return page


@pytest.fixture
def other(section, browser):
    """A second device of the same person, on the same page."""
    context = browser.new_context()
    context.add_cookies(section.context.cookies())
    page = context.new_page()
    page.goto(section.url)
    yield page
    context.close()
