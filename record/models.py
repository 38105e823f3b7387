"""Versions of the parts of a partnership's record, what they hold, and who agreed."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string

from partnerships.models import Partner, Partnership
from record.parts import PARTS
from record.schema import Part


def new_key() -> str:
    """A key for a row: it stays with the row from version to version."""
    return get_random_string(12, "abcdefghijkmnpqrstuvwxyz23456789")


class Version(models.Model):
    """One version of one part. Those of parts that nobody signs have a single one, `kept`, changed as it stands."""

    class State(models.TextChoices):
        """Where it is on its way."""

        DRAFT = "draft", "Draft"
        PROPOSED = "proposed", "Proposed"
        AGREED = "agreed", "Agreed"
        SUPERSEDED = "superseded", "Superseded"
        KEPT = "kept", "Kept up"

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="record_versions")
    part_key = models.CharField(max_length=20, choices=[(part.key, part.title) for part in PARTS.values()])
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    changes = models.CharField(max_length=1000, blank=True)
    proposed_at = models.DateTimeField(null=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answers_due_on = models.DateField(null=True)
    agreed_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["partnership", "part_key", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "part_key", "number"], name="record_version_number_once"),
            *(
                models.UniqueConstraint(
                    fields=["partnership", "part_key"], condition=Q(state=state), name=f"record_version_one_{state}"
                )
                for state in ("draft", "proposed", "agreed", "kept")
            ),
            models.CheckConstraint(
                condition=~Q(state="agreed") | Q(agreed_at__isnull=False), name="record_version_agreed_when"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part.title}, version {self.number}"

    def get_absolute_url(self) -> str:
        """The page that shows it."""
        return reverse("record:version", args=[self.partnership.slug, self.part_key, self.number])

    @property
    def part(self) -> Part:
        """The part as it is defined."""
        return PARTS[self.part_key]

    @property
    def is_open(self) -> bool:
        """Whether it may still be changed."""
        return self.state in {self.State.DRAFT, self.State.KEPT}


class Entry(models.Model):
    """What was filled in at once: a row of a clause, or a clause that has no rows.

    A task's accountable partner has a column of its own: the database holds that there is exactly one.
    """

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="entries")
    clause = models.CharField(max_length=30)
    key = models.CharField(max_length=12, default=new_key)
    position = models.PositiveIntegerField(default=0)
    values = models.JSONField(default=dict)
    accountable = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, related_name="+")
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["version", "clause", "position", "id"]
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="record_entry_key_once"),
            models.CheckConstraint(
                condition=Q(clause="raci", accountable__isnull=False) | (~Q(clause="raci") & Q(accountable=None)),
                name="record_raci_exactly_one_accountable",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clause} {self.key}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Stores it; ValidationError where its version may not be changed any more."""
        self._must_be_open()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Deletes it; ValidationError as for `save`."""
        self._must_be_open()
        return super().delete(*args, **kwargs)

    def _must_be_open(self) -> None:
        if not self.version.is_open:
            raise ValidationError(f"{self.version} cannot be changed any more. Start a new draft from it.")

    @property
    def content(self) -> dict[str, Any]:
        """All values, the accountable partner among them."""
        return {**self.values, "accountable": self.accountable_id} if self.accountable_id else self.values


class Signature(models.Model):
    """A partner's answer to a version; a later answer of the same partner replaces it, and both are kept."""

    class Answer(models.TextChoices):
        """What a lead may answer for its partner."""

        AGREES = "agrees", "Agrees"
        RESERVATIONS = "reservations", "Agrees with reservations"
        DECLINES = "declines", "Declines"

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="signatures")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="signatures")
    answer = models.CharField(max_length=12, choices=Answer)
    note = models.TextField(blank=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(default=timezone.now)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["partner__organisation__name", "-signed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "partner"], condition=Q(replaced_at=None), name="record_signature_one_a_partner"
            ),
            models.CheckConstraint(
                condition=Q(answer="agrees") | ~Q(note=""), name="record_signature_note_unless_agreed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner}: {self.get_answer_display()}"

    @property
    def is_positive(self) -> bool:
        """Whether the partner agrees, with or without reservations."""
        return self.answer != self.Answer.DECLINES


class RecordUpload(models.Model):
    """What a file holds for one part, kept for a day while its reader looks at it; for nobody else to read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="+")
    part_key = models.CharField(max_length=20)
    source = models.CharField(max_length=300)
    content = models.JSONField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return self.source


class CalendarFeed(models.Model):
    """A person's secret address of the dates of their partnerships. Only the SHA-256 of its token is stored."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="calendar_feed")
    token_sha256 = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"Calendar of {self.person}"
