"""The same answers open twice: both values are shown, the person chooses, and nothing is overwritten unseen."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from surveys.models import Comment
from tests.journeys.answering import SAVE, SAVED, address, choose, come_back, comment, state, stored

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def other(section, browser):
    """A second device of the same person, on the same page."""
    context = browser.new_context()
    context.add_cookies(section.context.cookies())
    page = context.new_page()
    page.goto(section.url)
    yield page
    context.close()


@pytest.fixture
def clashing(section, other):
    """“Agree” is stored from the other device; here “Strongly disagree” is chosen. The statement's key."""
    key = choose(other, 0, "Agree")
    expect(state(other, key)).to_have_text(SAVED)
    choose(section, 0, "Strongly disagree")
    expect(state(section, key)).to_contain_text("“Agree” is stored, here is “Strongly disagree”")
    return key


def test_a_stale_tab_shows_both_answers_and_overwrites_nothing(section, clashing):
    assert stored() == {clashing: 3}
    expect(section.locator(f"#{clashing}-3")).to_be_checked()


@pytest.mark.parametrize(("button", "answer"), [("Use mine", 1), ("Keep what is stored", 3)])
def test_the_person_chooses(section, clashing, button, answer):
    section.get_by_role("button", name=button).click()
    expect(state(section, clashing)).to_have_text(SAVED)
    expect(section.locator(f"#{clashing}-{answer}")).to_be_checked()
    assert stored() == {clashing: answer}


def test_both_values_outlive_a_reload(section, clashing):
    section.reload()
    expect(state(section, clashing)).to_contain_text("“Agree” is stored, here is “Strongly disagree”")


def test_nobody_sends_before_choosing(section, line, participant, clashing):
    section.goto(line.address + address(participant, "check"))
    expect(section.locator("#kept-answers")).to_contain_text("Changed elsewhere meanwhile: choose which to keep.")
    expect(section.get_by_role("button", name="Send my answers")).to_be_disabled()
    section.locator("#kept-answers").get_by_role("link", name="Statement 1.1").click()
    section.get_by_role("button", name="Use mine").click()
    expect(state(section, clashing)).to_have_text(SAVED)
    assert stored() == {clashing: 1}


def test_both_comments_are_shown(section, other):
    key = comment(other, 0, "Written first")
    expect(state(other, key)).to_have_text(SAVED)
    comment(section, 0, "Written later")
    expect(state(section, key)).to_contain_text("“Written first” is stored, here is “Written later”")
    assert Comment.objects.get().text == "Written first"
    section.get_by_role("button", name="Use mine").click()
    expect(state(section, key)).to_have_text(SAVED)
    assert Comment.objects.get().text == "Written later"


def test_a_tab_that_was_overtaken_shows_what_is_stored_when_it_is_looked_at(section, other):
    key = choose(other, 0, "Agree")
    expect(state(other, key)).to_have_text(SAVED)
    come_back(section)
    expect(section.locator(f"#{key}-3")).to_be_checked()
    expect(state(section, key)).to_have_text("Changed elsewhere: this is what is stored now")


def test_saving_one_answer_tells_of_the_others(section, other):
    first, second = choose(other, 0, "Agree"), choose(other, 1, "Agree")
    expect(state(other, second)).to_have_text(SAVED)
    third = choose(section, 2, "Disagree")
    expect(state(section, third)).to_have_text(SAVED)
    expect(section.locator(f"#{first}-3")).to_be_checked()
    assert stored() == {first: 3, second: 3, third: 2}


def test_the_same_answer_given_twice_is_no_clash(section, other):
    key = choose(other, 0, "Agree")
    expect(state(other, key)).to_have_text(SAVED)
    choose(section, 0, "Agree")
    expect(state(section, key)).to_have_text(SAVED)


def test_a_kept_answer_does_not_overwrite_what_came_from_another_device_after_a_reload(section, other):
    section.route(SAVE, lambda route: route.abort())
    key = choose(section, 0, "Strongly disagree")
    choose(other, 0, "Agree")
    expect(state(other, key)).to_have_text(SAVED)
    section.unroute(SAVE)
    section.reload()
    expect(state(section, key)).to_contain_text("“Agree” is stored, here is “Strongly disagree”")
    assert stored() == {key: 3}
