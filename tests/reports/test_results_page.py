"""The results page, from one stored result."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from surveys.models import Response, Round
from tests.factories import PartnerFactory, closed_round, facilitator_of, instrument, open_round, people_of
from tests.reference import REFERENCE, needs_reference
from tests.surveys.made import definition_of

pytestmark = pytest.mark.django_db


def read(client, address, **asked):
    return client.get(address, asked).content.decode()


def test_it_says_who_answered_and_what_came_out(client, partnership, reader, address):
    page = read(client, address(closed_round(partnership)))
    for words in (
        "All 16 people answered, for all two partners.", "All principles score alike: 3.0 of 4.",
        "Overall 3.0 of 4, band B: sound, with points to explore.", "What is hidden and why", "What moved",
    ):  # fmt: skip
        assert words in page


def test_it_reads_without_scripts(client, partnership, reader, address):
    page = read(client, address(closed_round(partnership)))
    assert page.count('drawing" aria-label="') == 10
    assert page.count("<table") == 5 + 6
    assert page.count('data-figure="') == 4


def test_it_has_no_inline_styles_and_one_nonce(client, partnership, reader, address):
    page = read(client, address(closed_round(partnership)))
    assert " style=" not in page
    assert page.count("nonce=") == 1


def test_until_it_closes_there_is_no_figure(client, partnership, reader, address):
    round_ = open_round(partnership)
    assert "Until then nobody sees a figure" in read(client, address(round_))
    for name in ("round-results-json", "round-results-csv"):
        assert client.get(address(round_, name)).status_code == 404


def test_answers_are_never_read(client, partnership, reader, address):
    round_ = closed_round(partnership)
    before = read(client, address(round_)).partition("<main")[2]
    Response.objects.filter(round=round_).update(answers={})
    assert read(client, address(round_)).partition("<main")[2] == before


def test_the_other_count_is_one_click_away_and_is_said(client, partnership, reader, address):
    where = address(closed_round(partnership))
    assert "?voice=person" in read(client, where)
    page = read(client, where, voice="person")
    assert "Counted one person, one voice" in page
    assert "?voice=partner" in page


WISHES_KEPT = re.compile(r'(?<=href=")\?[^"#]*|(?<=svg|png|csv)\?[^"]*|<input type="hidden"[^>]*>')


def test_unknown_wishes_are_the_default(client, partnership, reader, address):
    where = address(closed_round(partnership))
    plain = read(client, where).partition("<main")[2]
    wishes = {"voice": "nonsense", "sort": "'\"><x", "answers": "none", "bars": "x", "beside": "0", "and": "'"}
    page = read(client, where, **wishes).partition("<main")[2]
    assert WISHES_KEPT.sub("", page) == WISHES_KEPT.sub("", plain)


def test_the_reader_may_sort(client, partnership, reader, address):
    people_of(PartnerFactory(partnership=partnership), 5)
    page = read(client, address(closed_round(partnership)), sort="-trust")
    assert '<option value="-trust" selected>Trust, lowest first</option>' in page


@pytest.mark.parametrize("partners", [0, 97])
def test_queries_do_not_grow_with_partners(client, partnership, reader, address, partners, django_assert_num_queries):
    for _ in range(partners):
        people_of(PartnerFactory(partnership=partnership), 1)
    where = address(closed_round(partnership, mode=Round.Mode.ATTRIBUTED))
    with django_assert_num_queries(6):
        client.get(where)


def test_it_says_what_moved_since_the_last_round(client, partnership, reader, address):
    first = closed_round(partnership, score=3, title="First")
    second = closed_round(partnership, score=2, title="Second", instrument=first.instrument)
    Round.objects.filter(pk=first.pk).update(
        opens_at=first.opens_at - timedelta(days=90), closes_at=first.closes_at - timedelta(days=90)
    )
    page = read(client, address(second))
    assert "Need went down from 3.0 to 2.0 among the partners compared." in page
    assert address(first) in page


def test_a_round_with_another_instrument_is_not_compared(client, partnership, reader, address):
    first = closed_round(partnership)
    Round.objects.filter(pk=first.pk).update(closes_at=first.closes_at - timedelta(hours=1))
    other = instrument(definition_of({"need": ["n1", "n2", "n3"]}))
    assert "This is the first closed round with this instrument" in read(
        client, address(closed_round(partnership, instrument=other))
    )


def test_nobody_answered_is_a_page_too(client, partnership, reader, address):
    from surveys.services.rounds import close_round

    round_ = open_round(partnership)
    close_round(round_=round_, by=None)
    page = read(client, address(round_))
    assert "Nobody answered this round." in page
    assert "Nobody answered for" in page
    assert "<table" not in page
    assert "None" not in page.replace("None of the", "")


def test_everybody_reads_the_same(client, partnership, reader, address):
    where = address(closed_round(partnership), "round-results-json")
    own = client.get(where).json()
    client.force_login(facilitator_of(partnership))
    assert client.get(where).json() == own


def test_hostile_names_come_through_harmless(client, partnership, reader, address):
    organisation = partnership.partners.first().organisation
    organisation.name = "</script><script>alert(1)</script>"
    organisation.save()
    page = read(client, address(closed_round(partnership, title="<i>x</i>", mode=Round.Mode.ATTRIBUTED)))
    assert "<script>alert" not in page
    assert "<i>x</i>" not in page


class TestRealData:
    """99 units, five points."""

    pytestmark = needs_reference

    @pytest.mark.parametrize("mode", ["attributed", "confidential"])
    def test_it_is_readable_at_99_partners(self, client, mode, address, capsys):
        from django.core.management import call_command

        from accounts.models import User

        call_command("import_instrument", "tests/surveys/instruments/bhr.yaml")
        asked = ["--partnership", "units", "--instrument", "unit-leadership", "--title", "Units", "--mode", mode]
        call_command("import_round", REFERENCE / "bhr2000.csv", *asked, "--create", "--close")
        round_ = Round.objects.get(pk=int(capsys.readouterr().out.splitlines()[-1]))
        client.force_login(User.objects.create_user("all@test.example", is_administrator=True))
        page = read(client, address(round_))
        assert "5,400 people answered, for all 99 partners." in page
        assert all(f">Unit {number:02}<" in page for number in range(1, 100))
