"""Answers over lines that break: what the page says is so, and nothing that was given is lost."""

from __future__ import annotations

import re
import threading
import time

import pytest
from playwright.sync_api import Error, expect

from surveys.models import Response, Round
from tests.journeys.answering import SAVE, SAVED, address, choose, comment, nothing_is_stored, state, stored

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
    section.route(SAVE, lambda route: route.abort())
    choose(section, 0, "Agree")
    section.goto(line.address + address(participant, "check"))
    notice = section.locator("#kept-answers")
    expect(notice).to_contain_text("Given in this tab and not saved yet: one answer. Statement 1.1.")
    expect(notice).to_contain_text("Not saved, trying again")
    expect(section.get_by_role("button", name="Send my answers")).to_be_disabled()
    section.unroute(SAVE)
    expect(section.get_by_text("1 of 36 answered")).to_be_visible(timeout=15_000)
    expect(section.get_by_role("button", name="Send my answers")).to_be_enabled()


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
    over = threading.Event()

    def drop():
        while not over.wait(1.5):
            line.cut()
            time.sleep(0.5)
            line.mend()

    dropping = threading.Thread(target=drop)
    dropping.start()
    try:
        for number, part in enumerate(participant.round.instrument.content.sections, 1):
            expect(section.get_by_role("heading", level=1)).to_have_text(part.title, timeout=20_000)
            for place in range(6):
                choose(section, place, "Agree")
            expect(section.locator("#saving")).to_have_text(SAVED, timeout=20_000)
            assert len(stored()) == 6 * number
            go_on(section)
    finally:
        over.set()
        dropping.join()
    section.get_by_role("button", name="Send my answers").click()
    section.get_by_role("heading", name="Your answers are in").wait_for()
    sent = Response.objects.get()
    assert sent.is_submitted
    assert sent.answers == dict.fromkeys(participant.round.instrument.content.statement_keys, 3)


def go_on(page):
    """As a person does when a page does not come: goes back to it and tries again."""
    leaving = page.url
    for _ in range(8):
        page.get_by_role("button", name=re.compile("^Next|^Check")).click()
        try:
            page.wait_for_url(lambda url: url != leaving and url.startswith("http"), timeout=3_000)
            page.locator("h1").wait_for(timeout=3_000)
            return
        except Error:  # the line was down, and the browser shows a page of its own
            come_to(page, leaving)
    raise AssertionError("The next page never came.")


def come_to(page, address):
    while not page.locator("#answers").count():
        time.sleep(0.5)
        try:
            page.goto(address, wait_until="load")
        except Error:
            continue
