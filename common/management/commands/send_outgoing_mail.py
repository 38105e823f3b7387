"""`manage.py send_outgoing_mail`: sends what is due; for cron, each minute."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from common.sending import send_outgoing_mail


class Command(BaseCommand):
    """Sends the mail that is due, including what failed before."""

    help = "Send the mail that is due, including what failed before. Run it each minute."

    def handle(self, *args: Any, **options: Any) -> None:
        """Sends, and says how many went out."""
        self.stdout.write(f"{send_outgoing_mail()} sent")
