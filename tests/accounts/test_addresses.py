"""A changed e-mail address: nothing before the new one is confirmed, and nothing told about others' accounts."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from common.models import AuditEntry, OutgoingMail
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
OLD, NEW = "old@test.example", "new@test.example"


@pytest.fixture
def person(client):
    person = UserFactory(email=OLD)
    client.force_login(person)
    return person


def ask(client, email=NEW):
    return client.post(reverse("accounts:address"), {"email": email}, follow=True)


def link_to(email=NEW):
    return re.search(r"/profile/address/link/\S+", OutgoingMail.objects.get(to=email).text)[0]


def test_the_new_address_signs_in_after_its_link_and_the_old_one_no_longer(client, person):
    EmailAddress.objects.create(user=person, email=OLD, verified=True, primary=True)
    ask(client)
    client.get(link_to(), follow=True)
    client.post(reverse("accounts:address-confirm"))
    person.refresh_from_db()
    assert person.email == NEW
    person.set_password("a-long-password")
    person.save()
    for email, expected in ((OLD, 200), (NEW, 302)):
        answer = Client().post(reverse("account_login"), {"login": email, "password": "a-long-password"})
        assert answer.status_code == expected


def test_nothing_changes_before_the_button(client, person):
    ask(client)
    page = client.get(link_to(), follow=True).content.decode()
    assert f"You sign in as <b>{NEW}</b>" in page
    person.refresh_from_db()
    assert person.email == OLD


def test_the_old_address_is_told_twice(client, person):
    ask(client)
    client.get(link_to())
    client.post(reverse("accounts:address-confirm"))
    assert [mail.subject for mail in OutgoingMail.objects.filter(to=OLD)] == [
        "A new e-mail address was asked for",
        "Your e-mail address was changed",
    ]
    assert AuditEntry.objects.filter(action="person.address-changed", details__before=OLD).exists()


def test_a_taken_address_looks_the_same_to_who_asks(client, person):
    UserFactory(email="taken@test.example")
    free, taken = (ask(client, email).content.decode() for email in (NEW, "TAKEN@test.example"))
    assert re.sub(r"csrf\S+ value=\S+", "", free) == re.sub(r"csrf\S+ value=\S+", "", taken)
    assert "/link/" not in OutgoingMail.objects.get(to="taken@test.example").text


def test_an_address_taken_meanwhile_is_refused(client, person):
    ask(client)
    client.get(link_to())
    UserFactory(email=NEW)
    assert client.post(reverse("accounts:address-confirm")).status_code == 404
    assert User.objects.filter(email=OLD).exists()


def test_a_link_works_once(client, person):
    ask(client)
    link = link_to()
    for expected in (302, 404):
        client.get(link)
        assert client.post(reverse("accounts:address-confirm")).status_code == expected


def test_a_link_works_for_a_day(client, person):
    ask(client)
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        assert client.get(link_to(), follow=True).status_code == 404


def test_the_link_works_in_another_browser(client, person):
    ask(client)
    other = Client()
    other.get(link_to())
    assert other.post(reverse("accounts:address-confirm")).url == reverse("accounts:profile")
    assert User.objects.filter(email=NEW).exists()


@pytest.mark.parametrize("token", ["wrong", "a:b:c", "%00", "x" * 3000])
def test_a_wrong_link_is_explained(client, db, token):
    assert client.get(f"/profile/address/link/{token}/", follow=True).status_code == 404


@pytest.mark.parametrize(("email", "words"), [(OLD.upper(), "already"), ("nonsense", "valid"), ("", "required")])
def test_bad_input_is_explained(client, person, email, words):
    assert words in ask(client, email).content.decode()
    assert not OutgoingMail.objects.exists()


def test_five_times_an_hour_are_enough(client, person):
    for number in range(5):
        ask(client, f"new-{number}@test.example")
    assert "Wait an hour" in ask(client).content.decode()
    assert not OutgoingMail.objects.filter(to=NEW).exists()


def test_the_password_is_asked_for_once_more(client):
    client.force_login(User.objects.create_user(OLD, "a-long-password"))
    assert "again" in client.get(reverse("accounts:address")).url
