"""Saving and sending answers."""

from __future__ import annotations

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from common.models import AuditEntry, OutgoingMail
from surveys.comments import Written, whole
from surveys.models import Comment, Participant, Response, Round
from surveys.services.responses import (
    AlreadySentError,
    AnswersChangedError,
    NothingToSendError,
    RoundIsOverError,
    parse_answer,
    start_response,
    submit_response,
)
from surveys.services.saving import Change, Conflict, save_answers
from surveys.services.thanking import thank_by_mail
from tests.factories import PartnerFactory, open_round, people_of

pytestmark = pytest.mark.django_db
KEY = "need-achievements"


@pytest.fixture
def participant(request):
    partner = PartnerFactory()
    people_of(partner, 3)
    mode = getattr(request, "param", Round.Mode.CONFIDENTIAL)
    return open_round(partner.partnership, mode=mode).participants.first()


anonymous = pytest.mark.parametrize("participant", [Round.Mode.ANONYMOUS], indirect=True)


@pytest.fixture
def statement(participant):
    return participant.round.instrument.content.statement_keys[0]


def save(response, statement, answer, before=None, tried=()):
    saved = save_answers(response=response, changes={statement: Change(before, answer, tried)})
    return saved.response, list(saved.conflicts)


def comment(response, statement, text, before="", tried=(), quote=False, quoted_before=False):
    change = Change(Written(before, quoted_before), Written(text, quote), tuple(map(Written, tried)))
    return save_answers(response=response, changes={}, comments={statement: change})


def send(participant, response, key=None):
    return submit_response(
        participant=participant, key=key or uuid.uuid4(), revision=response.revision, by=participant.person
    )


def test_an_answer_is_stored_and_counted(participant, statement):
    response, conflicts = save(start_response(participant), statement, 3)
    assert (response.answers, response.revision, conflicts) == ({statement: 3}, 1, [])


def test_starting_twice_gives_the_same_response(participant):
    assert start_response(participant) == start_response(Participant.objects.get(pk=participant.pk))


def test_an_answer_can_be_taken_back(participant, statement):
    response, _ = save(start_response(participant), statement, 3)
    response, _ = save(response, statement, None, before=3)
    assert response.answers == {}


def test_a_stale_page_does_not_overwrite_and_shows_both_values(participant, statement):
    response, _ = save(start_response(participant), statement, 3)
    response, conflicts = save(response, statement, 1)
    assert response.answers == {statement: 3}
    assert [(item.yours, item.stored) for item in conflicts] == [(1, 3)]


def test_a_stale_page_still_saves_what_nobody_else_touched(participant, statement):
    other = participant.round.instrument.content.statement_keys[1]
    response, _ = save(start_response(participant), statement, 3)
    response, conflicts = save(response, other, 1)
    assert (response.answers, conflicts) == ({statement: 3, other: 1}, [])


def test_unknown_statements_change_nothing(participant):
    response = start_response(participant)
    with pytest.raises(ValidationError, match="out of date"):
        save(response, "no-such-statement", 3)
    response.refresh_from_db()
    assert response.answers == {}


def test_nothing_is_saved_after_the_deadline(participant, statement, time_machine):
    response = start_response(participant)
    time_machine.move_to(participant.round.closes_at)
    with pytest.raises(RoundIsOverError):
        save(response, statement, 3)


def test_nothing_is_begun_after_the_deadline(participant, time_machine):
    time_machine.move_to(participant.round.closes_at)
    with pytest.raises(RoundIsOverError):
        start_response(participant)


def test_a_page_that_was_told_of_other_answers_still_overwrites_none(participant, statement):
    other = participant.round.instrument.content.statement_keys[1]
    response, _ = save(start_response(participant), statement, 3)
    response, _ = save(response, other, 1)
    response, conflicts = save(response, statement, 2)
    assert response.answers[statement] == 3
    assert [item.stored for item in conflicts] == [3]


def test_an_answer_sent_again_after_its_acknowledgement_was_lost_is_no_conflict(participant, statement):
    response, _ = save(start_response(participant), statement, 3)
    response, conflicts = save(response, statement, 3)
    assert (response.answers, response.revision, conflicts) == ({statement: 3}, 1, [])


def test_a_change_of_mind_after_a_lost_acknowledgement_is_no_conflict(participant, statement):
    response, _ = save(start_response(participant), statement, 3)
    response, conflicts = save(response, statement, 2, before=None, tried=(3,))
    assert (response.answers, conflicts) == ({statement: 2}, [])


def test_going_back_to_the_first_answer_after_a_lost_acknowledgement_is_stored(participant, statement):
    response, _ = save(start_response(participant), statement, 3)
    response, _ = save(response, statement, 4, before=3)
    response, _ = save(response, statement, 3, before=3, tried=(4,))
    assert response.answers == {statement: 3}


