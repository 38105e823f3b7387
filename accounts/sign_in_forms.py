"""allauth's forms in our words: each label once, not again inside its field, and “e-mail” written one way."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    ConfirmLoginCodeForm,
    LoginForm,
    ReauthenticateForm,
    RequestLoginCodeForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByFactorForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms


class _OurWords(forms.Form):
    """Takes the placeholders away, which vanish as soon as somebody types."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            if isinstance(field, forms.EmailField):
                field.label = "E-mail address"


class PlainLoginForm(_OurWords, LoginForm):  # type: ignore[misc]  # allauth carries no types
    """Address and password."""


class PlainRequestLoginCodeForm(_OurWords, RequestLoginCodeForm):  # type: ignore[misc]
    """Where to send a code."""


class PlainConfirmLoginCodeForm(_OurWords, ConfirmLoginCodeForm):  # type: ignore[misc]
    """The code that was sent."""


class PlainResetPasswordForm(_OurWords, ResetPasswordForm):  # type: ignore[misc]
    """Where to send a link."""


class PlainResetPasswordKeyForm(_OurWords, ResetPasswordKeyForm):  # type: ignore[misc]
    """The new password, by that link."""


class PlainChangePasswordForm(_OurWords, ChangePasswordForm):  # type: ignore[misc]
    """The old password and the new one."""


class PlainSetPasswordForm(_OurWords, SetPasswordForm):  # type: ignore[misc]
    """A first password."""


class PlainReauthenticateForm(_OurWords, ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""


class PlainAuthenticateForm(_OurWords, AuthenticateForm):  # type: ignore[misc]
    """A code of the second factor."""


class PlainReauthenticateByFactorForm(_OurWords, ReauthenticateByFactorForm):  # type: ignore[misc]
    """A code of the second factor once more."""


class PlainActivateAppForm(_OurWords, ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an authenticator app."""
