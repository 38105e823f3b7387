"""Files that are no archive, or a changed one: each is refused with a sentence, quickly, and nothing is stored."""

from __future__ import annotations

import json
import time
import tracemalloc
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import User
from archive.container import Container
from archive.layout import MOST_UNPACKED, ArchiveError
from partnerships.models import Organisation, Partnership
from surveys.models import Instrument
from tests.archive.made import HOSTILE, brought, everything, members, packed, rows, taken, with_row
from tests.factories import PartnerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def data(django_db_setup, django_db_blocker):
    """An archive whose installation is forgotten."""
    with django_db_blocker.unblock(), transaction.atomic():
        found = taken(everything())
        transaction.set_rollback(True)
    return found


def refused(data, within=5):
    """The sentence that refuses it; in under so many seconds, with nothing stored."""
    begun = time.monotonic()
    with pytest.raises(ArchiveError) as error:
        brought(data)
    assert time.monotonic() - begun < within
    assert not Partnership.objects.exists()
    assert not User.objects.exists()
    assert str(error.value).endswith((".", "?"))
    return str(error.value)


def zipped(content):
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, data in content:
            archive.writestr(name, data)
    return file.getvalue()


@pytest.mark.parametrize("junk", [b"", b"PK", b"%PDF-1.7", b"\0" * 100_000, b"PK\5\6" + b"\0" * 18, b"PK" * 5000])
def test_what_is_no_archive(junk):
    assert "archive" in refused(junk)


def test_another_zip():
    assert refused(zipped([("report.docx", b"x")])).startswith("This is not an archive of a partnership.")


def test_a_file_cut_short(data):
    for length in range(0, len(data), len(data) // 40):
        refused(data[:length])


def test_a_member_that_was_changed(data):
    content = {**members(data), "rounds.jsonl": b'{"id": "1"}\n'}
    manifest = content.pop("manifest.json")
    sentence = refused(zipped([*content.items(), ("manifest.json", manifest)]))
    assert sentence.startswith("rounds.jsonl was changed after the archive was made")


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "a\\b", "readable/../../x.json", "rounds.jsonl\n",
                                  "people.jsonl ", "\u202egpj.exe", "x" * 300, "C:evil"])  # fmt: skip
def test_names_that_lead_elsewhere(data, name):
    assert "does not belong there" in refused(packed({**members(data), name: b"x"}))


def test_a_name_given_twice(data):
    content = [*members(data).items(), ("rounds.jsonl", b"")]
    with pytest.warns(UserWarning, match="Duplicate"):
        file = zipped(content)
    assert "two members of the same name" in refused(file)


def test_a_member_that_is_missing(data):
    content = members(data)
    del content["results.jsonl"]
    assert refused(packed(content)).startswith("This archive lacks results.jsonl.")


def test_a_newer_format(data):
    assert "made by a newer version of the product" in refused(packed(members(data), format_version=2))


@pytest.mark.parametrize("version", [None, "1", 0, True, 1.0])
def test_no_format_version(data, version):
    assert "does not say which version" in refused(packed(members(data), format_version=version))


@pytest.mark.parametrize("listed", [None, 1, ["x"], [], [{"name": 5}]])
def test_a_manifest_that_lists_something_else(data, listed):
    content = members(data)
    content["manifest.json"] = json.dumps({**json.loads(content["manifest.json"]), "members": listed}).encode()
    assert refused(zipped(content.items())).startswith(("manifest.json lists", "manifest.json does not list"))


def test_a_bomb(data):
    content = {**members(data), "readable/bomb.json": b"0" * (MOST_UNPACKED + 1)}
    assert "more than 100 MB once it is unpacked" in refused(packed(content))


def test_a_bomb_that_hides_its_size(data):
    """The list of members says ten bytes: no more are read, and the checksum of the whole does not fit."""
    file = bytearray(packed({**members(data), "readable/bomb.json": b"0" * 5_000_000}))
    place = file.index(b"PK\1\2", file.rindex(b"readable/bomb.json") - 60)
    file[place + 24 : place + 28] = (10).to_bytes(4, "little")
    refused(bytes(file))


