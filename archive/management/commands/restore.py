"""`manage.py restore FILE`: a backup into an empty database, proven afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.databases import BackupError
from archive.services.backup import pending, restore


class Command(BaseCommand):
    """Refuses a database that holds anything."""

    help = "Restore a backup into an empty database, and prove that all of it is there."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """The file."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Restores, compares every table with what the backup tells, and the portfolio with the results."""
        try:
            manifest = restore(options["file"])
        except BackupError as error:
            raise CommandError(str(error)) from error
        rows = sum(table["rows"] for table in manifest["tables"].values())
        self.stdout.write(
            f"Restored {len(manifest['tables'])} tables with {rows:,} rows, as they were at {manifest['made_at']}. "
            "Counts and checksums are those of the backup."
        )
        if count := pending():
            self.stdout.write(
                f"The backup is of an older version ({count} migrations behind). Run manage.py migrate now."
            )
            return
        call_command("rebuild_portfolio", check=True, stdout=self.stdout)
