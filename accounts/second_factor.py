"""Who needs a second factor, who has one, and how an administrator takes a lost one away."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.models import User
from accounts.sign_ins import end_other_sign_ins
from common.audit import record_audit
from common.mail import queue_mail

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""Recovery codes only stand in for one of these."""

IN_NEED = Q(is_administrator=True) | Q(memberships__role="facilitator", memberships__ended_at=None)


def needs_second_factor(user: User) -> bool:
    """Whether what the person may do asks for one: an administrator, or a facilitator of any partnership."""
    return User.objects.filter(IN_NEED, pk=user.pk).exists()


def has_second_factor(user: User) -> bool:
    """Whether an authenticator app or a passkey is set up."""
    return bool(Authenticator.objects.filter(user=user, type__in=FACTORS).exists())


def lacks_second_factor(user: User) -> bool:
    """Whether the person needs one and has none; one query."""
    factor = Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS)
    return User.objects.filter(IN_NEED, ~Exists(factor), pk=user.pk).exists()


@receiver(authenticator_added, dispatch_uid="second-factor-proved")
def _on_added(sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """Setting one up proves it: the recovery codes that come with it are shown without asking for it at once again."""
    if authenticator.type in FACTORS:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True)


@transaction.atomic
def reset_second_factor(*, person: User, by: User | None) -> None:
    """Takes away authenticator app, passkeys and recovery codes, signs the person out everywhere, and tells them.

    `by` None means a command.
    """
    Authenticator.objects.filter(user=person).delete()
    end_other_sign_ins(person=person, session_key=None)
    entry = record_audit("person.second-factor-reset", by=by, target=person.email, person=person.pk)
    queue_mail(
        key=f"second-factor-reset/{entry.pk}/{uuid4()}",
        to=person.email,
        subject="Your second factor was reset",
        text=(
            f"{by or 'The operator of the site'} reset the second factor of your account in the partnership health "
            "check: authenticator app, passkeys and recovery codes no longer work, and you were signed out everywhere."
            f"\n\nSign in with a code or your password, and set up a new one: {settings.SITE_URL}/\n\n"
            "If you did not ask for this, tell an administrator at once.\n"
        ),
    )
