"""The same journey without JavaScript: every section by its button, to the receipt."""

from __future__ import annotations

import re

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import expect

from surveys.models import Comment, Response, Round
from tests.journeys.answering import address, choose, statement, stored

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def plain(browser, live_server, client, participant):
    """A browser without scripts, in which the first participant is signed in."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    client.force_login(participant.person)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    context.add_cookies([cookie])
    page = context.new_page()
    page.goto(live_server.url + address(participant, "tasks"))
    yield page
    context.close()


def to_section(page):
    page.get_by_role("link", name=re.compile("^1. ")).click()


def go_on(page):
    page.get_by_role("button", name=re.compile("^Next|^Check")).click()


def test_from_the_task_list_to_the_receipt(plain, participant):
    to_section(plain)
    for part in participant.round.instrument.content.sections:
        assert plain.get_by_role("heading", level=1).inner_text() == part.title
        for place in range(6):
            choose(plain, place, "Agree")
        go_on(plain)
    expect(plain.get_by_text("36 of 36 answered")).to_be_visible()
    plain.get_by_role("button", name="Send my answers").click()
    expect(plain.get_by_role("heading", name="Your answers are in")).to_be_visible()
    assert Response.objects.get().answers == dict.fromkeys(participant.round.instrument.content.statement_keys, 3)


def test_a_double_click_saves_once_and_is_no_clash(plain):
    to_section(plain)
    choose(plain, 0, "Agree")
    plain.get_by_role("button", name=re.compile("^Next")).dblclick()
    plain.wait_for_url("**/purpose/")
    assert Response.objects.get().revision == 1


def test_a_page_that_was_overtaken_shows_both_answers_and_asks_again(plain):
    to_section(plain)
    key = choose(plain, 0, "Agree")
    Response.objects.update(answers={key: 1}, revision=5)
    go_on(plain)
    expect(plain.get_by_text("Not everything is saved.")).to_be_visible()
    expect(statement(plain).get_by_text("“Strongly disagree” is stored, here you chose “Agree”")).to_be_visible()
    choose(plain, 0, "Agree")
    go_on(plain)
    assert stored() == {key: 3}


def test_a_comment_that_cannot_be_stored_comes_back_with_what_was_typed(plain):
    to_section(plain)
    key = choose(plain, 0, "Agree")
    statement(plain).get_by_text("Add a comment").click()
    statement(plain).locator("textarea").fill("A bell: \x07")
    go_on(plain)
    expect(plain.get_by_text("Your comment is not saved. This text holds a character")).to_be_visible()
    assert statement(plain).locator("textarea").input_value().startswith("A bell")
    assert stored() == {key: 3}
    assert not Comment.objects.exists()


def test_a_sign_in_that_expired_says_that_the_page_was_not_saved(plain):
    to_section(plain)
    choose(plain, 0, "Agree")
    Session.objects.all().delete()
    go_on(plain)
    expect(plain.get_by_role("heading", name="Sign in")).to_be_visible()
    assert plain.get_by_text("Nothing of the last page was saved or sent").is_visible()


def test_a_round_that_closed_meanwhile_says_what_came_too_late(plain):
    to_section(plain)
    choose(plain, 0, "Agree")
    Round.objects.update(state=Round.State.CLOSED, closed_at=timezone.now())
    go_on(plain)
    expect(plain.get_by_text("came too late to be stored")).to_be_visible()
    expect(plain.get_by_text("You did not send these answers")).to_be_visible()
