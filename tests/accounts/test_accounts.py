"""Signing in, and administrators."""

from __future__ import annotations

import re

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.urls import reverse

from accounts.models import User
from accounts.services import set_active, set_administrator
from config.checks import demonstration_is_off, no_one_click_sign_in
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
SIGN_IN = "/account/sign-in/"


def test_a_password_signs_in(client):
    User.objects.create_user("Person@Test.example", "a-long-password")
    response = client.post(SIGN_IN, {"login": "person@test.example", "password": "a-long-password"})
    assert response.url == "/"
    assert client.get("/").status_code == 200


def test_a_wrong_password_is_explained(client):
    UserFactory(email="person@test.example")
    page = client.post(SIGN_IN, {"login": "person@test.example", "password": "wrong"}).content.decode()
    assert "not correct" in page


def test_a_code_sent_by_mail_signs_in(client, mailoutbox, django_capture_on_commit_callbacks):
    UserFactory(email="person@test.example")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("account_request_login_code"), {"email": "person@test.example"})
    code = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", mailoutbox[0].body, re.MULTILINE)[1]
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert client.get("/").status_code == 200


def test_nobody_signs_up(client):
    client.post(reverse("account_signup"), {"email": "new@test.example", "password1": "a-long-password"})
    assert not User.objects.exists()


def test_signing_out_ends_it(client):
    client.force_login(UserFactory())
    client.post(reverse("account_logout"))
    assert client.get("/").status_code == 302


def test_somebody_switched_off_is_out_at_the_next_request(client):
    person = UserFactory()
    client.force_login(person)
    set_active(person=person, is_active=False, by=UserFactory(is_administrator=True))
    assert client.get("/").status_code == 302


def test_pages_behind_the_sign_in_are_not_kept_by_browsers(client):
    client.force_login(UserFactory())
    assert "no-store" in client.get("/")["Cache-Control"]


def test_the_policy_allows_no_inline_scripts_and_no_other_origin(client):
    policy = client.get(SIGN_IN)["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy
    assert "http" not in policy


def test_addresses_are_unique_in_any_case():
    UserFactory(email="person@test.example")
    with pytest.raises(IntegrityError):
        UserFactory(email="PERSON@test.example")


def test_a_command_makes_the_first_administrator(capsys):
    call_command("create_administrator", "first@test.example")
    assert User.objects.get().is_administrator


@pytest.mark.parametrize("email", ["nonsense", "person@test.example"])
def test_the_command_explains_what_is_wrong(email):
    UserFactory(email="person@test.example")
    with pytest.raises(CommandError):
        call_command("create_administrator", email)


def test_the_last_administrator_stays():
    last = UserFactory(is_administrator=True)
    for change in (lambda: set_administrator(person=last, is_administrator=False, by=last),
                   lambda: set_active(person=last, is_active=False, by=last)):  # fmt: skip
        with pytest.raises(ValidationError, match="only administrator"):
            change()


def test_people_are_found_by_name_or_address(client):
    client.force_login(UserFactory(is_administrator=True))
    UserFactory(name="Wanted Person")
    page = client.get(reverse("accounts:people"), {"q": "wanted"}).content.decode()
    assert "Wanted Person" in page
    assert page.count("@test.example") == 1


def test_a_person_changes_the_own_name(client):
    person = MembershipFactory().person
    client.force_login(person)
    client.post(reverse("accounts:profile"), {"name": "Other Name"})
    person.refresh_from_db()
    assert person.name == "Other Name"


@pytest.mark.parametrize("kind", ["member", "lead", "facilitator", "administrator"])
def test_one_click_signs_in_as_each_kind_of_person(client, kind):
    person = UserFactory(email=f"{kind}@demo.example")
    client.post(reverse("accounts:demonstration-sign-in"), {"kind": kind})
    assert int(client.session["_auth_user_id"]) == person.pk


@pytest.mark.parametrize(
    ("onward", "place"), [("/partnerships/", "/partnerships/"), ("https://elsewhere.example/", "/"), ("", "/")]
)
def test_one_click_leads_on_to_where_somebody_was_going_and_never_elsewhere(client, onward, place):
    UserFactory(email="member@demo.example")
    response = client.post(reverse("accounts:demonstration-sign-in"), {"kind": "member", "next": onward})
    assert response.url == place


def test_one_click_without_the_demonstrations_people_says_how_to_get_them(client):
    response = client.post(reverse("accounts:demonstration-sign-in"), {"kind": "lead"}, follow=True)
    assert "make demo-data" in response.content.decode()


def test_the_deploy_check_refuses_a_demonstration(settings):
    settings.DEMONSTRATION = True
    assert [error.id for error in demonstration_is_off(None)] == ["config.E001"]
    settings.DEMONSTRATION = False
    assert demonstration_is_off(None) == []


def test_the_deploy_check_refuses_the_one_click_route(settings):
    settings.DEMONSTRATION = False
    assert [error.id for error in no_one_click_sign_in(None)] == ["config.E002"]


def test_the_checks_of_our_own_are_registered():
    assert "config.E001" in {message.id for message in run_checks(include_deployment_checks=True)}


@pytest.mark.parametrize("name", ["account_login", "account_request_login_code", "account_reset_password"])
def test_signing_in_asks_for_an_e_mail_address_in_a_label_alone(client, name):
    page = client.get(reverse(name)).content.decode()
    assert "E-mail address" in page
    assert "placeholder" not in page
