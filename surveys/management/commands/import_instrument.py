"""`manage.py import_instrument FILE`: checks an instrument file and publishes its version."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from surveys.definition import Definition
from surveys.instrument_file import InstrumentError, load
from surveys.models import Instrument
from surveys.services.instruments import InstrumentRefusedError, key_changes, publish_instrument, published_before


class Command(BaseCommand):
    """Publishes the version of an instrument that a file holds."""

    help = "Check an instrument file (YAML) and publish the version it holds. A published version never changes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Takes the file."""
        parser.add_argument("file", type=Path, help="such as surveys/instruments/six-principles.yaml")

    def handle(self, *args: Any, **options: Any) -> None:
        """Publishes, and says what changed since the version before."""
        try:
            definition = load(options["file"], str(options["file"]))
            is_known = Instrument.objects.filter(key=definition.key, version=definition.version).exists()
            instrument = publish_instrument(definition=definition)
        except (InstrumentError, InstrumentRefusedError) as error:
            raise CommandError(str(error)) from error
        if is_known:
            self.stdout.write(f"{instrument} is published already with the same content; nothing to do.")
            return
        self.stdout.write(f"Published {instrument}: {len(definition.statement_keys)} statements.")
        self._tell_changes(definition)

    def _tell_changes(self, definition: Definition) -> None:
        before = published_before(definition)
        if before is None:
            return
        changes = key_changes(before.content, definition)
        kept = len(definition.statement_keys) - len(changes.added)
        self.stdout.write(f"{kept} statements can be compared with version {before.version}.")
        for word, keys in (("New", changes.added), ("Dropped", changes.dropped)):
            if keys:
                self.stdout.write(f"{word}: {', '.join(keys)}")
