"""Sending what the outbox holds: each mail claimed before it is sent, tried again when that fails.

docs/decisions/0052 says what happens when a sender is killed, and why.
"""

from __future__ import annotations

import logging
import smtplib
import time
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import InterfaceError, OperationalError, connections
from django.db.models import F
from django.utils import timezone

from common.mail_html import html_of
from common.models import BOUNCE_LENGTH, OutgoingMail
from common.text import one_line

CLAIM = timedelta(minutes=5)
"""How long a sender may take before another may try the same mail."""
LONGEST_WAIT, GIVE_UP = timedelta(days=1), timedelta(days=5)
"""Between two tries; and from the first to the last, as RFC 5321 (4.5.4.1) proposes."""
MOST_LOST = 3
"""Lost connections in a row after which a sender leaves the rest for later: the server is down, or stalls."""
EMPTY = {"text": "", "unsubscribe_url": ""}
"""Both may hold a personal link, and nobody needs them once the mail has left or was given up."""

logger = logging.getLogger(__name__)


def send_outgoing_mail() -> int:
    """Sends every mail that is due, over one connection, and returns how many went out.

    Each is claimed by compare-and-set before it is sent, so that two senders never send the same one; a failure is
    noted and tried again later: after 1, 2, 4, ... minutes, at most a day, for five days. What the server refuses for
    good is not tried again. When connections are lost one after the other, the rest stays due.
    """
    connection: BaseEmailBackend | None = None
    sent = lost = 0
    while lost < MOST_LOST and (mail := _next_due()) is not None:
        if not _claim(mail):
            continue
        try:
            connection = connection or _opened()
            _message(mail, connection).send()
        except Exception as error:  # noqa: BLE001  # whatever a mail server does must not lose the mail
            lost = lost + 1 if _is_lost(error) else 0
            if lost:
                _close(connection)
                connection = None
            _note_failure(mail, error)
        else:
            _note_sent(mail)
            sent, lost = sent + 1, 0
    _close(connection)
    return sent


def _next_due() -> OutgoingMail | None:
    due = OutgoingMail.objects.waiting().filter(next_attempt_at__lte=timezone.now())
    return due.order_by("-urgent", "next_attempt_at", "pk").first()


def _claim(mail: OutgoingMail) -> bool:
    """Whether it is ours now: it is nobody else’s before the claim runs out, even should we be killed."""
    waiting = OutgoingMail.objects.waiting().filter(
        pk=mail.pk, attempts=mail.attempts, next_attempt_at=mail.next_attempt_at
    )
    return bool(waiting.update(attempts=F("attempts") + 1, next_attempt_at=timezone.now() + CLAIM))


def _opened() -> BaseEmailBackend:
    connection: BaseEmailBackend = get_connection()
    connection.open()
    return connection


def _close(connection: BaseEmailBackend | None) -> None:
    """Closes it as far as it can be closed: what was accepted is accepted."""
    if connection is not None:
        try:
            connection.close()
        except (OSError, smtplib.SMTPException):
            logger.info("The mail server ended the connection before we did.")


def _is_lost(error: Exception) -> bool:
    """Whether the connection is of no more use, or there never was one."""
    if isinstance(error, smtplib.SMTPServerDisconnected | smtplib.SMTPConnectError | smtplib.SMTPHeloError):
        return True
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code == 421 or isinstance(error, smtplib.SMTPAuthenticationError)
    return isinstance(error, OSError) and not isinstance(error, smtplib.SMTPException)


def _message(mail: OutgoingMail, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    headers = {"Message-ID": f"<{mail.digest}@{_domain()}>", "Auto-Submitted": "auto-generated"}
    if mail.unsubscribe_url:
        headers["List-Unsubscribe"] = f"<{mail.unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message = EmailMultiAlternatives(mail.subject, mail.text, to=[mail.to], headers=headers, connection=connection)
    message.attach_alternative(html_of(mail.subject, mail.text, own=settings.SITE_URL), "text/html")
    return message


def _domain() -> str:
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")


def _note_sent(mail: OutgoingMail) -> None:
    """Between the server's acceptance and this row lies the one moment in which a mail can go out twice.

    A database that is busy or restarts in that moment is asked again: failing here would send the mail again later.
    """
    for again in (1, 2, 4, 8, None):
        try:
            OutgoingMail.objects.filter(pk=mail.pk).update(sent_at=timezone.now(), last_error="", **EMPTY)
        except (OperationalError, InterfaceError):
            if again is None:
                raise
            connections["default"].close()
            time.sleep(again)
        else:
            return


def _note_failure(mail: OutgoingMail, error: Exception) -> None:
    """A refusal for good ends it, and so do five days; anything else is tried again."""
    now, words = timezone.now(), one_line(f"{type(error).__name__}: {error}", max_length=1000)
    row = OutgoingMail.objects.filter(pk=mail.pk)
    refusal = refused_for_good(error)
    if refusal or now - mail.created_at >= GIVE_UP:
        row.update(
            bounced_at=now, bounce=refusal or f"Not delivered within five days. {words}"[:BOUNCE_LENGTH], **EMPTY
        )
    else:
        delay = min(timedelta(minutes=2**mail.attempts), LONGEST_WAIT)
        row.update(next_attempt_at=now + delay, last_error=words)


def refused_for_good(error: Exception) -> str:
    """What the server said when it refuses this recipient for good (5xx); empty for everything else.

    5.7.x is about policy and may be our own fault, such as a relay that does not know us yet: that is tried again.
    """
    if not isinstance(error, smtplib.SMTPRecipientsRefused) or not error.recipients:
        return ""
    code, words = next(iter(error.recipients.values()))
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    return (
        one_line(f"{code} {said}", max_length=BOUNCE_LENGTH)
        if 500 <= code < 600 and not said.startswith("5.7.")
        else ""
    )
