"""What happened to instruments, in words that an administrator understands."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from accounts.audit_words import actor_words, with_actors
from common.models import AuditEntry

WORDS = {
    "instrument.draft-started": "copied {source} as",
    "instrument.draft-edited": "changed {about} in",
    "instrument.draft-discarded": "threw away",
    "instrument.published": "published",
}
MOST = 30


def instrument_audit() -> list[tuple[datetime, str, str]]:
    """When, what was done to which, and by whom; the latest thirty."""
    entries = AuditEntry.objects.filter(action__startswith="instrument.")
    return [(entry.at, _words(entry), actor_words(entry)) for entry in with_actors(entries)[:MOST]]


def _words(entry: AuditEntry) -> str:
    pattern = WORDS.get(entry.action, entry.action.removeprefix("instrument.").replace("-", " "))
    return f"{pattern.format_map(defaultdict(str, entry.details))} {entry.target}"
