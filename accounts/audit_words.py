"""What happened to a person's account, in words that an administrator understands."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from accounts.models import User
from common.models import AuditEntry

WORDS = {
    "person.made-administrator": "made an administrator",
    "person.unmade-administrator": "no longer an administrator",
    "person.renamed": "changed the name",
    "person.deactivated": "switched off",
    "person.reactivated": "switched on",
    "person.second-factor-reset": "second factor reset",
    "person.address-asked": "asked for another e-mail address",
    "person.address-changed": "e-mail address changed, before: {before}",
    "person.calendar-made": "made a calendar address",
    "person.calendar-off": "calendar address switched off",
    "person.token-made": "made the API token “{name}”",
    "person.token-revoked": "API token “{name}” revoked",
    "person.tokens-revoked": "all API tokens revoked",
    "person.erasure-asked": "asked to be erased",
    "person.erasure-taken-back": "took back the wish to be erased",
    "person.erased": "erased",
    "person.merged": "took over the account {merged}",
    "person.merged-away": "merged into {into}",
}
MOST = 30


def person_audit(person: User) -> list[tuple[datetime, str, str]]:
    """When, what, and by whom; the latest thirty."""
    entries = AuditEntry.objects.filter(action__startswith="person.", details__person=person.pk)
    return [(entry.at, _words(entry), actor_words(entry)) for entry in with_actors(entries)[:MOST]]


def with_actors(entries: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
    """The same entries with what `actor_words` reads."""
    return entries.select_related("actor__merged_into")


def actor_words(entry: AuditEntry) -> str:
    """Who did it; an account that was merged since is shown under the one that took it over."""
    actor: User | None = entry.actor
    if actor is None:
        return "The system"
    return f"{actor.merged_into} (then {actor.email})" if actor.merged_into else str(actor)


def _words(entry: AuditEntry) -> str:
    pattern = WORDS.get(entry.action, entry.action.removeprefix("person.").replace("-", " "))
    return pattern.format_map({"before": "", "merged": "", "into": "", "name": "", **entry.details})
