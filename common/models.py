"""What every app stands on: the audit trail and the table of outgoing mail."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

SUBJECT_LENGTH, BOUNCE_LENGTH = 200, 300


class AuditEntry(models.Model):
    """Who did what, when; written by services, never changed and never deleted.

    Partnership and partner are kept as plain ids: this app stands below the one that owns them.
    """

    at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    action = models.CharField(max_length=60)
    partnership_id = models.BigIntegerField(null=True, db_index=True)
    partner_id = models.BigIntegerField(null=True)
    target = models.CharField(max_length=200, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name_plural = "audit entries"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.target}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Stores a new entry; TypeError for an existing one."""
        if not self._state.adding:
            raise TypeError("An audit entry is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Always TypeError."""
        raise TypeError("An audit entry is never deleted.")


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    """Reads of outgoing mail."""

    def waiting(self) -> OutgoingMailQuerySet:
        """Neither sent nor given up."""
        return self.filter(sent_at=None, bounced_at=None)


class OutgoingMail(models.Model):
    """One mail to send, written in the transaction that caused it, sent after the commit.

    `key` is unique and gives the Message-ID, so that the same mail cannot be queued twice. Text and link are emptied
    once it is sent or given up. `bounced_at` with the reason in `bounce`: it was refused, could not be delivered for
    days, or came back after it was sent. `complained_at`: whoever got it called it unwanted.
    """

    key = models.CharField(max_length=200, unique=True)
    digest = models.CharField(max_length=32, db_index=True)
    to = models.EmailField(db_index=True)
    subject = models.CharField(max_length=SUBJECT_LENGTH)
    text = models.TextField()
    unsubscribe_url = models.CharField(max_length=500, blank=True)
    # Somebody waits for it, as for a code to sign in: it goes before all others.
    urgent = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)
    bounced_at = models.DateTimeField(null=True)
    bounce = models.CharField(max_length=BOUNCE_LENGTH, blank=True)
    complained_at = models.DateTimeField(null=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            # Few rows wait, and many more were sent.
            models.Index(
                fields=["next_attempt_at"], condition=Q(sent_at=None, bounced_at=None), name="outgoing_mail_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} to {self.to}"
