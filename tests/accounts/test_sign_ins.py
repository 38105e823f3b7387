"""Where somebody is signed in, and signing out elsewhere."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.browsers import browser_words
from accounts.models import SignIn, User
from tests.factories import UserFactory

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 (KHTML, like Gecko) Version/18.0 Safari/604"
)


@pytest.mark.parametrize(
    ("agent", "words"),
    [(FIREFOX, "Firefox on Linux"), (CHROME, "Chrome on Windows"), (CHROME + " Edg/140.0", "Edge on Windows"),
     (IPHONE, "Safari on iPhone"), ("curl/8", "A browser"), ("", "A browser")],
)  # fmt: skip
def test_browsers_are_named_in_words(agent, words):
    assert browser_words(agent) == words


@pytest.fixture
def person(db):
    return User.objects.create_user("person@test.example", "a-long-password")


@pytest.fixture
def here(client, person):
    client.force_login(person)
    return client


@pytest.fixture
def elsewhere(person):
    other = Client(headers={"user-agent": FIREFOX})
    other.force_login(person)
    other.get("/", headers={"user-agent": FIREFOX})
    return other


def test_the_list_marks_this_browser(here, elsewhere):
    page = here.get(reverse("accounts:sign-ins")).content.decode()
    assert page.count("this one") == 1
    assert page.count("signed in on") == 2


def test_a_sign_in_through_the_page_names_the_browser(client, person):
    client.post(
        reverse("account_login"),
        {"login": person.email, "password": "a-long-password"},
        headers={"user-agent": FIREFOX},
    )
    assert SignIn.objects.get().browser == "Firefox on Linux"


def test_nothing_finer_than_the_hour_is_kept(here):
    with time_machine.travel(timezone.now() + timedelta(hours=3)):
        here.get("/")
    found = SignIn.objects.get()
    assert found.seen_at - found.started_at == timedelta(hours=3)
    assert (found.seen_at.minute, found.seen_at.second) == (0, 0)


def test_within_the_hour_nothing_is_written(here, django_assert_num_queries):
    address = reverse("help")
    here.get(address)
    with django_assert_num_queries(2):  # the session and the person
        here.get(address)


def test_one_is_signed_out_at_its_next_click(here, elsewhere):
    pk = SignIn.objects.exclude(session_id=here.session.session_key).get().pk
    here.post(reverse("accounts:sign-in-end", args=[pk]))
    assert elsewhere.get("/").status_code == 302
    assert here.get("/").status_code == 200


def test_all_others_are_signed_out_at_once(here, elsewhere):
    here.post(reverse("accounts:sign-ins-end"))
    assert elsewhere.get("/").status_code == 302
    assert here.get("/").status_code == 200


def test_nobody_signs_out_somebody_else(elsewhere):
    stranger = Client()
    stranger.force_login(UserFactory())
    stranger.post(reverse("accounts:sign-in-end", args=[SignIn.objects.exclude(person__password="!").get().pk]))
    assert elsewhere.get("/").status_code == 200


def test_a_changed_password_signs_out_everywhere_else(here, elsewhere):
    here.post(
        reverse("account_change_password"),
        {"oldpassword": "a-long-password", "password1": "another-long-one", "password2": "another-long-one"},
    )
    assert elsewhere.get("/").status_code == 302
    assert here.get("/").status_code == 200
    assert len(here.get(reverse("accounts:sign-ins")).context["sign_ins"]) == 1


def test_signing_out_takes_it_off_the_list(here):
    here.post(reverse("account_logout"))
    assert not SignIn.objects.exists()


def test_expired_ones_are_not_listed_and_go_with_their_sessions(here, elsewhere):
    gone = Session.objects.exclude(session_key=here.session.session_key)
    gone.update(expire_date=timezone.now() - timedelta(days=1))
    assert len(here.get(reverse("accounts:sign-ins")).context["sign_ins"]) == 1
    call_command("clearsessions")
    assert SignIn.objects.count() == 1