def test_saving_nothing_new_leaves_the_row_alone(participant, statement):
    response, _ = save(start_response(participant), statement, 3)
    saved_at = response.saved_at
    response, _ = save(response, statement, 3, before=3)
    assert (response.revision, response.saved_at) == (1, saved_at)


def test_a_comment_is_kept_beside_the_answer_and_can_be_removed(participant, statement):
    response = start_response(participant)
    comment(response, statement, " Fair\r\nenough ")
    assert Comment.objects.get().text == "Fair\nenough"
    comment(response, statement, "", before="Fair\r\nenough")
    assert not Comment.objects.exists()


def test_a_stale_page_does_not_overwrite_a_comment(participant, statement):
    response = start_response(participant)
    comment(response, statement, "First")
    saved = comment(response, statement, "Second")
    assert saved.comment_conflicts == (Conflict(statement, Written("Second"), Written("First")),)
    assert Comment.objects.get().text == "First"


def test_the_same_comment_sent_twice_is_no_conflict(participant, statement):
    response = start_response(participant)
    saved = [comment(response, statement, "First ") for _ in range(2)]
    assert [item.comment_conflicts for item in saved] == [(), ()]


def test_a_comment_written_further_after_a_lost_acknowledgement_is_no_conflict(participant, statement):
    response = start_response(participant)
    comment(response, statement, "First ")
    saved = comment(response, statement, "First and second", tried=("First ",))
    assert (saved.comment_conflicts, Comment.objects.get().text) == ((), "First and second")


def test_a_stale_page_that_left_a_comment_alone_keeps_the_newer_one(participant, statement):
    response = start_response(participant)
    comment(response, statement, "First")
    saved = comment(response, statement, "")
    assert (saved.comment_conflicts, Comment.objects.get().text) == ((), "First")


def test_a_comment_counts_as_a_change_of_the_answers(participant, statement):
    assert comment(start_response(participant), statement, "First").response.revision == 1


def test_a_comment_may_not_be_quoted_before_somebody_says_so(participant, statement):
    response = start_response(participant)
    comment(response, statement, "First")
    assert Comment.objects.get().may_be_quoted is False
    comment(response, statement, "First", before="First", quote=True)
    assert Comment.objects.get().may_be_quoted is True


def test_leave_given_for_one_text_never_passes_to_another(participant, statement):
    response = start_response(participant)
    comment(response, statement, "First")
    comment(response, statement, "Changed in another tab", before="First")
    saved = comment(response, statement, "First", before="First", quote=True)
    assert saved.comment_conflicts == (
        Conflict(statement, Written("First", True), Written("Changed in another tab", False)),
    )
    assert Comment.objects.get().may_be_quoted is False


def test_without_text_there_is_nothing_to_quote(participant, statement):
    comment(start_response(participant), statement, " ", quote=True)
    assert not Comment.objects.exists()


def test_a_section_as_a_whole_has_a_comment_of_its_own(participant, statement):
    place = whole(participant.round.instrument.content.sections[0])
    response = start_response(participant)
    comment(response, place, "All in all fair")
    comment(response, statement, "Fair")
    assert dict(response.comments.values_list("place", "text")) == {place: "All in all fair", statement: "Fair"}


def test_a_place_that_the_instrument_does_not_have_takes_no_comment(participant):
    with pytest.raises(ValidationError, match="out of date"):
        comment(start_response(participant), "section_nowhere", "First")


@pytest.mark.parametrize("text", ["a\x00b", "\ud800", "x" * 2001])
def test_a_comment_that_cannot_be_stored_is_refused_in_words_and_the_rest_is_stored(participant, statement, text):
    response = start_response(participant)
    saved = save_answers(
        response=response, changes={statement: Change(None, 3)}, comments={statement: Change(Written(), Written(text))}
    )
    assert saved.response.answers == {statement: 3}
    assert "This text" in saved.refused[statement]
    assert not Comment.objects.exists()


def test_sending_twice_with_the_same_key_is_one_response(participant, statement):
    response, _ = save(start_response(participant), statement, 3)
    key = uuid.uuid4()
    assert send(participant, response, key) == send(participant, response, key)
    assert Response.objects.filter(is_submitted=True).count() == 1


def test_sending_other_answers_than_were_read_through_is_refused(participant, statement):
    response, _ = save(start_response(participant), statement, 3)
    save(response, statement, 4, before=3)
    with pytest.raises(AnswersChangedError):
        send(participant, response)


def test_the_same_key_with_other_answers_is_refused(participant, statement):
    response, _ = save(start_response(participant), statement, 3)
    key = uuid.uuid4()
    send(participant, response, key)
    save(response, statement, 4, before=3)
    with pytest.raises(AnswersChangedError):
        send(participant, response, key)


def test_a_change_after_sending_counts(participant, statement):
    response, _ = save(start_response(participant), statement, 3)
    response = send(participant, response)
    response, _ = save(response, statement, 4, before=3)
    assert (response.answers, response.is_submitted) == ({statement: 4}, True)


