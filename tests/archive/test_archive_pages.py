"""The administrators' pages, and the two commands."""

from __future__ import annotations

import hashlib
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from common.models import AuditEntry
from partnerships.models import Partnership
from partnerships.rules import Role
from tests.archive.made import members, read, taken, with_row
from tests.factories import MembershipFactory, UserFactory, closed_round

pytestmark = pytest.mark.django_db
INTO = "/partnerships/bring-in/"


@pytest.fixture
def partnership():
    partnership = MembershipFactory(partner__partnership__slug="harbour").partnership
    closed_round(partnership, mode="attributed")
    return partnership


@pytest.fixture
def administrator(client):
    person = UserFactory(is_administrator=True)
    client.force_login(person)
    return person


def hand_in(client, data, **fields):
    return client.post(INTO, {"file": SimpleUploadedFile("harbour.zip", data), **fields})


def test_the_page_says_what_is_in_it_and_what_is_not(client, partnership, administrator):
    page = read(client, reverse("archive:take-out", args=["harbour"]))
    assert "Answers in attributed rounds" in page
    assert "Passwords, second factors, sign-ins" in page


def test_the_button_gives_the_archive_and_says_who_took_it(client, partnership, administrator):
    answer = client.post(reverse("archive:take-out", args=["harbour"]))
    assert answer["Content-Disposition"] == 'attachment; filename="harbour.zip"'
    assert "results.jsonl" in members(b"".join(answer.streaming_content))
    assert AuditEntry.objects.get(action="partnership.taken-out").actor == administrator


def test_an_archive_is_looked_at_before_it_is_stored(client, partnership, administrator):
    answer = hand_in(client, taken(partnership), slug="again")
    assert "Nothing is stored yet" in answer.content.decode()
    assert Partnership.objects.count() == 1


def test_the_same_file_again_is_stored(client, partnership, administrator):
    data = taken(partnership)
    digest = hashlib.sha256(data).hexdigest()
    answer = hand_in(client, data, slug="again", seen=digest, store="1")
    assert answer.url == reverse("reports:overview", args=["again"])
    entry = AuditEntry.objects.get(action="partnership.brought-in")
    assert entry.actor == administrator


def test_another_file_than_was_looked_at_is_looked_at_first(client, partnership, administrator):
    hand_in(client, taken(partnership), slug="again", seen="0" * 64, store="1")
    assert Partnership.objects.count() == 1


def test_a_taken_short_name_is_said_beside_its_field(client, partnership, administrator):
    answer = hand_in(client, taken(partnership))
    assert answer.status_code == 422
    assert "short name “harbour” here already" in answer.context["form"].errors["slug"][0]


def test_a_file_that_is_no_archive_is_said_beside_the_file(client, administrator):
    answer = hand_in(client, b"%PDF-1.7")
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"][0].startswith("This is not an archive")


def test_no_file_at_all(client, administrator):
    assert "Choose the archive of a partnership." in client.post(INTO, {}).content.decode()


def test_a_file_that_is_too_large(client, administrator):
    answer = hand_in(client, b"PK" + b"0" * 20_000_000)
    assert "larger than 20 MB" in answer.context["form"].errors["file"][0]


def test_people_to_invite_are_listed_for_the_page_of_people(client, partnership, administrator):
    data = with_row(taken(partnership), "people", {"name": "=Ann, the “first”", "email": "new@far.example"})
    page = hand_in(client, data, slug="again").content.decode()
    assert "new@far.example,&quot;&#x27;=Ann, the “first”&quot;" in page


def test_facilitators_to_invite_are_named(client, partnership, administrator):
    MembershipFactory(partnership=partnership, partner=None, role=Role.FACILITATOR)
    data = with_row(taken(partnership), "people", {"email": "runs-it@far.example"}, at=-1)
    assert "to be invited again: runs-it@far.example" in hand_in(client, data, slug="again").content.decode()


def test_the_commands(partnership, tmp_path):
    out = StringIO()
    file = str(tmp_path / "harbour.zip")
    call_command("take_out", "harbour", "--output", file, stdout=out)
    call_command("bring_in", file, "--slug", "again", stdout=out)
    assert "was brought in as “again”" in out.getvalue()
    assert Partnership.objects.filter(slug="again").exists()


def test_a_dry_run_by_command_stores_nothing(partnership, tmp_path):
    (tmp_path / "a.zip").write_bytes(taken(partnership))
    out = StringIO()
    call_command("bring_in", str(tmp_path / "a.zip"), "--slug", "again", "--dry-run", stdout=out)
    assert "would be brought in as “again”" in out.getvalue()
    assert Partnership.objects.count() == 1


def test_commands_say_what_is_in_the_way(partnership, tmp_path):
    (tmp_path / "a.zip").write_bytes(b"junk")
    with pytest.raises(CommandError, match="This is not an archive"):
        call_command("bring_in", str(tmp_path / "a.zip"))
    with pytest.raises(CommandError, match="no partnership with the short name “nowhere”"):
        call_command("take_out", "nowhere", "--output", str(tmp_path / "b.zip"))
    with pytest.raises(CommandError, match="exists already"):
        call_command("take_out", "harbour", "--output", str(tmp_path / "a.zip"))
    assert (tmp_path / "a.zip").read_bytes() == b"junk"


def test_a_page_that_is_read_only_takes_nothing_out(client, partnership, administrator):
    client.get(reverse("archive:take-out", args=["harbour"]))
    assert not AuditEntry.objects.filter(action="partnership.taken-out").exists()
