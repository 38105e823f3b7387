"""What people type, in the workbook, the CSV and the answers' files: harmless there, and readable."""

from __future__ import annotations

import csv
import re
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from common.csv import csv_lines
from partnerships.models import Organisation, Partnership
from reports.answers import answers_syntax, answers_workbook, rows_of
from reports.workbook.results import results_workbook
from reports.workbook.text import CUT, MOST, cell_text, footer_text, unique
from surveys.models import Quotation, Round
from tests.factories import PartnershipFactory
from tests.reports.books import formulas, opened, texts
from tests.reports.states import closed, spread

pytestmark = pytest.mark.django_db
NAMES = (
    "=HYPERLINK(\"http://evil.example\",\"x\")", "+1+1", "-1+1", "@SUM(A1)", "{=1+1}", "http://evil.example",
    "<r>rich</r>", "mailto:a@b.example", "internal:'Data'!A1", "بلدية المدينة", "Emoji 👩‍👩‍👧 & <b>bold</b>",
    "_x0041_ &amp; &G",
)  # fmt: skip
COMMENT = "=cmd|' /C calc'!A0\u0007 " + "👍" * MOST


@pytest.fixture(scope="module")
def files(django_db_setup, django_db_blocker):
    """A round in which everything has such names: its workbook, the answers' workbook, their rows and syntax."""
    with django_db_blocker.unblock(), transaction.atomic():
        partnership = PartnershipFactory(name="=Board & [Co]: */?\\")
        round_ = closed(partnership, dict.fromkeys(NAMES, (3, spread)), mode="attributed")
        Round.objects.filter(pk=round_.pk).update(title="+Round <&> 👍", comments_shared_at=round_.closed_at)
        place = round_.instrument.content.statement_keys[0]
        Quotation.objects.create(round=round_, place=place, text=COMMENT, decision="released", shown=[COMMENT])
        round_ = Round.objects.get(pk=round_.pk)
        answers = BytesIO()
        answers_workbook(round_, answers)
        lines = "".join(csv_lines(rows_of(round_)))
        yield results_workbook(round_), answers.getvalue(), lines, answers_syntax(round_, "answers.csv")
        transaction.set_rollback(True)


def test_no_cell_of_a_workbook_is_worked_out(files):
    for content in files[:2]:
        assert formulas(opened(content)) == []


def test_no_link_leads_out_of_a_workbook(files):
    for content in files[:2]:
        parts = ZipFile(BytesIO(content))
        assert not [name for name in parts.namelist() if b"evil.example" in parts.read(name) and name.endswith(".rels")]


def test_names_are_read_as_they_were_typed(files):
    found = set(texts(opened(files[0])))
    assert {name.strip() for name in NAMES} <= {text.strip() for text in found}
    # What looks like a code is written as one that stands for itself, which this reader leaves as it is.
    names = {cell.value.strip().replace("_x005F_", "_") for cell in opened(files[1])["Answers"]["A"][1:]}
    assert names == set(NAMES)


def test_series_of_charts_are_named_by_cells(files):
    parts = ZipFile(BytesIO(files[0]))
    charts = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/charts/chart")]
    assert charts
    named = [name for chart in charts for name in re.findall(r"<c:tx>(.*?)</c:tx>", chart) if "<c:rich>" not in name]
    assert len(named) > len(NAMES)
    assert all(name.startswith("<c:strRef><c:f>'Chart data'!$") for name in named)


def test_a_comment_that_is_too_long_is_cut_and_says_so(files):
    comment = opened(files[0])["Comments"]["C5"].value
    assert comment.startswith("=cmd|' /C calc'!A0 👍")
    assert comment.endswith(CUT)
    assert len(comment.encode("utf-16-le")) // 2 <= MOST


def test_the_csv_of_answers_runs_nothing(files):
    rows = list(csv.reader(StringIO(files[2].removeprefix("\ufeff"), newline="")))
    assert {row[0].removeprefix("'") for row in rows[1:]} == set(NAMES)
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_names_that_were_defused_come_back_as_they_were(files, tmp_path):
    file = tmp_path / "answers.csv"
    file.write_text(files[2], newline="")
    call_command(
        "import_round", file, partnership="copy", instrument="six-principles", title="Copy", mode="attributed",
        create=True, stdout=StringIO(),
    )  # fmt: skip
    copied = Organisation.objects.filter(partners__partnership=Partnership.objects.get(slug="copy"))
    assert set(copied.values_list("name", flat=True)) == set(NAMES)


def test_the_syntax_keeps_names_in_comments_and_quotes(files):
    lines = files[3].splitlines()
    assert all(line.startswith("*") for line in lines if "Board" in line)


@given(st.lists(st.text() | st.sampled_from(["<r>", "</r>", "\x00", "\ud800", "\uffff"])).map("".join))
def test_any_text_makes_a_cell_that_can_be_read(text):
    found = cell_text(text)
    found.encode()
    assert not [letter for letter in found if letter < " " and letter not in "\n\t"]
    assert not (found.startswith("<r>") and found.endswith("</r>"))


@pytest.mark.parametrize("length", [MOST, MOST + 1, 2 * MOST])
def test_a_cell_holds_so_much_and_no_more(length):
    found = cell_text("x" * length)
    assert (len(found), found.endswith(CUT)) == (MOST, length > MOST)


def test_a_letter_is_not_cut_in_half():
    assert "\ufffd" not in cell_text("👍" * MOST)
    assert cell_text("👍" * MOST).removesuffix(CUT).replace("👍", "") == ""


def test_headings_of_a_table_are_each_there_once():
    assert unique(["Mean", "mean", "Mean", "Mean (2)"]) == ["Mean", "mean (2)", "Mean (3)", "Mean (2) (2)"]


def test_a_footer_has_no_codes():
    assert footer_text("R&D &P\n&G") == "R&&D &&P &&G"
