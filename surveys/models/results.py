"""What stays of a closed round: its immutable result, quotations, and what follows from it."""

from __future__ import annotations

import uuid
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from partnerships.models import Partner
from surveys.models.rounds import Round


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


class OwnView(models.Model):
    """Where an organisation's people differ in a round that asks for official answers, as its own people see it.

    `published` holds the cells of a single column (`surveys.published`) and is made once: from then on the private
    answers behind it are fixed. Why: docs/decisions/0058-official-answers.md. Deleted only with a round called off.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="own_views")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="own_views")
    published = models.JSONField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "partner"], name="own_view_once_a_partner")]

    def __str__(self) -> str:
        return f"Own view of {self.partner} in {self.round}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Stores a new one; TypeError for an existing one."""
        if not self._state.adding:
            raise TypeError("An organisation's own view never changes: with two of them answers could be worked out.")
        super().save(*args, **kwargs)


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
