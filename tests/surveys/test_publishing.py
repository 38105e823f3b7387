"""Publishing instruments: a published version never changes, and keys carry on."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from common.models import AuditEntry
from surveys.definition import Definition
from surveys.instrument_file import load
from surveys.models import Instrument
from surveys.services.instruments import InstrumentRefusedError, publish_instrument

pytestmark = pytest.mark.django_db
FILE = Path(__file__).parent / "instruments" / "seven-points.yaml"
TEXT = FILE.read_text(encoding="utf-8")
NEXT = TEXT.replace("version: 2", "version: 3")


@pytest.fixture
def command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[[str], str]:
    """Runs the command on a file with this text and gives back what it printed."""

    def run(text: str) -> str:
        path = tmp_path / "instrument.yaml"
        path.write_text(text, encoding="utf-8")
        call_command("import_instrument", path)
        return capsys.readouterr().out

    return run


def test_what_is_stored_is_what_was_read() -> None:
    definition = load(FILE)
    publish_instrument(definition=definition)
    stored = Instrument.objects.get()
    assert (stored.key, stored.version, stored.title) == ("isolation-and-gains", 2, "Isolation and gains")
    assert stored.content == definition


def test_publishing_is_in_the_audit_trail_once() -> None:
    publish_instrument(definition=load(FILE))
    publish_instrument(definition=load(FILE))
    entry = AuditEntry.objects.get(action="instrument.published")
    assert entry.details["key"] == "isolation-and-gains"


def test_the_same_content_again_changes_nothing_and_says_so(command: Callable[[str], str]) -> None:
    command(TEXT)
    assert "already with the same content; nothing to do" in command(TEXT.replace("# Test data", "# Another comment"))
    assert Instrument.objects.count() == 1


def test_a_published_version_never_changes(command: Callable[[str], str]) -> None:
    command(TEXT)
    with pytest.raises(CommandError, match="a published version never changes"):
        command(TEXT.replace("gives us energy", "tires us"))
    assert "energy" in json.dumps(Instrument.objects.get().definition)


def test_a_new_version_says_which_keys_are_new_and_dropped(command: Callable[[str], str]) -> None:
    command(TEXT)
    changed = NEXT.replace("gains-spirit, text: Working together gives us energy", "gains-time, text: It saves us time")
    assert command(changed).splitlines() == [
        "Published Isolation and gains (version 3): 5 statements.",
        "4 statements can be compared with version 2.",
        "New: gains-time",
        "Dropped: gains-spirit",
    ]


def test_a_statement_in_the_same_words_keeps_its_key(command: Callable[[str], str]) -> None:
    command(TEXT)
    with pytest.raises(CommandError, match="has the key gains-spirit in version 2 and gains-energy in this file"):
        command(NEXT.replace("gains-spirit", "gains-energy"))
    assert Instrument.objects.count() == 1


def test_an_older_version_cannot_follow_a_newer_one() -> None:
    publish_instrument(definition=load(NEXT))
    with pytest.raises(InstrumentRefusedError, match="Raise the version in the file to 4 or more"):
        publish_instrument(definition=load(TEXT))


def test_mistakes_in_the_file_are_told_with_its_name_and_lines(command: Callable[[str], str]) -> None:
    with pytest.raises(CommandError, match=r"instrument\.yaml, line 3, version: expected a whole number"):
        command(TEXT.replace("version: 2", "version: two"))


def test_the_shipped_instrument_can_be_published() -> None:
    shipped = Path(__file__).parents[2] / "surveys" / "instruments" / "six-principles.yaml"
    content: Definition = publish_instrument(definition=load(shipped)).content
    assert len(content.statement_keys) == 36
