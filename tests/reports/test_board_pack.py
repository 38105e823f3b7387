"""The board pack: its tags, its words, and that it says no more than the results."""

from __future__ import annotations

from itertools import pairwise

import pytest
from django.db import transaction
from django.utils import timezone

from common import typeset
from common.typeset import TooLongError, pdf_of
from record.parts import PARTS
from record.services.writing import add_row
from reports.board_pack import TEMPLATE, board_pack
from reports.board_pack.blocks import bullets, cell, heading, par, quotes, table
from reports.board_pack.statements import partner_tables
from reports.formats import FORMATS
from surveys.models import Round
from tests.factories import PartnershipFactory, facilitator_of, instrument
from tests.record.made import World, propose
from tests.record.taken_out import headings, reader, tags, untagged, words
from tests.reports.hostile import OUTSIDE
from tests.reports.made import SECTIONS, person, results
from tests.reports.states import closed, like, spread
from tests.reports.test_comments import say
from tests.reports.test_reading_pages import where
from tests.surveys.made import definition_of

pytestmark = [pytest.mark.django_db, pytest.mark.markup]


@pytest.fixture(scope="module")
def pack(django_db_setup, django_db_blocker):
    """A pack with everything in it: partners apart, one of them hidden in part, and comments."""
    with django_db_blocker.unblock(), transaction.atomic():
        people = {
            "High": (12, like(4)),
            "Low": (12, like(1)),
            "Six": (6, lambda p, s: None if s == 1 else spread(p, s)),
        }
        round_ = closed(PartnershipFactory(name="Harbour"), people)
        say(round_, "Money came late")
        say(round_, "We are slow", place="section_trust")
        say(round_, "Held back", decision="held")
        Round.objects.filter(pk=round_.pk).update(comments_shared_at=timezone.now())
        yield reader(board_pack(Round.objects.get(pk=round_.pk)))
        transaction.set_rollback(True)


def small(**fields):
    """A closed round with six statements."""
    people = fields.pop("people", {"High": (12, like(4)), "Low": (12, like(1))})
    partnership = fields.pop("partnership", None) or PartnershipFactory()
    return closed(partnership, people, instrument=instrument(definition_of(SECTIONS)), **fields)


def test_title_language_and_bookmarks_are_set(pack):
    root = pack.trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert pack.metadata.title == "Harbour: Test round, board pack"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert "Every statement" in str(pack.outline)


def test_headings_are_in_order(pack):
    found = headings(pack)
    assert found[0] == (1, "Harbour")
    assert all(after <= before + 1 for (before, _), (after, _) in pairwise(found))
    assert [title for level, title in found if level == 2] == [
        "The partnership on a page",
        "What came out",
        "Pictures",
        "The figures behind the pictures",
        "Every statement",
        "Partner by partner",
        "How to read the figures",
        "Confidentiality",
    ]


def test_every_page_is_tagged_whole_and_numbered(pack):
    assert untagged(pack) == []
    count = len(pack.pages)
    said = [" ".join(page.extract_text().replace("\u2060", "").split()) for page in pack.pages]
    assert [number for number, text in enumerate(said, 1) if f"Page {number} of {count}" not in text] == []


def test_every_picture_says_what_it_shows(pack):
    told = [str(node["/Alt"]) for tag, node in tags(pack) if tag == "/Figure"]
    assert len(told) >= 5
    assert told[0].startswith("Heat map of three columns of partners by six principles")
    assert all(len(words_) > 30 for words_ in told)


def test_tables_have_heads(pack):
    found = list(tags(pack))
    tables = sum(tag == "/Table" for tag, _ in found)
    heads = [node for tag, node in found if tag == "/TH"]
    assert tables > 10
    assert len(heads) > 2 * tables
    assert all(node["/A"][0]["/Scope"] == "/Column" for node in heads)


def test_comments_stand_by_their_statement(pack):
    said = words(pack)
    statement = said.index(
        "We trust one another enough to try things that might fail.", said.index("Every statement", 4000)
    )
    assert 0 < said.index("“Money came late”") - statement < 200
    assert "as a whole “We are slow”" in said
    assert "Held back" not in said


def test_hidden_figures_are_marked_and_explained(pack):
    said = words(pack)
    assert "h: hidden for confidentiality" in said
    assert "We understand why our past joint work went well. 4.0 1.0 h" in said
    assert "One figure of a single statement is hidden" in said


def test_figures_are_those_of_the_document():
    found = results({"Arden": [{**person(4, 3), "n2": 1}] * 12, "Brook": [{**person(2, 3), "t3": 4}] * 12})
    rows = partner_tables(found)[-1]["rows"]
    told = {row[0]["text"]: [item["text"] for item in row[1:]] for row in rows}
    for key, row in found.document["figures"]["statements"].items():
        assert told[f"Statement {key}"] == [f"{row['columns'][name]['mean']:.1f}" for name in ("Arden", "Brook")]


def test_markup_is_text():
    typst = '#panic("x") $x$ *b*'
    round_ = small(partnership=PartnershipFactory(name=typst), people={"<b>&amp;": (12, like(4)), "Low": (12, like(1))})
    said = words(reader(board_pack(round_)))
    assert typst in said
    assert "<b>&amp; 4.0" in said


@pytest.mark.parametrize("text", OUTSIDE, ids=lambda text: ascii(text)[:24])
def test_no_block_is_stopped_by_a_text(text):
    blocks = [heading(2, text[:200]), par(text), bullets([(text[:200], text[:200])]), quotes([text[:200]])]
    blocks.append(table((text[:200], "Mean"), (2, 1), [(cell(text[:200], text[:200], [text[:200]]), "1.0")]))
    about = {"partnership": text[:99], "round": text[:99], "notice": "", "finding": "", "facts": [["Open", text[:99]]]}
    assert pdf_of(TEMPLATE, {"title": text[:99], **about, "blocks": blocks}).startswith(b"%PDF")


def test_a_drawing_keeps_its_markup_whatever_stands_in_it():
    drawn = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text y="8">張\x07\ud800</text></svg>'
    block = {"kind": "picture", "question": "Why?", "headline": "", "caption": ""}
    about = {"title": "T", "partnership": "P", "round": "R", "notice": "", "finding": "", "facts": []}
    pieces = [{"number": 0, "alt": "Nothing much", "tall": 1.0}]
    made = reader(pdf_of(TEMPLATE, {**about, "blocks": [heading(2, "A"), {**block, "pieces": pieces}]}, [drawn]))
    assert "stands for a character" in words(made)


def test_the_record_is_told_as_far_as_it_was_put_forward():
    world = World()
    version = world.draft("purpose")
    values = {"why_together": "None of us owns the whole dock"}
    add_row(version=version, clause=PARTS["purpose"].clause("why"), values=values, by=None)
    round_ = small(partnership=world.partnership)
    assert "owns the whole dock" not in words(reader(board_pack(round_)))
    propose(version)
    assert "owns the whole dock" in words(reader(board_pack(round_)))


def test_no_person_is_named():
    round_ = small()
    facilitator = facilitator_of(round_.partnership)
    assert facilitator.name not in words(reader(board_pack(round_)))


def test_what_is_too_long_is_said_and_not_noted(client, monkeypatch):
    round_ = small()
    client.force_login(facilitator_of(round_.partnership))
    monkeypatch.setattr(typeset, "MOST_CHARACTERS", 500)
    with pytest.raises(TooLongError):
        FORMATS["pdf"].make(round_)
    response = client.get(where(round_, "round-results-pdf"), follow=True)
    assert "this is too long for one file" in response.content.decode()
