"""Who is asked, and the links, codes and reminders by which they come."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from partnerships.models import Partner
from surveys.models.rounds import Round


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
