"""`manage.py remove_old_answers`: deletes single answers whose time of keeping is over; for cron."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from surveys.services.retention import remove_old_answers


class Command(BaseCommand):
    """Keeps what people were told about how long their answers are kept."""

    help = "Delete single answers and comments of rounds that closed longer ago than they are kept; results stay."

    def handle(self, *args: Any, **options: Any) -> None:
        """Deletes them, and names each round."""
        for round_ in remove_old_answers():
            self.stdout.write(f"Answers deleted: {round_.title} ({round_.partnership})")
