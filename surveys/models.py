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
from surveys.comments import Written
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


def _months_kept() -> int:
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
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    launched_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    # While an open round is paused nobody can answer; the time is given back when it is resumed.
    paused_at = models.DateTimeField(null=True, blank=True)
    # So many months after closing single answers are deleted; 0 keeps them. Part of what people were told.
    kept_months = models.PositiveSmallIntegerField(default=_months_kept)
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


class Participant(models.Model):
    """Somebody who was asked, on behalf of the partner they sat with at launch.

    `refusal` says why they may not answer, `reason` what they say of it; who answers nevertheless has answered.
    """

    class Refusal(models.TextChoices):
        """They will not, or the mail reached somebody else."""

        DECLINED = "declined", "Declined"
        NOT_ME = "not-me", "Not the right person"

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="participants")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="participations")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="participants")
    # In an anonymous round this is all that stays once the answers are sent: no time, no link.
    has_answered = models.BooleanField(default=False)
    refusal = models.CharField(max_length=10, choices=Refusal, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    wants_no_reminders = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "person"], name="participant_once_a_round")]

    def __str__(self) -> str:
        return f"{self.person} in {self.round}"


class HandedOn(models.Model):
    """Who was asked first, where somebody handed the invitation on to a colleague; not asked again by themselves."""

    participant = models.OneToOneField(Participant, on_delete=models.CASCADE, related_name="handed_on")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.participant}, instead of {self.person}"


class PersonalLink(models.Model):
    """A link by which somebody who was asked answers without signing in; of its token only the SHA-256 is kept.

    No times: nobody needs them, and in an anonymous round they would tell when somebody answered. `is_opened` says that
    its button was pressed, and is not noted there either. Whether it works now depends on the round, too.
    """

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="links")
    token_sha256 = models.CharField(max_length=64, unique=True)
    is_opened = models.BooleanField(default=False)
    is_revoked = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"Link of {self.participant}"


class RoomCode(models.Model):
    """A short code that is shown in a room while the round is open; only its SHA-256 is kept."""

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="room_code")
    code_sha256 = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"Code for {self.round}"


class RoundReminder(models.Model):
    """One reminder to everybody who had not answered then; at most three a round. `people`: how many got it."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="reminders")
    number = models.PositiveSmallIntegerField()
    people = models.PositiveIntegerField()
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="round_reminder_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=3), name="round_reminders_three_at_most"),
        ]

    def __str__(self) -> str:
        return f"Reminder {self.number} of {self.round}"


class ReminderLink(models.Model):
    """The link in a reminder that stops them, as the SHA-256 of its token; goes when the round closes."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="reminder_links")
    token_sha256 = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"Stops reminders to {self.participant}"


class FollowUp(models.Model):
    """“You said, we did”: what follows from a closed round, to everybody who was asked. Once sent it stays.

    `tested_at`: when its writer got this very text as a test mail; None after each change. `people`: how many got it.
    """

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="follow_up")
    text = models.TextField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    tested_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    people = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(sent_at=None) | ~Q(tested_at=None), name="follow_up_tested_before_sent"),
        ]

    def __str__(self) -> str:
        return f"What follows from {self.round}"


class Response(models.Model):
    """One person's answers to a round, all in one row, keyed by statement; `importance` as in `surveys.importance`.

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
    importance = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    submission_key = models.UUIDField(unique=True, default=uuid.uuid4)
    is_submitted = models.BooleanField(default=False)
    saved_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"Response {self.id}"


class Comment(models.Model):
    """What somebody wrote beside a statement, or about a section; only they read it, unless it may be quoted.

    `place` as in `surveys.comments`. Random ids, so that no order of writing joins a comment to anybody.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="comments")
    place = models.SlugField(max_length=80)
    text = models.TextField()
    may_be_quoted = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["response", "place"], name="comment_once_a_place")]

    def __str__(self) -> str:
        return f"Comment on {self.place}"

    @property
    def written(self) -> Written:
        """Its text and whether it may be quoted, as one value."""
        return Written(self.text, self.may_be_quoted)


class Quotation(models.Model):
    """A comment that may be quoted, copied when the round closed: nothing leads from it to a response or a partner.

    The random id gives the order in which it is read. `marked` is the text with what a facilitator leaves out between
    marks; `shown` the parts that readers see, empty unless it is released; `reason` why it is held or not whole.
    """

    class Decision(models.TextChoices):
        """What becomes of it."""

        WAITING = "waiting", "No decision yet"
        RELEASED = "released", "Released"
        IN_PART = "in part", "Released in part"
        HELD = "held", "Held"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="quotations")
    place = models.SlugField(max_length=80)
    text = models.TextField()
    decision = models.CharField(max_length=8, choices=Decision, default=Decision.WAITING)
    marked = models.TextField(blank=True)
    shown = models.JSONField(default=list)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"Quotation on {self.place}"


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
