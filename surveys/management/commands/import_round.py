"""`manage.py import_round FILE.csv …`: brings in a round kept on paper or in a spreadsheet."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from common.file_problems import FileError
from surveys.columns import partition
from surveys.models import Instrument, Round
from surveys.round_file import MAX_BYTES, ReadRound, read
from surveys.services.imports import ImportedRound, import_round
from surveys.services.rounds import close_round


class Command(BaseCommand):
    """Imports a round, all or nothing."""

    help = "Import a round from a CSV file: partner, respondent (optional) and a column for each statement key."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Takes the file and everything that is decided before a round is launched."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--partnership", required=True, metavar="SLUG", help="as in its address")
        parser.add_argument("--instrument", required=True, metavar="KEY", help="such as six-principles")
        parser.add_argument("--instrument-version", type=int, metavar="N", help="default: the newest")
        parser.add_argument("--title", required=True)
        parser.add_argument("--mode", required=True, choices=Round.Mode.values)
        parser.add_argument("--minimum-group", type=int, metavar="K", help="3 or more; default: as proposed")
        parser.add_argument("--together", action="store_true", help="one column for all partners")
        parser.add_argument("--date", type=_day, metavar="YYYY-MM-DD", help="day answered, or today")
        parser.add_argument("--create", action="store_true", help="make the partnership and partners that are missing")
        parser.add_argument("--close", action="store_true", help="close the round and compute its result")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Imports; the last line of the output is the round's id."""
        instrument = _instrument(options["instrument"], options["instrument_version"])
        content = _content(options["file"], instrument)
        with transaction.atomic():
            imported = _import(instrument, content, options)
            if options["close"]:
                close_round(round_=imported.round, by=None, at=imported.round.closes_at)
            lines = list(_report(imported, content, options))
            if options["dry_run"]:
                transaction.set_rollback(True)
        for line in lines:
            self.stdout.write(line)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"expected a day such as 2027-03-12, not {text}") from error


def _report(imported: ImportedRound, content: ReadRound, options: dict[str, Any]) -> Iterator[str]:
    """What was done, or would be; the last line is the round's id."""
    would = "Would be" if options["dry_run"] else "Was"
    round_ = imported.round
    if imported.is_new_partnership:
        yield f"{would} made: partnership {round_.partnership.name} ({round_.partnership.slug})"
    for name in imported.new_partners:
        yield f"{would} made: partner {name}"
    yield (
        f"{would} imported: {round_.title}, responses: {imported.responses:,}, partners: {len(content.partners)}, "
        f"{round_.instrument}, {round_.get_mode_display().lower()}, {round_.get_view_display().lower()}, "
        f"groups of {round_.minimum_group} or more"
    )
    yield from _columns(round_, content)
    if options["close"]:
        yield f"{would} closed"
    yield "Nothing was changed." if options["dry_run"] else str(round_.pk)


def _columns(round_: Round, content: ReadRound) -> Iterator[str]:
    """What a reader will see of the partners once the round is closed."""
    names = {name: name for name in content.partners}
    plan = partition(
        content.partners, names=names, mode=round_.mode, minimum_group=round_.minimum_group, view=round_.view
    )
    yield f"Partners with a column of their own: {len(plan.alone)}"
    if plan.pooled:
        yield f"Shown together: {', '.join(plan.pooled)}"
    if plan.left_out:
        yield f"Left out, too few people: {', '.join(plan.left_out)}"


def _instrument(key: str, version: int | None) -> Instrument:
    published = Instrument.objects.filter(key=key)
    chosen = (published if version is None else published.filter(version=version)).order_by("-version").first()
    if chosen is None:
        known = ", ".join(f"{row.key} {row.version}" for row in Instrument.objects.order_by("key", "version")) or "none"
        asked = key if version is None else f"{key} {version}"
        raise CommandError(f"There is no instrument {asked}; published: {known}. Publish it with import_instrument.")
    return chosen


def _content(path: Path, instrument: Instrument) -> ReadRound:
    try:
        with path.open("rb") as file:
            return read(file.read(MAX_BYTES + 1), instrument.content, str(path))
    except OSError as error:
        raise CommandError(f"{path} cannot be read ({error.strerror}); check the name and your access.") from error
    except FileError as error:
        raise CommandError(str(error)) from error


def _import(instrument: Instrument, content: ReadRound, options: dict[str, Any]) -> ImportedRound:
    try:
        return import_round(
            slug=options["partnership"],
            instrument=instrument,
            content=content,
            title=options["title"],
            mode=Round.Mode(options["mode"]),
            minimum_group=options["minimum_group"],
            view=Round.View.TOGETHER if options["together"] else Round.View.PARTNERS,
            day=options["date"],
            create=options["create"],
        )
    except FileError as error:
        raise CommandError(str(error)) from error
