"""A changed e-mail address: asked for by the person, confirmed by a link that only the new address gets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from common.audit import record_audit
from common.mail import queue_mail
from common.models import AuditEntry

SALT = "accounts.changed-address"
VALID_FOR = timedelta(days=1)
MOST_ASKED, WITHIN = 5, timedelta(hours=1)
GONE = "This link has been used or is too old. Ask for a new one on your profile page."


@dataclass(frozen=True)
class AddressChange:
    """What a link stands for."""

    person: User
    email: str


@transaction.atomic
def ask_for_address(*, person: User, email: str) -> None:
    """Sends a link to the new address and tells the old one; nothing changes yet.

    A taken address gets a mail that says so, and the page says the same as for any other. ValidationError for the
    present address, and after five tries within an hour.
    """
    email = email.strip().lower()
    if email == person.email:
        raise ValidationError("That is your address already. Type the new one.")
    since = timezone.now() - WITHIN
    if AuditEntry.objects.filter(actor=person, action="person.address-asked", at__gte=since).count() >= MOST_ASKED:
        raise ValidationError("You have asked five times within an hour. Wait an hour, then try again.")
    # The audit trail names the old address only: the new one may be somebody else's.
    entry = record_audit("person.address-asked", by=person, target=person.email, person=person.pk)
    taken = User.objects.filter(email=email).exists()
    subject, text = _taken_mail() if taken else _link_mail(person, email)
    queue_mail(key=f"address/{entry.pk}/new", to=email, subject=subject, text=text)
    queue_mail(
        key=f"address/{entry.pk}/old",
        to=person.email,
        subject="A new e-mail address was asked for",
        text=(
            "Somebody, perhaps you, asked to change the e-mail address of your account in the partnership health "
            f"check to {email}. Nothing changes before a link sent there is used.\n\n"
            f"If it was not you, sign out everywhere and tell an administrator: {settings.SITE_URL}/profile/\n"
        ),
    )


def _taken_mail() -> tuple[str, str]:
    text = (
        "Somebody, perhaps you, asked to use this e-mail address for another account in the partnership health check. "
        "It has an account of its own, so nothing was changed.\n\n"
        "If both accounts are yours, ask an administrator to merge them. Otherwise you need not do anything.\n"
    )
    return "This address has an account already", text


def _link_mail(person: User, email: str) -> tuple[str, str]:
    token = signing.dumps({"person": person.pk, "old": person.email, "new": email}, salt=SALT)
    address = settings.SITE_URL + reverse("accounts:address-link", args=[token])
    text = (
        f"Open this link and choose Use this address, to sign in to the partnership health check as {email} from now "
        f"on:\n{address}\n\nIt works for one day. Opening it changes nothing yet. If you did not ask for it, you need "
        "not do anything.\n"
    )
    return "Confirm your new e-mail address", text


def address_change(token: str) -> AddressChange | None:
    """What the link stands for; None for one that is wrong, older than a day, used, or whose address is taken now."""
    try:
        asked = signing.loads(token, salt=SALT, max_age=VALID_FOR)
    except signing.BadSignature:
        return None
    person = User.objects.filter(pk=asked["person"], email=asked["old"], is_active=True).first()
    if person is None or User.objects.filter(email=asked["new"]).exists():
        return None
    return AddressChange(person, asked["new"])


def change_address(change: AddressChange) -> None:
    """Changes the address people sign in with, and tells the old one; ValidationError when it was taken meanwhile."""
    try:
        with transaction.atomic():
            _change(change)
    except IntegrityError as error:
        raise ValidationError(GONE) from error


def _change(change: AddressChange) -> None:
    person, old = change.person, change.person.email
    if not User.objects.filter(pk=person.pk, email=old).update(email=change.email):
        raise ValidationError(GONE)
    person.email = change.email
    # allauth would still sign in by an address that it has noted before.
    EmailAddress.objects.filter(user=person).delete()
    entry = record_audit("person.address-changed", by=person, target=change.email, before=old, person=person.pk)
    queue_mail(
        key=f"address/{entry.pk}/changed",
        to=old,
        subject="Your e-mail address was changed",
        text=(
            f"Your account in the partnership health check has the address {change.email} now; this one no longer "
            "signs you in.\n\nIf it was not you, tell an administrator at once.\n"
        ),
    )
