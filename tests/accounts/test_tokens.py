"""Personal tokens for the API: made, shown once, revoked, and what else ends them."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import ApiToken, User
from accounts.second_factor import reset_second_factor
from accounts.services import set_active
from accounts.tokens import LIFETIMES, MOST, make_token, revoke_token, token_for
from common.models import AuditEntry, OutgoingMail
from surveys.services.erasing import erase_person, own_data
from surveys.services.merging import merge_people
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
MAKE = "/profile/tokens/make/"
WANTED = {"name": "Power BI", "scopes": ["results", "partnerships"], "days": "90"}


@pytest.fixture
def person():
    return User.objects.create_user("person@test.example", "a-long-password", name="Person")


@pytest.fixture
def ada():
    return UserFactory(is_administrator=True)


@pytest.fixture
def here(client, person):
    client.force_login(person)
    client.post(reverse("account_reauthenticate"), {"password": "a-long-password"})
    return client


@pytest.fixture
def secret(person):
    return make_token(person=person, name="Nightly figures", scopes=["record"], days=30)


def test_a_token_is_shown_once_and_works(here, person):
    page = here.post(MAKE, WANTED)
    [shown] = re.findall(r'value="(phc_[\w-]{43})"', page.content.decode())
    assert token_for(shown).person == person
    assert page["Cache-Control"] == "no-store"
    assert shown not in here.get(reverse("accounts:tokens")).content.decode()


def test_only_its_digest_is_stored(secret):
    stored = str(ApiToken.objects.values())
    assert secret not in stored
    assert len(ApiToken.objects.get().token_sha256) == 64


def test_a_mail_and_the_audit_trail_say_that_one_was_made(secret, person):
    mail = OutgoingMail.objects.get(to=person.email)
    assert "“Nightly figures”" in mail.text
    assert secret not in mail.text
    entry = AuditEntry.objects.get(action="person.token-made")
    assert (entry.actor, entry.details["scopes"]) == (person, ["record"])
    assert secret not in str(entry.details)


def test_those_that_ran_out_go_with_the_next_one(secret, person):
    ApiToken.objects.update(expires_at="2026-01-01T00:00Z")
    make_token(person=person, name="Another", scopes=["record"], days=30)
    assert [token.name for token in ApiToken.objects.all()] == ["Another"]


def test_making_one_asks_first_that_it_is_really_them(client, person):
    client.force_login(person)
    assert client.get(MAKE).url.startswith(reverse("account_reauthenticate"))
    assert client.post(MAKE, WANTED).status_code == 302
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [({"scopes": []}, "Choose one at least."), ({"scopes": ["all"]}, "all is not one of"),
     ({"days": "366"}, "366 is not one"),
     ({"name": ""}, "required"), ({"name": "a\0b"}, "character"), ({"name": "x" * 61}, "Shorten it to 60")],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field(here, change, said):
    page = here.post(MAKE, {**WANTED, **change})
    assert page.status_code == 422
    assert said in page.content.decode()
    assert not ApiToken.objects.exists()


def test_no_token_works_longer_than_a_year():
    assert max(LIFETIMES) == 365


def test_so_many_and_no_more(here, person):
    for _ in range(MOST):
        make_token(person=person, name="One", scopes=["record"], days=30)
    assert "Revoke one" in here.post(MAKE, WANTED).content.decode()
    assert ApiToken.objects.count() == MOST


def test_ones_own_is_revoked_at_once(here, secret, person):
    here.post(reverse("accounts:token-revoke", args=[ApiToken.objects.get().pk]))
    assert token_for(secret) is None
    assert "revoked" in here.get(reverse("accounts:tokens")).content.decode()
    assert AuditEntry.objects.get(action="person.token-revoked").actor == person


def test_somebody_elses_is_not_found(here):
    make_token(person=UserFactory(), name="Theirs", scopes=["record"], days=30)
    row = ApiToken.objects.get(name="Theirs")
    assert here.post(reverse("accounts:token-revoke", args=[row.pk])).status_code == 404
    assert row.works


def test_revoking_twice_is_one_entry(secret, person):
    row = ApiToken.objects.get()
    for _ in range(2):
        revoke_token(token=row, by=person)
    assert AuditEntry.objects.filter(action="person.token-revoked").count() == 1


def test_signing_out_everywhere_else_revokes_them_and_says_so(here, secret):
    assert "revoke 1 api token" in here.get(reverse("accounts:sign-ins")).content.decode().lower()
    page = here.post(reverse("accounts:sign-ins-end"), follow=True)
    assert "1 API token was revoked" in page.content.decode()
    assert token_for(secret) is None


def test_another_password_revokes_them(here, secret):
    new = {"oldpassword": "a-long-password", "password1": "another-long-one", "password2": "another-long-one"}
    assert here.post(reverse("account_change_password"), new).status_code == 302
    assert token_for(secret) is None


def test_a_reset_second_factor_revokes_them(secret, person, ada):
    reset_second_factor(person=person, by=ada)
    assert token_for(secret) is None


def test_an_account_that_was_switched_on_again_has_none(secret, person, ada):
    set_active(person=person, is_active=False, by=ada)
    set_active(person=person, is_active=True, by=ada)
    assert token_for(secret) is None


def test_those_of_a_merged_account_stop(secret, person, ada):
    merge_people(kept=UserFactory(), merged=person, by=ada)
    assert token_for(secret) is None


def test_those_of_an_erased_person_are_deleted(secret, person, ada):
    erase_person(person=person, by=ada)
    assert not ApiToken.objects.exists()


def test_ones_own_data_names_them(secret, person):
    [told] = own_data(person)["api_tokens"]
    assert (told["name"], told["for"], told["revoked"]) == ("Nightly figures", ["record"], None)
    assert secret not in str(told)


def test_an_administrator_sees_them_and_revokes_them(client, secret, person, ada):
    client.force_login(ada)
    assert "Nightly figures" in client.get(reverse("accounts:person", args=[person.pk])).content.decode()
    page = client.post(reverse("accounts:person-change", args=[person.pk]), {"step": "revoke-tokens"}, follow=True)
    assert "all API tokens revoked" in page.content.decode().replace("All API", "all API")
    assert token_for(secret) is None
    assert OutgoingMail.objects.filter(to=person.email, subject="Your API tokens were revoked").exists()


def test_a_browser_signed_in_as_somebody_sees_their_own_only(client, secret):
    client.force_login(UserFactory())
    assert "Nightly figures" not in client.get(reverse("accounts:tokens")).content.decode()


def test_a_token_opens_no_page(secret):
    program = Client(headers={"authorization": f"Bearer {secret}"})
    assert program.get("/profile/").status_code == 302
