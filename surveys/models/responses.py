"""What people answer and write."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from partnerships.models import Partner
from surveys.comments import Written
from surveys.models.asked import Participant
from surveys.models.rounds import Round


class Response(models.Model):
    """One person's answers to a round, all in one row, keyed by statement; `importance` as in `surveys.importance`.

    `participant` is None for imported rows and, in an anonymous round, from the moment of submission on. `is_official`:
    not a person's but the partner's, of which there is one a round, and nobody's by name.
    `revision` counts saves, so that a stale tab is noticed. `submission_key` makes sending idempotent.
    Random ids and no times in anonymous rounds: nothing in the row says who or when.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="responses")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="responses")
    participant = models.OneToOneField(
        Participant, on_delete=models.PROTECT, null=True, blank=True, related_name="response"
    )
    is_official = models.BooleanField(default=False)
    answers = models.JSONField(default=dict)
    importance = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    submission_key = models.UUIDField(unique=True, default=uuid.uuid4)
    is_submitted = models.BooleanField(default=False)
    saved_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "partner"], condition=Q(is_official=True), name="official_answer_once_a_partner"
            ),
            models.CheckConstraint(
                condition=Q(is_official=False) | Q(participant=None), name="official_answer_is_nobodys"
            ),
        ]

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
