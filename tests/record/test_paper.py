"""The record on paper: tags, words, and whatever people wrote."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common import typeset
from common.typeset import MARK, TooLongError, pdf_of, printable
from record.document import Document, Row
from record.pages import shown
from record.paper import TEMPLATE, content_of, draft_pdf, frame, part_pdf, record_pdf
from record.parts import PARTS
from record.services.agreeing import sign_version
from record.services.drafts import kept_version
from record.services.writing import add_row
from tests.record.made import World, propose
from tests.record.taken_out import headings, reader, tags, untagged, words


@pytest.fixture
def world(db):
    return World()


def governance(world):
    """A draft with a table and with blocks."""
    version = world.draft("governance")
    for clause, values in (
        ("bodies", {"name": "Board", "tier": "board", "purpose": "Decides.\nAnswers for it."}),
        ("escalation", {"level": "Managers", "working_days": 5}),
    ):
        add_row(version=version, clause=PARTS["governance"].clause(clause), values=values, by=world.leads[0])
    return version


def test_headings_are_in_order_and_none_is_left_out(world):
    propose(governance(world))
    found = headings(reader(record_pdf(world.partnership)))
    assert found[0][0] == 1
    assert all(after <= before + 1 for (before, _), (after, _) in pairwise(found))
    assert [title for level, title in found if level == 2] == [
        "Where each part stands",
        "Partners",
        *(part.title for part in PARTS.values()),
    ]
    assert (3, "1 Bodies") in [(level, " ".join(title.split())) for level, title in found]


def test_language_title_and_bookmarks_are_set(world):
    propose(governance(world))
    pdf = reader(record_pdf(world.partnership))
    root = pdf.trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert pdf.metadata.title == f"{world.partnership}: partnership record"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert "Governance" in str(pdf.outline)


def test_every_page_is_tagged_whole(world):
    propose(governance(world))
    assert untagged(reader(record_pdf(world.partnership))) == []


def test_tables_have_headers_with_their_direction(world):
    propose(governance(world))
    found = list(tags(reader(record_pdf(world.partnership))))
    tables, headers = [node for tag, node in found if tag == "/Table"], [node for tag, node in found if tag == "/TH"]
    assert len(tables) == 4
    assert len(headers) == 5 + 4 + 3 + 4
    assert all(node["/A"][0]["/Scope"] == "/Column" for node in headers)


def test_it_says_what_the_pages_say(world):
    version = propose(governance(world), changes="A board at last.")
    sign_version(version=version, partner=world.partners[0], answer="reservations", note="Too many steps.", by=None)
    said = words(reader(part_pdf(world.partnership, PARTS["governance"])))
    for part in ("Version 1, put forward on", "A board at last.", "Answers for it.", "Managers", "Too many steps."):
        assert part in said
    assert "One with reservations, one to come." in said
    assert "Completeness" in said
    assert "Not yet written" in said
    assert "DRAFT" not in said


def test_a_draft_says_so_on_every_page_and_stays_out_of_the_record(world):
    version = governance(world)
    for number in range(40):
        values = {"name": f"Group {number}", "tier": "group"}
        add_row(version=version, clause=PARTS["governance"].clause("bodies"), values=values, by=None)
    pages = reader(draft_pdf(version)).pages
    assert len(pages) > 3
    assert all("DRAFT OF VERSION 1" in page.extract_text() for page in pages)
    whole = words(reader(record_pdf(world.partnership)))
    assert "Group 7" not in whole
    assert "Nothing is written down yet. A draft is being written." in whole


def test_no_person_is_named(world):
    version = propose(governance(world), by=world.leads[1])
    sign_version(version=version, partner=world.partners[0], answer="agrees", note="", by=world.leads[0])
    said = words(reader(record_pdf(world.partnership)))
    assert not [lead for lead in world.leads if lead.name in said or lead.email in said]


def test_a_part_that_is_kept_up_is_there_too(world):
    version = kept_version(partnership=world.partnership, part=PARTS["contributions"])
    values = {"partner": world.partners[0].pk, "year": 2027, "kind": "cash", "pledged": "84000.00"}
    add_row(version=version, clause=PARTS["contributions"].clause("contributions"), values=values, by=None)
    assert "£84,000" in words(reader(record_pdf(world.partnership)))


def paper(text: str) -> bytes:
    """A part in which every text is this one: in a table, in blocks and alone."""
    part = PARTS["governance"]
    rows = {
        "bodies": (Row("a", {"name": text, "purpose": text}),),
        "escalation": (Row("b", {"level": text, "who": text}),),
        "rules": (Row("c", {"information_sharing": text}),),
    }
    content = content_of(part, "Version 1.", shown(Document(part, rows, {})), text)
    return pdf_of(TEMPLATE, frame("A partnership", [content]) | {"head": text, "partners": [[text, text, "", ""]]})


@pytest.mark.parametrize(
    "text",
    [
        "مجلس المدينة",
        "מועצת העיר, version 2",
        "\u202eturned\u202c around",
        "👩‍👩‍👧‍👦 👍🏽 🏴󠁧󠁢󠁳󠁣󠁴󠁿",
        "張偉",
        "a\x00\x07\x1b\x85b",
        "\ud800 alone",
        "\ufeff\u1680\ufffe",
        "\u200b",
        "a" + "\u0301" * 4999,
        "W" * 5000,
        "line\n" * 900,
        '#panic("x") $x$ *b* _i_ @ref <label> \\ ` = // /* [',
        "",
    ],
    ids=lambda text: ascii(text)[:24],
)
def test_nothing_that_people_wrote_stops_it(text):
    assert paper(text).startswith(b"%PDF")


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec=None), max_size=60))
def test_no_text_stops_it(text):
    assert paper(text).startswith(b"%PDF")


def test_every_character_that_counts_as_settable_can_be_set():
    known = sorted(typeset.settable())
    assert len(known) > 5000
    for start in range(0, len(known), 1500):
        assert paper(" ".join(known[start : start + 1500])).startswith(b"%PDF")


def test_what_no_font_has_is_marked_and_the_mark_explained():
    assert printable("Dr 張 👍") == f"Dr {MARK} {MARK}"
    said = words(reader(paper("Dr 張")))
    assert f"{MARK} stands for a character" in said
    assert "stands for a character" not in words(reader(paper("Dr Who")))


def test_long_words_may_break_anywhere_but_not_before_an_accent():
    assert printable("short words stay") == "short words stay"
    broken = printable("x" * 15 + "q\u0303" * 20)
    assert "\u200b" in broken
    assert "\u200b\u0303" not in broken


def test_markup_is_text():
    assert '#panic("x")' in words(reader(paper('#panic("x")')))


def test_more_than_can_be_set_while_somebody_waits_is_refused(monkeypatch):
    monkeypatch.setattr(typeset, "MOST_CHARACTERS", 500)
    with pytest.raises(TooLongError):
        paper("a" * 500)
