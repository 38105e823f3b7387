"""The page over all closed rounds: its address, its ways in, its files and its empty states."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from common.models import AuditEntry
from surveys.models import Round
from tests.factories import closed_round, facilitator_of, instrument
from tests.surveys.made import definition_of

pytestmark = pytest.mark.django_db


def rounds(partnership, count, **fields):
    """So many closed rounds, half a year apart, scores going up and down."""
    made = []
    for number in range(count):
        made.append(closed_round(partnership, 2 + number % 2, title=f"Round {number + 1}", mode="attributed", **fields))
        day = made[-1].closes_at - timedelta(days=182 * (count - number))
        Round.objects.filter(pk=made[-1].pk).update(opens_at=day - timedelta(days=1), closes_at=day, closed_at=day)
    return made


def read(client, partnership, query=""):
    return client.get(reverse("reports:over-time", args=[partnership.slug]) + query).content.decode()


def test_two_rounds_are_drawn_told_and_linked(client, partnership, reader):
    first, second = rounds(partnership, 2)
    page = read(client, partnership)
    assert "From Round 1 to Round 2, among the two partners compared: need went up, 2.0 to 3.0" in page
    assert "Need went up from 2.0 to 3.0 among the partners compared." in page
    assert all(reverse("reports:round-results", args=[partnership.slug, item.pk]) in page for item in (first, second))


def test_a_version_is_stated_for_each_round(client, partnership, reader):
    version = rounds(partnership, 2)[0].instrument.version
    assert f"Version {version}, attributed." in read(client, partnership)


@pytest.mark.parametrize(
    ("query", "question"),
    [("?principle=trust", "each partner on trust"), ("?principle=overall", "each partner on overall"),
     ("?principle=nonsense&partner=0", "all partners on each principle")],
)  # fmt: skip
def test_wishes_are_in_the_address_and_unknown_ones_are_the_defaults(client, partnership, reader, query, question):
    rounds(partnership, 2)
    assert f"Slope chart: {question}, over 2 closed rounds" in read(client, partnership, query)


def test_one_partner_stands_beside_all(client, partnership, reader):
    rounds(partnership, 2)
    partner = partnership.partners.first()
    page = read(client, partnership, f"?partner={partner.pk}")
    assert f"all partners and {partner} on each principle" in page
    assert f'<option value="{partner.pk}" selected>' in page


def test_the_instrument_with_most_rounds_comes_first_and_the_other_is_a_choice(client, partnership, reader):
    rounds(partnership, 2)
    other = instrument(definition_of({"need": ["n1", "n2", "n3"]}))
    closed_round(partnership, instrument=other, title="Pulse")
    assert "over 2 closed rounds" in read(client, partnership)
    page = read(client, partnership, "?instrument=made")
    assert "is closed with the made for a test" in page
    assert '<option value="made" selected>' in page


def test_before_any_round_is_closed_the_page_says_what_it_will_show(client, partnership, reader):
    assert "From the second closed round on, this page shows what moved." in read(client, partnership)


def test_one_round_is_said_to_be_the_only_one(client, partnership, reader):
    rounds(partnership, 1)
    page = read(client, partnership)
    assert "With the next closed round this page shows what moved." in page
    assert "<figure" not in page


def test_many_rounds_fold_all_but_the_newest(client, partnership, reader):
    rounds(partnership, 9)
    page = read(client, partnership)
    assert "Show the 3 earlier rounds" in page
    assert page.rindex(">Round 4<") < page.index("Show the 3 earlier rounds") < page.rindex(">Round 3<")


@pytest.mark.parametrize(("kind", "start"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("csv", b"\xef\xbb\xbf")])
def test_it_leaves_as_drawing_image_and_figures_and_that_is_noted(client, partnership, reader, kind, start):
    rounds(partnership, 2)
    answer = client.get(reverse("reports:over-time-picture", args=[partnership.slug, kind]), {"principle": "trust"})
    assert answer.getvalue().startswith(start)
    assert AuditEntry.objects.get(action="results.exported").details == {
        "format": f"over-time.{kind}",
        "filters": "principle trust",
    }


@pytest.mark.parametrize(("count", "kind"), [(0, "svg"), (1, "csv"), (2, "exe")])
def test_there_is_no_file_of_nothing_or_of_an_unknown_kind(client, partnership, reader, count, kind):
    rounds(partnership, count)
    assert client.get(reverse("reports:over-time-picture", args=[partnership.slug, kind])).status_code == 404


def test_the_page_offers_the_files_by_the_same_wishes(client, partnership, reader):
    rounds(partnership, 2)
    page = read(client, partnership, "?principle=trust")
    assert "picture.svg?instrument=six-principles&amp;principle=trust" in page


def test_people_can_be_counted_instead_of_partners(client, partnership, reader):
    rounds(partnership, 2)
    page = read(client, partnership, "?voice=person")
    assert "all partners: one person, one voice" in page
    assert "Count one partner, one voice" in page


@pytest.mark.parametrize("name", ["surveys:rounds", "reports:overview"])
def test_pages_of_the_partnership_lead_to_it(client, partnership, reader, name):
    rounds(partnership, 2)
    page = client.get(reverse(name, args=[partnership.slug])).content.decode()
    assert f'href="{reverse("reports:over-time", args=[partnership.slug])}' in page


def test_results_lead_to_it_where_there_is_an_earlier_round(client, partnership, reader, address):
    first, second = rounds(partnership, 2)
    pages = [client.get(address(item)).content.decode() for item in (first, second)]
    assert ["All rounds over time" in page for page in pages] == [False, True]


def test_everybody_reads_the_same_figures(client, partnership, reader):
    rounds(partnership, 2)
    own = client.get(reverse("reports:over-time-picture", args=[partnership.slug, "csv"])).getvalue()
    client.force_login(facilitator_of(partnership))
    assert client.get(reverse("reports:over-time-picture", args=[partnership.slug, "csv"])).getvalue() == own


@pytest.mark.parametrize("count", [1, 12])
def test_the_page_asks_the_database_alike_for_few_and_many_rounds(
    client, partnership, reader, django_assert_num_queries, count
):
    rounds(partnership, count)
    with django_assert_num_queries(5):
        read(client, partnership)
