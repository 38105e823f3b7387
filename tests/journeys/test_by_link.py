"""Answering by the link in a mail: as safe over a bad line as for those who sign in, and on nobody's account."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from surveys.models import Response
from surveys.services.asking import begin_address
from tests.journeys.answering import SAVED, address, choose, comment, fill_in_while_it_drops, state, stored
from tests.journeys.axe import violations

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def open_link(page, line, participant):
    """Opens a new link of the participant, as its mail would have it."""
    page.on("dialog", lambda dialog: dialog.accept())

    def open_link():
        page.goto(line.address + re.search(r"/r/[\w-]+/", begin_address(participant))[0])

    return open_link


@pytest.fixture
def visit(page, open_link):
    open_link()
    page.get_by_role("button", name="Begin").click()
    return page


def test_a_whole_round_by_link_on_a_phone_over_a_line_that_drops(visit, line, participant):
    visit.set_viewport_size({"width": 390, "height": 844})
    visit.get_by_role("link", name="Start with section 1").click()
    fill_in_while_it_drops(visit, line, participant)
    sent = Response.objects.get()
    assert sent.is_submitted
    assert sent.answers == dict.fromkeys(participant.round.instrument.content.statement_keys, 3)


def test_offline_answers_and_comments_by_link_are_kept_and_sent(visit, line, participant):
    visit.goto(line.address + address(participant, "section", "need"))
    visit.context.set_offline(True)
    key = choose(visit, 0, "Disagree")
    comment(visit, 0, "Money came late")
    expect(state(visit, key)).to_have_text("Offline: kept in this tab")
    visit.context.set_offline(False)
    expect(state(visit, key)).to_have_text(SAVED)
    assert stored() == {key: 2}
    assert Response.objects.get().comments.get().text == "Money came late"


def test_a_visit_that_ended_keeps_the_answer_until_the_link_is_opened_again(visit, line, participant, open_link):
    visit.goto(line.address + address(participant, "section", "need"))
    visit.context.clear_cookies(name="sessionid")
    key = choose(visit, 0, "Agree")
    expect(state(visit, key)).to_have_text("Not saved: kept in this tab")
    visit.get_by_role("link", name="Open your link again").click()
    expect(visit.get_by_role("heading", name="This link does not work")).to_be_visible()
    open_link()
    visit.get_by_role("button", name="Begin").click()
    # The page that sends what was kept comes again once it is stored, and counts it.
    expect(visit.get_by_text(re.compile(r"^1 of \d+$"))).to_be_visible(timeout=15_000)
    assert stored() == {key: 3}


@pytest.mark.markup
@pytest.mark.parametrize("width", [1280, 320])
def test_pages_by_link_pass_axe_and_fit(visit, line, participant, width):
    visit.set_viewport_size({"width": width, "height": 900})
    for path in (
        reverse("links:page"),
        reverse("links:not-me"),
        reverse("links:hand-on"),
        reverse("links:decline"),
        address(participant, "round"),
        address(participant, "tasks"),
        address(participant, "section", "need"),
        address(participant, "check"),
        "/r/wrong/",
    ):
        visit.goto(line.address + path)
        assert violations(visit) == [], path
        assert visit.evaluate("document.documentElement.scrollWidth") <= width, path
    visit.goto(line.address + address(participant, "round"))
    visit.get_by_role("button", name="Leave").click()
    assert violations(visit) == []
