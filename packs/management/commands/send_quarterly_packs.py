"""`manage.py send_quarterly_packs`: what schedules owe at the beginning of a quarter; for cron, each day."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from packs.services.sending import send_quarterly_packs


class Command(BaseCommand):
    """Asks for the packs; a worker makes them and tells their people."""

    help = "Ask for the packs that schedules send each quarter. Running it again sends nothing twice."

    def handle(self, *args: Any, **options: Any) -> None:
        """Says for how many schedules."""
        self.stdout.write(f"{send_quarterly_packs()} schedules met")
