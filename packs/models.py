"""Packs that people asked for, and schedules by which partnerships send them."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Partnership
from surveys.models import Round


class Schedule(models.Model):
    """That some of a partnership's people get a pack when a round closes, or each quarter."""

    class Occasion(models.TextChoices):
        """When it is sent."""

        CLOSING = "closing", "When a round closes"
        QUARTER = "quarter", "Each quarter"

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="schedules")
    occasion = models.CharField(max_length=8, choices=Occasion)
    files = models.JSONField(default=list)
    # Since then it counts: a quarter that had begun before is not made up.
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["occasion", "pk"]

    def __str__(self) -> str:
        return f"{self.get_occasion_display()}, {self.partnership}"


class Recipient(models.Model):
    """Somebody whom a schedule names; `stopped_at`: they want no more of it, which only they take back."""

    schedule = models.ForeignKey(Schedule, on_delete=models.CASCADE, related_name="recipients")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["person__name", "pk"]
        constraints = [models.UniqueConstraint(fields=["schedule", "person"], name="recipient_once_a_schedule")]

    def __str__(self) -> str:
        return f"{self.person}, {self.schedule}"


class Delivery(models.Model):
    """That a schedule was met for a round ("round/7") or a quarter ("2027-Q1"): the row is what keeps it to once."""

    schedule = models.ForeignKey(Schedule, on_delete=models.CASCADE, related_name="deliveries")
    occasion = models.CharField(max_length=40)
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [models.UniqueConstraint(fields=["schedule", "occasion"], name="delivery_once_an_occasion")]

    def __str__(self) -> str:
        return f"{self.schedule}, {self.occasion}"


class PackQuerySet(models.QuerySet["Pack"]):
    """Reads of packs."""

    def going(self) -> PackQuerySet:
        """Those that are not made yet."""
        return self.filter(state__in=[Pack.State.WAITING, Pack.State.MAKING])

    def over(self) -> PackQuerySet:
        """Those whose day has passed, although their content is still there."""
        return self.filter(state=Pack.State.READY, expires_at__lte=timezone.now())


class Pack(models.Model):
    """Files in one zip, made by a worker for one person, who alone can download it, for a day.

    `files` names the kinds wanted (see `packs.contents`). `due_at`: when a worker may take it; while one makes it, when
    its claim ends. `attempts` never falls, so that content of an earlier try can be told apart; those up to
    `attempts_before` belong to an earlier wish for the same pack. `partnership_ids` and `filters` are a portfolio's.
    """

    class Kind(models.TextChoices):
        """What it is of."""

        ROUND = "round", "One round"
        PARTNERSHIP = "partnership", "A partnership’s history"
        PORTFOLIO = "portfolio", "A selection of partnerships"

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting", "Waiting"
        MAKING = "making", "Being made"
        READY = "ready", "Ready"
        FAILED = "failed", "Not made"
        EXPIRED = "expired", "Deleted after a day"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="packs")
    kind = models.CharField(max_length=11, choices=Kind)
    title = models.CharField(max_length=250)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, null=True, related_name="+")
    round = models.ForeignKey(Round, on_delete=models.CASCADE, null=True, related_name="+")
    partnership_ids = models.JSONField(default=list)
    filters = models.CharField(max_length=400, blank=True)
    files = models.JSONField(default=list)
    recipient = models.ForeignKey(Recipient, on_delete=models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    attempts = models.PositiveIntegerField(default=0)
    attempts_before = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(default=timezone.now)
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    # Why it was not made, in a sentence for the person.
    trouble = models.CharField(max_length=300, blank=True)

    objects = PackQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "pk"]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state__in=["waiting", "making"]), name="pack_to_make"),
            models.Index(fields=["expires_at"], condition=Q(state="ready"), name="pack_to_expire"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="round", partnership__isnull=False, round__isnull=False)
                | Q(kind="partnership", partnership__isnull=False, round=None)
                | Q(kind="portfolio", partnership=None, round=None),
                name="pack_of_what_its_kind_says",
            ),
            models.CheckConstraint(
                condition=~Q(state="ready") | (Q(expires_at__isnull=False) & ~Q(sha256="")),
                name="pack_ready_until_when",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page: how far it is, then the download."""
        return reverse("packs:pack", args=[self.pk])

    @property
    def is_going(self) -> bool:
        """Whether it is still to be made."""
        return self.state in {self.State.WAITING, self.State.MAKING}

    @property
    def is_ready(self) -> bool:
        """Whether it can be downloaded now: for a day, whether or not anything has deleted it since."""
        return self.state == self.State.READY and self.expires_at is not None and timezone.now() < self.expires_at


class PackPiece(models.Model):
    """A piece of a pack's content, in order; of the try that wrote it. Deleted when the pack's day is over."""

    pack = models.ForeignKey(Pack, on_delete=models.CASCADE, related_name="pieces")
    attempt = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pack", "attempt", "number"], name="pack_piece_once")]

    def __str__(self) -> str:
        return f"Piece {self.number} of {self.pack}"