def test_nothing_answered_is_not_sent(participant, statement):
    response = comment(start_response(participant), statement, "First").response
    with pytest.raises(NothingToSendError, match="don’t know counts"):
        send(participant, response)
    assert not Response.objects.filter(is_submitted=True).exists()
    assert not Participant.objects.filter(has_answered=True).exists()


@pytest.mark.parametrize("participant", [Round.Mode.CONFIDENTIAL, Round.Mode.ANONYMOUS], indirect=True)
def test_dont_know_alone_can_be_sent(participant, statement):
    response, _ = save(start_response(participant), statement, "dk")
    assert send(participant, response).answers == {statement: "dk"}


def test_the_audit_trail_says_that_somebody_sent_but_not_to_the_partnership(participant, statement):
    send(participant, save(start_response(participant), statement, 3)[0])
    entry = AuditEntry.objects.get(action="response.sent")
    assert (entry.partnership_id, entry.details) == (None, {})


@anonymous
def test_anonymous_answers_lose_their_person(participant, statement):
    draft, _ = save(start_response(participant), statement, 3)
    loose = send(participant, draft)
    assert loose.pk != draft.pk
    assert (loose.participant_id, loose.saved_at, loose.submitted_at) == (None, None, None)
    assert not Response.objects.filter(pk=draft.pk).exists()


@anonymous
def test_anonymous_comments_are_written_anew_so_that_no_id_joins_them_to_the_person(participant, statement):
    keys = participant.round.instrument.content.statement_keys[:20]
    draft, _ = save(start_response(participant), statement, 3)
    for key in keys:
        draft = comment(draft, key, f"About {key}", quote=True).response
    before = set(Comment.objects.values_list("pk", flat=True))
    loose = send(participant, draft)
    after = list(loose.comments.order_by("pk").values_list("pk", "place", "may_be_quoted"))
    assert before.isdisjoint(pk for pk, _, _ in after)
    assert Comment.objects.count() == len(after) == 20
    assert {quoted for _, _, quoted in after} == {True}
    assert [place for _, place, _ in after] != list(keys)


@anonymous
def test_anonymous_sending_twice_gives_the_same_receipt(participant, statement):
    draft, _ = save(start_response(participant), statement, 3)
    key = uuid.uuid4()
    assert send(participant, draft, key) == send(participant, draft, key)
    assert Response.objects.count() == 1


@anonymous
def test_anonymous_answers_cannot_be_begun_again(participant, statement):
    send(participant, save(start_response(participant), statement, 3)[0])
    with pytest.raises(AlreadySentError):
        start_response(Participant.objects.get(pk=participant.pk))


@anonymous
def test_an_anonymous_sending_leaves_no_trace_of_who_and_when(participant, statement):
    before = timezone.now()
    send(participant, save(start_response(participant), statement, 3)[0])
    assert not AuditEntry.objects.filter(at__gte=before).exists()


@pytest.mark.parametrize(("text", "answer"), [("3", 3), ("dk", "dk"), ("na", "na"), ("", None), (None, None), (3, 3)])
def test_answers_as_forms_and_scripts_send_them(participant, text, answer):
    assert parse_answer(text, participant.round.instrument.content) == answer


@pytest.mark.parametrize("text", ["0", "5", "3.0", "-1", "DK", "٣", [3], {"a": 1}, True, "9" * 5000])
def test_what_is_no_answer_is_refused(participant, text):
    with pytest.raises(ValidationError, match="not one of the answers"):
        parse_answer(text, participant.round.instrument.content)


def thanks() -> list[str]:
    return list(OutgoingMail.objects.filter(key__contains="/thanks/").values_list("to", flat=True))


@pytest.mark.parametrize("participant", [Round.Mode.CONFIDENTIAL, Round.Mode.ATTRIBUTED], indirect=True)
def test_whoever_sends_answers_is_thanked_once_with_the_way_to_the_receipt(participant, statement):
    response, _ = save(start_response(participant), statement, 3)
    key = uuid.uuid4()
    send(participant, response, key)
    send(participant, response, key)
    assert thanks() == [participant.person.email]
    assert f"{participant.round.get_absolute_url()}answers/receipt/" in OutgoingMail.objects.last().text


@anonymous
def test_an_anonymous_sending_sends_no_mail_that_would_say_when(participant, statement):
    response, _ = save(start_response(participant), statement, 3)
    send(participant, response)
    assert thanks() == []
    assert OutgoingMail.objects.count() == 0


def test_answers_that_cannot_be_sent_thank_nobody(participant):
    with pytest.raises(NothingToSendError):
        send(participant, start_response(participant))
    assert thanks() == []


@anonymous
def test_no_thanks_leave_an_anonymous_round_whoever_asks_for_them(participant):
    thank_by_mail(participant.round, participant.person)
    assert thanks() == []
