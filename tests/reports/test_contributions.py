"""Who puts in what: the picture, its words, its tables and its files."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from common.models import AuditEntry
from record.totals import totals
from reports.charts.contributions import contributions_chart
from reports.contributions_page import sum_rows, sum_tables
from reports.pictures.places_sums import sum_places
from reports.pictures.standalone import standalone
from reports.pictures.svg import svg
from reports.pictures.table import table
from reports.words.contributions import headline, short_money
from tests.factories import MembershipFactory, PartnerFactory, PartnershipFactory, contributed
from tests.record.made import document

LAYOUTS = ("wide", "narrow")
LONG = "The Extraordinarily Long-Named Joint Consortium for the Betterment of <b>Everything</b> in the North"


def row(partner=1, year=2026, kind="cash", pledged="100.00", **more):
    return {"partner": partner, "year": year, "kind": kind, "pledged": pledged, **more}


def found(*rows, **names):
    held = document("contributions", contributions=list(rows))
    return totals(type(held)(held.part, held.rows, names.get("names", held.partners), held.present))


FULL = found(
    row(pledged="60000.00", given="45000.00"),
    row(kind="staff", pledged="20000.00", given="20000.00"),
    row(2, 2027, "premises", "42000.50"),
    names={1: LONG, 2: "Beta"},
)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_drawing_is_well_formed_escaped_and_named(layout):
    spec = contributions_chart(FULL)
    drawing = svg(spec, layout)
    root = ElementTree.fromstring(drawing)
    assert (root.get("role"), root.get("aria-label")) == ("img", spec.name)
    assert "<b>" not in drawing
    assert "style=" not in drawing


@pytest.mark.parametrize("layout", LAYOUTS)
def test_bars_share_one_scale_and_end_where_their_sum_does(layout):
    places = sum_places(contributions_chart(FULL), layout)
    ends = {placed.row.label: sum(piece.width for piece in placed.pieces) for placed in places.rows}
    assert ends[LONG] / ends["Beta"] == pytest.approx(80000 / 42000.5)
    assert max(ends.values()) <= 1


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_line_as_long_as_what_was_given_lies_under_its_bar(layout):
    spec = contributions_chart(FULL)
    places = sum_places(spec, layout)
    given = {placed.row.label: placed.given for placed in places.rows}
    pledged = next(sum(piece.width for piece in placed.pieces) for placed in places.rows if placed.row.label == LONG)
    assert given[LONG] == pytest.approx(pledged * 65000 / 80000)
    assert given["Beta"] == 0
    assert svg(spec, layout).count('class="ink"') == 1


def test_forty_partners_do_not_lie_on_one_another():
    many = found(*(row(number) for number in range(40)), names={number: f"{LONG} {number}" for number in range(40)})
    for layout in LAYOUTS:
        tops = [placed.top for placed in sum_places(contributions_chart(many), layout).rows]
        assert len(tops) == 40
        assert min(after - before for before, after in pairwise(tops)) >= 40


def test_the_table_holds_pieces_and_totals_and_adds_them_up():
    figures = table(contributions_chart(FULL))
    assert figures.header == ("Partner", "Cash", "Staff", "Premises", "Pledged", "Given")
    assert figures.rows[0] == ("Beta", "none", "none", "£42,000.50", "£42,000.50", "not yet told")
    assert figures.rows[-1] == ("All partners", "£60,000", "£20,000", "£42,000.50", "£122,000.50", "£65,000 so far")


def test_one_year_alone_can_be_drawn():
    spec = contributions_chart(FULL, 2027)
    assert [cell.text for cell in spec.rows[1].cells] == ["nothing written down", "nothing written down"]
    assert "in 2027/28" in spec.caption


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([row(given="100.00")], "One partner pledges £100: Alpha. Everything that was pledged was given."),
        ([row(), row(2)], "Two partners pledge £200, each the same. Nothing is told yet of what was given."),
        (
            [row(given="40.00"), row(2, pledged="300.00")],
            "Two partners pledge £400, Beta the most: 75 %. Where it is told, £60 less was given than was pledged.",
        ),
        ([row(pledged="0.00", given="0.00")], "Nothing is pledged."),
        ([row(pledged="0.00", given="9.50")], "Nothing is pledged. £9.50 was given."),
        (
            [row(pledged="50.00", given="60.00"), row(2, given="100.00"), row(3, given="100.00")],
            "Three partners pledge £250, Beta and Gone the most: 40 % each. £10 more was given than was pledged.",
        ),
    ],
)
def test_the_headline_says_who_and_what_came_of_it(rows, words):
    assert headline(found(*rows), None) == words


@pytest.mark.parametrize("layout", LAYOUTS)
def test_nothing_pledged_is_drawn_without_a_bar(layout):
    drawing = svg(contributions_chart(found(row(pledged="0.00"))), layout)
    assert "£0 pledged" in drawing
    assert 'class="cell' not in drawing


@pytest.mark.parametrize(
    ("amount", "words"),
    [(0.5, "£1"), (940, "£940"), (1_500, "£1.5k"), (84_000, "£84k"), (1_250_000, "£1.3m"), (30_000_000_000, "£30bn")],
)
def test_sums_in_a_picture_are_short(amount, words):
    assert short_money(amount) == words


def test_tables_end_in_their_totals():
    partners, kinds = sum_tables(FULL)
    assert partners.columns == kinds.columns == ("2026/27", "2027/28", "Together")
    assert [cell.pledged for cell in partners.foot.cells] == ["£80,000", "£42,000.50", "£122,000.50"]
    assert partners.foot.cells == kinds.foot.cells
    assert partners.rows[0].cells[0].pledged == ""


def test_a_spreadsheet_gets_exact_figures():
    lines = list(sum_rows(FULL))
    assert [str(cell) for cell in lines[1]] == ["Beta", "2027/28", "Premises", "42000.50", "None", "0"]
    assert [line[2] for line in lines[2:]] == ["Cash", "Staff"]


def test_the_file_says_its_question_its_key_and_whose_it_is():
    drawing, _ = standalone(contributions_chart(FULL), "Some partnership.")
    assert all(words in drawing for words in ("Who puts in what?", ">Premises<", "Some partnership.", "sum v5"))


@pytest.fixture
def partner(db):
    return PartnerFactory()


def page(client, partner, query=""):
    client.force_login(MembershipFactory(partner=partner).person)
    return client.get(reverse("record:part", args=[partner.partnership.slug, "contributions"]) + query)


def test_the_page_shows_picture_and_tables_above_the_rows(client, partner):
    contributed(partner, given="80.00")
    told = page(client, partner).content.decode()
    assert "£20 less was given than was pledged" in told
    assert told.index("Who puts in what?") < told.index("By partner and year") < told.index('id="clause-contributions"')


@pytest.mark.parametrize("year", ["2027", "1850", "soon"])
def test_a_year_is_chosen_in_the_address_and_an_unknown_one_is_all_of_them(client, partner, year):
    contributed(partner)
    contributed(partner, 2027, pledged="50.00")
    told = page(client, partner, f"?year={year}").content.decode()
    assert ("pledges £50" if year == "2027" else "pledges £150") in told


def test_an_empty_part_has_no_picture(client, partner):
    answer = page(client, partner)
    assert answer.status_code == 200
    assert "By partner and year" not in answer.content.decode()


@pytest.mark.parametrize(("kind", "start"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("csv", b"\xef\xbb\xbf")])
def test_it_leaves_as_drawing_image_and_figures_and_that_is_noted(client, partner, kind, start):
    contributed(partner)
    client.force_login(MembershipFactory(partner=partner).person)
    answer = client.get(reverse("reports:contributions-picture", args=[partner.partnership.slug, kind]))
    assert answer.getvalue().startswith(start)
    assert AuditEntry.objects.get(action="record.exported").details == {"format": f"contributions.{kind}"}


@pytest.mark.parametrize("kind", ["svg", "exe"])
def test_there_is_no_file_of_nothing_or_of_an_unknown_kind(client, partner, kind):
    if kind == "exe":
        contributed(partner)
    client.force_login(MembershipFactory(partner=partner).person)
    address = reverse("reports:contributions-picture", args=[partner.partnership.slug, kind])
    assert client.get(address).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 12])
def test_the_page_asks_the_database_alike_for_few_and_many(client, django_assert_num_queries, count):
    partnership = PartnershipFactory()
    partners = [PartnerFactory(partnership=partnership) for _ in range(count)]
    for partner in partners:
        contributed(partner)
    client.force_login(MembershipFactory(partner=partners[0]).person)
    with django_assert_num_queries(8):
        client.get(reverse("record:part", args=[partnership.slug, "contributions"]))
