"""Outgoing mail: queued in the transaction that causes it, sent after its commit, tried again when that fails."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from common.models import OutgoingMail

CLAIM = timedelta(minutes=5)
"""How long a sender may take before another may try the same mail."""


def queue_mail(*, key: str, to: str, subject: str, text: str) -> None:
    """Stores a mail to be sent after the commit; does nothing where the same key was queued before."""
    OutgoingMail.objects.get_or_create(key=key, defaults={"to": to, "subject": subject, "text": text})
    transaction.on_commit(send_outgoing_mail, robust=True)


def send_outgoing_mail() -> int:
    """Sends every mail that is due, over one connection, and returns how many went out.

    Each is claimed by compare-and-set before it is sent, so that two senders never send the same one;
    a failure is noted and tried again later: after 1, 2, 4, ... minutes, at most a day.
    """
    due = list(OutgoingMail.objects.filter(sent_at=None, next_attempt_at__lte=timezone.now()))
    if not due:
        return 0
    connection: BaseEmailBackend = get_connection()
    sent = sum(_send(mail, connection) for mail in due)
    connection.close()
    return sent


def _send(mail: OutgoingMail, connection: BaseEmailBackend) -> bool:
    claimed = OutgoingMail.objects.filter(
        pk=mail.pk, attempts=mail.attempts, sent_at=None, next_attempt_at=mail.next_attempt_at
    ).update(attempts=F("attempts") + 1, next_attempt_at=timezone.now() + CLAIM)
    if not claimed:
        return False
    try:
        _message(mail, connection).send()
    except Exception as error:  # noqa: BLE001  # whatever a mail server does must not lose the mail
        _try_later(mail, error)
        return False
    OutgoingMail.objects.filter(pk=mail.pk).update(sent_at=timezone.now(), last_error="")
    return True


def _message(mail: OutgoingMail, connection: BaseEmailBackend) -> EmailMessage:
    digest = hashlib.sha256(mail.key.encode()).hexdigest()[:32]
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    return EmailMessage(
        mail.subject,
        mail.text,
        to=[mail.to],
        headers={"Message-ID": f"<{digest}@{domain}>"},
        connection=connection,
    )


def _try_later(mail: OutgoingMail, error: Exception) -> None:
    delay = min(timedelta(minutes=2**mail.attempts), timedelta(days=1))
    OutgoingMail.objects.filter(pk=mail.pk).update(
        next_attempt_at=timezone.now() + delay, last_error=f"{type(error).__name__}: {error}"[:1000]
    )
