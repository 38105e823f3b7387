"""`manage.py bring_in FILE`: a partnership that was taken out of another installation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.container import Container
from archive.layout import ArchiveError
from archive.services.bringing_in import BroughtIn, bring_in
from common.csv import csv_lines


class Command(BaseCommand):
    """The same as the administrators’ page “Bring in a partnership”."""

    help = "Bring in a partnership from an archive that take_out, or “Take everything out”, made."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file; `--dry-run` stores nothing."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--slug", default="", help="another short name, where its own is taken here")
        parser.add_argument("--dry-run", action="store_true", help="say what would come in, and store nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Brings it in and says what came; or what is in the way."""
        path: Path = options["file"]
        try:
            with path.open("rb") as file:
                found = bring_in(container=Container(file), by=None, slug=options["slug"], dry_run=options["dry_run"])
        except OSError as error:
            raise CommandError(f"Cannot read {path}: {error.strerror}.") from error
        except ArchiveError as error:
            raise CommandError(str(error)) from error
        self._report(found, "would be" if options["dry_run"] else "was")

    def _report(self, found: BroughtIn, verb: str) -> None:
        self.stdout.write(f"{found.partnership} {verb} brought in as “{found.partnership.slug}”.")
        for title, count in found.counts:
            self.stdout.write(f"  {title}: {count:,}")
        self.stdout.write(
            f"  Organisations here already: {found.organisations_here}, new: {len(found.organisations_made)}"
        )
        self.stdout.write(f"  People with an account here: {found.people_here}, by name alone: {found.people_made}")
        for name in found.instruments_made:
            self.stdout.write(f"  New here: {name}")
        for line in found.left_out:
            self.stdout.write(f"  Stayed behind: {line}")
        if found.to_invite:
            self.stdout.write("They have no account here and wait for an invitation:")
            rows = [("e-mail", "name", "partner", "role")]
            rows += [(email, name, partner, role) for email, name, role, partner in found.to_invite]
            self.stdout.write("".join(csv_lines(rows)).lstrip("\ufeff"), ending="")