def test_hundreds_of_thousands_of_members():
    entry = b"PK\1\2" + b"\0" * 42
    count = 300_000
    end = b"PK\5\6" + b"\0" * 4 + b"\xff\xff" * 2 + (count * 46).to_bytes(4, "little") + b"\0" * 6
    assert "more members than any" in refused(b"PK\3\4" + entry * count + end)


@pytest.mark.parametrize("line", [b"[]," * 980_000, b"[" * 2_900_000, b'{"id":' * 480_000, b'"' + b"x" * 2_900_000])
def test_a_line_that_takes_much_memory(data, line):
    content = {**members(data), "audit.jsonl": b'{"id": "1", "x": [' + line + b"[]]}\n"}
    tracemalloc.start()
    refused(packed(content), within=20)  # measuring makes it five times slower
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 150_000_000


def test_more_rows_than_anybody_has(data):
    content = {**members(data), "partners.jsonl": b"{}\n" * 1_000_000}
    assert refused(packed(content)) == "partners.jsonl holds 1,000,000 rows, and at most 1,000 can be brought in."


@pytest.mark.parametrize("line", [
    b"null", b"[]", b"{", b"\xff", b'{"id": 1}', b'{"id": "1", "id": "2"}', b'{"id": NaN}', b'{"id": ""}', b"",
    b'{"id": "1", "x": "\\ud800"}', b'{"id": "1", "x": "\\u0000"}',
])  # fmt: skip
@pytest.mark.parametrize("table", ["organisations", "people", "results", "audit"])
def test_a_line_that_is_no_row(data, table, line):
    assert f"{table}.jsonl" in refused(packed({**members(data), f"{table}.jsonl": line + b"\n"}))


WRONG = [
    ("organisations", {"name": 5}), ("organisations", {"name": ""}), ("organisations", {"name": "x" * 121}),
    ("organisations", {"sector": "moon"}), ("organisations", {"created_at": "yesterday"}),
    ("organisations", {"created_at": "2026-01-01T00:00:00"}), ("organisations", {"more": 1}),
    ("partners", {"organisation": "999"}), ("partners", {"organisation": None}), ("partners", {"organisation": []}),
    ("partners", {"joined_on": "2999-01-01", "left_on": "2000-01-01"}), ("partners", {"joined_on": 5}),
    ("people", {"name": None}), ("people", {"email": "nobody"}), ("people", {"name": "a\u0007b"}),
    ("memberships", {"role": "king"}), ("memberships", {"role": "lead", "partner": None}),
    ("instruments", {"definition": {}}), ("instruments", {"definition": []}),
    ("instruments", {"fingerprint": "0" * 64}),
    ("instruments", {"version": -1}), ("instruments", {"key": "Other Key"}), ("instruments", {"version": 10**30}),
    ("versions", {"part_key": "secret"}), ("versions", {"state": "kept"}), ("versions", {"number": True}),
    ("entries", {"clause": "nothing"}), ("entries", {"values": {"trigger": 5}}), ("entries", {"values": []}),
    ("entries", {"values": {"no-such": "x"}}), ("entries", {"accountable": "999"}), ("entries", {"position": -1}),
    ("signatures", {"answer": "maybe"}), ("signatures", {"answer": "declines", "note": ""}),
    ("signatures", {"partner": "999"}),
    ("rounds", {"state": "open"}), ("rounds", {"mode": "secret"}),
    ("rounds", {"closes_at": "2000-01-01T00:00:00+00:00"}),
    ("rounds", {"minimum_group": 1}), ("rounds", {"reminder_days": ["x"]}), ("rounds", {"reminder_days": {}}),
    ("rounds", {"state": "called_off"}), ("rounds", {"closed_at": None}), ("rounds", {"mode": "attributed"}),
    ("results", {"published": {}}), ("results", {"published": None}), ("results", {"figures": {}}),
    ("results", {"round": "999"}), ("results", {"answered": -1}),
    ("results", {"published": {"cells": 1, "columns": []}}),
    ("answers", {"answers": {"trust-risk": 5}}), ("answers", {"answers": {"no-such": 1}}), ("answers", {"answers": []}),
    ("answers", {"answers": {"trust-risk": True}}), ("answers", {"is_official": True}),
    ("comments", {"shown": []}), ("comments", {"shown": [5]}), ("comments", {"place": "no-such"}),
    ("comments", {"decision": "held"}),
    ("follow_ups", {"tested_at": None}), ("follow_ups", {"written_by": None}),
    ("audit", {"action": "person.erased"}), ("audit", {"details": []}), ("audit", {"actor": "999"}),
]  # fmt: skip


