"""`manage.py make_waiting_packs`: makes packs that wait, and deletes those whose day is over; for cron."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from packs.services.making import make_packs, remove_expired_packs


class Command(BaseCommand):
    """Does what a worker does, and what a killed one left."""

    help = "Make the packs that wait, also what a killed worker left, and delete those whose day is over."

    def handle(self, *args: Any, **options: Any) -> None:
        """Makes them, and says how many."""
        removed = remove_expired_packs()
        self.stdout.write(f"{make_packs()} made, {removed} deleted")
