"""`manage.py backup FILE`: the whole database in one file, while the product goes on running."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.databases import BackupError
from archive.services.backup import back_up


class Command(BaseCommand):
    """docs/operations.md says how often, and how to keep the file."""

    help = "Back up the whole database into a new file, which restore reads."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """The file."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Writes it, and says how much it holds; or what is in the way."""
        try:
            manifest = back_up(options["file"])
        except BackupError as error:
            raise CommandError(str(error)) from error
        rows = sum(table["rows"] for table in manifest["tables"].values())
        size = options["file"].stat().st_size / 1_000_000
        self.stdout.write(
            f"Wrote {options['file']}: {len(manifest['tables'])} tables, {rows:,} rows, {size:.1f} MB. It holds "
            "everything, confidential answers too: keep it as carefully as the database."
        )
