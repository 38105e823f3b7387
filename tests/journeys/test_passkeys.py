"""Passkeys in a real browser, with Chromium's virtual authenticator in place of a finger."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import User
from partnerships.rules import Role
from tests.accounts.test_second_factor import code_now
from tests.factories import MembershipFactory, PartnershipFactory
from tests.journeys.axe import violations

pytestmark = pytest.mark.django_db(transaction=True)
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def address(live_server):
    """Passkeys want a name, not a number."""
    return live_server.url.replace("127.0.0.1", "localhost")


@pytest.fixture
def person(transactional_db):
    return User.objects.create_user("person@test.example", "a-long-password", name="Person")


@pytest.fixture
def device(page):
    """A device that confirms by itself."""
    page.set_default_timeout(15_000)
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return session


def sign_in_by_password(page, address):
    page.goto(address + reverse("account_login"))
    page.locator("#id_login").fill("person@test.example")
    page.locator("#id_password").fill("a-long-password")
    page.get_by_role("button", name="Sign in", exact=True).click()


def add_passkey(page, address, *, alone=True):
    sign_in_by_password(page, address)
    page.wait_for_url(address + "/")
    page.goto(address + reverse("mfa_add_webauthn"))
    page.locator("#id_password").fill("a-long-password")
    page.get_by_role("button", name="Go on").click()
    page.locator("#id_name").fill("Work laptop")
    page.get_by_label("Sign in with it alone").set_checked(alone)
    assert violations(page) == []
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    assert violations(page) == []
    page.get_by_role("link", name="I have kept them").click()


def sign_out(page, address):
    page.goto(address + "/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**" + reverse("account_login"))


def test_a_passkey_signs_in_alone(page, address, person, device):
    add_passkey(page, address)
    assert str(Authenticator.objects.get(type="webauthn")) == "Work laptop"
    sign_out(page, address)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(address + "/")


def test_a_passkey_is_the_second_step_after_a_password(page, address, person, device):
    add_passkey(page, address, alone=False)
    sign_out(page, address)
    sign_in_by_password(page, address)
    expect(page.get_by_role("heading", level=1)).to_have_text("One more step")
    assert violations(page) == []
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(address + "/")


def test_removing_a_passkey_asks_for_it_once_more(page, address, person, device):
    add_passkey(page, address)
    page.goto(address + reverse("mfa_index"))
    assert violations(page) == []
    page.get_by_role("link", name="Rename").click()
    page.locator("#id_name").fill("Old laptop")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Remove Old laptop").click()
    assert violations(page) == []
    page.get_by_role("button", name="Remove it").click()
    page.get_by_text("The passkey was removed").wait_for()
    assert not Authenticator.objects.exists()


def test_a_device_without_the_passkey_is_told_so_in_the_page(page, address, person, device):
    page.goto(address + reverse("account_login"))
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("No passkey was used", timeout=20_000)


def test_who_has_no_password_sets_one_up_after_a_code_by_mail(page, address, person, device, mailoutbox):
    person.set_unusable_password()
    person.save()
    page.goto(address + reverse("account_request_login_code"))
    page.locator("#id_email").fill(person.email)
    page.get_by_role("button", name="Send the code").click()
    page.get_by_role("heading", name="Type the code").wait_for()
    page.locator("#id_code").fill(
        re.search(r"^([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", mailoutbox[0].body, re.MULTILINE)[1]
    )
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(address + "/")
    page.goto(address + reverse("mfa_add_webauthn"))
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")


def test_without_scripts_no_passkey_is_offered(browser, address, person):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(address + reverse("account_login"))
    assert not page.get_by_role("button", name="Use a passkey").is_visible()
    page.context.close()


def test_a_facilitator_outside_the_demonstration_is_led_to_a_second_factor(page, address, person, settings):
    settings.SECOND_FACTOR_REQUIRED, settings.DEMONSTRATION = True, False
    MembershipFactory(partner=None, partnership=PartnershipFactory(), role=Role.FACILITATOR, person=person)
    sign_in_by_password(page, address)
    page.get_by_text("Your role asks for a second factor").wait_for()
    assert violations(page) == []
    page.get_by_role("link", name="Help").click()
    expect(page).to_have_url(address + reverse("help"))
    page.get_by_role("link", name="Home", exact=True).click()
    page.get_by_role("link", name="Set up an app").click()
    page.locator("#id_password").fill("a-long-password")
    page.get_by_role("button", name="Go on").click()
    page.get_by_text("Cannot scan?").click()
    page.get_by_label("Authenticator code").fill(code_now(page.locator(".key-text").inner_text()))
    page.get_by_role("button", name="Use this app").click()
    page.get_by_role("link", name="I have kept them").click()
    expect(page).to_have_url(address + "/")


def test_no_script_breaks_the_policy(page, address, person, device):
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    add_passkey(page, address)
    page.goto(address + reverse("mfa_activate_totp"))
    assert page.locator("img.qr").evaluate("picture => picture.complete && picture.naturalWidth > 0")
    assert [text for text in complaints if "Content Security Policy" in text] == []
