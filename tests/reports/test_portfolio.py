"""Partnerships side by side: whose, in which order, which of them, and what is said of each."""

from __future__ import annotations

import csv
import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from common.models import AuditEntry
from partnerships.models import Partnership
from record.queries import states as record_states
from reports.overview.agreed import could_part
from reports.portfolio.parting import readiness_of
from reports.results import one_decimal
from reports.words.visit import RULES
from surveys.models import PortfolioRow, PortfolioSection, Round
from tests.factories import (
    MembershipFactory,
    PartnerFactory,
    PartnershipFactory,
    UserFactory,
    closed_round,
    instrument,
    put_forward,
    written,
)
from tests.reports.portfolio_made import looked_after, reviewed, stepped, with_every_reason
from tests.reports.states import camps, closed, like, partners, spread
from tests.surveys.made import definition_of

pytestmark = pytest.mark.django_db
ROWS = re.compile(r'<th scope="row"><a href="/partnerships/[^"]+" dir="auto">([^<]+)</a>')


@pytest.fixture
def person(client):
    person = UserFactory()
    client.force_login(person)
    return person


@pytest.fixture
def page(client):
    def of(query="", path="/portfolio/"):
        response = client.get(f"{path}{query}")
        assert response.status_code == 200
        return response.content.decode()

    return of


def named(page):
    """The partnerships in the table, in its order."""
    return ROWS.findall(page)


# Whose


def test_facilitators_see_theirs_alone(person, page):
    looked_after(person, name="Mine")
    MembershipFactory(person=person, partner__partnership__name="As a member")
    PartnershipFactory(name="Another's")
    assert named(page()) == ["Mine"]


def test_administrators_see_all(client, page):
    client.force_login(UserFactory(is_administrator=True))
    PartnershipFactory(name="B")
    PartnershipFactory(name="A")
    assert named(page()) == ["A", "B"]


def test_a_role_that_ended_is_none(client, person):
    looked_after(person).memberships.update(ended_at=timezone.now())
    assert client.get("/portfolio/").status_code == 404


def test_closed_ones_are_shown_when_asked_for(person, page):
    looked_after(person, name="Over", stage="closed", closed_on="2026-01-01")
    looked_after(person, name="Going")
    assert named(page()) == ["Going"]
    assert named(page("?stage=closed")) == ["Over"]


# Which, in which order


def test_filters_by_kind_stage_and_organisation(person, page):
    one = looked_after(person, name="One", kind="supply", stage="forming")
    looked_after(person, name="Two", kind="children")
    PartnerFactory(partnership=one, organisation__name="Arden Vale Council")
    for query in (
        "?kind=supply",
        "?stage=forming",
        "?organisation=vale",
        "?kind=supply&stage=forming&organisation=Arden",
    ):
        assert named(page(query)) == ["One"], query
    assert "No partnership is like that." in page("?organisation=nowhere")


def test_an_organisation_that_left_is_no_partner(person, page):
    PartnerFactory(
        partnership=looked_after(person), organisation__name="Gone", joined_on="2020-01-01", left_on="2021-01-01"
    )
    assert named(page("?organisation=gone")) == []


def test_unknown_wishes_are_the_defaults(person, page):
    looked_after(person, name="One")
    assert named(page("?kind=x&stage=x&why=x&sort=x&instrument=x%00&page=x")) == ["One"]


def test_alphabetical_unless_the_address_says_otherwise(person, page):
    six = instrument()
    for name, score in (("B", 2), ("A", 3), ("C", 4)):
        closed(looked_after(person, name=name), {f"{name} partner": (12, like(score))}, instrument=six)
    looked_after(person, name="D")
    assert named(page()) == ["A", "B", "C", "D"]
    assert named(page("?sort=health")) == ["B", "A", "C", "D"]
    assert named(page("?sort=-health")) == ["C", "A", "B", "D"]


def test_sorted_by_who_answered_and_by_the_last_round(person, page):
    six = instrument()
    for days, name, answered in ((3, "A", 9), (9, "B", 3), (6, "C", 6)):
        found = looked_after(person, name=name)
        closed(found, {f"{name} partner": (12, like(3))}, instrument=six)
        ended = timezone.now() - timedelta(days=days)
        PortfolioRow.objects.filter(partnership=found).update(invited=10, answered=answered, ended_at=ended)
    assert named(page("?sort=answered")) == ["B", "C", "A"]
    assert named(page("?sort=round")) == ["B", "C", "A"]


def test_twenty_five_a_page_and_the_wishes_stay(person, page):
    for number in range(27):
        looked_after(person, name=f"P {number:02}", kind="supply")
    assert len(named(page("?kind=supply"))) == 25
    assert named(page("?kind=supply&page=2")) == ["P 25", "P 26"]
    assert "?page=2&amp;kind=supply" in page("?kind=supply")


