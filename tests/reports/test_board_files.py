"""Board pack and slides of every state of results, and of whatever people wrote."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from django.utils import timezone
from pptx.util import Pt

from reports.formats import FORMATS
from surveys.models import Round
from tests.factories import PartnershipFactory, instrument
from tests.record.taken_out import reader, words
from tests.reports.hostile import TEXTS
from tests.reports.made import SECTIONS
from tests.reports.states import STATES, closed, like, make, spread
from tests.reports.test_comments import say
from tests.reports.test_slides import charts, notes, opened, sizes
from tests.surveys.made import definition_of

pytestmark = [pytest.mark.django_db, pytest.mark.markup]
SLOW = {"ninety-nine partners", "two partners", "partners far apart", "one statement skipped"}
"""States that take long, or that others hold."""
ACCIDENTS = ("None", "nan", "inf", "-0.0", "True", "False", "{}", "[]", "undefined")


def accidents(said):
    return [word for word in ACCIDENTS if f" {word} " in f" {said} "]


@pytest.mark.parametrize("name", sorted(STATES.keys() - SLOW))
def test_every_state_can_be_taken_to_the_board(name):
    round_ = make(name, PartnershipFactory())
    pack = words(reader(FORMATS["pdf"].make(round_)))
    assert "How to read the figures" in pack
    deck = opened(FORMATS["pptx"].make(round_))
    assert min(size for slide in deck.slides for size in sizes(slide)) >= Pt(18)
    shapes = [shape for slide in deck.slides for shape in slide.shapes]
    assert all(shape.top + shape.height <= deck.slide_height for shape in shapes)
    assert accidents(pack) == accidents(" ".join(notes(slide) for slide in deck.slides)) == []


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: ascii(text)[:24])
def test_nothing_that_people_wrote_stops_a_file(text):
    people = {text: (12, like(4)), "Low": (12, like(1)), "Six": (6, spread)}
    partnership = PartnershipFactory(name=text, summary=text)
    round_ = closed(partnership, people, instrument=instrument(definition_of(SECTIONS)))
    Round.objects.filter(pk=round_.pk).update(title=text[:100], comments_shared_at=timezone.now())
    say(round_, text, place="t1")
    round_ = Round.objects.get(pk=round_.pk)
    assert "What came out" in words(reader(FORMATS["pdf"].make(round_)))
    for chart in (chart for slide in opened(FORMATS["pptx"].make(round_)).slides for chart in charts(slide)):
        sheet = openpyxl.load_workbook(BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "n"}
        assert not [cell for cell in cells if cell.hyperlink]
