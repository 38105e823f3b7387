"""A sign-in that expires while somebody answers: nothing is lost, and nothing reaches anybody else."""

from __future__ import annotations

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from tests.journeys.answering import SAVED, address, choose, comment, nothing_is_stored, state, stored

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "a-long-enough-password"  # of a made person


@pytest.fixture
def signed_out(section):
    """An answer given after the sign-in has expired; its key."""
    Session.objects.all().delete()
    key = choose(section, 0, "Agree")
    expect(section.locator("#saving")).to_contain_text("You have been signed out. One answer kept in this tab.")
    expect(state(section, key)).to_have_text("Not saved: kept in this tab")
    return key


def by_password(page, person):
    person.set_password(PASSWORD)
    person.save()
    page.locator("#id_login").fill(person.email)
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def colleague(participant):
    return participant.round.participants.order_by("pk").last().person


def test_signing_in_in_another_tab_sends_what_was_kept(section, sign_in, participant, signed_out):
    sign_in(participant.person)
    section.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(state(section, signed_out)).to_have_text(SAVED)
    assert stored() == {signed_out: 3}


def test_the_link_leads_through_the_sign_in_back_to_the_page(section, participant, signed_out):
    section.get_by_role("link", name="Sign in again").click()
    by_password(section, participant.person)
    expect(state(section, signed_out)).to_have_text(SAVED)
    assert section.url.endswith("/need/")
    assert stored() == {signed_out: 3}


def test_the_code_and_the_passkey_lead_back_too(section, signed_out):
    section.get_by_role("link", name="Sign in again").click()
    assert "next=" in section.get_by_role("link", name="Send me a code").get_attribute("href")
    assert section.locator("#mfa_login input[name=next]").get_attribute("value").endswith("/need/")


def test_a_comment_is_kept_as_it_is_typed(section, sign_in, participant):
    Session.objects.all().delete()
    key = comment(section, 0, "Half a sente")
    sign_in(participant.person)
    section.reload()
    expect(section.locator(f"#comment-{key}")).to_have_value("Half a sente")
    expect(state(section, key)).to_have_text(SAVED)


def test_what_was_kept_is_never_sent_as_somebody_elses(section, sign_in, participant, signed_out):
    sign_in(colleague(participant))
    section.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(section.locator("#saving")).to_contain_text("made for somebody else")
    expect(section.locator("#statements")).to_be_hidden()
    assert nothing_is_stored()


def test_what_was_kept_is_not_shown_to_somebody_else_and_then_gone(section, sign_in, participant, signed_out):
    sign_in(colleague(participant))
    section.reload()
    assert section.locator("input[type=radio]:checked").count() == 0
    assert section.evaluate("Object.keys(sessionStorage).length") == 0
    assert nothing_is_stored()


def test_the_first_person_gets_it_back_from_the_sealed_page(section, sign_in, participant, signed_out):
    sign_in(colleague(participant))
    section.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(section.locator("#statements")).to_be_hidden()
    sign_in(participant.person)
    section.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(state(section, signed_out)).to_have_text(SAVED)
    assert stored() == {signed_out: 3}


def test_sending_after_the_sign_in_expired_comes_back_to_the_check_page(section, line, participant):
    expect(state(section, choose(section, 0, "Agree"))).to_have_text(SAVED)
    section.goto(line.address + address(participant, "check"))
    Session.objects.all().delete()
    section.get_by_role("button", name="Send my answers").click()
    by_password(section, participant.person)
    expect(section.get_by_role("heading", level=1)).to_have_text(re.compile("Check your answers"))
