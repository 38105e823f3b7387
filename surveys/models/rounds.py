"""Rounds, those that come by themselves, and rounds that are being brought in."""

from __future__ import annotations

import uuid
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Partnership
from surveys.models.instruments import Instrument

SHORTEST_CONFIDENTIAL_SCALE = 4
"""Points; on fewer, a small group’s mean and label together can only come from equal answers."""


def months_kept() -> int:
    """So many months single answers are kept unless a round says otherwise; 0 for ever."""
    months: int = settings.ANSWERS_KEPT_MONTHS
    return months


class Round(models.Model):
    """One assessment of a partnership: who is asked, until when, and how confidential the answers are."""

    class State(models.TextChoices):
        """Drafts can be changed, open rounds answered, closed rounds read; a closed round never reopens.

        A round that was called off has no answers any more and no result.
        """

        DRAFT = "draft", "Draft"
        OPEN = "open", "Open"
        CLOSED = "closed", "Closed"
        CALLED_OFF = "called_off", "Called off"

    class Mode(models.TextChoices):
        """Who may learn what; fixed at launch."""

        ATTRIBUTED = "attributed", "Attributed"
        CONFIDENTIAL = "confidential", "Confidential"
        ANONYMOUS = "anonymous", "Anonymous"

    class View(models.TextChoices):
        """Partners side by side, or everybody in one column."""

        PARTNERS = "partners", "Partners side by side"
        TOGETHER = "together", "All partners together"

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="rounds")
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="rounds")
    title = models.CharField(max_length=120)
    mode = models.CharField(max_length=12, choices=Mode, default=Mode.CONFIDENTIAL)
    minimum_group = models.PositiveSmallIntegerField(default=3)
    view = models.CharField(max_length=12, choices=View, default=View.PARTNERS)
    # Attributed only: each partner gives one answer, agreed by its people, who answer privately first.
    official = models.BooleanField(default=False)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    launched_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    # While an open round is paused nobody can answer; the time is given back when it is resumed.
    paused_at = models.DateTimeField(null=True, blank=True)
    # So many months after closing single answers are deleted; 0 keeps them. Part of what people were told.
    kept_months = models.PositiveSmallIntegerField(default=months_kept)
    called_off_because = models.CharField(max_length=300, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    imported = models.BooleanField(default=False)
    # Whether people are asked, too, how much each section matters now; fixed at launch.
    asks_importance = models.BooleanField(default=False)
    # When the facilitator shared the comments that were released; from then on no decision changes.
    comments_shared_at = models.DateTimeField(null=True, blank=True)
    # So many days before the deadline each; a moment before the plan was made has passed already.
    reminder_days = models.JSONField(default=list)
    reminders_planned_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-closes_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(minimum_group__gte=3), name="round_minimum_group_at_least_three"),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="round_closes_after_it_opens"),
            models.CheckConstraint(condition=Q(paused_at=None) | Q(state="open"), name="round_paused_while_open"),
            models.CheckConstraint(
                condition=Q(official=False) | Q(mode="attributed"), name="round_official_only_attributed"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The round's landing page."""
        return reverse("surveys:round", args=[self.partnership.slug, self.pk])

    def clean(self) -> None:
        """ValidationError for a scale so short that labels would give away what is confidential.

        Found by the attackers: see docs/decisions/0005-disclosure-in-three-steps.md. An organisation's own view of its
        people's private answers is made by the same rules.
        """
        if self.instrument.content.scale.points >= SHORTEST_CONFIDENTIAL_SCALE:
            return
        if self.mode != self.Mode.ATTRIBUTED:
            raise ValidationError(
                "On a scale of two or three points small groups cannot be kept confidential. "
                "Choose an attributed round, or an instrument with four points or more."
            )
        if self.official:
            raise ValidationError(
                "On a scale of two or three points people’s private answers cannot be kept from their colleagues. "
                "Let the answers of each organisation’s people count, or choose an instrument with four points or more."
            )

    @property
    def zone(self) -> ZoneInfo:
        """The partnership's time zone, in which dates are shown and entered."""
        return ZoneInfo(self.partnership.time_zone)

    @property
    def mode_words(self) -> str:
        """The mode inside a sentence, with what kind of attributed round it is."""
        return f"{self.get_mode_display().lower()}{', official answers' if self.official else ''}"

    @property
    def takes_answers(self) -> bool:
        """Whether an answer given now counts: launched, not closed or paused, and between the two dates."""
        is_open = self.state == self.State.OPEN and self.paused_at is None
        return is_open and self.opens_at <= timezone.now() < self.closes_at

    @property
    def is_to_come(self) -> bool:
        """Whether it is launched and opens later."""
        return self.state == self.State.OPEN and timezone.now() < self.opens_at


class Series(models.Model):
    """That a partnership asks again every so many months: the next round is prepared from the last by itself."""

    partnership = models.OneToOneField(Partnership, on_delete=models.CASCADE, related_name="series")
    months = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name_plural = "series"
        constraints = [
            models.CheckConstraint(condition=Q(months__gte=1) & Q(months__lte=36), name="series_one_to_36_months")
        ]

    def __str__(self) -> str:
        return f"{self.partnership}, every {self.months} months"


class RoundUpload(models.Model):
    """Rows that somebody is bringing in: kept for a day, read by nobody else, emptied when the round is stored.

    `columns` says what each column is, as in `surveys.round_columns`; empty until they are chosen.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="+")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    data = models.BinaryField()
    columns = models.JSONField(default=list)
    round = models.OneToOneField(Round, on_delete=models.CASCADE, null=True, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name
