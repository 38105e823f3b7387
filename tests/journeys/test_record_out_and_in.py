"""Pages of the record in Chromium: accessible, and clean on paper."""

from __future__ import annotations

import pytest
from django.urls import reverse

from record.exports import record_json
from record.parts import PARTS
from record.services.bringing_in import bring_in
from record.starting_points import starting_point
from tests.factories import MembershipFactory
from tests.journeys.axe import violations
from tests.journeys.test_accessibility import visit
from tests.record.made import World, propose

pytestmark = pytest.mark.django_db(transaction=True)
LEADS_ELSEWHERE = "nav, .btn, button, input:not([type=hidden]), select, textarea, .masthead, .foot"


@pytest.fixture
def world(transactional_db):
    return World()


def filled(world, part="exit"):
    """A draft from a template."""
    rows = starting_point("health_and_care", PARTS[part]).rows
    return bring_in(partnership=world.partnership, part=PARTS[part], rows=rows, source="x", by=world.leads[0])


def address(world, name, *args):
    return reverse(f"record:{name}", args=[world.partnership.slug, *args])


def test_where_a_draft_starts(page, live_server, client, world):
    for name, *args in (("draft-start", "exit"), ("from-template", "governance", "supply"), ("from-file", "purpose")):
        visit(page, live_server, client, world.leads[0], address(world, name, *args))
        assert violations(page) == []


def test_a_file_is_chosen_looked_at_and_becomes_a_draft(page, live_server, client, world):
    other = World()
    propose(filled(other))
    visit(page, live_server, client, world.leads[0], address(world, "from-file", "exit"))
    content = record_json(other.partnership).encode()
    page.set_input_files("input[type=file]", {"name": "r.json", "mimeType": "application/json", "buffer": content})
    page.click("text=Look at it")
    assert violations(page) == []
    page.click("text=Start the draft with this")
    page.wait_for_url(live_server.url + address(world, "draft", "exit"))
    assert violations(page) == []
    assert page.locator("mark.place").count() > 10


def test_on_paper_a_part_leads_nowhere_and_is_light(page, live_server, client, world):
    propose(filled(world))
    page.emulate_media(color_scheme="dark")
    visit(
        page, live_server, client, MembershipFactory(partner=world.partners[0]).person, address(world, "part", "exit")
    )
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator(LEADS_ELSEWHERE).filter(visible=True).all_inner_texts() == []
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(26, 36, 43)"
    assert page.evaluate("getComputedStyle(document.querySelector('.clause thead')).display") == "table-header-group"


def test_on_paper_a_lead_sees_no_form_and_the_writers_of_a_draft_no_links(page, live_server, client, world):
    propose(filled(world))
    filled(world, "purpose")
    for name, part in (("part", "exit"), ("draft", "purpose")):
        visit(page, live_server, client, world.leads[0], address(world, name, part))
        page.emulate_media(media="print")
        assert page.locator(LEADS_ELSEWHERE).filter(visible=True).all_inner_texts() == []
        page.emulate_media(media="screen")
