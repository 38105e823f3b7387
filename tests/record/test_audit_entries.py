"""Every service that changes the record says in the audit trail who changed what."""

from __future__ import annotations

import pytest
from django.utils import timezone

from common.models import AuditEntry
from partnerships.audit_words import WORDS
from record.parts import PARTS
from record.services.agreeing import remind_signers, sign_version
from record.services.drafts import discard_draft, start_draft
from record.services.writing import add_row, change_row, move_row, remove_row, restore_row, write_clause
from tests.record.made import World, propose

pytestmark = pytest.mark.django_db
TRIGGERS, NOTICE = PARTS["exit"].clause("triggers"), PARTS["exit"].clause("notice")


def acts(by):
    """Every step of a record's life, by one person."""
    world = World()
    draft = start_draft(partnership=world.partnership, part=PARTS["exit"], by=by)
    first = add_row(version=draft, clause=TRIGGERS, values={"trigger": "Cut"}, by=by)
    add_row(version=draft, clause=TRIGGERS, values={"trigger": "Law"}, by=by)
    change_row(entry=first, clause=TRIGGERS, values={"trigger": "Cuts"}, revision=1, by=by)
    move_row(entry=first, clause=TRIGGERS, up=False, by=by)
    remove_row(entry=first, clause=TRIGGERS, by=by)
    restore_row(entry=first, clause=TRIGGERS, by=by)
    write_clause(version=draft, clause=NOTICE, values={"days": 90}, revision=0, by=by)
    propose(draft, by=by)
    remind_signers(version=draft, by=by, today=timezone.localdate())
    for partner in world.partners:
        sign_version(version=draft, partner=partner, answer="agrees", note="", by=by)
    discard_draft(version=start_draft(partnership=world.partnership, part=PARTS["exit"], by=by), by=by)
    return AuditEntry.objects.filter(partnership_id=world.partnership.pk).order_by("pk")


def test_each_writes_one_entry_that_names_actor_part_and_version():
    by = World().leads[0]
    entries = list(acts(by))
    assert [entry.action.removeprefix("record.") for entry in entries] == [
        "draft-started", "row-added", "row-added", "row-changed", "row-moved", "row-removed", "row-restored",
        "row-added", "proposed", "reminded", "signed", "signed", "agreed", "draft-started", "draft-discarded",
    ]  # fmt: skip
    assert {entry.actor for entry in entries if entry.action != "record.agreed"} == {by}
    assert all(entry.details["part"] == "exit" and entry.details["version"] in {1, 2} for entry in entries)


def test_each_has_words_of_its_own():
    assert {entry.action for entry in acts(World().leads[0])} <= set(WORDS)