# Why


@pytest.fixture
def reasons(person):
    return with_every_reason(person, instrument())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_each_filter_finds_those_of_whom_its_sentence_is_said(reasons, client, rule):
    lines = client.get("/portfolio/").context["found"].lines
    said = [line.partnership.name for line in lines if rule.sentence(line.facts)]
    asked = client.get(f"/portfolio/?why={rule.key}").context["found"].partnerships
    assert [item.name for item in asked] == said == [f"P {rule.key}"]


def test_any_reason_finds_all_of_them_and_the_head_counts_them(reasons, page):
    assert named(page("?why=any")) == [f"P {key}" for key in sorted(reasons) if key != "quiet"]
    assert "Eight of the nine you look after may need a visit." in page()


def test_each_reason_stands_beside_its_partnership(reasons, page):
    found = page()
    assert "It is winding down without an exit strategy." in found
    assert "The review of the partnership is five days late." in found
    assert re.search(r"Nothing on record calls for a visit to this one: <a [^>]+>P quiet</a>", found)


def test_a_term_that_ended_is_overdue(person, page):
    reviewed(looked_after(person, name="Over"), -3, "term_ends_on")
    assert "Its term ended three days ago." in page("?why=late")


def test_a_step_of_an_exit_is_overdue_until_it_is_done(person, page):
    stepped(looked_after(person, name="Late"), -3)
    stepped(looked_after(person, name="Done"), -3, state="done")
    stepped(looked_after(person, name="Ahead"), 3)
    assert named(page("?why=late")) == ["Late"]
    assert "A step of the exit is three days late: Keys back." in page("?why=late")


def test_half_of_the_principles_low_is_found_whatever_the_mean(person, page):
    six = instrument()
    for name, low in (("Half", 3), ("Fewer", 2)):
        found = looked_after(person, name=name)
        closed(found, {f"{name} partner": (12, like(3))}, instrument=six)
        rows = PortfolioSection.objects.filter(row__partnership=found)
        rows.filter(pk__in=rows.order_by("pk")[:low].values_list("pk", flat=True)).update(band="C")
    assert named(page("?why=low")) == ["Half"]
    assert "Three of six principles are in the lower bands." in page("?why=low")


def test_each_reason_leads_to_what_it_is_about(reasons, client):
    lines = client.get("/portfolio/?why=any").context["found"].lines
    for line in lines:
        for sentence, address in line.reasons:
            assert client.get(address).status_code == 200, sentence


def test_a_review_ahead_or_merely_drafted_is_not_overdue(person, page):
    reviewed(looked_after(person), 3)
    written(looked_after(person))
    assert named(page("?why=late")) == []


# Figures


@pytest.mark.parametrize("score", [spread, camps, like(3)])
def test_figures_are_those_of_the_exported_document(client, person, page, score):
    partnership = looked_after(person)
    round_ = closed(partnership, partners(4, 12, score))
    document = json.loads(client.get(f"/partnerships/{partnership.slug}/rounds/{round_.pk}/results.json").content)
    keys = [section["key"] for section in document["instrument"]["sections"]]
    rows = [document["figures"]["sections"][key]["all"] for key in keys]
    _, [_, *cells, shared] = csv_rows(client.get("/portfolio/picture.csv"))
    assert cells == [
        one_decimal(row["one_partner_one_voice"]["mean"]) + (", no shared view" if row["no_shared_view"] else "")
        for row in rows
    ]
    assert shared == f"{sum(row['no_shared_view'] is False for row in rows)} of 6"


def csv_rows(response):
    return list(csv.reader(response.getvalue().decode("utf-8-sig").splitlines()))


def test_readiness_is_that_of_the_overview(person):
    draft, proposed, none = (PartnerFactory(partnership=looked_after(person)).partnership for _ in range(3))
    written(draft)
    put_forward(proposed)
    today = timezone.localdate()
    expected = {}
    for partnership in (draft, proposed, none):
        found = could_part(record_states(partnership), list(partnership.partners.all()), today).readiness
        expected |= {partnership.pk: found.score} if found else {}
    assert readiness_of([draft.pk, proposed.pk, none.pk], today) == expected
    assert set(expected) == {draft.pk, proposed.pk}


def test_instruments_are_never_mixed(person, page):
    seven = instrument(definition_of({"gains": ["g1", "g2", "g3"]}, points=7))
    one, two = looked_after(person, name="One"), looked_after(person, name="Two")
    six = instrument()
    closed(one, {"A": (12, like(3))}, instrument=six)
    closed(two, {"B": (12, like(3))}, instrument=six)
    closed(two, {"C": (12, like(6))}, instrument=seven)
    assert "of 7" not in page()
    found = page(f"?instrument={seven.key}")
    assert "6.0" in found
    assert "no closed round of this instrument" in found


