"""Rows of a draft: added, changed, moved, removed, and two people at once."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from record.models import Entry
from record.parts import PARTS
from record.queries import document
from record.services import writing
from record.services.drafts import start_draft
from tests.record.made import World

pytestmark = pytest.mark.django_db
TRIGGERS = PARTS["exit"].clause("triggers")
RACI = PARTS["governance"].clause("raci")


@pytest.fixture
def world():
    return World()


def start(world, part="exit"):
    return start_draft(partnership=world.partnership, part=PARTS[part], by=world.leads[0])


def add(version, name, by=None):
    return writing.add_row(version=version, clause=TRIGGERS, values={"trigger": name}, by=by)


def names(version):
    return [row.values["trigger"] for row in document(version).of("triggers")]


def test_rows_keep_the_order_they_are_given(world):
    version = start(world)
    rows = [add(version, name) for name in "abc"]
    writing.move_row(entry=rows[2], clause=TRIGGERS, up=True, by=world.leads[0])
    assert names(version) == ["a", "c", "b"]
    writing.move_row(entry=rows[0], clause=TRIGGERS, up=True, by=world.leads[0])
    assert names(version) == ["a", "c", "b"]


def test_a_removed_row_comes_back_to_its_place(world):
    version = start(world)
    first, _ = add(version, "a"), add(version, "b")
    writing.remove_row(entry=first, clause=TRIGGERS, by=world.leads[0])
    assert names(version) == ["b"]
    writing.restore_row(entry=first, clause=TRIGGERS, by=world.leads[0])
    assert names(version) == ["a", "b"]


def test_the_second_of_two_people_overwrites_nothing(world):
    row = add(start(world), "a")
    writing.change_row(entry=row, clause=TRIGGERS, values={"trigger": "first"}, revision=1, by=world.leads[0])
    with pytest.raises(writing.ChangedMeanwhile) as found:
        writing.change_row(entry=row, clause=TRIGGERS, values={"trigger": "second"}, revision=1, by=world.leads[1])
    assert found.value.entry.values == {"trigger": "first"}
    assert found.value.entry.changed_by == world.leads[0]


def test_the_second_to_write_a_clause_first_is_told(world):
    version, notice = start(world), PARTS["exit"].clause("notice")
    writing.write_clause(version=version, clause=notice, values={"days": 90}, revision=0, by=world.leads[0])
    with pytest.raises(writing.ChangedMeanwhile):
        writing.write_clause(version=version, clause=notice, values={"days": 30}, revision=0, by=world.leads[1])


def test_saving_what_is_stored_already_changes_nothing(world):
    row = add(start(world), "a")
    same = writing.change_row(entry=row, clause=TRIGGERS, values={"trigger": "a"}, revision=1, by=world.leads[0])
    assert same.revision == 1


def test_a_removed_row_is_not_changed(world):
    row = add(start(world), "a")
    writing.remove_row(entry=row, clause=TRIGGERS, by=world.leads[0])
    with pytest.raises(writing.ChangedMeanwhile) as found:
        writing.change_row(entry=row, clause=TRIGGERS, values={"trigger": "b"}, revision=1, by=world.leads[1])
    assert found.value.entry is None


def test_a_partner_has_one_row_of_aims(world):
    version, aims = start(world, "purpose"), PARTS["purpose"].clause("aims")
    values = {"partner": world.partners[0].pk, "basis": "choice"}
    writing.add_row(version=version, clause=aims, values=values, by=None)
    with pytest.raises(ValidationError, match="a row for this one already"):
        writing.add_row(version=version, clause=aims, values=values, by=None)


def test_there_is_room_for_so_many_rows(world, monkeypatch):
    monkeypatch.setattr(writing, "MOST_ROWS", 1)
    version = start(world)
    add(version, "a")
    with pytest.raises(ValidationError, match="room for no more"):
        add(version, "b")


@pytest.mark.parametrize("accountable", [None, 1])
def test_the_database_holds_exactly_one_accountable_partner(world, accountable):
    version = start(world, "governance")
    writing.add_row(
        version=version, clause=RACI, values={"task": "Report", "accountable": world.partners[0].pk}, by=None
    )
    wrong = {"clause": "raci"} if accountable is None else {"clause": "bodies", "accountable": world.partners[0]}
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(version=version, values={"task": "Plan"}, **wrong)
    (row,) = document(version).of("raci")
    assert row.values == {"task": "Report", "accountable": world.partners[0].pk}
