"""Bringing in a round through pages: rows, columns, the round; nothing is stored before the last step."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from common.models import AuditEntry
from surveys.models import Response, Round, RoundUpload
from surveys.round_file import MAX_ROWS
from tests.factories import PartnerFactory, draft, facilitator_of, instrument

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership():
    return PartnerFactory(organisation__name="Council").partnership


@pytest.fixture
def six():
    return instrument()


@pytest.fixture(autouse=True)
def facilitator(client, partnership):
    person = facilitator_of(partnership)
    client.force_login(person)
    return person


def table(six, rows=("Council", "Council", "Council", "Police"), score="3", delimiter=","):
    keys = six.content.statement_keys
    lines = [["Organisation", "Comment", *(f"Q{number}" for number in range(1, len(keys) + 1))]]
    lines += [[partner, "well", *[score] * len(keys)] for partner in rows]
    return "\n".join(map(delimiter.join, lines))


def send(client, partnership, six, text=None, **data):
    address = reverse("surveys:round-import", args=[partnership.slug])
    if text is not None:
        data["file"] = SimpleUploadedFile("paper.csv", text if isinstance(text, bytes) else text.encode())
    return client.post(address, {"instrument": six.pk, **data}, follow=True)


def step(partnership, name):
    return reverse(f"surveys:round-import-{name}", args=[partnership.slug, RoundUpload.objects.get().pk])


def choose(client, partnership, six, *, change=()):
    keys = six.content.statement_keys
    chosen = {f"column-{number}": meaning for number, meaning in enumerate(["partner", "", *keys])}
    return client.post(step(partnership, "columns"), {**chosen, **dict(change)}, follow=True)


WISHES = {"title": "Spring 2024", "day": "2024-04-01", "mode": "attributed", "minimum_group": 3, "view": "partners"}


def finish(client, partnership, button="store", **change):
    data = {**WISHES, "partner-0": "Council", "partner-1": "new", button: "1", **change}
    return client.post(step(partnership, "store"), data, follow=True)


def test_rows_become_a_closed_round_with_its_results(client, partnership, six):
    send(client, partnership, six, table(six))
    choose(client, partnership, six)
    page = finish(client, partnership)
    round_ = Round.objects.get()
    assert page.redirect_chain[-1][0] == reverse("reports:round-results", args=[partnership.slug, round_.pk])
    assert (round_.state, round_.imported, round_.result.answered) == ("closed", True, 4)
    assert AuditEntry.objects.filter(action="round.imported", target="Spring 2024").exists()


def test_pasted_cells_are_read_like_a_file(client, partnership, six):
    page = send(client, partnership, six, pasted=table(six, delimiter="\t")).content.decode()
    assert "What is in each column?" in page
    assert page.count(" selected>") == 38


def test_a_second_click_stores_nothing_twice(client, partnership, six):
    send(client, partnership, six, table(six))
    choose(client, partnership, six)
    finish(client, partnership)
    finish(client, partnership)
    assert (Round.objects.count(), Response.objects.count()) == (1, 4)


def test_before_the_last_step_readers_views_are_shown_and_nothing_is_stored(client, partnership, six):
    send(client, partnership, six, table(six))
    choose(client, partnership, six)
    page = finish(client, partnership, button="look", mode="confidential").content.decode()
    assert "What readers will see" in page
    assert "Left out" in page
    assert not Round.objects.exists()


def test_stored_rows_are_no_longer_kept(client, partnership, six):
    send(client, partnership, six, table(six))
    choose(client, partnership, six)
    finish(client, partnership)
    assert bytes(RoundUpload.objects.get().data) == b""


def test_a_name_can_mean_a_partner_that_is_there(client, partnership, six):
    send(client, partnership, six, table(six, rows=["The council", "Council"]))
    choose(client, partnership, six)
    finish(client, partnership, **{"partner-0": "Council", "partner-1": "Council"})
    assert partnership.partners.count() == 1
    assert Response.objects.filter(partner__organisation__name="Council").count() == 2


def test_a_name_nobody_knows_must_be_chosen_for(client, partnership, six):
    send(client, partnership, six, table(six))
    choose(client, partnership, six)
    page = finish(client, partnership, **{"partner-1": ""}).content.decode()
    assert "Choose the partner this name means" in page
    assert not Round.objects.exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"day": "2999-01-01"}, "still to come"),
        ({"title": ""}, "This field is required"),
        ({"minimum_group": 2}, "never shown"),
        ({"mode": "public"}, "not one of the available choices"),
    ],
)
def test_wishes_that_cannot_be_are_told(client, partnership, six, change, words):
    send(client, partnership, six, table(six))
    choose(client, partnership, six)
    assert words in finish(client, partnership, **change).content.decode()
    assert not Round.objects.exists()


def test_a_title_that_is_taken_is_told(client, partnership, six):
    draft(partnership, instrument=six, title="Spring 2024")
    send(client, partnership, six, table(six))
    choose(client, partnership, six)
    assert "give another title" in finish(client, partnership).content.decode()
    assert Round.objects.count() == 1


def test_every_cell_that_is_wrong_is_told_with_its_line(client, partnership, six):
    send(client, partnership, six, table(six).replace("well,3", "well,9"))
    page = choose(client, partnership, six).content.decode()
    assert "Line 2, Q1: expected a whole number from 1 to 4" in page
    assert "Line 5, Q1: expected" in page


def test_a_row_that_is_wrong_throughout_is_told_once(client, partnership, six):
    send(client, partnership, six, table(six, score="9"))
    page = choose(client, partnership, six).content.decode()
    assert "Line 2: 36 of 36 answers cannot be read" in page
    assert page.count("has the row moved by a column?") == 4


def test_too_many_rows_are_refused_before_any_column_is_chosen(client, partnership, six):
    text = "partner,Q1\n" + "Council,3\n" * (MAX_ROWS + 1)
    assert "over 100,000 rows" in send(client, partnership, six, text).content.decode()
    assert not RoundUpload.objects.exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04book", "a workbook or a zip archive; save it as CSV"),
        (b"a,b\n1,\x00\n", "NUL byte"),
        (b"a,b\n", "header row and one row"),
        (b"", "This file is empty"),
        (b'a,b\n"1,2\n', "quotation marks"),
    ],
)
def test_what_is_no_table_is_told(client, partnership, six, data, words):
    assert words in send(client, partnership, six, data).content.decode()
    assert not RoundUpload.objects.exists()


def test_nothing_and_both_are_told(client, partnership, six):
    assert "Choose a file, or paste cells below." in send(client, partnership, six).content.decode()
    page = send(client, partnership, six, table(six), pasted="a,b").content.decode()
    assert "Send one of them." in page


def test_rows_can_be_thrown_away(client, partnership, six):
    send(client, partnership, six, table(six))
    client.post(step(partnership, "discard"))
    assert not RoundUpload.objects.exists()


def test_rows_nobody_finished_are_thrown_away_after_a_day(client, partnership, six):
    send(client, partnership, six, table(six))
    RoundUpload.objects.update(uploaded_at=timezone.now() - timedelta(hours=25))
    call_command("close_due_rounds")
    assert not RoundUpload.objects.exists()


def test_another_facilitator_does_not_read_ones_rows(client, partnership, six):
    send(client, partnership, six, table(six))
    client.force_login(facilitator_of(partnership))
    for name in ("columns", "store"):
        assert client.get(step(partnership, name)).status_code == 404


def test_a_column_chosen_twice_is_told(client, partnership, six):
    send(client, partnership, six, table(six))
    page = choose(client, partnership, six, change={"column-1": "partner"}).content.decode()
    assert "choose one of them" in page
