"""Somebody whose part ends while they answer: they are told so, and why, and nothing leads to a page that is gone."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.services import set_active
from partnerships.models import Membership
from partnerships.services.partnerships import partner_leaves
from surveys.models import Round
from tests.factories import UserFactory
from tests.journeys.answering import SAVED, address, choose, state, stored

pytestmark = pytest.mark.django_db(transaction=True)


def partner_has_left(participant):
    partner_leaves(partner=participant.partner, on=timezone.localdate(), by=UserFactory(is_administrator=True))


def role_has_ended(participant):
    Membership.objects.filter(person=participant.person).update(ended_at=timezone.now())


@pytest.mark.parametrize(
    ("end", "words"),
    [(partner_has_left, "Your organisation has left this partnership"), (role_has_ended, "Your role in this partner")],
)
def test_the_answer_is_called_not_stored_and_why(section, participant, end, words):
    end(participant)
    key = choose(section, 0, "Agree")
    expect(section.locator("#saving")).to_contain_text(words)
    expect(section.locator("#saving")).to_contain_text("One answer in this tab came too late: not stored")
    expect(state(section, key)).to_have_text("Not saved")
    expect(section.locator("#statements")).to_be_visible()
    expect(section.locator("#answers").get_by_role("link")).to_have_count(0)


def test_from_an_anonymous_round_one_is_led_home(section, participant):
    Round.objects.update(mode=Round.Mode.ANONYMOUS)
    role_has_ended(participant)
    choose(section, 0, "Agree")
    section.get_by_role("button", name="Go on").click()
    expect(section.get_by_role("heading", level=1)).to_have_text("Nothing needs you now")


def test_who_had_saved_something_is_led_to_what_they_had_answered(section, participant):
    kept = choose(section, 0, "Agree")
    expect(state(section, kept)).to_have_text(SAVED)
    role_has_ended(participant)
    choose(section, 1, "Agree")
    section.get_by_role("button", name="Go on").click()
    expect(section.get_by_text("You did not send these answers, so they are not counted")).to_be_visible()
    assert stored() == {kept: 3}


def test_who_is_switched_off_is_not_promised_that_answers_are_sent(section, participant):
    set_active(person=participant.person, is_active=False, by=UserFactory(is_administrator=True))
    choose(section, 0, "Agree")
    expect(section.locator("#saving")).to_have_text(
        re.compile("Sign in again: what you gave is sent then, if you may still answer here.$")
    )


def test_without_scripts_the_next_page_says_so(page, line, sign_in, participant, browser):
    page = browser.new_context(
        java_script_enabled=False, storage_state=_signed_in(page, sign_in, participant)
    ).new_page()
    page.goto(line.address + address(participant, "section", "need"))
    choose(page, 0, "Agree")
    partner_has_left(participant)
    page.get_by_role("button", name=re.compile("^Next")).click()
    expect(page.get_by_text("Nothing of the last page was stored")).to_be_visible()
    page.context.close()


def _signed_in(page, sign_in, participant):
    sign_in(participant.person)
    return page.context.storage_state()
