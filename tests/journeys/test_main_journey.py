"""The main journey in a real browser: a facilitator sets up a round, partners' people answer, it closes, all read."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import User
from partnerships.models import Membership
from partnerships.rules import Role
from partnerships.services.invitations import invite_person
from surveys.models import Round
from tests.factories import MembershipFactory, PartnerFactory, facilitator_of, instrument
from tests.journeys.axe import violations

SAVED = re.compile("^Saved ")
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def partnership(transactional_db):
    instrument()
    first = PartnerFactory(organisation__name="Arden Council")
    for name in ("Brook Housing", "Cedar Health"):
        PartnerFactory(partnership=first.partnership, organisation__name=name)
    for partner in first.partnership.partners.all():
        for _ in range(3):
            MembershipFactory(partner=partner)
    return first.partnership


@pytest.fixture
def sign_in(page, live_server, client):
    """Signs a person in, in the browser, without going through the mail."""

    def sign_in(person: User) -> None:
        client.force_login(person)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        page.context.clear_cookies()
        page.context.add_cookies([cookie])

    return sign_in


def launch(page, live_server, partnership):
    page.goto(live_server.url + reverse("surveys:round-create", args=[partnership.slug]))
    page.get_by_label("Title").fill("Spring check")
    # With three people each, official answers are proposed; those have a journey of their own.
    page.get_by_label("What each of its people answers").check()
    page.get_by_role("button", name="Save and look").click()
    expect(page.get_by_role("heading", name="Before you launch")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name=re.compile("Launch and ask 9")).click()
    page.get_by_text("Everybody has been asked").wait_for()
    return Round.objects.get()


def answer(page, live_server, round_, choice):
    """Answers all sections with the pointer, saving each answer as it is given, and sends."""
    page.goto(live_server.url + "/")
    page.get_by_role("link", name=re.compile("^Begin")).click()
    page.get_by_role("link", name="Begin").click()
    page.get_by_role("link", name=re.compile("^1. ")).click()
    for section in round_.instrument.content.sections:
        page.get_by_role("heading", level=1, name=section.title).wait_for()
        for statement in page.locator("fieldset.statement").all():
            statement.locator("label", has_text=re.compile(f"^{choice}")).click()
        expect(page.locator("#saving")).to_have_text(SAVED)
        page.get_by_role("button", name=re.compile("^Next|^Check")).click()
    page.get_by_role("button", name="Send my answers").click()
    page.get_by_role("heading", name="Your answers are in").wait_for()


def test_from_draft_to_results(page, live_server, partnership, sign_in):
    facilitator = facilitator_of(partnership)
    sign_in(facilitator)
    round_ = launch(page, live_server, partnership)
    choices = {"Arden Council": "Agree", "Brook Housing": "Strongly agree", "Cedar Health": "Disagree"}
    for participant in round_.participants.select_related("person", "partner__organisation"):
        sign_in(participant.person)
        answer(page, live_server, round_, choices[participant.partner.name])
    sign_in(facilitator)
    page.goto(live_server.url + reverse("surveys:round-close", args=[partnership.slug, round_.pk]))
    expect(page.get_by_text("9 of 9 people have sent")).to_be_visible()
    page.get_by_role("button", name="Close for good").click()
    page.get_by_role("link", name="Read the results").click()
    expect(page.get_by_text("All nine people answered")).to_be_visible()
    page.locator("#heat .js-plotly-plot .main-svg").first.wait_for()
    assert page.get_by_text("there is no shared view").first.is_visible() or page.get_by_text("no shared view").count()
    assert violations(page) == []


@pytest.mark.markup
def test_every_page_of_answering_is_accessible(page, live_server, partnership, sign_in):
    sign_in(facilitator_of(partnership))
    round_ = launch(page, live_server, partnership)
    sign_in(round_.participants.first().person)
    place = [partnership.slug, round_.pk]
    for name, args in (("round", place), ("tasks", place), ("section", [*place, "trust"]), ("check", place)):
        page.goto(live_server.url + reverse(f"surveys:{name}", args=args))
        assert violations(page) == [], name
    page.goto(live_server.url + reverse("surveys:section", args=[*place, "learning"]))
    page.locator("fieldset.statement label").first.click()
    expect(page.locator("#saving")).to_have_text(SAVED)
    page.get_by_role("button", name="Check your answers").click()
    page.wait_for_url("**/check/")
    assert violations(page) == []
    page.get_by_role("button", name="Send my answers").click()
    page.get_by_role("heading", name="Your answers are in").wait_for()
    assert violations(page) == []


def test_the_keyboard_alone_answers_and_sends(page, live_server, partnership, sign_in):
    sign_in(facilitator_of(partnership))
    round_ = launch(page, live_server, partnership)
    participant = round_.participants.first()
    sign_in(participant.person)
    page.goto(live_server.url + reverse("surveys:section", args=[partnership.slug, round_.pk, "need"]))
    first = page.locator("fieldset.statement").first
    page.keyboard.press("Tab")
    while not first.evaluate("fieldset => fieldset.contains(document.activeElement)"):
        page.keyboard.press("Tab")
    page.keyboard.press("4")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#saving")).to_have_text(SAVED)
    key = first.get_attribute("data-statement")
    assert participant.response.answers == {key: 3}


def test_without_scripts_the_same_pages_save(browser, live_server, partnership, client):
    facilitator = facilitator_of(partnership)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    client.force_login(facilitator)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    round_ = launch_plainly(page, live_server, partnership)
    participant = round_.participants.first()
    client.force_login(participant.person)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page.goto(live_server.url + reverse("surveys:section", args=[partnership.slug, round_.pk, "need"]))
    for label in page.locator("label[for$='-4']").all():
        label.click()
    page.get_by_role("button", name="Next: purpose").click()
    expect(page.get_by_role("heading", level=1, name="Develop clarity")).to_be_visible()
    assert set(participant.response.answers.values()) == {4}
    assert len(participant.response.answers) == 6
    context.close()


def launch_plainly(page, live_server, partnership):
    page.goto(live_server.url + reverse("surveys:round-create", args=[partnership.slug]))
    page.get_by_label("Title").fill("Spring check")
    page.get_by_role("button", name="Save and look").click()
    page.get_by_role("button", name=re.compile("Launch and ask")).click()
    return Round.objects.get()


def test_a_dropped_line_loses_nothing(page, live_server, partnership, sign_in):
    sign_in(facilitator_of(partnership))
    round_ = launch(page, live_server, partnership)
    participant = round_.participants.first()
    sign_in(participant.person)
    page.goto(live_server.url + reverse("surveys:section", args=[partnership.slug, round_.pk, "need"]))
    statement = page.locator("fieldset.statement").first
    page.context.set_offline(True)
    statement.locator("label", has_text=re.compile("^Agree")).click()
    assert statement.locator(".saved").inner_text() == "Offline: kept in this tab"
    assert not hasattr(round_.participants.get(pk=participant.pk), "response") or not participant.response.answers
    page.context.set_offline(False)
    expect(page.locator("#saving")).to_have_text(SAVED)
    assert list(round_.participants.get(pk=participant.pk).response.answers.values()) == [3]


def test_an_invited_person_accepts_in_a_browser(page, live_server, partnership, mailoutbox):
    partner = partnership.partners.first()
    invite_person(
        partnership=partnership,
        email="new@test.example",
        role=Role.MEMBER,
        partner=partner,
        by=facilitator_of(partnership),
    )
    page.goto(live_server.url + re.search(r"/invitation/[\w-]+/", mailoutbox[0].body)[0])
    assert violations(page) == []
    page.get_by_label("Your name").fill("New Person")
    page.get_by_role("button", name="Accept").click()
    page.get_by_text(f"Welcome to {partnership.name}").wait_for()
    assert Membership.objects.filter(person__email="new@test.example", partner=partner).exists()
