"""A person's secret address of a calendar: made, renewed, switched off. Only the digest of its token is stored."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from common.audit import record_audit
from common.tokens import digest, new_token
from record.models import CalendarFeed


@transaction.atomic
def make_feed(*, person: User) -> str:
    """A new address for the person's calendar, by its token, which nobody can find out later; an old one stops."""
    token = new_token()
    CalendarFeed.objects.update_or_create(
        person=person, defaults={"token_sha256": digest(token), "created_at": timezone.now()}
    )
    record_audit("person.calendar-made", by=person, target=person.email, person=person.pk)
    return token


@transaction.atomic
def switch_off_feed(*, person: User, by: User | None) -> None:
    """Makes the address useless; switching off twice changes nothing."""
    if CalendarFeed.objects.filter(person=person).delete()[0]:
        record_audit("person.calendar-off", by=by, target=person.email, person=person.pk)


def feed_owner(token: str) -> User | None:
    """Whose calendar this is; None alike for a wrong, renewed or switched-off address, and for a closed account."""
    feeds = CalendarFeed.objects.filter(token_sha256=digest(token), person__is_active=True)
    found = feeds.select_related("person").first()
    return found.person if found else None
