"""`manage.py import_round`: the id on the last line, or every reason on stderr and nothing stored."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from common.models import AuditEntry
from partnerships.models import Organisation, Partnership
from surveys.instrument_file import load
from surveys.models import Response, Round, RoundResult
from surveys.services.instruments import publish_instrument

pytestmark = pytest.mark.django_db
DEFINITION = load(Path(__file__).parent / "instruments" / "seven-points.yaml")
HEADER = ",".join(("partner", *DEFINITION.statement_keys))
INSTRUMENT = "Isolation and gains (version 2)"
LAYOUT = "partners side by side, groups of 3 or more"
ROWS = "Council,1,2,3,4,5\n" * 6 + "Police,dk,na,,7,6\n" * 2


@pytest.fixture
def command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., list[str]]:
    """Runs the command on a file with these rows, and gives back the lines it printed."""
    publish_instrument(definition=DEFINITION)

    def run(*flags: str, rows: str = ROWS, mode: str = "attributed") -> list[str]:
        path = tmp_path / "paper.csv"
        path.write_text(f"{HEADER}\n{rows}", encoding="utf-8")
        asked = ["--partnership", "westmere", "--instrument", DEFINITION.key, "--title", "Spring", "--mode", mode]
        call_command("import_round", path, *asked, *flags)
        return capsys.readouterr().out.splitlines()

    return run


def test_the_last_line_is_the_id(command: Callable[..., list[str]]) -> None:
    assert command("--create")[-1] == str(Round.objects.get().pk)


def test_what_was_done_is_told(command: Callable[..., list[str]]) -> None:
    assert command("--create", "--close", mode="confidential")[:-1] == [
        "Was made: partnership Westmere (westmere)",
        "Was made: partner Council",
        "Was made: partner Police",
        f"Was imported: Spring, responses: 8, partners: 2, {INSTRUMENT}, confidential, {LAYOUT}",
        "Partners with a column of their own: 1",
        "Left out, too few people: Police",
        "Was closed",
    ]


def test_what_was_asked_for_is_fixed_in_the_round(command: Callable[..., list[str]]) -> None:
    command("--create", "--together", "--minimum-group", "4", "--date", "2019-07-01", mode="anonymous")
    round_ = Round.objects.get()
    assert (round_.mode, round_.view, round_.minimum_group, round_.state) == ("anonymous", "together", 4, "open")
    assert round_.closes_at.isoformat() == "2019-07-01T23:00:00+00:00"


def test_closing_gives_the_result_on_the_day_given(command: Callable[..., list[str]]) -> None:
    command("--create", "--close", "--date", "2019-07-01")
    round_ = Round.objects.get()
    assert (round_.state, round_.result.answered) == ("closed", 8)
    assert round_.closed_at == round_.closes_at


def test_a_dry_run_says_what_would_happen_and_changes_nothing(command: Callable[..., list[str]]) -> None:
    before = AuditEntry.objects.count()
    lines = command("--create", "--close", "--dry-run")
    assert lines[0] == "Would be made: partnership Westmere (westmere)"
    assert lines[-2:] == ["Would be closed", "Nothing was changed."]
    for model in (Partnership, Organisation, Round, Response, RoundResult):
        assert not model._default_manager.exists()
    assert AuditEntry.objects.count() == before


def test_a_dry_run_refuses_what_an_import_would(command: Callable[..., list[str]]) -> None:
    with pytest.raises(CommandError, match="there is no partnership “westmere”"):
        command("--dry-run")


def test_mistakes_in_the_file_are_told_with_line_and_column(command: Callable[..., list[str]]) -> None:
    expected = (
        "line 2, gains-knowledge: expected a whole number from 1 to 7, its label, dk, na or an empty cell; found “9”"
    )
    with pytest.raises(CommandError, match=expected):
        command("--create", rows="Council,9,1,1,1,1\n")
    assert not Partnership.objects.exists()


def test_an_instrument_that_is_not_published_is_told_with_those_that_are(command: Callable[..., list[str]]) -> None:
    with pytest.raises(CommandError, match="no instrument isolation-and-gains 9; published: isolation-and-gains 2"):
        command("--create", "--instrument-version", "9")


def test_a_day_is_written_year_first(command: Callable[..., list[str]]) -> None:
    with pytest.raises(CommandError, match=r"expected a day such as 2027-03-12, not 1\.7\.2019"):
        command("--create", "--date", "1.7.2019")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    publish_instrument(definition=DEFINITION)
    asked = ["--partnership", "x", "--instrument", DEFINITION.key, "--title", "T", "--mode", "attributed"]
    with pytest.raises(CommandError, match=r"none\.csv cannot be read \(No such file or directory\)"):
        call_command("import_round", tmp_path / "none.csv", *asked)
