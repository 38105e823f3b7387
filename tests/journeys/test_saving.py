"""Answers over lines that break: what the page says is so, and nothing that was given is lost."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Route, expect

from surveys.models import Comment, Response, Round
from tests.journeys.answering import (
    SAVE,
    SAVED,
    address,
    choose,
    comment,
    fill_in_while_it_drops,
    nothing_is_stored,
    state,
    stored,
)

pytestmark = pytest.mark.django_db(transaction=True)


def test_saving_is_said_while_it_is_on_its_way_and_saved_once_it_is_stored(section):
    held = {}
    section.route(SAVE, lambda route: held.update(route=route))
    key = choose(section, 0, "Agree")
    expect(state(section, key)).to_have_text("Saving…")
    assert nothing_is_stored()
    section.wait_for_timeout(50)
    held["route"].continue_()
    expect(state(section, key)).to_have_text(SAVED)
    assert stored() == {key: 3}


@pytest.fixture
def before_its_script(page, line, sign_in, participant):
    """The first section, its script still on the way; and what lets it come."""
    sign_in(participant.person)
    held: dict[str, Route] = {}
    page.route(re.compile(r"/answering\.[^/]*js$"), lambda route: held.update(script=route))
    page.goto(line.address + address(participant, "section", "need"), wait_until="commit")
    return page, lambda: held["script"].continue_()  # noqa: PLW0108  # it is not held yet


def test_what_is_given_before_the_script_has_come_is_saved(before_its_script):
    page, let_it_come = before_its_script
    choose(page, 0, "Disagree")
    key = choose(page, 0, "Agree")
    other = comment(page, 1, "Money came late")
    let_it_come()
    expect(state(page, key)).to_have_text(SAVED)
    expect(state(page, other)).to_have_text(SAVED)
    assert stored() == {key: 3}
    assert [item.text for item in Comment.objects.all()] == ["Money came late"]


def test_an_answer_given_while_another_is_on_its_way_is_not_called_saved(section):
    key = choose(section, 0, "Agree")
    expect(state(section, key)).to_have_text(SAVED)
    section.route(SAVE, lambda route: None)
    choose(section, 1, "Agree")
    choose(section, 0, "Disagree")
    expect(state(section, key)).to_have_text("Saving…")


def test_a_cut_line_says_so_and_sends_when_it_is_mended(section, line):
    line.cut()
    key = choose(section, 0, "Agree")
    expect(state(section, key)).to_have_text("Not saved, trying again")
    assert nothing_is_stored()
    line.mend()
    expect(state(section, key)).to_have_text(SAVED, timeout=15_000)
    assert stored() == {key: 3}


def test_offline_answers_and_comments_are_kept_and_sent_when_the_line_is_back(section):
    section.context.set_offline(True)
    key = choose(section, 0, "Disagree")
    comment(section, 0, "Money came late")
    expect(state(section, key)).to_have_text("Offline: kept in this tab")
    expect(section.locator("#saving")).to_contain_text("Offline: one answer and one comment")
    section.context.set_offline(False)
    expect(state(section, key)).to_have_text(SAVED)
    assert stored() == {key: 2}
    assert Response.objects.get().comments.get().text == "Money came late"


def test_what_is_kept_outlives_a_reload(section):
    section.route(SAVE, lambda route: route.abort())
    key = choose(section, 0, "Disagree")
    comment(section, 0, "Money came late")
    section.reload()
    expect(section.locator(f"#{key}-2")).to_be_checked()
    expect(section.locator(f"#comment-{key}")).to_have_value("Money came late")
    expect(state(section, key)).to_have_text("Not saved, trying again")
    section.unroute(SAVE)
    expect(state(section, key)).to_have_text(SAVED, timeout=15_000)
    assert stored() == {key: 2}


def test_what_is_kept_is_sent_from_another_section(section, line, participant):
    section.route(SAVE, lambda route: route.abort())
    key = choose(section, 0, "Disagree")
    section.goto(line.address + address(participant, "section", "purpose"))
    section.unroute(SAVE)
    expect(section.locator("#saving")).to_have_text(SAVED, timeout=15_000)
    assert stored() == {key: 2}


def test_nobody_sends_without_what_is_kept(section, line, participant):
    choose(section, 1, "Agree")
    expect(section.locator("#saving")).to_have_text(SAVED)
    section.route(SAVE, lambda route: route.abort())
    choose(section, 0, "Agree")
    section.goto(line.address + address(participant, "check"))
    notice = section.locator("#kept-answers")
    expect(notice).to_contain_text("Given in this tab and not saved yet: one answer. Statement 1.1.")
    expect(notice).to_contain_text("Not saved, trying again")
    expect(section.get_by_role("button", name="Send my answers")).to_be_disabled()
    section.unroute(SAVE)
    expect(section.get_by_text("2 of 36 answered")).to_be_visible(timeout=15_000)
    expect(section.get_by_role("button", name="Send my answers")).to_be_enabled()


def test_nothing_can_be_sent_until_the_first_answer_is_saved(section, line, participant):
    section.route(SAVE, lambda route: route.abort())
    choose(section, 0, "Agree")
    section.goto(line.address + address(participant, "check"))
    expect(section.locator("#kept-answers")).to_contain_text("one answer. Statement 1.1.")
    expect(section.get_by_role("button", name="Send my answers")).to_have_count(0)
    section.unroute(SAVE)
    expect(section.get_by_role("button", name="Send my answers (1 of 36)")).to_be_enabled(timeout=15_000)


def test_next_waits_until_everything_is_saved_and_does_not_jump_later(section, line):
    line.cut()
    key = choose(section, 0, "Agree")
    section.get_by_role("button", name=re.compile("^Next")).click()
    expect(section.locator("#saving")).to_contain_text("Not saved, trying again")
    line.mend()
    expect(state(section, key)).to_have_text(SAVED, timeout=15_000)
    assert section.url.endswith("/need/")


def test_next_without_a_line_stays_here_and_says_why(section):
    section.context.set_offline(True)
    section.get_by_role("button", name=re.compile("^Next")).click()
    expect(section.locator("#saving")).to_have_text("You are offline. Go on when the line is back.")
    assert section.url.endswith("/need/")


@pytest.mark.parametrize("name", ["All sections", "Leave for now"])
def test_no_link_leads_to_an_error_page_without_a_line(section, name):
    section.context.set_offline(True)
    section.get_by_role("link", name=name).first.click()
    expect(section.locator("#saving")).to_have_text("You are offline. Go on when the line is back.")
    assert section.url.endswith("/need/")


def test_amounts_are_words(section):
    section.context.set_offline(True)
    for place in range(2):
        choose(section, place, "Agree")
    expect(section.locator("#saving")).to_have_text("Offline: two answers kept in this tab until the line is back.")


def test_why_nobody_can_send_yet_stands_beside_the_button_that_is_plainly_off(section, line, participant):
    expect(state(section, choose(section, 0, "Agree"))).to_have_text(SAVED)
    section.route(SAVE, lambda route: route.abort())
    choose(section, 1, "Agree")
    section.goto(line.address + address(participant, "check"))
    button = section.get_by_role("button", name="Send my answers")
    expect(section.locator("#why-not")).to_contain_text("Not saved yet: one answer given in this tab.")
    assert button.get_attribute("aria-describedby") == "why-not"
    expect(button).to_have_css("background-color", "rgb(244, 241, 233)")  # --paper-deep, once it has faded


def test_an_answer_whose_acknowledgement_was_lost_is_sent_again_and_no_clash(section):
    lost = []

    def lose(route):
        lost.append(route.fetch())
        route.abort()

    section.route(SAVE, lose, times=1)
    key = choose(section, 0, "Agree")
    expect(state(section, key)).to_have_text("Not saved, trying again")
    assert stored() == {key: 3}
    choose(section, 0, "Disagree")
    expect(state(section, key)).to_have_text(SAVED, timeout=15_000)
    assert (len(lost), stored()) == (1, {key: 2})


def test_a_stalled_request_is_given_up_and_sent_again(page, line, sign_in, participant):
    sign_in(participant.person)
    page.clock.install()
    page.goto(line.address + address(participant, "section", "need"))
    page.route(SAVE, lambda route: None, times=1)
    key = choose(page, 0, "Agree")
    expect(state(page, key)).to_have_text("Saving…")
    page.clock.fast_forward(16_000)
    expect(state(page, key)).to_have_text("Not saved, trying again")
    page.clock.fast_forward(12_000)
    expect(state(page, key)).to_have_text(SAVED)
    assert stored() == {key: 3}


def test_a_comment_that_cannot_be_stored_says_why_and_the_rest_is_saved(section):
    key = comment(section, 0, "A bell: \x07")
    choose(section, 0, "Agree")
    expect(state(section, key)).to_contain_text("Your comment is not saved. This text holds a character")
    assert stored() == {key: 3}
    comment(section, 0, "No bell")
    expect(state(section, key)).to_have_text(SAVED)


def test_a_round_that_closes_meanwhile_says_so_and_what_came_too_late(section, participant):
    opened = participant.round.opens_at
    Round.objects.update(opens_at=opened.replace(year=2019), closes_at=opened.replace(year=2020))
    key = choose(section, 0, "Agree")
    expect(section.locator("#saving")).to_contain_text("has closed")
    expect(section.locator("#saving")).to_contain_text("One answer in this tab came too late")
    expect(state(section, key)).to_have_text("Not saved")
    section.reload()
    expect(section.get_by_text("You did not send these answers, so they are not counted")).to_be_visible()
    assert nothing_is_stored()


def test_back_shows_what_is_stored(section):
    key = choose(section, 0, "Agree")
    expect(state(section, key)).to_have_text(SAVED)
    section.get_by_role("button", name=re.compile("^Next")).click()
    section.wait_for_url("**/purpose/")
    section.go_back()
    expect(section.locator(f"#{key}-3")).to_be_checked()
    expect(section.locator("#progress")).to_contain_text("1 of 36 answered")


def test_a_double_click_on_next_goes_on_once(section):
    choose(section, 0, "Agree")
    section.get_by_role("button", name=re.compile("^Next")).dblclick()
    section.wait_for_url("**/purpose/")
    assert Response.objects.get().revision == 1


def test_a_double_click_on_send_sends_once_and_back_does_not_offer_it_again(section, line, participant):
    choose(section, 0, "Agree")
    expect(section.locator("#saving")).to_have_text(SAVED)
    section.goto(line.address + address(participant, "check"))
    section.get_by_role("button", name="Send my answers").dblclick()
    section.get_by_role("heading", name="Your answers are in").wait_for()
    assert Response.objects.filter(is_submitted=True).count() == 1
    section.go_back()
    expect(section.get_by_text("These answers were sent")).to_be_visible()
    assert section.get_by_role("button", name="Send my answers").count() == 0


def test_a_whole_round_on_a_phone_over_a_line_that_drops_again_and_again(section, line, participant):
    section.set_viewport_size({"width": 390, "height": 844})
    fill_in_while_it_drops(section, line, participant)
    sent = Response.objects.get()
    assert sent.is_submitted
    assert sent.answers == dict.fromkeys(participant.round.instrument.content.statement_keys, 3)
