"""`manage.py export_round ID --format FORMAT --output FILE`: what a signed-in facilitator would download."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from common.audit import record_audit
from common.typeset import TooLongError
from reports.formats import FORMATS
from surveys.models import Round


class Command(BaseCommand):
    """Writes a closed round's results to a file."""

    help = "Write the results of a closed round to a file."

    def add_arguments(self, parser: CommandParser) -> None:
        """The round, the format and the file."""
        parser.add_argument("id", type=int)
        parser.add_argument("--format", choices=list(FORMATS), required=True)
        parser.add_argument("--output", type=Path, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Writes the file, or says what is in the way."""
        round_ = Round.objects.select_related("partnership", "instrument", "result").filter(pk=options["id"]).first()
        if round_ is None:
            raise CommandError(f"There is no round {options['id']}.")
        if round_.state != Round.State.CLOSED:
            raise CommandError("This round is not closed yet: it has no results.")
        try:
            content = FORMATS[options["format"]].make(round_)
        except TooLongError as error:
            raise CommandError("This is too long for one file; CSV and JSON hold every figure.") from error
        try:
            options["output"].write_bytes(content)
        except OSError as error:
            raise CommandError(f"Cannot write {options['output']}: {error.strerror}.") from error
        # By nobody who is signed in; its partnership sees in the trail that it left all the same.
        record_audit(
            "results.exported",
            by=None,
            partnership_id=round_.partnership_id,
            target=round_.title,
            format=options["format"],
        )
        self.stdout.write(f"Wrote {options['output']}")
