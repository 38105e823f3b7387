"""A second factor: set up, asked for, required where the role asks for it, reset when it is lost."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import struct
import time

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.models import User
from accounts.second_factor import reset_second_factor
from common.models import AuditEntry, OutgoingMail
from tests.factories import MembershipFactory, PartnershipFactory, UserFactory, facilitator_of

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-password"


def code_now(secret: str, ahead: int = 0) -> str:
    """RFC 6238 with SHA-1, six digits, thirty seconds; written apart from the library."""
    step = int(time.time()) // 30 + ahead
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


@pytest.fixture
def person():
    return User.objects.create_user("person@test.example", PASSWORD, name="Person")


def set_up_app(client, person) -> str:
    """Through the pages, as the person would; returns the secret."""
    client.force_login(person)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'<code class="key-text">(\w+)</code>', page)[1]
    response = client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})
    assert response.url == reverse("mfa_view_recovery_codes")
    return secret


def sign_in(client):
    return client.post(reverse("account_login"), {"login": "person@test.example", "password": PASSWORD})


def test_an_app_is_asked_for_at_the_next_sign_in(client, person):
    secret = set_up_app(client, person)
    client.logout()
    assert sign_in(client).url == reverse("mfa_authenticate")
    assert client.get("/").status_code == 302
    response = client.post(reverse("mfa_authenticate"), {"code": next_code(secret)})
    assert response.url == "/"
    assert client.get("/").status_code == 200


def next_code(secret):
    """Of the next half minute, which is accepted for clocks that run ahead; the present one has been used."""
    return code_now(secret, ahead=1)


@pytest.mark.parametrize("credential", ["{", '{"id": 1}', '{"id": "YQ", "rawId": "YQ", "type": "public-key"}'])
def test_nonsense_in_place_of_the_second_step_is_refused(client, person, credential):
    set_up_app(client, person)
    client.logout()
    sign_in(client)
    assert client.post(reverse("mfa_authenticate"), {"credential": credential}).status_code == 200
    assert client.get("/").status_code == 302


def test_a_wrong_code_is_refused_in_words(client, person):
    set_up_app(client, person)
    client.logout()
    sign_in(client)
    page = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "Incorrect code" in page.content.decode()
    assert client.get("/").status_code == 302


def test_a_recovery_code_works_once(client, person):
    set_up_app(client, person)
    code = re.findall(r"<li><code>(\d+)</code>", client.get(reverse("mfa_view_recovery_codes")).content.decode())[0]
    for expected in (302, 200):
        client.logout()
        sign_in(client)
        assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == expected


def test_a_code_by_mail_does_not_go_around_it(client, person, mailoutbox, django_capture_on_commit_callbacks):
    set_up_app(client, person)
    client.logout()
    mailoutbox.clear()
    OutgoingMail.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("account_request_login_code"), {"email": person.email})
    code = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", mailoutbox[0].body, re.MULTILINE)[1]
    assert client.post(reverse("account_confirm_login_code"), {"code": code}).url == reverse("mfa_authenticate")


@pytest.mark.django_db(transaction=True)
def test_setting_it_up_is_told_by_mail(client, person):
    set_up_app(client, person)
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.subject) == (person.email, "An authenticator app was set up")


@pytest.mark.django_db(transaction=True)
def test_who_has_no_password_sees_the_recovery_codes_at_once(client, person):
    person.set_unusable_password()
    person.save()
    set_up_app(client, person)
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 200


def test_removing_it_asks_for_the_factor_itself(client, person):
    set_up_app(client, person)
    client.logout()
    client.force_login(person)
    assert "again" in client.get(reverse("mfa_deactivate_totp")).url


@pytest.mark.parametrize("credential", ["", "{", "{}", "[]", "7", '{"id": 1}', '{"id": "a", "rawId": "a", "type": "x"}',
                                        '{"id":"YQ","rawId":"YQ","type":"public-key","response":{}}'])  # fmt: skip
@pytest.mark.parametrize("name", ["mfa_add_webauthn", "mfa_login_webauthn", "mfa_reauthenticate_webauthn"])
def test_nonsense_for_a_passkey_is_refused(client, person, name, credential):
    if name != "mfa_login_webauthn":
        client.force_login(person)
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        client.get(reverse("mfa_add_webauthn"))
    assert client.post(reverse(name), {"credential": credential, "name": "x\0"}).status_code in {200, 302}
    assert not Authenticator.objects.exists()


# Required by role


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


def facilitator():
    return facilitator_of(PartnershipFactory())


def administrator():
    return UserFactory(is_administrator=True)


@pytest.mark.parametrize("make", [facilitator, administrator])
def test_who_looks_after_others_is_led_to_set_one_up(client, required, make):
    client.force_login(make())
    for address in ("/", reverse("partnerships:list"), reverse("accounts:profile")):
        assert client.get(address).url == reverse("mfa_index")


def test_the_page_says_why(client, required, settings):
    client.force_login(administrator())
    settings.DEMONSTRATION = False
    assert "Your role asks for a second factor" in client.get(reverse("mfa_index")).content.decode()


@pytest.mark.parametrize("name", ["help", "account_logout", "mfa_activate_totp", "mfa_add_webauthn"])
def test_help_and_the_way_out_stay_reachable(client, required, name):
    client.force_login(administrator())
    assert client.get(reverse(name)).status_code == 200


def test_members_are_not_asked(client, required):
    client.force_login(MembershipFactory().person)
    assert client.get("/").status_code == 200


def test_an_ended_role_asks_for_nothing(client, required):
    client.force_login(MembershipFactory(partner=None, partnership=PartnershipFactory(), role="facilitator",
                                         ended_at="2026-01-01T00:00Z").person)  # fmt: skip
    assert client.get("/").status_code == 200


def test_with_a_second_factor_everything_opens(client, required, person):
    User.objects.filter(pk=person.pk).update(is_administrator=True)
    set_up_app(client, person)
    assert client.get("/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(client, required):
    person = administrator()
    Authenticator.objects.create(user=person, type="recovery_codes", data={})
    client.force_login(person)
    assert client.get("/").status_code == 302


# Lost


def test_a_reset_takes_it_away_tells_the_person_and_signs_out(client, person):
    set_up_app(client, person)
    reset_second_factor(person=person, by=administrator())
    assert not Authenticator.objects.exists()
    assert OutgoingMail.objects.filter(to=person.email, subject="Your second factor was reset").exists()
    assert AuditEntry.objects.first().action == "person.second-factor-reset"
    assert client.get("/").status_code == 302


def test_the_operator_can_reset_it_from_the_command_line(person, capsys):
    Authenticator.objects.create(user=person, type="totp", data={})
    call_command("reset_second_factor", "Person@test.example")
    assert not Authenticator.objects.exists()
    with pytest.raises(CommandError, match="Nobody has the address"):
        call_command("reset_second_factor", "nobody@test.example")
