"""The rows that closing makes for the portfolio: equal to the exported document, proven and made anew."""

from __future__ import annotations

import json
from datetime import timedelta
from io import StringIO
from tempfile import NamedTemporaryFile

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from surveys.models import PortfolioRow, Round
from surveys.portfolio import VOICE, tenths
from tests.factories import PartnerFactory, PartnershipFactory, closed_round, instrument, people_of
from tests.reports.states import SEVEN, camps, closed, like, partners, spread
from tests.surveys.made import definition_of

pytestmark = pytest.mark.django_db


def exported(round_):
    """The document that leaves the product: an oracle apart from the rows."""
    with NamedTemporaryFile() as file:
        call_command("export_round", str(round_.pk), "--format", "json", "--output", file.name, stdout=StringIO())
        return json.loads(file.read())


def overall(document):
    return document["figures"]["overall"]["all"]


def ended(round_, days):
    """The same round, so many days earlier."""
    moment = timezone.now() - timedelta(days=days)
    Round.objects.filter(pk=round_.pk).update(opens_at=moment - timedelta(days=9), closes_at=moment, closed_at=moment)


@pytest.fixture
def partnership():
    return PartnershipFactory()


@pytest.mark.parametrize("score", [spread, camps, like(3)])
def test_closing_makes_a_row_with_the_exported_overall(partnership, score):
    round_ = closed(partnership, partners(4, 12, score))
    row, document = partnership.portfolio_rows.get(), exported(round_)
    figure = overall(document)["one_partner_one_voice"]
    assert (row.round_id, row.mean, row.band or None) == (round_.pk, figure["mean"], figure["band"])
    assert row.no_shared_view == overall(document)["no_shared_view"]
    assert (row.answered, row.invited) == (document["round"]["answered"], document["round"]["invited"])


def test_sections_are_those_of_the_exported_document(partnership):
    round_ = closed(partnership, partners(4, 12))
    rows = exported(round_)["figures"]["sections"]
    kept = {item.key: (item.mean, item.no_shared_view) for item in partnership.portfolio_rows.get().sections.all()}
    assert kept == {
        key: (row["all"]["one_partner_one_voice"]["mean"], row["all"]["no_shared_view"]) for key, row in rows.items()
    }


def test_what_is_hidden_stays_hidden(partnership):
    closed(partnership, {"One": (2, spread), "Two": (1, spread)})
    row = partnership.portfolio_rows.get()
    assert (row.mean, row.band, row.no_shared_view) == (None, "", None)
    assert {item.tenths for item in row.sections.all()} == {None}


@pytest.fixture
def two(partnership):
    """Two partners of four people each, who are asked in every round."""
    for _ in range(2):
        people_of(PartnerFactory(partnership=partnership), 4)
    return partnership


@pytest.mark.parametrize(("first", "second", "moved"), [(4, 2, -1), (2, 4, 1), (3, 3, 0)])
def test_what_moved_since_the_round_before_by_the_rule(two, first, second, moved):
    earlier = closed_round(two, first)
    ended(earlier, 200)
    closed_round(two, second, instrument=earlier.instrument)
    row = two.portfolio_rows.get()
    assert (row.moved, row.matched) == (moved, 2)
    assert row.after - row.before == pytest.approx(
        row.mean - exported(earlier)["figures"]["overall"]["all"][VOICE]["mean"]
    )


def test_nothing_moved_by_partners_that_came_and_went(partnership):
    six = instrument()
    ended(closed(partnership, {"A": (12, like(4))}, instrument=six), 200)
    closed(partnership, {"B": (12, like(1))}, instrument=six)
    row = partnership.portfolio_rows.get()
    assert (row.moved, row.matched, row.before) == (0, 0, None)


def test_a_row_is_about_the_newest_round(partnership):
    six = instrument()
    first = closed(partnership, {"A": (12, like(2))}, instrument=six)
    ended(first, 200)
    second = closed(partnership, {"B": (12, like(4))}, instrument=six)
    assert partnership.portfolio_rows.get().round == second


def test_an_older_round_that_is_brought_in_later_is_history(partnership):
    six = instrument()
    newer = closed(partnership, {"A": (12, like(4))}, instrument=six)
    month = timezone.now() - timedelta(days=400)
    closed(partnership, {"B": (12, like(2))}, instrument=six, opens_at=month - timedelta(days=5), closes_at=month)
    row = partnership.portfolio_rows.get()
    assert row.round == newer
    assert [(mean, is_same) for _, mean, is_same in row.history] == [(2.0, True), (4.0, False)]


def test_another_instrument_has_a_row_of_its_own(partnership):
    six, other = instrument(), instrument(definition_of(SEVEN, points=7, bad=("signs",)))
    for used, name in ((six, "A"), (other, "B")):
        closed(partnership, {name: (12, like(2))}, instrument=used)
    assert {row.instrument_key for row in partnership.portfolio_rows.all()} == {six.key, other.key}


def test_a_mean_in_tenths_is_rounded_as_it_is_shown():
    assert [tenths(value) for value in (None, 2.0, 2.25, 2.249, 2.9999999999)] == [None, 20, 23, 22, 30]


def test_the_check_finds_nothing_where_closing_made_the_rows(partnership, capsys):
    closed(partnership, partners(3, 12))
    call_command("rebuild_portfolio", "--check")
    assert "Every row equals the results." in capsys.readouterr().out


@pytest.mark.parametrize("harm", ["mean", "section", "missing", "left over"])
def test_the_check_fails_on_a_difference_and_rebuilding_mends_it(partnership, harm):
    closed(partnership, partners(3, 12))
    row = partnership.portfolio_rows.get()
    if harm == "mean":
        PortfolioRow.objects.update(mean=1.5)
    elif harm == "section":
        row.sections.filter(key="trust").update(band="D")
    elif harm == "missing":
        row.delete()
    else:
        PortfolioRow.objects.update(instrument_key="another")
    with pytest.raises(CommandError):
        call_command("rebuild_portfolio", "--check", stdout=StringIO())
    call_command("rebuild_portfolio", stdout=StringIO())
    call_command("rebuild_portfolio", "--check", stdout=StringIO())
