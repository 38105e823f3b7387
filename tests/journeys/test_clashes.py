"""The same answers open twice: both values are shown, the person chooses, and nothing is overwritten unseen."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from surveys.models import Comment
from tests.journeys.answering import SAVE, SAVED, address, choose, come_back, comment, state, stored

pytestmark = pytest.mark.django_db(transaction=True)


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


@pytest.fixture
def two_comments(section, other):
    """“From the laptop” is stored; “From the phone” was typed here. The statement's key."""
    key = comment(other, 0, "From the laptop")
    expect(state(other, key)).to_have_text(SAVED)
    comment(section, 0, "From the phone")
    expect(state(section, key)).to_contain_text("here is “From the phone”")
    return key


def test_typing_on_is_no_choice_between_two_comments(section, two_comments):
    section.locator(f"#comment-{two_comments}").press_sequentially(", going on")
    section.wait_for_timeout(1500)  # longer than the pause after which what was typed is sent
    expect(state(section, two_comments)).to_contain_text(
        "“From the laptop” is stored, here is “From the phone, going on”"
    )
    expect(section.locator("#saving")).to_have_text("Something was changed elsewhere: choose which to keep.")
    assert Comment.objects.get().text == "From the laptop"


@pytest.mark.parametrize(
    ("button", "text"), [("Use mine", "From the phone, going on"), ("Keep what is stored", "From the laptop")]
)
def test_the_choice_is_between_what_is_stored_and_all_that_was_typed(section, two_comments, button, text):
    section.locator(f"#comment-{two_comments}").press_sequentially(", going on")
    section.get_by_role("button", name=button).click()
    expect(state(section, two_comments)).to_have_text(SAVED)
    expect(section.locator(f"#comment-{two_comments}")).to_have_value(text)
    assert Comment.objects.get().text == text


def test_what_was_typed_is_still_in_the_box_after_a_reload(section, two_comments):
    section.reload()
    expect(section.locator(f"#comment-{two_comments}")).to_have_value("From the phone")
    expect(state(section, two_comments)).to_contain_text("“From the laptop” is stored, here is “From the phone”")


def test_a_choice_between_comments_stays_while_an_answer_beside_it_is_saved(section, two_comments):
    section.context.set_offline(True)
    choose(section, 0, "Agree")
    expect(state(section, two_comments)).to_contain_text("Offline: kept in this tab")
    expect(section.get_by_role("button", name="Use mine")).to_be_visible()
    section.context.set_offline(False)
    expect(section.locator("#saving")).to_have_text("Something was changed elsewhere: choose which to keep.")
    expect(section.get_by_role("button", name="Use mine")).to_be_visible()
    assert stored() == {two_comments: 3}


def test_an_open_choice_shows_what_was_changed_once_more(section, other, two_comments):
    comment(other, 0, "From the laptop, later")
    expect(state(other, two_comments)).to_have_text(SAVED)
    come_back(section)
    expect(state(section, two_comments)).to_contain_text("“From the laptop, later” is stored")


def test_what_is_wrong_beside_a_statement_is_amber(section, two_comments):
    colour = "(item, name) => getComputedStyle(item).color === getComputedStyle(Object.assign(document.body.appendChild(document.createElement('i')), {className: name})).color"  # noqa: E501
    assert state(section, two_comments).evaluate(colour, "signal")
