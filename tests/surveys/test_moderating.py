"""Comments between the closing of a round and their release: who reads them, when, and what can be worked out."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from common.models import AuditEntry
from partnerships.services.closing import PartnershipClosedError
from surveys.models import Comment, Quotation, Round
from surveys.quotations import queue_of, released_comments
from surveys.services.closing import close_partnership
from surveys.services.moderating import decide_comment, share_comments
from surveys.services.retention import remove_old_answers
from surveys.services.rounds import close_round
from tests.factories import PartnerFactory, facilitator_of, open_round, people_of, sent

pytestmark = pytest.mark.django_db
ON = "trust-risk"


@pytest.fixture
def partner():
    return PartnerFactory()


@pytest.fixture
def by(partner):
    return facilitator_of(partner.partnership)


def commented(partner, people=10, quote=True, mode=Round.Mode.CONFIDENTIAL, **fields):
    """A closed round in which each of so many people wrote a comment, numbered in the order of writing."""
    people_of(partner, people)
    round_ = open_round(partner.partnership, mode=mode, **fields)
    for number, participant in enumerate(round_.participants.order_by("pk")):
        response = sent(participant, {ON: 3})
        Comment.objects.create(response=response, place=ON, text=f"Comment {number}", may_be_quoted=quote)
    close_round(round_=round_, by=None)
    return round_


def decide(comment, by, decision="released", **fields):
    decide_comment(quotation=comment, decision=decision, by=by, **fields)


def decide_all(round_, by, decision="released", **fields):
    for comment in round_.quotations.all():
        decide(comment, by, decision, **fields)


@pytest.mark.parametrize(("people", "minimum_group", "there"), [(9, 3, 0), (10, 3, 10), (11, 12, 0), (12, 12, 12)])
@pytest.mark.parametrize("mode", Round.Mode.values)
def test_comments_are_read_only_where_k_or_ten_took_part(partner, mode, people, minimum_group, there):
    assert commented(partner, people, mode=mode, minimum_group=minimum_group).quotations.count() == there


def test_only_what_may_be_quoted_and_was_sent_is_read(partner):
    people_of(partner, 12)
    round_ = open_round(partner.partnership)
    quoted, private, unsent, *others = round_.participants.all()
    for participant, quote in ((quoted, True), (private, False), (unsent, True)):
        response = sent(participant, {ON: 3})
        Comment.objects.create(response=response, place=ON, text=str(participant.pk), may_be_quoted=quote)
    for participant in others:
        sent(participant, {ON: 3})
    unsent.response.is_submitted = False
    unsent.response.save()
    close_round(round_=round_, by=None)
    assert [item.text for item in round_.quotations.all()] == [str(quoted.pk)]


def test_before_the_round_is_closed_nobody_reads_anything(partner):
    people_of(partner, 10)
    round_ = open_round(partner.partnership)
    for participant in round_.participants.all():
        Comment.objects.create(response=sent(participant, {ON: 3}), place=ON, text="Early", may_be_quoted=True)
    assert not queue_of(round_).comments


def test_nothing_leads_from_a_comment_in_the_queue_to_who_wrote_it():
    fields = {field.name for field in Quotation._meta.get_fields()}
    assert fields == {"id", "round", "place", "text", "decision", "marked", "shown", "reason"}


PLACE_IN_TABLE = {"sqlite": "rowid", "postgresql": "ctid"}


@pytest.mark.parametrize("mode", [Round.Mode.CONFIDENTIAL, Round.Mode.ANONYMOUS])
def test_neither_ids_nor_the_order_of_rows_say_who_wrote_first(partner, mode):
    """An attacker with the database sorts the queue; a shuffle of 150 hardly ever comes near the order of writing."""
    round_ = commented(partner, 150, mode=mode)
    by_id = [item.text for item in queue_of(round_).comments]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT text FROM surveys_quotation ORDER BY {PLACE_IN_TABLE[connection.vendor]}")
        by_row = [text for (text,) in cursor.fetchall()]
    for found in (by_id, by_row):
        numbers = [int(text.split()[1]) for text in found]
        assert abs(likeness(numbers)) < 0.45


def likeness(numbers):
    """Spearman's ρ of an order with the order of writing, −1 to 1; its standard deviation here is 0.08."""
    count = len(numbers)
    return 1 - 6 * sum((place - number) ** 2 for place, number in enumerate(numbers)) / (count * (count**2 - 1))