@pytest.mark.parametrize(("table", "changes"), WRONG)
def test_a_row_that_holds_something_else(data, table, changes):
    refused(with_row(data, table, changes))


def test_answers_to_a_confidential_round_do_not_come_in(data):
    confidential = rows(data, "results")[0]["round"]
    assert "only with closed attributed rounds" in refused(with_row(data, "answers", {"round": confidential}))


def test_figures_that_do_not_follow_from_the_cells(data):
    figures = rows(data, "results")[0]["figures"]
    figures["figures"]["overall"]["all"]["one_partner_one_voice"]["mean"] = 3.9
    assert "do not follow from the published cells" in refused(with_row(data, "results", {"figures": figures}))


@pytest.mark.parametrize("mean", ["1e999999999", "7", "0", "-1", "x", "1/0", 3, None])
def test_a_mean_that_is_none(data, mean):
    published = rows(data, "results")[0]["published"]
    cells = next(iter(published["cells"].values()))
    next(iter(cells.values()))["mean"] = mean
    assert "not as a closed round has it" in refused(with_row(data, "results", {"published": published}))


def test_a_closed_round_without_its_result(data):
    content = members(data)
    content["results.jsonl"] = content["results.jsonl"].split(b"\n", 1)[1]
    assert refused(packed(content)) == "The result of the closed round “First” is missing."


@pytest.mark.parametrize("changes", [{"slug": "a b"}, {"slug": "new"}, {"slug": "bring-in"}, {"time_zone": "Mars/Base"},
                                     {"stage": "closed"}, {"asks_again_months": 99}, {"more": 1}, {"name": None},
                                     {"closed_on": "2026-01-01"}, {"kind": "x"}])  # fmt: skip
def test_a_partnership_that_cannot_be(data, changes):
    content = members(data)
    content["partnership.json"] = json.dumps({**json.loads(content["partnership.json"]), **changes}).encode()
    refused(packed(content))


def test_a_short_name_that_is_taken(data):
    PartnerFactory(partnership__slug="harbour")
    with pytest.raises(ArchiveError, match="“harbour” here already"):
        brought(data)
    assert brought(data, slug="harbour-two").partnership.slug == "harbour-two"


def test_an_instrument_that_says_something_else_here(data):
    told = rows(data, "instruments")[0]
    Instrument.objects.create(
        key=told["key"], version=told["version"], title="Mine", definition={}, fingerprint="0" * 64
    )
    with pytest.raises(ArchiveError, match="has other content here, and a published version never changes"):
        brought(data)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_comes_through_as_it_was(text):
    partner = PartnerFactory(partnership__name=text[:120], organisation__name=text[:120])
    found = brought(taken(partner.partnership), slug="again", dry_run=False)
    assert found.partnership.name == text[:120]
    assert found.partnership.partners.get().name == text[:120]
    assert set(members(taken(partner.partnership))) - {"manifest.json"} > {"partnership.json", "rounds.jsonl"}


@settings(max_examples=40, deadline=None)
@given(place=st.integers(min_value=0), byte=st.integers(0, 255))
def test_any_byte_changed_is_noticed_or_harmless(data, place, byte):
    changed = bytearray(data)
    changed[place % len(data)] = byte
    try:
        Container(BytesIO(bytes(changed)))
    except ArchiveError:
        return
    # What is left are bytes that say nothing, such as the hour a member was written at.
    assert members(bytes(changed)) == members(data)


def test_organisations_are_stored_only_with_everything_else(data):
    refused(with_row(data, "audit", {"action": "person.erased"}, at=-1))
    assert not Organisation.objects.exists()


def test_a_field_given_twice(data):
    content = members(data)
    content["partnership.json"] = content["partnership.json"].replace(b"{", b'{"name": "Other",', 1)
    assert "A name is given twice in one place." in refused(packed(content))
