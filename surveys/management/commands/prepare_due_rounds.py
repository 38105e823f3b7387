"""`manage.py prepare_due_rounds`: drafts the next round of every series whose time has come; for cron."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from surveys.services.series import prepare_due_rounds


class Command(BaseCommand):
    """Prepares rounds that repeat."""

    help = "Draft the next round of every partnership that asks again at regular times, six weeks before it closes."

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepares them, and names each."""
        for round_ in prepare_due_rounds():
            self.stdout.write(f"Prepared: {round_.title} ({round_.partnership})")
