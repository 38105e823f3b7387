"""The audit trail in words that a reader understands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from accounts.audit_words import actor_words
from common.models import AuditEntry

WORDS = {
    "partnership.created": "created the partnership",
    "partnership.edited": "changed what the partnership is",
    "partnership.closed": "closed the partnership",
    "partnership.reopened": "reopened the partnership",
    "partnership.taken-out": "took everything out ({rows} rows) of",
    "partnership.brought-in": "brought in ({rows} rows), from an archive,",
    "partner.joined": "added the partner",
    "partner.renamed": "changed the name of the partner {before} to",
    "partner.left": "marked as left the partner",
    "role.given": "gave a role ({role}) to",
    "role.changed": "changed the role (to {role}) of",
    "role.ended": "ended the role ({role}) of",
    "people.added": "added {people} people by a list to",
    "invitation.sent": "invited ({role})",
    "invitation.revoked": "withdrew the invitation of",
    "invitation.accepted": "accepted the invitation sent to",
    "round.created": "drafted the round",
    "round.edited": "changed the draft",
    "round.deleted": "deleted the draft",
    "round.tested": "sent themselves a test of the mail of",
    "round.launched": "launched the round",
    "round.extended": "extended the round",
    "series.set": "decided to ask again ({often}) in",
    "round.paused": "paused the round",
    "round.resumed": "resumed the round",
    "round.called-off": "called off the round",
    "round.asked-late": "asked {people} more of {partner} in the round",
    "round.room-code-made": "made a code for a room for the round",
    "round.room-code-ended": "switched off the code for a room of the round",
    "round.not-me": "ended the link of {person}, whose mail reached somebody else, in the round",
    "round.declined": "declined to answer the round",
    "round.declined-undone": "will answer after all the round",
    "round.handed-on": "handed on to {to} the invitation to the round",
    "round.reminders-planned": "planned reminders ({days}) of the round",
    "round.reminded": "sent reminder {number} of the round",
    "round.reminders-stopped": "stopped reminders to themselves of the round",
    "round.closed": "closed the round",
    "official.compared": "compared what the people of {partner} answered in the round",
    "official.sent": "sent the official answer of {partner} to the round",
    "round.comment-decided": "decided on a comment of the round",
    "round.comments-shared": "shared the comments that were released ({released}) of the round",
    "round.follow-up-written": "wrote what follows from the round",
    "round.follow-up-sent": "told {people} people what follows from the round",
    "round.answers-removed": "deleted single answers, as announced, of the round",
    "round.imported": "imported the round",
    "record.draft-started": "started a draft of",
    "record.draft-discarded": "threw the draft away of",
    "record.row-added": "wrote in",
    "record.row-changed": "changed",
    "record.row-removed": "removed from",
    "record.row-restored": "brought back in",
    "record.row-moved": "moved in",
    "record.proposed": "put forward",
    "record.signed": "answered for {partner} ({answer}) to",
    "record.agreed": "recorded that every partner has agreed to",
    "record.brought-in": "brought {rows} entries from {source} into",
    "record.exported": "exported the record ({format}{chosen}) of",
    "record.reminded": "reminded {partners} partners about",
    "results.exported": "exported the results ({format}{chosen}) of",
    "pack.downloaded": "downloaded a pack ({files}{chosen}):",
    "schedule.set": "set up a schedule ({when}: {files}, to {people}) in",
    "schedule.ended": "ended a schedule ({when}) in",
    "schedule.sent": "sent packs by a schedule ({when}) in",
    "round.answers-exported": "exported the answers by organisation ({format}) of",
}


def audit_rows(entries: Iterable[AuditEntry]) -> list[tuple[datetime, str, str, str]]:
    """When, who, did what, to whom or what, in the words of `actor_words`."""
    return [(entry.at, actor_words(entry), _words(entry), entry.target) for entry in entries]


def _words(entry: AuditEntry) -> str:
    pattern = WORDS.get(entry.action, entry.action.replace(".", " ").replace("-", " "))
    filters = entry.details.get("filters")
    return pattern.format_map(defaultdict(str, entry.details, chosen=f", {filters}" if filters else ""))
