"""The audit trail in words that a reader understands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from accounts.audit_words import actor_words
from common.models import AuditEntry

WORDS = {
    "partnership.created": "created the partnership",
    "partnership.edited": "changed what the partnership is",
    "partner.joined": "added the partner",
    "partner.renamed": "changed the name of the partner {before} to",
    "partner.left": "marked as left the partner",
    "role.given": "gave a role ({role}) to",
    "role.changed": "changed the role (to {role}) of",
    "role.ended": "ended the role ({role}) of",
    "invitation.sent": "invited ({role})",
    "invitation.revoked": "withdrew the invitation of",
    "invitation.accepted": "accepted the invitation sent to",
    "round.created": "drafted the round",
    "round.edited": "changed the draft",
    "round.deleted": "deleted the draft",
    "round.launched": "launched the round",
    "round.extended": "extended the round",
    "round.asked-late": "asked {people} more of {partner} in the round",
    "round.closed": "closed the round",
    "round.imported": "imported the round",
    "results.exported": "exported the results ({format}) of",
}


def audit_rows(entries: Iterable[AuditEntry]) -> list[tuple[datetime, str, str, str]]:
    """When, who, did what, to whom or what, in the words of `actor_words`."""
    return [(entry.at, actor_words(entry), _words(entry), entry.target) for entry in entries]


def _words(entry: AuditEntry) -> str:
    pattern = WORDS.get(entry.action, entry.action.replace(".", " ").replace("-", " "))
    return pattern.format_map({"role": "", "format": "", "before": "", "people": "", "partner": "", **entry.details})
