"""`manage.py demo_data`: fills, or refills, the demonstration."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from surveys.demonstration.refill import OtherDataError, is_empty, refill_demonstration


class Command(BaseCommand):
    """Makes the demonstration's partnerships, people and rounds; all of it is invented."""

    help = "Fill the database with the demonstration; refuses where other data exists."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--if-empty` is for `make run`: it leaves anything that is there alone."""
        parser.add_argument("--if-empty", action="store_true", help="do nothing where there is data already")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refills, or says why not."""
        if options["if_empty"] and not is_empty():
            return
        try:
            refill_demonstration()
        except OtherDataError as error:
            raise CommandError(f"{error} Point DATABASE_URL at an empty database for a demonstration.") from error
        self.stdout.write("The demonstration is filled.")
