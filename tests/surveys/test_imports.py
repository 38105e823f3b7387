"""Importing rounds: everything is stored as the file says, or nothing is."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine

from common.models import AuditEntry
from partnerships.models import Organisation, Partner, Partnership
from surveys.instrument_file import load
from surveys.models import Instrument, Response, Round
from surveys.round_file import ReadRound, read
from surveys.services.imports import ImportedRound, ImportRefusedError, import_round
from surveys.services.instruments import publish_instrument

pytestmark = pytest.mark.django_db
DEFINITION = load(Path(__file__).parent / "instruments" / "seven-points.yaml")
HEADER = ",".join(("partner", "respondent", *DEFINITION.statement_keys))
ROWS = "Council,r1,1,2,3,4,5\nPolice,r2,dk,na,,7,6\n"


def content(rows: str = ROWS) -> ReadRound:
    return read(f"{HEADER}\n{rows}".encode(), DEFINITION, "paper.csv")


@pytest.fixture
def instrument() -> Instrument:
    return publish_instrument(definition=DEFINITION)


@pytest.fixture
def partnership() -> Partnership:
    partnership = Partnership.objects.create(slug="westmere", name="Westmere")
    for name in ("Council", "Police"):
        Partner.objects.create(partnership=partnership, organisation=Organisation.objects.create(name=name))
    return partnership


def imported(instrument: Instrument, rows: str = ROWS, **changes: Any) -> ImportedRound:
    asked = {"slug": "westmere", "title": "Spring 2019", "mode": Round.Mode.CONFIDENTIAL, **changes}
    return import_round(instrument=instrument, content=content(rows), **asked)


def test_answers_are_stored_as_submitted_for_their_partner(instrument: Instrument, partnership: Partnership) -> None:
    imported(instrument)
    stored = {row.partner.name: row for row in Response.objects.select_related("partner__organisation")}
    keys = DEFINITION.statement_keys
    assert stored["Council"].answers == dict(zip(keys, [1, 2, 3, 4, 5], strict=True))
    assert stored["Police"].answers == {keys[0]: "dk", keys[1]: "na", keys[3]: 7, keys[4]: 6}
    assert all(row.is_submitted and row.participant is None for row in stored.values())


def test_the_round_is_launched_on_the_day_given(instrument: Instrument, partnership: Partnership) -> None:
    round_ = imported(instrument, day=date(2019, 7, 1)).round
    assert (round_.state, round_.imported) == (Round.State.OPEN, True)
    assert round_.launched_at == round_.opens_at == datetime(2019, 6, 30, 23, tzinfo=UTC)
    assert round_.closes_at == datetime(2019, 7, 1, 23, tzinfo=UTC)


@time_machine.travel("2027-03-03T10:00Z")
def test_a_round_of_today_ends_now(instrument: Instrument, partnership: Partnership) -> None:
    round_ = imported(instrument).round
    assert round_.opens_at == datetime(2027, 3, 3, tzinfo=UTC)
    assert round_.closes_at.replace(microsecond=0) == datetime(2027, 3, 3, 10, tzinfo=UTC)


def test_respondents_names_are_not_kept(instrument: Instrument, partnership: Partnership) -> None:
    imported(instrument)
    kept = [*Response.objects.values(), *AuditEntry.objects.values(), *Round.objects.values()]
    assert "r1" not in str(kept)


def test_partners_are_found_whatever_the_case(instrument: Instrument, partnership: Partnership) -> None:
    imported(instrument, "COUNCIL,,1,1,1,1,1\n")
    assert Response.objects.get().partner.name == "Council"


def test_an_import_is_in_the_audit_trail(instrument: Instrument, partnership: Partnership) -> None:
    imported(instrument)
    entry = AuditEntry.objects.get(action="round.imported")
    assert (entry.partnership_id, entry.target, entry.details["responses"]) == (partnership.pk, "Spring 2019", 2)


def test_what_is_missing_is_made_when_asked(instrument: Instrument) -> None:
    Organisation.objects.create(name="Police")
    done = imported(instrument, create=True)
    assert (done.is_new_partnership, done.new_partners) == (True, ("Council", "Police"))
    assert Partnership.objects.get().name == "Westmere"
    assert sorted(Organisation.objects.values_list("name", flat=True)) == ["Council", "Police"]


def test_an_unknown_partner_is_told_with_its_line(instrument: Instrument, partnership: Partnership) -> None:
    with pytest.raises(ImportRefusedError) as caught:
        imported(instrument, ROWS + "Polis,r3,1,1,1,1,1\n")
    expected = "“Polis” is not a partner of Westmere; expected one of them (Council, Police), or --create"
    assert str(caught.value) == f"paper.csv, line 4, partner: {expected}"
    assert Response.objects.count() == Round.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"slug": "elsewhere"}, "there is no partnership “elsewhere”; check the name, or have it made with --create"),
        ({"slug": "no spaces", "create": True}, "“no spaces” cannot name a partnership"),
        ({"slug": "new", "create": True}, "“new” has a meaning of its own in addresses"),
        ({"slug": "x" * 61, "create": True}, "too long to name a partnership"),
        ({"title": " "}, "the title is empty"),
        ({"title": "x" * 121}, "title: This text has 121 characters"),
        ({"title": "a\0b"}, "title: This text holds a character that cannot be stored"),
        ({"minimum_group": 2}, "a minimum group of 2 is not possible; expected 3 to 50"),
        ({"day": date(2999, 1, 1)}, "2999-01-01 is still to come"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_stored(
    instrument: Instrument, partnership: Partnership, changes: dict[str, Any], expected: str
) -> None:
    with pytest.raises(ImportRefusedError, match=expected):
        imported(instrument, **changes)
    assert Response.objects.count() == Round.objects.count() == 0
    assert Partnership.objects.count() == 1


def test_the_same_title_twice_is_refused(instrument: Instrument, partnership: Partnership) -> None:
    first = imported(instrument).round
    with pytest.raises(ImportRefusedError, match=f"has a round “Spring 2019” already, number {first.pk}"):
        imported(instrument)
    assert Round.objects.count() == 1


@pytest.mark.parametrize(("people", "group"), [(7, 3), (8, 5)])
def test_the_group_follows_from_the_median_partner(
    instrument: Instrument, partnership: Partnership, people: int, group: int
) -> None:
    rows = "".join(f"{name},,1,1,1,1,1\n" * people for name in ("Council", "Police"))
    assert imported(instrument, rows).round.minimum_group == group


def test_the_group_asked_for_is_kept(instrument: Instrument, partnership: Partnership) -> None:
    assert imported(instrument, minimum_group=4).round.minimum_group == 4


def test_new_partners_joined_by_the_day_of_the_round(instrument: Instrument) -> None:
    imported(instrument, create=True, day=date(2019, 7, 1))
    assert set(Partner.objects.values_list("joined_on", flat=True)) == {date(2019, 7, 1)}
