"""`manage.py send_record_reminders`: mail about reviews, notice, term and answers that come due; for cron, each day."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from record.services.reminding import send_record_reminders


class Command(BaseCommand):
    """Reminds leads of dates in the records."""

    help = "Mail leads about dates of the record that come near. Run it each day; running it again sends nothing twice."

    def handle(self, *args: Any, **options: Any) -> None:
        """Queues the mail, and says of how many dates."""
        count = send_record_reminders()
        self.stdout.write(f"{count} date{'' if count == 1 else 's'} to tell leads about")
