"""`manage.py close_due_rounds`: closes every round whose time is over and deletes uploads nobody finished; for cron."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from surveys.models import Round
from surveys.services.rounds import close_round
from surveys.services.uploads import discard_old_uploads


class Command(BaseCommand):
    """Closes rounds at their deadline."""

    help = "Close every round whose closing time has passed, and compute its result."

    def handle(self, *args: Any, **options: Any) -> None:
        """Closes them, and names each."""
        for round_ in Round.objects.filter(state=Round.State.OPEN, paused_at=None, closes_at__lte=timezone.now()):
            close_round(round_=round_, by=None)
            self.stdout.write(f"Closed: {round_.title} ({round_.partnership})")
        discard_old_uploads()