def test_readers_see_nothing_before_the_comments_are_shared(partner, by):
    round_ = commented(partner)
    decide_all(round_, by)
    assert released_comments(round_).counts == {}
    share_comments(round_=round_, by=by)
    round_.refresh_from_db()
    assert released_comments(round_).counts == {ON: 10}


def test_what_is_held_is_never_shown_and_what_is_released_in_part_is_shown_in_part(partner, by):
    round_ = commented(partner)
    held, cut, *others = round_.quotations.all()
    decide(held, by, "held", reason="Names somebody")
    decide(cut, by, "in part", marked=f"[[Comment]] {cut.text.split()[1]}", reason="Names somebody")
    for comment in others:
        decide(comment, by)
    share_comments(round_=round_, by=by)
    round_.refresh_from_db()
    shown = [item.parts for item in released_comments(round_).on(ON)]
    assert sorted(shown) == sorted([("", f" {cut.text.split()[1]}"), *((item.text,) for item in others)])


def test_a_decision_can_be_changed_until_the_comments_are_shared(partner, by):
    round_ = commented(partner)
    decide_all(round_, by)
    decide_all(round_, by, "held", reason="On second thoughts")
    share_comments(round_=round_, by=by)
    with pytest.raises(ValidationError, match="what was decided stays"):
        decide_all(round_, by)
    with pytest.raises(ValidationError, match="what was decided stays"):
        share_comments(round_=round_, by=by)
    assert set(round_.quotations.values_list("decision", flat=True)) == {"held"}


