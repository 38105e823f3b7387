"""What an administrator does with a person's account."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.services import set_active
from tests.factories import MembershipFactory, PartnershipFactory, UserFactory, facilitator_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(client):
    administrator = UserFactory(is_administrator=True)
    client.force_login(administrator)
    return administrator


def change(client, person, **data):
    return client.post(reverse("accounts:person-change", args=[person.pk]), data, follow=True).content.decode()


def page_of(client, person):
    return client.get(reverse("accounts:person", args=[person.pk])).content.decode()


def test_switching_off_ends_every_sign_in_and_keeps_the_roles(client, by):
    person = MembershipFactory().person
    browser = Client()
    browser.force_login(person)
    assert "was signed out everywhere" in change(client, person, step="deactivate")
    assert browser.get("/").status_code == 302
    change(client, person, step="activate")
    assert browser.get("/").status_code == 302
    assert person.memberships.filter(ended_at=None).count() == 1


def test_a_partnership_is_not_left_without_facilitator_unknowingly(client, by):
    partnership = PartnershipFactory(name="Ageing well")
    person = facilitator_of(partnership)
    assert "Nobody else facilitates" in page_of(client, person)
    assert "Nobody else facilitates Ageing well" in change(client, person, step="deactivate")
    assert User.objects.get(pk=person.pk).is_active
    change(client, person, step="deactivate", knowingly="on")
    assert not User.objects.get(pk=person.pk).is_active


def test_a_second_facilitator_makes_it_harmless_unless_switched_off(by):
    partnership = PartnershipFactory()
    first, second = facilitator_of(partnership), facilitator_of(partnership)
    set_active(person=first, is_active=False, by=by)
    with pytest.raises(ValidationError, match="Nobody else facilitates"):
        set_active(person=second, is_active=False, by=by)


def test_nobody_switches_off_themselves(client, by):
    UserFactory(is_administrator=True)
    assert "cannot switch off your own account" in change(client, by, step="deactivate")


def test_the_page_names_the_roles_and_what_was_done(client, by):
    role = MembershipFactory()
    change(client, role.person, step="administrator")
    page = page_of(client, role.person)
    assert str(role.partnership) in page
    assert "Made an administrator" in page


def test_a_second_factor_is_reset_from_the_page(client, by):
    person = UserFactory()
    Authenticator.objects.create(user=person, type="totp", data={})
    assert "Reset the second factor" in page_of(client, person)
    assert "told by mail" in change(client, person, step="reset-factor")
    assert not Authenticator.objects.exists()


def test_an_unknown_step_changes_nothing(client, by):
    person = UserFactory()
    before = User.objects.filter(pk=person.pk).values().get()
    change(client, person, step="nonsense")
    assert User.objects.filter(pk=person.pk).values().get() == before
