"""allauth's forms about passkeys, with names cleaned like all text and bad credentials refused in words."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms

from common.text import TextField

NAME_LENGTH = 60
MALFORMED = (KeyError, AttributeError, TypeError, ValueError)
"""What the library lets through for credentials that no browser would make."""


class _UsePasskey:
    """Refuses a malformed credential like a wrong one."""

    def clean_credential(self) -> Authenticator:
        """The passkey that was used."""
        try:
            return super().clean_credential()  # type: ignore[misc]  # of the form it is mixed into
        except MALFORMED as error:
            raise get_adapter().validation_error("incorrect_code") from error


class UsePasskeyForm(_UsePasskey, AuthenticateWebAuthnForm):  # type: ignore[misc]  # allauth carries no types
    """A passkey as the second step of signing in."""


class SignInByPasskeyForm(_UsePasskey, LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey alone."""


class AgainByPasskeyForm(_UsePasskey, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey before a change to the account."""


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth carries no types
    """A new passkey."""

    name = TextField(
        label="Name",
        max_length=NAME_LENGTH,
        required=False,
        help_text="So that you can tell it from others, such as “Work laptop”.",
    )
    passwordless = forms.BooleanField(
        label="Sign in with it alone",
        required=False,
        initial=True,
        help_text="Then you need neither code nor password; the device asks for your finger, face or PIN.",
    )

    def clean(self) -> dict[str, Any]:
        """The values; a credential that no browser would make is an error like a wrong code."""
        try:
            return dict(super().clean())
        except MALFORMED as error:
            raise get_adapter().validation_error("incorrect_code") from error


class RenamePasskeyForm(EditWebAuthnForm):  # type: ignore[misc]  # allauth carries no types
    """A passkey's name."""

    name = TextField(label="Name", max_length=NAME_LENGTH)
