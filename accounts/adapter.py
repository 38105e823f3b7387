"""How allauth behaves here: people come by invitation, nobody signs up by themselves."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from accounts.models import User
from accounts.sign_ins import end_other_sign_ins
from common.mail import queue_mail

AGAIN_BY = {
    "reauthenticate": "your password",
    "mfa_reauthenticate:webauthn": "a passkey",
    "mfa_reauthenticate": "a code from your authenticator app, or a recovery code",
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """Closes the sign-up, and tells people by mail what changed about their account."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an invitation makes the account."""
        return False

    def set_password(self, user: User, password: str) -> None:
        """Stores a password, and signs the person out everywhere else at once."""
        super().set_password(user, password)
        end_other_sign_ins(person=user, session_key=self.request.session.session_key)

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """Ways to prove who one is, the easiest first, in our words."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        found = {method["id"]: method for method in methods}
        return [{**found[key], "description": words} for key, words in AGAIN_BY.items() if key in found]

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queues what somebody waits for, such as a code: no page waits for a mail server, or fails with it."""
        message = self.render_mail(template_prefix, email, {"request": self.request, "email": email, **context})
        queue_mail(key=f"account/{uuid4()}", to=email, subject=message.subject, text=message.body, urgent=True)

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Queues a mail about a change to the account; like all mail it goes out after the commit."""
        message = self.render_mail(template_prefix, email or user.email, {**(context or {}), "site": settings.SITE_URL})
        # Each change is told once more, even where the same change came before.
        queue_mail(
            key=f"account/{user.pk}/{uuid4()}", to=email or user.email, subject=message.subject, text=message.body
        )


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth carries no types
    """Names things as the product does."""

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002  # allauth's name
        """“Passkey 1”, “Passkey 2”, until the person calls it something better."""
        return f"Passkey {Authenticator.objects.filter(user=user, type=type).count() + 1}"

    def _get_site_name(self) -> str:
        """What the browser says the passkey is for."""
        return str(settings.MFA_TOTP_ISSUER)
