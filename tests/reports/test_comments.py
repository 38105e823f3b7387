"""Released comments as readers find them: beside a statement, beside a principle, and in the files."""

from __future__ import annotations

import csv
import json
from io import StringIO

import pytest
from django.utils import timezone

from reports.exports import exported_document
from surveys.models import Quotation, Round
from tests.factories import MembershipFactory, closed_round, facilitator_of
from tests.reports.test_reading_pages import read, where

pytestmark = pytest.mark.django_db
ON = "trust-risk"
HOSTILE = "<script>alert(1)</script>\u202e\u05d0" + "x" * 1900


@pytest.fixture
def round_(partnership, reader):
    return closed_round(partnership)


def say(round_, text, place=ON, decision="released", shown=None):
    shown = ([text] if decision == "released" else []) if shown is None else shown
    return Quotation.objects.create(round=round_, place=place, text=text, decision=decision, shown=shown)


def share(round_):
    Round.objects.filter(pk=round_.pk).update(comments_shared_at=timezone.now())


def test_a_statement_shows_the_comments_that_were_released(client, round_):
    say(round_, "Money came late")
    say(round_, "Held back", decision="held")
    say(round_, "About another statement", place="trust-fair")
    share(round_)
    page = read(client, where(round_, "round-statement", ON))
    assert "Money came late" in page
    assert "Held back" not in page
    assert "About another statement" not in page


def test_what_was_left_out_is_visibly_missing(client, round_):
    say(round_, "Ann was late", decision="in part", shown=["", " was late"])
    share(round_)
    page = read(client, where(round_, "round-statement", ON))
    assert '<span class="place">[left out by the facilitator]</span> was late' in page
    assert "Ann" not in page


def test_before_they_are_shared_nothing_is_shown(client, round_):
    say(round_, "Money came late")
    page = read(client, where(round_, "round-statement", ON))
    assert "No comments of this round have been shared." in page
    assert "Money came late" not in page + read(client, where(round_, "round-statements"))


def test_a_statement_without_a_comment_says_so(client, round_):
    share(round_)
    assert "No comment on this statement was released." in read(client, where(round_, "round-statement", ON))


def test_the_list_of_statements_marks_those_with_comments(client, round_):
    for text in ("Money came late", "So did people"):
        say(round_, text)
    share(round_)
    page = read(client, where(round_, "round-statements"))
    assert '#comments">2 comments<' in page
    assert page.count('#comments">') == 1


def test_a_principle_shows_the_comments_on_it_as_a_whole(client, round_):
    say(round_, "All in all fair", place="section_trust")
    share(round_)
    assert "All in all fair" in read(client, where(round_, "round-statements"), principle="trust")
    other = read(client, where(round_, "round-statements"), principle="need")
    assert "All in all fair" not in other
    assert "No comment on this principle was released." in other


def test_hostile_text_is_only_text(client, round_):
    say(round_, HOSTILE)
    say(round_, HOSTILE, place="section_trust")
    share(round_)
    for address in (where(round_, "round-statement", ON), where(round_, "round-statements")):
        page = read(client, address)
        assert "<script>alert" not in page
        assert '<bdi class="text">&lt;script&gt;alert(1)' in page


def test_every_reader_reads_the_same_comments(client, round_):
    say(round_, "Money came late")
    share(round_)
    people = [facilitator_of(round_.partnership), MembershipFactory(partner=round_.partnership.partners.last()).person]
    found = set()
    for person in people:
        client.force_login(person)
        page = read(client, where(round_, "round-statement", ON))
        found.add(page.partition('id="comments"')[2].partition("</section>")[0])
    assert len(found) == 1


def test_the_files_hold_the_comments_once_they_are_shared(client, round_):
    say(round_, "=1+1")
    say(round_, "Ann was late", place="section_trust", decision="in part", shown=["", " was late"])
    round_.refresh_from_db()
    assert exported_document(round_)["comments"] is None
    share(round_)
    assert json.loads(read(client, where(round_, "round-results-json")))["comments"] == [
        {"section": "trust", "statement": ON, "text": "=1+1", "in_part": False},
        {"section": "trust", "statement": None, "text": "[left out by the facilitator] was late", "in_part": True},
    ]
    lines = b"".join(client.get(where(round_, "round-results-csv"))).decode("utf-8-sig")
    rows = [row for row in csv.DictReader(StringIO(lines)) if row["level"] == "comment"]
    assert [(row["key"], row["comment"]) for row in rows] == [
        (ON, "'=1+1"),
        ("trust", "[left out by the facilitator] was late"),
    ]


def test_sharing_leaves_the_result_as_it_was(round_):
    before = (round_.result.published, round_.result.figures)
    say(round_, "Money came late")
    share(round_)
    stored = Round.objects.get(pk=round_.pk).result
    assert (stored.published, stored.figures) == before


@pytest.mark.parametrize("comments", [1, 20])
@pytest.mark.parametrize("name", ["round-statement", "round-statements"])
def test_queries_do_not_grow_with_comments(client, round_, name, comments, django_assert_num_queries):
    for number in range(comments):
        say(round_, f"Comment {number}")
    share(round_)
    address = where(round_, name, ON if name == "round-statement" else None)
    with django_assert_num_queries(7 if name == "round-statement" else 6):
        client.get(address)


def test_a_facilitator_is_asked_to_look_through_them_until_they_are_shared(client, round_):
    say(round_, "Money came late", decision="waiting", shown=[])
    client.force_login(facilitator_of(round_.partnership))
    assert "Look through the comments of" in client.get("/").content.decode()
    share(round_)
    assert "Look through the comments of" not in client.get("/").content.decode()


def test_a_member_is_not_asked_to(client, round_):
    say(round_, "Money came late", decision="waiting", shown=[])
    assert "Look through the comments of" not in client.get("/").content.decode()