def test_every_comment_needs_a_decision_before_they_are_shared(partner, by):
    round_ = commented(partner)
    decide(round_.quotations.first(), by)
    with pytest.raises(ValidationError, match="Decide on every comment"):
        share_comments(round_=round_, by=by)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"decision": "held"}, "Say why"),
        ({"decision": "in part", "marked": "same", "reason": "Names"}, "Nothing is marked"),
        ({"decision": "in part", "marked": "[[same]]", "reason": "Names"}, "Hold it instead"),
        ({"decision": "in part", "marked": "other", "reason": "Names"}, "stay as they were written"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_and_changes_nothing(partner, by, fields, words):
    round_ = commented(partner)
    comment = round_.quotations.first()
    fields = {**fields, "marked": fields.get("marked", "").replace("same", comment.text)}
    with pytest.raises(ValidationError, match=words):
        decide(comment, by, **fields)
    comment.refresh_from_db()
    assert (comment.decision, comment.shown) == ("waiting", [])


def test_the_trail_says_that_comments_were_released_never_which(partner, by):
    round_ = commented(partner)
    decide_all(round_, by)
    share_comments(round_=round_, by=by)
    shared = AuditEntry.objects.get(action="round.comments-shared")
    assert (shared.actor, shared.details) == (by, {"released": 10})
    assert set(AuditEntry.objects.filter(action="round.comment-decided").values_list("target", flat=True)) == {
        round_.title
    }
    assert "Comment 1" not in str(list(AuditEntry.objects.values()))


def test_nothing_is_decided_in_a_closed_partnership(partner, by):
    round_ = commented(partner)
    close_partnership(partnership=partner.partnership, on=partner.partnership.today, words="", by=by)
    with pytest.raises(PartnershipClosedError):
        decide_all(round_, by)


def test_when_single_answers_go_what_was_not_shared_goes_with_them(partner, by):
    round_ = commented(partner)
    decide_all(round_, by)
    Round.objects.filter(pk=round_.pk).update(kept_months=1, closed_at="2020-01-01T00:00Z")
    remove_old_answers()
    assert not round_.quotations.exists()


def test_when_single_answers_go_what_was_shared_stays_without_what_was_left_out(partner, by):
    round_ = commented(partner)
    held, cut, *others = round_.quotations.all()
    decide(held, by, "held", reason="Names somebody")
    decide(cut, by, "in part", marked=cut.text.replace("Comment", "[[Comment]]"), reason="Names somebody")
    for comment in others:
        decide(comment, by)
    share_comments(round_=round_, by=by)
    Round.objects.filter(pk=round_.pk).update(kept_months=1, closed_at="2020-01-01T00:00Z")
    remove_old_answers()
    round_.refresh_from_db()
    assert released_comments(round_).counts == {ON: 9}
    assert not round_.quotations.filter(decision="held").exists()
    cut.refresh_from_db()
    assert "Comment" not in cut.text + cut.marked


# Pages


@pytest.fixture
def visit(client, by):
    client.force_login(by)

    def fetch(round_, name="comments", *args, data=None):
        address = reverse(f"surveys:{name}", args=[round_.partnership.slug, round_.pk, *args])
        return client.get(address) if data is None else client.post(address, data)

    return fetch


@pytest.mark.parametrize(("people", "words"), [(9, "and nine did"), (10, "Nobody wrote a comment that may be quoted")])
def test_where_there_is_nothing_to_release_the_page_says_why(partner, visit, people, words):
    assert words in visit(commented(partner, people, quote=False)).content.decode()


def test_while_the_round_is_open_the_page_says_when_comments_can_be_read(partner, visit):
    people_of(partner, 3)
    assert "This round is not closed yet" in visit(open_round(partner.partnership)).content.decode()


def test_the_queue_names_nobody(partner, visit):
    round_ = commented(partner)
    page = visit(round_).content.decode().partition("<main")[2]
    assert "Comment 7" in page
    for word in (partner.name, *(str(item.person) for item in round_.participants.all())):
        assert word not in page
    assert not [pk for pk in Comment.objects.values_list("pk", flat=True) if str(pk) in page]


def test_one_decision_leads_to_the_next_comment_and_the_last_one_back(partner, by, visit):
    round_ = commented(partner)
    first, second, *others = round_.quotations.all()
    for comment in others:
        decide(comment, by)
    response = visit(round_, "comment", first.pk, data={"decision": "released"})
    assert response.url.endswith(f"/comments/{second.pk}/")
    assert visit(round_, "comment", second.pk, data={"decision": "released"}).url.endswith("/comments/")


def test_a_refused_decision_says_what_to_mend_and_keeps_what_was_typed(partner, visit):
    round_ = commented(partner)
    comment = round_.quotations.first()
    data = {"decision": "in part", "marked": "Another text", "reason": "Names somebody"}
    response = visit(round_, "comment", comment.pk, data=data)
    assert response.status_code == 422
    page = response.content.decode()
    assert "the words have to stay as they were written" in page
    assert "Another text" in page


def test_sharing_asks_once(partner, by, visit):
    round_ = commented(partner)
    decide_all(round_, by)
    assert "cannot be undone" in visit(round_, "comments-share").content.decode()
    visit(round_, "comments-share", data={})
    assert "10 of 10 can be read by everybody" in visit(round_).content.decode()


HOSTILE = "<script>alert(1)</script>\u202e\u05d0 {{ round.pk }} %s \u2028" + "x" * 1900


def test_hostile_text_is_only_text(partner, visit):
    round_ = commented(partner)
    Quotation.objects.filter(pk=round_.quotations.first().pk).update(text=HOSTILE, marked=HOSTILE)
    for response in (visit(round_), visit(round_, "comment", round_.quotations.get(text=HOSTILE).pk)):
        page = response.content.decode()
        assert "<script>alert" not in page
        assert "<bdi>&lt;script&gt;alert(1)&lt;/script&gt;\u202e" in page


@pytest.mark.parametrize("people", [10, 20])
def test_queries_do_not_grow_with_comments(partner, visit, people, django_assert_num_queries):
    round_ = commented(partner, people)
    with django_assert_num_queries(6):
        visit(round_)
