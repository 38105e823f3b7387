"""`manage.py rebuild_portfolio`: makes the portfolio's rows anew from results, or proves that they are equal."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from surveys.services.portfolio import differences, rebuild_portfolio


class Command(BaseCommand):
    """Rows are made when a round closes; this is for a restored database, and for proof."""

    help = "Make the portfolio's rows anew from the results of closed rounds."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--check` changes nothing."""
        parser.add_argument("--check", action="store_true", help="change nothing; exit with 1 where a row differs")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuilds, or names each row that differs."""
        if not options["check"]:
            self.stdout.write(f"{rebuild_portfolio():,} rows made.")
            return
        found = list(differences())
        for partnership, key in found:
            self.stdout.write(f"Differs: partnership {partnership}, {key}")
        if found:
            raise CommandError("Some rows differ from the results. Run rebuild_portfolio without --check.")
        self.stdout.write("Every row equals the results.")
