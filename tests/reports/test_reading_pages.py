"""The pages behind the results: statements, one statement, one column."""

from __future__ import annotations

import pytest
from django.urls import reverse

from surveys.models import Round
from tests.factories import PartnerFactory, closed_round, instrument, open_round, people_of
from tests.surveys.made import definition_of

pytestmark = pytest.mark.django_db

PAGES = [("round-statements", None), ("round-statement", "trust-risk"), ("round-column", "first")]


def where(round_, name, key=None):
    if key == "first":
        key = round_.result.figures["columns"][0]["key"]
    return reverse(f"reports:{name}", args=[round_.partnership.slug, round_.pk, *([key] if key else [])])


def read(client, address, **asked):
    return client.get(address, asked).content.decode()


def attributed(partnership, **fields):
    return closed_round(partnership, mode=Round.Mode.ATTRIBUTED, **fields)


def test_all_statements_are_shown(client, partnership, reader):
    page = read(client, where(attributed(partnership), "round-statements"))
    assert "All 36 statements." in page
    assert page.count('scope="row"') == 36


def test_statements_are_searched_without_case(client, partnership, reader):
    page = read(client, where(attributed(partnership), "round-statements"), q="CELEBRATE")
    assert "1 of 36 statements." in page
    assert "We celebrate what we achieve together." in page


def test_nothing_found_has_a_way_back(client, partnership, reader):
    page = read(client, where(attributed(partnership), "round-statements"), q="zeppelin")
    assert "No statement matches." in page
    assert "show all 36" in page


def test_statements_of_one_principle(client, partnership, reader):
    page = read(client, where(attributed(partnership), "round-statements"), principle="trust")
    assert "6 of 36 statements." in page
    assert '<option value="trust" selected>' in page


@pytest.mark.parametrize("asked", [{"sort": "'\"><x"}, {"principle": "nonsense"}, {"voice": "x"}])
def test_unknown_wishes_are_the_default(client, partnership, reader, asked):
    address = where(attributed(partnership), "round-statements")
    plain = read(client, address).partition("<main")[2]
    assert read(client, address, **asked).partition("<main")[2] == plain


def test_what_was_searched_comes_back_harmless(client, partnership, reader):
    page = read(client, where(attributed(partnership), "round-statements"), q="<script>alert(1)</script>\0")
    assert "<script>alert" not in page


def test_a_statement_shows_columns_counts_and_questions(client, partnership, reader):
    page = read(client, where(attributed(partnership), "round-statement", "trust-risk"))
    words = ("Statement 23 of 36", "What good looks like", "What to ask", "How did people answer?", "Strongly agree")
    for said in words:
        assert said in page
    assert "One partner, one voice" in page
    assert "One person, one voice" in page


def test_a_statement_leads_to_the_next_and_back(client, partnership, reader):
    round_ = attributed(partnership)
    page = read(client, where(round_, "round-statement", "trust-risk"))
    assert where(round_, "round-statement", "trust-pressure") in page
    assert where(round_, "round-statement", "trust-people") in page


def test_a_column_has_its_profile(client, partnership, reader):
    page = read(client, where(attributed(partnership), "round-column", "first"))
    assert "Four people answered for it." in page
    assert "On no principle do the figures shown stand far from the others’." in page
    assert "all its figures are on this page" in page


def test_a_column_opens_the_principle_asked_for(client, partnership, reader):
    page = read(client, where(attributed(partnership), "round-column", "first"), principle="trust")
    assert '<details class="fold" id="statements-trust" open>' in page


def test_all_partners_together_have_a_page(client, partnership, reader):
    people_of(PartnerFactory(partnership=partnership), 12)
    round_ = closed_round(partnership, view=Round.View.TOGETHER)
    page = read(client, where(round_, "round-column", "first"))
    assert "shown together as was chosen before the launch" in page
    assert "No other partner is shown" in page


@pytest.mark.parametrize("name", ["round-statement", "round-column"])
def test_what_does_not_exist_is_not_found(client, partnership, reader, name):
    assert client.get(where(attributed(partnership), name, "nonsense")).status_code == 404


def test_until_it_closes_there_is_nothing_to_read(client, partnership, reader):
    round_ = open_round(partnership)
    for name, key in (("round-statements", None), ("round-statement", "trust-risk"), ("round-column", "1")):
        assert client.get(where(round_, name, key)).status_code == 404


@pytest.mark.parametrize("partners", [0, 40])
@pytest.mark.parametrize(("name", "key"), PAGES)
def test_queries_do_not_grow_with_partners(client, partnership, reader, name, key, partners, django_assert_num_queries):
    for _ in range(partners):
        people_of(PartnerFactory(partnership=partnership), 1)
    address = where(attributed(partnership), name, key)
    with django_assert_num_queries(6 if name == "round-statement" else 5):
        client.get(address)


def test_another_scale_has_its_own_answers(client, partnership, reader):
    seven = instrument(definition_of({"need": ["n1", "n2", "n3"]}, points=7))
    page = read(client, where(attributed(partnership, score=6, instrument=seven), "round-statement", "n2"))
    assert "Over all partners the mean is 6.0 of 7." in page
    assert "Answer 7" in page


def test_nobody_answered_is_a_page_too(client, partnership, reader):
    from surveys.services.rounds import close_round

    round_ = open_round(partnership)
    close_round(round_=round_, by=None)
    assert "nobody answered this round" in read(client, where(round_, "round-statements"))
    assert "No partner can be shown." in read(client, where(round_, "round-statement", "trust-risk"))
