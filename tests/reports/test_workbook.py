"""The workbook of results: trends, importance, comments and charts, as the pages have them."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import transaction
from django.utils import timezone

from partnerships.models import Partner
from reports.charts.dot_plot import dot_plot
from reports.charts.importance import priorities
from reports.charts.slopes import Asked, slopes
from reports.queries import closed_rounds, results_of
from reports.timeline import timeline
from reports.workbook.book import Book
from reports.workbook.charts import Drawn, Series, charts_sheets
from reports.workbook.figures import mean_pattern
from reports.workbook.results import results_workbook
from surveys.models import Quotation, Response, Round
from surveys.services.rounds import close_round
from tests.factories import PartnershipFactory, instrument
from tests.reports.books import opened, table
from tests.reports.made import person, results
from tests.reports.states import closed, draft, spread

pytestmark = [pytest.mark.django_db, pytest.mark.markup]
PEOPLE = {
    "Arden": (12, spread),
    "Brook": (12, lambda person, statement: 1 + (person + statement) % 4),
    "Small": (2, spread),
}


@pytest.fixture(scope="module")
def history(django_db_setup, django_db_blocker):
    """Two closed rounds of one partnership, the second with importance and a comment; their workbooks."""
    with django_db_blocker.unblock(), transaction.atomic():
        six = instrument()
        first = closed(PartnershipFactory(), PEOPLE, instrument=six)
        ago = timedelta(days=200)
        moments = {name: getattr(first, name) - ago for name in ("opens_at", "closes_at", "closed_at")}
        Round.objects.filter(pk=first.pk).update(title="First", **moments)
        second = again(first)
        rounds = [Round.objects.get(pk=round_.pk) for round_ in (first, second)]
        yield rounds, [results_workbook(round_) for round_ in rounds]
        transaction.set_rollback(True)


def again(first):
    """The same partners answer once more."""
    round_ = draft(first.partnership, title="Second", instrument=first.instrument, asks_importance=True)
    round_.state, round_.launched_at, round_.imported = Round.State.OPEN, round_.opens_at, True
    round_.save()
    importance = {f"importance_{section.key}": 3 for section in first.instrument.content.sections}
    for partner in Partner.objects.filter(partnership=first.partnership):
        for response in first.responses.filter(partner=partner):
            Response.objects.create(
                round=round_, partner=partner, is_submitted=True, answers=response.answers, importance=importance
            )
    close_round(round_=round_, by=None)
    place = round_.instrument.content.statement_keys[0]
    Quotation.objects.create(
        round=round_, place=place, text="Money came late", decision="released", shown=["Money came late"]
    )
    Round.objects.filter(pk=round_.pk).update(
        comments_shared_at=timezone.now(), closed_at=timezone.now() - timedelta(days=1)
    )
    return round_


def test_trends_are_those_of_the_page_over_time(history):
    rounds, books = history
    spec = slopes(timeline([results_of(item) for item in closed_rounds(rounds[1].partnership)]), Asked())
    found = {
        row["Principle"]: row
        for row in table(opened(books[1]), "Trends", "Principle")
        if row["Whose"] == "All partners"
    }
    for row in spec.rows:
        line = next(line for line in row.lines if line.role == "all")
        cells = list(found[row.label].values())[2:4]
        assert cells == pytest.approx([cell.value for cell in line.cells], rel=1e-15)


def test_a_partner_without_a_column_of_its_own_has_words_there(history):
    rows = [row for row in table(opened(history[1][1]), "Trends", "Principle") if row["Whose"] == "Small"]
    assert {cell for row in rows for cell in list(row.values())[2:4]} == {"left out: too few answers"}


def test_a_round_knows_nothing_of_those_after_it(history):
    book = opened(history[1][0])
    assert "Trends" not in book.sheetnames
    assert "Importance" not in book.sheetnames


def test_priorities_are_those_of_the_picture(history):
    rounds, books = history
    found = {row["Principle"]: row["Priority"] for row in table(opened(books[1]), "Importance", "Principle")}
    wanted = {item.section.title: pytest.approx(item.value) for item in priorities(results_of(rounds[1]))}
    assert wanted
    assert found == wanted


def test_comments_are_there_once_they_are_shared(history):
    rows = table(opened(history[1][1]), "Comments", "About")
    assert [row["Comment"] for row in rows] == ["Money came late"]
    assert "Comments" not in opened(history[1][0]).sheetnames


def test_the_contents_lead_to_every_sheet(history):
    book = opened(history[1][1])
    assert [row["Sheet"] for row in table(book, "Contents", "Sheet")] == book.sheetnames[1:]


def test_every_chart_has_words_for_those_who_cannot_see_it(history):
    parts = ZipFile(BytesIO(history[1][1]))
    [drawing] = [
        parts.read(name).decode() for name in parts.namelist() if re.fullmatch(r"xl/drawings/drawing\d\.xml", name)
    ]
    words = re.findall(r'<xdr:cNvPr [^>]*descr="([^"]+)"', drawing)
    assert len(words) == drawing.count("<xdr:graphicFrame ") == 4
    assert all(word.startswith(("Dot plot", "Stacked bars", "Slope chart")) for word in words)


def test_charts_draw_nothing_where_there_is_no_figure():
    spec = dot_plot(results({"Arden": [person()] * 12, "Brook": [person(1)] * 12}))
    target = BytesIO()
    book = Book(target, title="", about="", created=timezone.now(), foot="")
    drawn = Drawn(spec, "line", ("Need", "Trust"), (Series("Arden", (None, 2.5)), Series("Brook", (1.0, None))))
    charts_sheets(book, "Charts", "Chart data", [drawn])
    book.close()
    rows = list(opened(target.getvalue())["Chart data"].iter_rows(min_row=5, values_only=True))
    assert rows == [("Need", None, 1), ("Trust", 2.5, None)]


def test_the_same_round_gives_the_same_file(history):
    assert results_workbook(Round.objects.get(pk=history[0][1].pk)) == history[1][1]


def test_its_properties_name_the_round_and_the_day_it_closed(history):
    properties = opened(history[1][1]).properties
    closed_at = history[0][1].closed_at
    assert (properties.title, properties.subject) == ("Second: results", history[0][1].partnership.name)
    assert properties.created == closed_at.replace(microsecond=0, tzinfo=None)


@pytest.mark.parametrize(
    ("figure", "letter", "wanted"),
    [
        ({"bound": None}, "", "0.0"),
        ({"bound": "or_above"}, "B", '0.0" or above B"'),
        ({"bound": None}, 'B";[Red]', '0.0" B”;[Red]"'),
    ],
)
def test_a_mean_is_printed_with_its_limit_and_band(figure, letter, wanted):
    assert mean_pattern(figure, letter) == wanted
