"""Outgoing mail: queued in the transaction that causes it, sent by a worker after its commit."""

from __future__ import annotations

from django.db import transaction
from django.utils.crypto import salted_hmac

from common.models import SUBJECT_LENGTH, OutgoingMail
from common.tasks import wake_worker
from common.text import one_line


def queue_mail(*, key: str, to: str, subject: str, text: str, unsubscribe_url: str = "", urgent: bool = False) -> None:
    """Stores a mail to be sent after the commit; does nothing where the same key was queued before.

    `unsubscribe_url` is an address of ours where one POST ends mail of this kind (RFC 8058); empty where there is none.
    `urgent`: somebody waits for it, so it goes before all others.
    """
    mail = OutgoingMail(
        key=key,
        to=to,
        # One line, since a header has no more; cut, since titles and names may be long.
        subject=one_line(subject, max_length=SUBJECT_LENGTH),
        text=text,
        unsubscribe_url=unsubscribe_url,
        urgent=urgent,
        digest=mail_digest(key),
    )
    # One statement, where get_or_create takes four: answers are sent by hundreds at once.
    OutgoingMail.objects.bulk_create([mail], ignore_conflicts=True)
    transaction.on_commit(wake_worker, robust=True)


def mail_digest(key: str) -> str:
    """The part of the Message-ID before the @: always the same for a key, and not to be guessed from it."""
    return salted_hmac("common.mail", key, algorithm="sha256").hexdigest()[:32]
