"""The slides: native charts with the figures of the results, notes, alternative texts, room for every text."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from django.db import transaction
from django.utils import timezone
from pptx import Presentation
from pptx.util import Pt

from reports.document import results_document
from reports.formats import FORMATS
from reports.slides import slides
from reports.slides.charts import shade
from reports.slides.deck import Deck, TableCell
from reports.slides.texts import fitted, label
from surveys.models import Round
from tests.factories import PartnershipFactory, instrument
from tests.reports.hostile import OUTSIDE
from tests.reports.made import SECTIONS
from tests.reports.states import closed, like, make, spread
from tests.reports.test_comments import say
from tests.surveys.made import definition_of

pytestmark = [pytest.mark.django_db, pytest.mark.markup]
DEFINITION = replace(definition_of(SECTIONS), key="slides")


def opened(content: bytes):
    return Presentation(BytesIO(content))


def by_title(deck):
    return {slide.shapes.title.text_frame.text: slide for slide in deck.slides}


def charts(slide):
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def tables(slide):
    return [shape.table for shape in slide.shapes if shape.has_table]


def notes(slide):
    return slide.notes_slide.notes_text_frame.text


def sizes(slide):
    """Of every piece of text on a slide, in points."""
    frames = [shape.text_frame for shape in slide.shapes if shape.has_text_frame]
    frames += [cell.text_frame for table in tables(slide) for row in table.rows for cell in row.cells]
    return [run.font.size for frame in frames for paragraph in frame.paragraphs for run in paragraph.runs]


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """A round after another, with partners apart, a hidden figure and comments; and its slides."""
    with django_db_blocker.unblock(), transaction.atomic():
        partnership, definition = PartnershipFactory(name="Harbour"), instrument(DEFINITION)
        first = closed(partnership, {"High": (12, like(3)), "Low": (12, like(2))}, instrument=definition)
        days = timezone.timedelta(days=90)
        earlier = {"opens_at": first.opens_at - days, "closes_at": first.closes_at - days, "title": "Before"}
        Round.objects.filter(pk=first.pk).update(**earlier)
        people = {
            "Upper": (12, like(4)),
            "Lower": (12, like(1)),
            "Six": (6, lambda p, s: None if s < 2 else spread(p, s)),
        }
        round_ = closed(partnership, people, instrument=definition)
        say(round_, "Money came late", place="t1")
        Round.objects.filter(pk=round_.pk).update(comments_shared_at=timezone.now())
        round_ = Round.objects.get(pk=round_.pk)
        yield results_document(round_), opened(slides(round_))
        transaction.set_rollback(True)


def test_titles_are_unique_and_each_slide_has_notes(made):
    _, deck = made
    assert len(by_title(deck)) == len(deck.slides) >= 12
    assert [title for title, slide in by_title(deck).items() if not notes(slide).strip()] == []


def test_it_is_wide_and_in_english(made):
    _, deck = made
    assert deck.slide_width / deck.slide_height == pytest.approx(16 / 9, abs=0.01)
    assert deck.core_properties.language == "en-GB"
    runs = [run for slide in deck.slides for run in slide._element.iter("{*}rPr")]
    assert {run.get("lang") for run in runs if run.getparent().tag.endswith("}r")} == {"en-GB"}


def test_no_text_is_small(made):
    _, deck = made
    found = [size for slide in deck.slides for size in sizes(slide)]
    assert None not in found
    assert min(found) >= Pt(18)
    assert all(chart.font.size >= Pt(18) for slide in deck.slides for chart in charts(slide))


def test_charts_and_tables_say_what_they_show(made):
    _, deck = made
    frames = [shape for slide in deck.slides for shape in slide.shapes if shape.has_chart or shape.has_table]
    assert len(frames) >= 8
    assert all(len(frame._element.nvGraphicFramePr.cNvPr.get("descr")) > 20 for frame in frames)


def test_the_level_of_each_section_is_that_of_the_document(made):
    document, deck = made
    [chart] = charts(by_title(deck)["How healthy are we, section by section?"])
    rows = document["figures"]["sections"].values()
    assert list(chart.plots[0].series[0].values) == [row["all"]["one_partner_one_voice"]["mean"] for row in rows]


def test_where_partners_stand_is_that_of_the_document(made):
    document, deck = made
    [chart] = charts(by_title(deck)["Where do we differ most?"])
    found = {
        series.name: dict(zip(chart.plots[0].categories, series.values, strict=True))
        for series in chart.plots[0].series
    }
    for column in document["columns"]:
        figures = {
            key.capitalize(): row["columns"][column["key"]]["mean"]
            for key, row in document["figures"]["sections"].items()
        }
        assert found[column["name"]] == figures


def test_a_chart_can_be_edited(made):
    _, deck = made
    [chart] = charts(by_title(deck)["How healthy are we, section by section?"])
    sheet = openpyxl.load_workbook(BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    assert sheet["B2"].value == chart.plots[0].series[0].values[0]


def test_rounds_are_lines_and_the_notes_name_them(made):
    _, deck = made
    slide = by_title(deck)["What has changed?"]
    [chart] = charts(slide)
    assert list(chart.plots[0].categories) == ["Before", "Test round"]
    assert {series.name for series in chart.plots[0].series} == {"Overall", "Need", "Trust"}
    assert "Need: Before," in notes(slide)


def test_a_round_does_not_know_of_later_ones(made):
    first = Round.objects.get(title="Before")
    deck = opened(slides(first))
    assert "What has changed?" not in by_title(deck)
    assert "first closed round" in notes(by_title(deck)["What moved"])


def test_a_hidden_cell_says_so_and_has_no_figure(made):
    _, deck = made
    [table] = tables(by_title(deck)["How does each partner see each section?"])
    rows = {row.cells[0].text_frame.text: [cell.text_frame.text for cell in row.cells][1:] for row in table.rows}
    assert rows["Six"][0] == "hidden"
    assert "Six: Need hidden for confidentiality;" in notes(by_title(deck)["How does each partner see each section?"])


def test_comments_that_were_released_are_quoted(made):
    _, deck = made
    said = [shape.text_frame.text for shape in by_title(deck)["What people wrote"].shapes]
    assert "Statement t1: “Money came late”" in said


def test_figures_of_a_slide_stand_in_its_notes(made):
    document, deck = made
    said = notes(by_title(deck)["How healthy are we, section by section?"])
    for key, row in document["figures"]["sections"].items():
        assert f"{key.capitalize()}: {row['all']['one_partner_one_voice']['mean']:.1f} of 4" in said


@pytest.mark.parametrize("text", OUTSIDE, ids=lambda text: ascii(text)[:24])
def test_no_slide_is_stopped_by_a_text(text):
    deck = Deck(text)
    deck.first(text, [text])
    page = deck.page(text, text)
    page.table([[TableCell(text)], [TableCell(text)]], (4,), text, 2.4)
    page.told([(text, text)])
    page.close()
    slide = opened(deck.file()).slides[1]
    assert min(sizes(slide), default=Pt(18)) >= Pt(18)
    assert "end" in notes(slide) or not text.endswith("end")


def test_a_text_too_long_is_cut_at_a_word_and_said_whole_in_the_notes():
    found = fitted("Nobody counted the boats " * 90, 400, 100)
    assert (found.size, found.is_cut) == (18, True)
    assert found.text.endswith(("Nobody…", "counted…", "the…", "boats…"))
    assert not fitted("Nobody counted the boats", 400, 100).is_cut


def test_a_name_that_a_workbook_would_run_gets_an_apostrophe():
    assert label("=1+1", 20) == "'=1+1"
    assert label("Need: more", 20) == "Need: more"
    assert label("A very long name of a consortium (2)", 20).endswith("(2)")


def test_answers_are_two_hues_with_a_neutral_middle():
    assert [shade(number, 4) for number in range(4)] == ["8A4A0C", "BF7D33", "4B9590", "0B5D63"]
    assert shade(2, 5) == "D9D4C8"
    assert [shade(number, 2) for number in range(2)] == ["8A4A0C", "4B9590"]


@pytest.fixture(scope="module")
def equal(django_db_setup, django_db_blocker):
    """The file of a round in which everybody answered alike."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield FORMATS["pptx"].make(make("everyone equal", PartnershipFactory()))
        transaction.set_rollback(True)


def test_the_file_is_whole_and_has_two_layouts(equal):
    assert ZipFile(BytesIO(equal)).testzip() is None
    assert len(opened(equal).slide_layouts) == 2


def test_a_section_stands_there_with_the_letter_of_its_band(equal):
    [chart] = charts(by_title(opened(equal))["How healthy are we, principle by principle?"])
    assert list(chart.plots[0].categories)[:2] == ["Need (B)", "Purpose (B)"]