# Empty and partial states


def test_no_partnership(client, page):
    client.force_login(UserFactory(is_administrator=True))
    assert "No partnership goes on yet." in page()


def test_only_closed_partnerships(person, page):
    looked_after(person, stage="closed", closed_on="2026-01-01")
    assert "None of the partnerships you facilitate goes on." in page()


def test_no_closed_round(person, page):
    looked_after(person)
    found = page()
    assert "no round yet" in found
    assert "No round has closed here yet" in found


def test_one_round_has_no_trend(person, page):
    closed(looked_after(person), partners(2, 12))
    found = page()
    assert "first round" in found
    assert 'class="tiny"' not in found


def test_all_hidden(person, page):
    closed(looked_after(person), {"One": (2, spread), "Two": (1, spread)})
    found = page()
    assert "cannot be shown" in found
    assert "hidden for confidentiality" in found
    assert "Nothing can be shown." in found


def test_everyone_equal(person, page):
    six = instrument()
    for name in "AB":
        closed(looked_after(person, name=name), {f"{name} partner": (12, like(3))}, instrument=six)
    assert "each partnership scores every principle alike" in page()


def test_no_shared_view_stands_in_place_of_the_band(person, page):
    closed(looked_after(person), partners(4, 12, camps))
    found = page()
    assert "no shared view" in found
    assert 'class="band' not in found


def test_two_rounds_have_a_small_picture_and_a_trend(person, page):
    partnership = looked_after(person)
    for _ in range(2):
        for _ in range(4):
            MembershipFactory(partner=PartnerFactory(partnership=partnership))
    first = closed_round(partnership, 4, mode="attributed")
    moment = timezone.now() - timedelta(days=90)
    Round.objects.filter(pk=first.pk).update(closes_at=moment, opens_at=moment - timedelta(days=9), closed_at=moment)
    closed_round(partnership, 2, instrument=first.instrument, mode="attributed")
    found = page()
    assert "overall of the rounds so far, oldest first: 4.0, 2.0" in found
    assert "fell, 4.0 to 2.0" in found


# The rest


@pytest.mark.parametrize("kind", ["svg", "png", "csv"])
def test_the_picture_can_be_taken_away(client, person, kind):
    closed(looked_after(person, name="Arden"), partners(2, 12))
    response = client.get(f"/portfolio/picture.{kind}?kind=other")
    assert response.status_code == 200
    assert response["Content-Disposition"] == f'attachment; filename="portfolio-partnerships.{kind}"'
    assert AuditEntry.objects.get(action="results.exported").details["format"] == f"partnerships.{kind}"


def test_the_picture_is_noted_with_each_partnership_in_it_and_by_which_filters(client, person):
    own = [looked_after(person, name=name) for name in ("Arden", "Brook")]
    closed(own[0], partners(2, 12))
    looked_after(person, name="Other", kind="supply")
    client.get("/portfolio/picture.csv?kind=other")
    entries = AuditEntry.objects.filter(action="results.exported").order_by("partnership_id")
    assert [entry.partnership_id for entry in entries] == [partnership.pk for partnership in own]
    assert {entry.details["filters"] for entry in entries} == {"kind other"}


def test_there_is_no_picture_of_nothing(client, person):
    looked_after(person)
    assert [client.get(f"/portfolio/picture.{kind}").status_code for kind in ("svg", "exe")] == [404, 404]


@pytest.mark.parametrize("count", [1, 12])
def test_queries_do_not_grow_with_partnerships(client, person, count, django_assert_num_queries):
    six = instrument()
    for number in range(count):
        partner = PartnerFactory(partnership=looked_after(person, stage="winding_down"))
        put_forward(partner.partnership)
        reviewed(partner.partnership, -2)
        closed(partner.partnership, {f"{number}": (6, spread)}, instrument=six)
    with django_assert_num_queries(22):
        client.get("/portfolio/")


def test_the_masthead_has_the_word_for_those_who_have_a_portfolio(client, person):
    word = '<a href="/portfolio/"'
    assert word not in client.get("/").content.decode()
    partnership = looked_after(person)
    assert word in client.get("/").content.decode()
    partnership.memberships.update(ended_at=timezone.now())
    assert word not in client.get("/").content.decode()


def test_an_administrator_has_the_word_too(client):
    client.force_login(UserFactory(is_administrator=True))
    assert '<a href="/portfolio/"' in client.get("/").content.decode()
    assert Partnership.objects.count() == 0
