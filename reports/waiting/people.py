"""What people need from an administrator: to be erased, when they asked for it."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from accounts.models import ErasureRequest
from reports.waiting.entry import MOST, Waiting
from reports.words.phrases import isolated


def to_erase() -> Iterator[Waiting]:
    """Wishes that wait, the oldest first."""
    for request in ErasureRequest.objects.select_related("person").order_by("asked_at")[:MOST]:
        yield Waiting(
            left="Asks to be erased",
            due=f"since {request.asked_at:%-d %B %Y}",
            title=f"Erase {isolated(str(request.person))}",
            text="Results stay as they are. Look at what goes before you do it.",
            address=reverse("person-erase", args=[request.person_id]),
            button="Look at it",
            day=timezone.localdate(request.asked_at),
        )
