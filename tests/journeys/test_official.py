"""An official answer in the browser: two people answer at once, a lead compares before and sends afterwards."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from surveys.models import Response
from tests.journeys.answering import choose, state
from tests.surveys.officially import KEY, address, asked, everybody_sends, lead_of, member_of, signed_in

pytestmark = pytest.mark.django_db(transaction=True)


def opened(browser, live_server, person):
    """A browser of somebody's own."""
    context = browser.new_context()
    cookie = {"name": "sessionid", "value": signed_in(person).cookies["sessionid"].value, "url": live_server.url}
    context.add_cookies([cookie])
    return context.new_page()


def test_an_organisation_agrees_its_answer(browser, live_server, transactional_db):
    round_, partner = asked(3)
    everybody_sends(round_, partner, 1, 4, 4)
    lead, member = (opened(browser, live_server, person) for person in (lead_of(partner), member_of(partner)))
    lead.goto(live_server.url + address(round_, "official"))
    lead.get_by_role("link", name="Compare our answers").click()
    lead.get_by_role("button", name="Fix the answers and compare them").click()
    expect(lead.get_by_role("heading", level=1)).to_have_text(f"Where the people of {partner} differ")

    for page in (lead, member):
        page.goto(live_server.url + address(round_, "official-section", "trust"))
    expect(member.locator(f"#{KEY}")).to_contain_text("Your people: 3.0; three scored it.")
    place = [item.get_attribute("data-statement") for item in member.locator("fieldset.statement").all()].index(KEY)
    choose(member, place, "Agree")
    expect(state(member, KEY)).to_contain_text("Saved")
    choose(lead, place, "Disagree")
    expect(lead.locator(f"#{KEY}")).to_contain_text("Agree")
    expect(state(lead, KEY)).to_contain_text("elsewhere")
    assert Response.objects.get(is_official=True).answers == {KEY: 3}
    choose(lead, place, "Disagree")
    expect(state(lead, KEY)).to_contain_text("Saved")
    assert Response.objects.get(is_official=True).answers == {KEY: 2}

    lead.goto(live_server.url + address(round_, "official-check"))
    lead.get_by_role("button", name="Send the official answer").click()
    expect(lead.get_by_text(f"Sent: this is the official answer of {partner}.")).to_be_visible()
    member.goto(live_server.url + address(round_, "official"))
    expect(member.get_by_text("Until the round closes a lead of your organisation can still change it")).to_be_visible()
    for page in (lead, member):
        page.context.close()
