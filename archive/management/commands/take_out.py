"""`manage.py take_out SLUG --output FILE`: a whole partnership as one archive."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.layout import ArchiveError
from archive.services.taking_out import take_out
from partnerships.models import Partnership


class Command(BaseCommand):
    """What an administrator downloads from “Take everything out”."""

    help = "Write a whole partnership to an archive, which bring_in reads."

    def add_arguments(self, parser: CommandParser) -> None:
        """The partnership and the file."""
        parser.add_argument("slug", help="the partnership’s short name, as in its address")
        parser.add_argument("--output", type=Path, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Writes the file, and says what is in it and what is not; or what is in the way."""
        partnership = Partnership.objects.filter(slug=options["slug"]).first()
        if partnership is None:
            raise CommandError(f"There is no partnership with the short name “{options['slug']}”.")
        output: Path = options["output"]
        try:
            with output.open("x+b") as file:
                manifest = take_out(partnership=partnership, file=file, by=None)
        except FileExistsError:
            raise CommandError(f"{output} exists already. Choose another name, or remove it.") from None
        except OSError as error:
            raise CommandError(f"Cannot write {output}: {error.strerror}.") from error
        except ArchiveError as error:
            output.unlink()
            raise CommandError(str(error)) from error
        rows = sum(member.get("rows", 0) for member in manifest["members"])
        self.stdout.write(f"Wrote {output}: {partnership}, {rows:,} rows.")
        for line in manifest["left_out"]:
            self.stdout.write(f"Left out: {line}")
