"""A draft that starts from a template or a file, as those who write see it."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from common.models import AuditEntry
from partnerships.models import Partnership
from record.exports import record_json
from record.models import RecordUpload, Version
from record.parts import PARTS
from record.queries import document, states
from record.services.drafts import kept_version, start_draft
from record.services.writing import add_row, remove_row
from tests.record.made import World, propose

pytestmark = pytest.mark.django_db
RACI = PARTS["governance"].clause("raci")


@pytest.fixture
def world():
    return World()


@pytest.fixture
def client(world):
    client = Client()
    client.force_login(world.leads[0])
    return client


def address(world, name, *args, part="governance"):
    return reverse(f"record:{name}", args=[world.partnership.slug, part, *args])


def another():
    """A partnership with a task, a body and who decides, put forward."""
    other = World()
    version = start_draft(partnership=other.partnership, part=PARTS["governance"], by=None)
    body = add_row(
        version=version, clause=PARTS["governance"].clause("bodies"), values={"name": "Board", "tier": "board"}, by=None
    )
    decided = {"decision": "Budget", "body": body.key, "method": "consensus"}
    add_row(version=version, clause=PARTS["governance"].clause("decisions"), values=decided, by=None)
    add_row(version=version, clause=RACI, values={"task": "Report", "accountable": other.partners[0].pk}, by=None)
    propose(version)
    return other


def send(client, world, content, part="governance", name="record.json"):
    file = SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())
    return client.post(address(world, "from-file", part=part), {"file": file})


def test_the_start_page_offers_what_holds_templates_and_a_file(world, client):
    Partnership.objects.update(kind="supply")
    page = client.get(address(world, "draft-start")).content.decode()
    assert "Start an empty draft" in page
    assert page.index("Strategic supply") < page.index("Community safety")
    assert address(world, "from-file") in page
    propose(world.draft("governance"))
    assert "Start from version 1" in client.get(address(world, "draft-start")).content.decode()


def test_a_template_becomes_a_draft_without_signatures(world, client):
    look = address(world, "from-template", "supply", part="exit")
    assert "what would come in" in client.get(look).content.decode()
    assert states(world.partnership)["exit"].draft is None
    page = client.post(look, {"store": "1"}, follow=True).content.decode()
    assert "Places in brackets are still to be filled in" in page
    assert '<mark class="place">' in page
    version = states(world.partnership)["exit"].draft
    assert len(document(version).of("triggers")) == 5
    assert not version.signatures.exists()


def test_putting_forward_says_which_places_are_still_open(world, client):
    client.post(address(world, "from-template", "supply", part="exit"), {"store": "1"})
    page = client.get(address(world, "propose", part="exit")).content.decode()
    assert "Places in brackets are still to be filled in" in page


def test_a_file_is_looked_at_before_anything_is_stored(world, client):
    other = another()
    page = client.get(send(client, world, record_json(other.partnership)).url).content.decode()
    assert f"version 1, put forward, of {other.partnership}" in page
    assert "“Report”: “Accountable” has to be a partner here" in page
    assert "Board" in page
    assert states(world.partnership)["governance"].draft is None


def test_a_chosen_partner_takes_the_place_of_one_that_is_none_here(world, client):
    look = send(client, world, record_json(another().partnership)).url
    mine = world.partners[1]
    assert "Everything can" in client.post(look, {"name-0": mine.pk, "look": "1"}).content.decode()
    client.post(look, {"name-0": mine.pk, "store": "1"})
    held = document(states(world.partnership)["governance"].draft)
    (task,), (decision,), (body,) = held.of("raci"), held.of("decisions"), held.of("bodies")
    assert task.values == {"task": "Report", "accountable": mine.pk}
    assert decision.values["body"] == body.key
    assert not RecordUpload.objects.exists()


def test_what_was_left_out_is_not_there(world, client):
    look = send(client, world, record_json(another().partnership)).url
    client.post(look, {"store": "1"})
    held = document(states(world.partnership)["governance"].draft)
    assert held.of("raci") == ()
    assert len(held.of("bodies")) == 1


def test_bringing_in_is_in_the_audit_trail(world, client):
    client.post(send(client, world, record_json(another().partnership)).url, {"store": "1"})
    entry = AuditEntry.objects.get(action="record.brought-in")
    assert (entry.actor, entry.details["rows"]) == (world.leads[0], 2)
    assert "version 1, put forward, of" in entry.details["source"]


def test_a_record_goes_out_and_comes_back_the_same(world, client):
    other = another()
    own = [partner.organisation for partner in world.partners]
    for partner, organisation in zip(other.partners, own, strict=True):
        partner.organisation = organisation
        partner.save()
    client.post(send(client, world, record_json(other.partnership)).url, {"store": "1"})
    before = document(states(other.partnership)["governance"].proposed)
    after = document(states(world.partnership)["governance"].draft)
    assert [row.key for row in after.of("bodies")] == [row.key for row in before.of("bodies")]
    assert after.of("decisions") == before.of("decisions")
    assert after.of("raci")[0].values["accountable"] == world.partners[0].pk


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "This file is empty"),
        (b"%PDF-1.7", "This is not a record taken out of a partnership"),
        (b" " * 2_000_001, "This file is larger than 2 MB"),
        (b'{"format": "partnership-health-check/results"}', "holds the results of a round"),
        (b'{"format": "partnership-health-check/record", "format_version": 9}', "made by a newer version"),
    ],
)
def test_a_file_that_is_none_is_told_what_to_do(world, client, content, told):
    answer = send(client, world, content)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not RecordUpload.objects.exists()


def test_no_file_is_told_what_to_do(world, client):
    assert "Choose the JSON file of a record." in client.post(address(world, "from-file")).content.decode()


def test_a_draft_that_is_there_is_never_overwritten(world, client):
    content = record_json(another().partnership)
    look = send(client, world, content).url
    version = world.draft("governance")
    page = client.post(look, {"store": "1"}, follow=True).content.decode()
    assert "There is a draft already" in page
    assert document(version).of("bodies") == ()
    assert "There is a draft already" in client.get(address(world, "from-file"), follow=True).content.decode()


def identity(other):
    version = kept_version(partnership=other.partnership, part=PARTS["identity"])
    add_row(version=version, clause=PARTS["identity"].clause("standing"), values={"area": "The coast"}, by=None)
    return record_json(other.partnership)


def test_a_part_that_nobody_signs_is_filled_while_it_is_empty(world, client):
    content = identity(World())
    assert "Fill it from a file" in client.get(address(world, "part", part="identity")).content.decode()
    client.post(send(client, world, content, "identity").url, {"store": "1"})
    version = Version.objects.get(partnership=world.partnership, part_key="identity")
    assert document(version).value("standing", "area") == "The coast"
    page = client.get(address(world, "from-file", part="identity"), follow=True).content.decode()
    assert "a file can only fill it while it is empty" in page
    assert "Fill it from a file" not in client.get(address(world, "part", part="identity")).content.decode()


def test_rows_that_were_removed_before_are_in_nobodys_way(world, client):
    content = identity(world)
    version = Version.objects.get(partnership=world.partnership, part_key="identity")
    remove_row(entry=version.entries.get(), clause=PARTS["identity"].clause("standing"), by=world.leads[0])
    client.post(send(client, world, content, "identity").url, {"store": "1"})
    assert document(version).value("standing", "area") == "The coast"


def test_a_file_of_which_nothing_fits_is_said(world, client):
    content = json.loads(record_json(another().partnership))
    clauses = content["parts"]["governance"]["versions"][0]["clauses"]
    content["parts"]["governance"]["versions"][0]["clauses"] = {"raci": clauses["raci"]}
    page = client.post(send(client, world, json.dumps(content)).url, {"store": "1"}).content.decode()
    assert "Nothing of it can come in. Choose which partners" in page
    assert states(world.partnership)["governance"].draft is None


def test_a_partner_of_elsewhere_cannot_be_chosen(world, client):
    other = another()
    look = send(client, world, record_json(other.partnership)).url
    page = client.post(look, {"name-0": other.partners[0].pk, "store": "1"}).content.decode()
    assert "This is no partner here" in page
    assert states(world.partnership)["governance"].draft is None


def test_uploads_that_nobody_finished_go_after_a_day(world, client):
    send(client, world, record_json(another().partnership))
    RecordUpload.objects.update(uploaded_at="2020-01-01T00:00Z")
    send(client, world, record_json(another().partnership))
    assert RecordUpload.objects.count() == 1
