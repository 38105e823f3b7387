"""The record as JSON: nothing that was agreed is lost, and nobody's person is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from common.models import AuditEntry
from partnerships.audit_words import audit_rows
from record.exports import record_document, record_json
from record.parts import PARTS
from record.services.agreeing import sign_version
from record.services.drafts import start_draft
from record.services.writing import add_row, remove_row
from record.views import taking_out
from tests.factories import MembershipFactory
from tests.record.made import World, propose

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World()


def governance(world):
    version = start_draft(partnership=world.partnership, part=PARTS["governance"], by=world.leads[0])
    first, second = (partner.pk for partner in world.partners)
    values = {"task": "Report", "accountable": first, "responsible": [first, second]}
    add_row(version=version, clause=PARTS["governance"].clause("raci"), values=values, by=world.leads[0])
    return version


def versions(world, part):
    return record_document(world.partnership)["parts"][part]["versions"]


def test_partners_go_by_name_the_accountable_one_too(world):
    governance(world)
    (row,) = versions(world, "governance")[0]["clauses"]["raci"]
    first, second = (partner.name for partner in world.partners)
    assert row["values"] == {"task": "Report", "accountable": first, "responsible": [first, second]}


def test_every_version_is_there_with_every_answer(world):
    first = propose(governance(world))
    sign_version(version=first, partner=world.partners[0], answer="declines", note="No.", by=world.leads[0])
    sign_version(version=first, partner=world.partners[0], answer="agrees", note="", by=world.leads[0])
    start_draft(partnership=world.partnership, part=PARTS["governance"], by=None, source=first)
    told = versions(world, "governance")
    assert [(item["number"], item["state"]) for item in told] == [(1, "proposed"), (2, "draft")]
    assert [(item["answer"], item["note"]) for item in told[0]["signatures"]] == [("declines", "No."), ("agrees", "")]
    assert told[0]["signatures"][0]["replaced_at"]
    assert told[0]["answers_due_on"]


def test_nobody_is_named(world):
    version = propose(governance(world), by=world.leads[0])
    sign_version(version=version, partner=world.partners[0], answer="agrees", note="", by=world.leads[0])
    text = record_json(world.partnership)
    assert not [lead for lead in world.leads if lead.email in text or lead.name in text]


def test_removed_rows_stay_out(world):
    version = governance(world)
    remove_row(entry=version.entries.get(), clause=PARTS["governance"].clause("raci"), by=world.leads[0])
    assert versions(world, "governance")[0]["clauses"] == {}


@pytest.mark.parametrize(
    ("name", "args", "kind", "noted"),
    [
        ("pdf", [], "application/pdf", "exported the record (record.pdf) of"),
        ("json", [], "application/json", "exported the record (record.json) of"),
        ("part-pdf", ["governance"], "application/pdf", "exported the record (governance.pdf) of"),
        ("draft-pdf", ["governance"], "application/pdf", "exported the record (governance-draft.pdf) of"),
    ],
)
def test_a_member_takes_it_away_and_that_is_noted(world, name, args, kind, noted):
    governance(world)
    client = Client()
    client.force_login(MembershipFactory(partner=world.partners[0]).person)
    answer = client.get(reverse(f"record:{name}", args=[world.partnership.slug, *args]))
    assert answer["Content-Type"] == kind
    assert answer["Content-Disposition"].startswith(f'attachment; filename="{world.partnership.slug}-')
    entry = AuditEntry.objects.get(action="record.exported")
    assert audit_rows([entry])[0][2] == noted


def test_the_index_page_offers_both(world):
    client = Client()
    client.force_login(world.leads[0])
    page = client.get(reverse("record:index", args=[world.partnership.slug])).content.decode()
    assert reverse("record:pdf", args=[world.partnership.slug]) in page
    assert reverse("record:json", args=[world.partnership.slug]) in page


def test_a_part_without_a_draft_has_no_pdf_of_one(world):
    client = Client()
    client.force_login(world.leads[0])
    assert client.get(reverse("record:draft-pdf", args=[world.partnership.slug, "exit"])).status_code == 404


def test_what_is_too_long_for_a_pdf_is_said_and_not_noted(world, monkeypatch):
    def too_long(partnership):
        raise taking_out.TooLongError

    monkeypatch.setattr(taking_out, "record_pdf", too_long)
    client = Client()
    client.force_login(world.leads[0])
    page = client.get(reverse("record:pdf", args=[world.partnership.slug]), follow=True).content.decode()
    assert "This is too long for one PDF. Take single parts" in page
    assert not AuditEntry.objects.filter(action="record.exported").exists()


def test_every_field_of_the_file_is_documented(world):
    governance(world)
    guide = (Path(settings.BASE_DIR) / "docs" / "record-format.md").read_text(encoding="utf-8")
    document = json.loads(record_json(world.partnership))
    (version,) = document["parts"]["governance"]["versions"]
    names = [*document, *document["partnership"], *document["partners"][0], *document["parts"], *version]
    assert not [name for name in names if f"`{name}`" not in guide and f'"{name}"' not in guide]
