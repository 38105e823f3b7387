"""Mail that came back, and complaints: reports by RFC 3464 and RFC 5965, found again by their Message-ID."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import Message
from typing import Literal

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from common.models import BOUNCE_LENGTH, OutgoingMail
from common.text import one_line

LARGEST = 2_000_000
"""Bytes; a report holds a mail of ours, and those are small."""
MESSAGE_ID = re.compile(r"<([0-9a-f]{32})@[^<>\s]+>")


@dataclass(frozen=True)
class Report:
    """What a report says of one mail: its digest, whether it came back or was complained about, and why."""

    kind: Literal["bounce", "complaint"]
    digest: str
    reason: str


def read_report(data: bytes) -> Report | None:
    """The report in a mail as it arrived; None for any other mail, and for one that was only delayed."""
    try:
        mail = message_from_bytes(data[:LARGEST], policy=policy.default)
        parts = {part.get_content_type(): part for part in mail.walk()}
        digest = _digest(mail)
        if "message/feedback-report" in parts:
            return Report("complaint", digest, "marked as unwanted mail") if digest else None
        reason = _failure(parts.get("message/delivery-status"))
        return Report("bounce", digest, reason) if digest and reason else None
    except (MessageError, LookupError, ValueError, AttributeError, TypeError):
        # Whatever arrives is written by anybody: what the parser cannot take is no report.
        return None


def _digest(mail: Message) -> str:
    """Ours, from the mail that the report gives back, whole or its head alone; empty where there is none."""
    for part in mail.walk():
        content_type = part.get_content_type()
        if content_type == "message/rfc822":
            heads = [str(item.get("Message-ID", "")) for item in _blocks(part)]
        elif content_type == "text/rfc822-headers":
            heads = [str(part.get_payload())]
        else:
            continue
        for head in heads:
            found = MESSAGE_ID.search(head)
            if found:
                return found[1]
    return ""


def _failure(status: Message | None) -> str:
    """Why it failed for good, in the server's words; empty for a delay, a relay, and where nothing is said."""
    for block in _blocks(status):
        if str(block.get("Action", "")).strip().lower() == "failed":
            words = str(block.get("Diagnostic-Code") or block.get("Status") or "no reason given")
            return one_line(words.partition(";")[2].strip() or words, max_length=BOUNCE_LENGTH)
    return ""


def _blocks(part: Message | None) -> Iterator[Message]:
    payload = part.get_payload() if part is not None else None
    if isinstance(payload, list):
        yield from (item for item in payload if isinstance(item, Message))


def record_report(report: Report) -> OutgoingMail | None:
    """Notes it at the mail it is about; None when no mail of ours has this Message-ID. Twice changes nothing."""
    mail = OutgoingMail.objects.filter(digest=report.digest).first()
    if mail is None:
        return None
    row = OutgoingMail.objects.filter(pk=mail.pk)
    if report.kind == "complaint":
        row.filter(complained_at=None).update(complained_at=timezone.now())
    else:
        row.filter(bounced_at=None).update(bounced_at=timezone.now(), bounce=report.reason, text="", unsubscribe_url="")
    return mail


def bounced_addresses(addresses: Iterable[str]) -> dict[str, str]:
    """Those of the addresses whose last mail came back, with the reason. One query.

    A later mail that was taken ends it; nothing here says which mail it was, or when.
    """
    left = OutgoingMail.objects.filter(to=OuterRef("to")).exclude(sent_at=None, bounced_at=None)
    last = Subquery(left.order_by("-pk").values("pk")[:1])
    rows = OutgoingMail.objects.filter(to__in=set(addresses), pk=last).exclude(bounced_at=None)
    return dict(rows.values_list("to", "bounce"))


def complaining_addresses(addresses: Iterable[str]) -> set[str]:
    """Those of the addresses from which mail of ours was ever called unwanted. One query."""
    return set(
        OutgoingMail.objects.filter(to__in=set(addresses)).exclude(complained_at=None).values_list("to", flat=True)
    )
