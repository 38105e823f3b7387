"""`manage.py send_round_reminders`: mail to those who have not answered, at the planned moments; for cron."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from surveys.services.reminding import send_round_reminders


class Command(BaseCommand):
    """Reminds people of open rounds."""

    help = "Remind those who have not answered, where it is planned. Running it again sends nothing twice."

    def handle(self, *args: Any, **options: Any) -> None:
        """Queues the mail, and says of how many rounds."""
        count = send_round_reminders()
        self.stdout.write(f"{count} round{'' if count == 1 else 's'} to remind people of")
