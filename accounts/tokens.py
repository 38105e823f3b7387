"""Personal tokens for the API: made, looked up, revoked. What a token may read is decided where it is read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import ApiReading, ApiToken, User
from common.audit import record_audit
from common.mail import queue_mail
from common.tokens import digest, new_token

PREFIX = "phc_"
"""So that programs which look for secrets in files and mails know one when they see it."""
LIFETIMES = {30: "30 days", 90: "90 days", 180: "half a year", 365: "a year"}
"""Days that can be chosen."""
MOST = 20
"""Working tokens of one person."""


def tokens_of(person: User) -> list[ApiToken]:
    """Those that have not run out, the newest first; revoked ones among them."""
    return list(person.api_tokens.filter(expires_at__gt=timezone.now()))


def working_tokens(person: User) -> QuerySet[ApiToken]:
    """Neither revoked nor expired."""
    return person.api_tokens.filter(revoked_at=None, expires_at__gt=timezone.now())


def token_for(secret: str) -> ApiToken | None:
    """The token with its person; None alike for a wrong, expired or revoked one, and for a closed account."""
    found = ApiToken.objects.filter(
        token_sha256=digest(secret), revoked_at=None, expires_at__gt=timezone.now(), person__is_active=True
    )
    return found.select_related("person").first()


def note_use(token: ApiToken) -> None:
    """Keeps the day; costs nothing when it is known already."""
    today = timezone.localdate()
    if token.last_used_on != today:
        ApiToken.objects.filter(pk=token.pk).update(last_used_on=today)
        token.last_used_on = today


def has_read(*, token: ApiToken, target: str, day: date) -> bool:
    """Whether it is noted already that the token read this on that day."""
    return ApiReading.objects.filter(token=token, target=target, day=day).exists()


@transaction.atomic
def note_reading(*, token: ApiToken, target: str, day: date) -> bool:
    """Notes it, and forgets other days; False where somebody else at the same moment was first."""
    ApiReading.objects.filter(token=token).exclude(day=day).delete()
    _, is_first = ApiReading.objects.get_or_create(token=token, target=target, day=day)
    return is_first


@transaction.atomic
def make_token(*, person: User, name: str, scopes: Sequence[str], days: int) -> str:
    """A new token, which nobody can find out later; a mail tells its person. Those of theirs that ran out go.

    ValidationError without a scope, for other lifetimes than those that can be chosen, and beyond twenty.
    """
    if not scopes or not set(scopes) <= set(ApiToken.Scope.values):
        raise ValidationError("Choose what the token may be used for.")
    if days not in LIFETIMES:
        raise ValidationError("Choose how long it works: a year at most.")
    # Held, so that two at once count each other.
    User.objects.select_for_update().get(pk=person.pk)
    if working_tokens(person).count() >= MOST:
        raise ValidationError(f"You have {MOST} tokens that work. Revoke one that is not used first.")
    # Those that ran out are of no more use to anybody; the audit trail keeps that there were some.
    person.api_tokens.filter(expires_at__lte=timezone.now()).delete()
    secret = PREFIX + new_token()
    now = timezone.now()
    token = ApiToken.objects.create(
        person=person,
        name=name,
        token_sha256=digest(secret),
        scopes=[scope for scope in ApiToken.Scope.values if scope in scopes],
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    last_day = timezone.localtime(token.expires_at)
    record_audit("person.token-made", by=person, target=person.email, person=person.pk, name=name, scopes=token.scopes)
    queue_mail(
        key=f"token/{token.pk}/made",
        to=person.email,
        subject="An API token was made for your account",
        text=(
            f"You, or somebody signed in as you, made the API token “{name}” in the partnership health check. Whoever "
            f"holds it can read, as you can: {token.scope_words.lower()}. It works until {last_day:%-d %B %Y}.\n\n"
            f"If it was not you, revoke it and sign out everywhere else: {_address()}\n"
        ),
    )
    return secret


def _address() -> str:
    return settings.SITE_URL + reverse("accounts:tokens")


@transaction.atomic
def revoke_token(*, token: ApiToken, by: User) -> None:
    """The token stops at once; revoking twice changes nothing."""
    if ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now()):
        person = token.person
        record_audit("person.token-revoked", by=by, target=person.email, person=person.pk, name=token.name)


@transaction.atomic
def revoke_all_tokens(*, person: User, by: User | None) -> int:
    """All of them stop at once; returns how many did. `by` None: because the person's sign-ins ended.

    Somebody else's doing is told to the person by mail.
    """
    ended = working_tokens(person).update(revoked_at=timezone.now())
    if not ended:
        return 0
    entry = record_audit("person.tokens-revoked", by=by, target=person.email, person=person.pk, tokens=ended)
    if by is not None and by.pk != person.pk:
        queue_mail(
            key=f"tokens/{entry.pk}/revoked",
            to=person.email,
            subject="Your API tokens were revoked",
            text=(
                f"{by} revoked every API token of your account in the partnership health check. Programs that read "
                f"with one get nothing any more. If you need one, make it anew: {_address()}\n"
            ),
        )
    return ended
