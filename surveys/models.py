"""Instruments, rounds, who is asked, what they answer, and the immutable result of a closed round."""

from __future__ import annotations

import uuid
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Partner, Partnership
from surveys.definition import Definition

SHORTEST_CONFIDENTIAL_SCALE = 4
"""Points; on fewer, a small group’s mean and label together can only come from equal answers."""

_read: dict[str, Definition] = {}
"""Definitions by the digest of their content: reading one takes longer than any query of a page."""


class Instrument(models.Model):
    """One published version of an instrument; it never changes."""

    key = models.SlugField(max_length=60)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    language = models.CharField(max_length=12, default="en-GB")
    definition = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["title", "-version"]
        constraints = [models.UniqueConstraint(fields=["key", "version"], name="instrument_version_once")]

    def __str__(self) -> str:
        return f"{self.title} (version {self.version})"

    @property
    def content(self) -> Definition:
        """The definition as typed values, read once a process: a published version never changes."""
        if self.fingerprint not in _read:
            _read[self.fingerprint] = Definition.from_json(self.definition)
        return _read[self.fingerprint]


class Round(models.Model):
    """One assessment of a partnership: who is asked, until when, and how confidential the answers are."""

    class State(models.TextChoices):
        """Drafts can be changed, open rounds answered, closed rounds read; a closed round never reopens."""

        DRAFT = "draft", "Draft"
        OPEN = "open", "Open"
        CLOSED = "closed", "Closed"

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
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    launched_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    imported = models.BooleanField(default=False)

    class Meta:
        ordering = ["-closes_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(minimum_group__gte=3), name="round_minimum_group_at_least_three"),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="round_closes_after_it_opens"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The round's landing page."""
        return reverse("surveys:round", args=[self.partnership.slug, self.pk])

    def clean(self) -> None:
        """ValidationError for a confidential round on a scale so short that labels would give answers away.

        Found by the attackers: see docs/decisions/0005-disclosure-in-three-steps.md.
        """
        if self.mode != self.Mode.ATTRIBUTED and self.instrument.content.scale.points < SHORTEST_CONFIDENTIAL_SCALE:
            raise ValidationError(
                "On a scale of two or three points small groups cannot be kept confidential. "
                "Choose an attributed round, or an instrument with four points or more."
            )

    @property
    def zone(self) -> ZoneInfo:
        """The partnership's time zone, in which dates are shown and entered."""
        return ZoneInfo(self.partnership.time_zone)

    @property
    def takes_answers(self) -> bool:
        """Whether an answer given now counts: launched, not closed, and between the two dates."""
        return self.state == self.State.OPEN and self.opens_at <= timezone.now() < self.closes_at


class Participant(models.Model):
    """Somebody who was asked, on behalf of the partner they sat with at launch."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="participants")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="participations")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="participants")
    # In an anonymous round this is all that stays once the answers are sent: no time, no link.
    has_answered = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "person"], name="participant_once_a_round")]

    def __str__(self) -> str:
        return f"{self.person} in {self.round}"


class Response(models.Model):
    """One person's answers to a round, all in one row, keyed by statement.

    `participant` is None for imported rows and, in an anonymous round, from the moment of submission on.
    `revision` counts saves, so that a stale tab is noticed. `submission_key` makes sending idempotent.
    Random ids and no times in anonymous rounds: nothing in the row says who or when.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="responses")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="responses")
    participant = models.OneToOneField(
        Participant, on_delete=models.PROTECT, null=True, blank=True, related_name="response"
    )
    answers = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    submission_key = models.UUIDField(unique=True, default=uuid.uuid4)
    is_submitted = models.BooleanField(default=False)
    saved_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"Response {self.id}"


class Comment(models.Model):
    """What somebody wrote beside a statement; nobody else reads it before it is released."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="comments")
    statement = models.SlugField(max_length=60)
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["response", "statement"], name="comment_once_a_statement")]

    def __str__(self) -> str:
        return f"Comment on {self.statement}"


class RoundResult(models.Model):
    """The one result of a closed round: what was published, and the figures made from that alone.

    Written once at closing, never changed; every page, picture and file reads this and nothing else.
    """

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="result")
    published = models.JSONField()
    figures = models.JSONField()
    invited = models.PositiveIntegerField(null=True)
    answered = models.PositiveIntegerField()
    computed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"Result of {self.round}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Stores a new result; TypeError for an existing one."""
        if not self._state.adding:
            raise TypeError("The result of a closed round never changes.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Always TypeError."""
        raise TypeError("The result of a closed round is never deleted.")
