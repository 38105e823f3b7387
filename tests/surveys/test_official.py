"""Official answers: compared once, drafted together, sent by a lead, and alone in the result."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from common.models import AuditEntry, OutgoingMail
from partnerships.rules import Role
from partnerships.services.partnerships import partner_leaves
from surveys.comments import Written
from surveys.models import Comment, OwnView, Participant, Response, Round
from surveys.published import Published
from surveys.services.erasing import erase_person
from surveys.services.merging import merge_people
from surveys.services.official import (
    OfficialSentError,
    TooFewSentError,
    compare_answers,
    save_official,
    submit_official,
)
from surveys.services.pausing import call_off_round
from surveys.services.refusals import withdraw_answers
from surveys.services.reminding import people_to_remind, remind_now
from surveys.services.responses import (
    AnswersChangedError,
    ComparedError,
    NothingToSendError,
    open_response,
    submit_response,
)
from surveys.services.retention import remove_old_answers
from surveys.services.rounds import close_round
from surveys.services.saving import Change, save_answers
from surveys.services.series import values_after
from tests.factories import (
    MembershipFactory,
    PartnerFactory,
    UserFactory,
    draft,
    facilitator_of,
    instrument,
    people_of,
    sent,
)
from tests.surveys.made import definition_of
from tests.surveys.officially import (
    KEY,
    asked,
    compared,
    drafted,
    everybody_sends,
    lead_of,
    member_of,
    officially_sent,
)

pytestmark = pytest.mark.django_db


def view_of(round_, partner):
    return Published.from_json(OwnView.objects.get(round=round_, partner=partner).published)


def only_cell(round_, partner):
    return view_of(round_, partner).cell(str(partner.pk), KEY)


# What a round may be


def test_only_an_attributed_round_asks_for_official_answers():
    with pytest.raises(IntegrityError), transaction.atomic():
        draft(PartnerFactory().partnership, mode="confidential", official=True)


def test_on_a_short_scale_no_official_answers_are_asked_for():
    short = instrument(definition_of({"need": ["n1"]}, points=3))
    round_ = draft(PartnerFactory().partnership, instrument=short, mode="attributed")
    round_.clean()
    round_.official = True
    with pytest.raises(Exception, match="private answers cannot be kept from their colleagues"):
        round_.clean()


def test_the_next_round_of_a_series_asks_for_them_again():
    round_, _ = asked()
    assert values_after(round_, round_.closes_at + timedelta(days=90))["official"]


def test_a_partner_has_one_official_answer_that_is_nobodys():
    round_, partner = asked()
    drafted(round_, partner)
    with pytest.raises(IntegrityError), transaction.atomic():
        Response.objects.create(round=round_, partner=partner, is_official=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Response.objects.update(participant=round_.participants.first())


# Comparing


@pytest.mark.parametrize(
    ("scores", "expected"),
    [((1, 4, 4), (3, "3", None, None)), ((4, 4, 4), (3, "37/10", "or_above", None)),
     ((1, 1, 4, 4, 4), (5, "14/5", None, "split")), ((3,) * 10, (10, "3", None, None))],
)  # fmt: skip
def test_a_comparison_shows_what_a_single_column_would(scores, expected):
    cell = only_cell(*compared(*scores))
    assert (cell.n, str(cell.mean), cell.bound, cell.label) == expected
    assert (cell.counts is not None) == (len(scores) >= 10)


def test_a_statement_that_two_people_scored_is_not_compared():
    round_, partner = asked(3)
    everybody_sends(round_, partner, 1, 2)
    sent(round_.participants.order_by("pk").last(), {KEY: "dk"})
    compare_answers(round_=round_, partner=partner, by=lead_of(partner))
    assert only_cell(round_, partner) is None


def test_two_people_are_too_few_to_compare_and_the_official_answer_can_be_drafted():
    round_, partner = asked(3)
    everybody_sends(round_, partner, 1, 2)
    with pytest.raises(TooFewSentError):
        compare_answers(round_=round_, partner=partner, by=lead_of(partner))
    assert not OwnView.objects.exists()
    assert drafted(round_, partner).answers == {KEY: 3}


def test_drafts_and_official_answers_are_not_compared():
    round_, partner = asked(5)
    everybody_sends(round_, partner, 1, 2, 2)
    save_answers(response=open_response(round_.participants.order_by("pk")[3]), changes={KEY: Change(None, 4)})
    officially_sent(round_, partner, 4)
    compare_answers(round_=round_, partner=partner, by=lead_of(partner))
    assert view_of(round_, partner).answered == 3


def test_other_organisations_answers_are_not_in_a_comparison():
    round_, partner = asked(3)
    other = PartnerFactory(partnership=round_.partnership)
    for person in people_of(other, 3):
        sent(Participant.objects.create(round=round_, person=person, partner=other), {KEY: 4})
    everybody_sends(round_, partner, 1, 2, 3)
    compare_answers(round_=round_, partner=partner, by=lead_of(partner))
    assert (view_of(round_, partner).answered, only_cell(round_, partner).mean) == (3, 2)


def test_comparing_twice_gives_the_first_comparison():
    round_, partner = compared(1, 2, 3)
    again = compare_answers(round_=round_, partner=partner, by=lead_of(partner))
    assert again == OwnView.objects.get()
    assert AuditEntry.objects.filter(action="official.compared").count() == 1


def test_a_comparison_never_changes():
    compared(1, 2, 3)
    with pytest.raises(TypeError, match="never changes"):
        OwnView.objects.get().save()


@pytest.mark.parametrize("step", ["save", "send", "withdraw", "begin"])
def test_from_the_comparison_on_private_answers_are_fixed(step):
    round_, partner = asked(5)
    first, *_, begun, late = round_.participants.order_by("pk")
    everybody_sends(round_, partner, 1, 2, 3)
    save_answers(response=open_response(begun), changes={KEY: Change(None, 4)})
    mine, draft_ = first.response, begun.response
    draft_.refresh_from_db()
    compare_answers(round_=round_, partner=partner, by=lead_of(partner))
    steps = {
        "save": lambda: save_answers(response=mine, changes={KEY: Change(1, 4)}),
        "send": lambda: submit_response(participant=begun, key=uuid.uuid4(), revision=draft_.revision, by=begun.person),
        "withdraw": lambda: withdraw_answers(response=mine, by=first.person),
        "begin": lambda: open_response(late),
    }
    with pytest.raises(ComparedError):
        steps[step]()


def test_another_organisation_goes_on_after_one_has_compared():
    round_, _ = compared(1, 2, 3)
    other = MembershipFactory(partner=PartnerFactory(partnership=round_.partnership))
    theirs = Participant.objects.create(round=round_, person=other.person, partner=other.partner)
    assert save_answers(response=open_response(theirs), changes={KEY: Change(None, 2)}).response.answers == {KEY: 2}


def test_withdrawn_answers_are_not_compared():
    round_, partner = asked(4)
    everybody_sends(round_, partner, 1, 2, 3, 4)
    withdraw_answers(response=round_.participants.order_by("pk").first().response, by=member_of(partner))
    compare_answers(round_=round_, partner=partner, by=lead_of(partner))
    assert (view_of(round_, partner).answered, only_cell(round_, partner).mean) == (3, 3)


# Drafting and sending


def test_two_people_drafting_at_once_overwrite_nothing_unseen():
    round_, partner = asked()
    response = drafted(round_, partner, 3)
    saved = save_official(response=response, changes={KEY: Change(None, 1)}, comments={}, is_lead=False)
    assert [(item.yours, item.stored) for item in saved.conflicts] == [(1, 3)]
    assert saved.response.answers == {KEY: 3}


def test_sending_twice_is_sending_once():
    round_, partner = asked()
    response = drafted(round_, partner)
    key, lead = uuid.uuid4(), lead_of(partner)
    found = [submit_official(response=response, key=key, revision=response.revision, by=lead) for _ in range(2)]
    assert found[0] == found[1]
    assert AuditEntry.objects.filter(action="official.sent", partner_id=partner.pk, actor=lead).count() == 1


def test_what_changed_since_it_was_read_through_is_not_sent():
    round_, partner = asked()
    response = drafted(round_, partner)
    with pytest.raises(AnswersChangedError):
        submit_official(response=response, key=uuid.uuid4(), revision=response.revision - 1, by=lead_of(partner))


def test_an_empty_official_answer_is_not_sent():
    round_, partner = asked()
    response = Response.objects.create(round=round_, partner=partner, is_official=True)
    with pytest.raises(NothingToSendError):
        submit_official(response=response, key=uuid.uuid4(), revision=0, by=lead_of(partner))


def test_once_sent_only_a_lead_changes_it_and_the_change_counts_at_once():
    round_, partner = asked()
    response = officially_sent(round_, partner)
    change = {"response": response, "changes": {KEY: Change(3, 4)}, "comments": {}}
    with pytest.raises(OfficialSentError):
        save_official(**change, is_lead=False)
    changed = save_official(**change, is_lead=True).response
    assert (changed.is_submitted, changed.answers) == (True, {KEY: 4})


# The result


def test_the_result_is_made_of_official_answers_alone():
    round_, partner = compared(1, 1, 1)
    officially_sent(round_, partner, 4)
    result = close_round(round_=round_, by=None)
    figure = result.figures["figures"]["statements"][KEY]["columns"][str(partner.pk)]
    assert (figure["mean"], figure["n"]) == (4.0, 1)
    assert (result.answered, result.invited) == (1, 1)


def test_a_partner_whose_official_answer_was_not_sent_has_no_answers():
    round_, partner = compared(1, 2, 3)
    drafted(round_, partner)
    result = close_round(round_=round_, by=None)
    assert [row["key"] for row in result.figures["no_answers"]] == [str(partner.pk)]
    assert (result.answered, result.invited) == (0, 1)


def test_each_organisation_has_one_voice_however_many_its_people_are():
    round_, partner = asked(6)
    other = PartnerFactory(partnership=round_.partnership)
    person = MembershipFactory(partner=other, role=Role.LEAD).person
    Participant.objects.create(round=round_, person=person, partner=other)
    officially_sent(round_, partner, 4)
    officially_sent(round_, other, 2)
    row = close_round(round_=round_, by=None).figures["figures"]["statements"][KEY]["all"]
    assert {row[voice]["mean"] for voice in ("one_partner_one_voice", "one_person_one_voice")} == {3.0}


def test_nothing_in_a_round_with_official_answers_can_be_quoted():
    round_, partner = asked(12)
    everybody_sends(round_, partner, *[3] * 12)
    for response in (round_.participants.first().response, officially_sent(round_, partner)):
        Comment.objects.create(response=response, place=KEY, text="Money came late", may_be_quoted=True)
    close_round(round_=round_, by=None)
    assert not round_.quotations.exists()


def test_leave_to_quote_is_not_even_stored():
    round_, _ = asked()
    mine = open_response(round_.participants.first())
    save_answers(response=mine, changes={}, comments={KEY: Change(Written(), Written("Late", True))})
    assert Comment.objects.get().may_be_quoted is False


# What becomes of it


def test_calling_off_deletes_both_layers_and_the_comparison():
    round_, partner = compared(1, 2, 3)
    drafted(round_, partner)
    call_off_round(round_=round_, because="Nobody has time", by=facilitator_of(round_.partnership))
    assert not OwnView.objects.exists()
    assert not Response.objects.exists()


def test_when_their_time_is_over_private_answers_go_and_the_rest_stays():
    round_, partner = compared(1, 2, 3)
    Comment.objects.create(response=officially_sent(round_, partner), place=KEY, text="Ask Ann")
    close_round(round_=round_, by=None)
    Round.objects.update(kept_months=1, closed_at=timezone.now() - timedelta(days=60))
    assert remove_old_answers() == [round_]
    assert [row.is_official for row in Response.objects.all()] == [True]
    assert (OwnView.objects.count(), Comment.objects.count(), remove_old_answers()) == (1, 0, [])


def test_erasing_a_person_leaves_the_comparison_and_the_official_answer():
    round_, partner = compared(1, 2, 3)
    officially_sent(round_, partner)
    erase_person(person=member_of(partner), by=UserFactory(is_administrator=True))
    assert (OwnView.objects.count(), Response.objects.filter(is_official=True).count()) == (1, 1)
    assert Response.objects.filter(is_official=False).count() == 2


def test_merging_two_accounts_moves_private_answers_and_leaves_the_comparison():
    round_, partner = compared(1, 2, 3)
    person, kept = member_of(partner), UserFactory()
    merge_people(kept=kept, merged=person, by=UserFactory(is_administrator=True))
    assert Response.objects.filter(participant__person=kept).count() == 1
    assert view_of(round_, partner).answered == 3


def test_what_a_partner_sent_before_it_left_counts():
    round_, partner = asked()
    officially_sent(round_, partner)
    partner_leaves(partner=partner, on=timezone.localdate(), by=facilitator_of(round_.partnership))
    assert close_round(round_=round_, by=None).answered == 1


# Reminders


def test_reminders_go_to_those_who_are_missing_and_to_leads_until_the_official_answer_is_sent():
    round_, partner = asked(4)
    lead = round_.participants.get(person=lead_of(partner))
    *others, silent = round_.participants.exclude(pk=lead.pk).order_by("pk")
    for participant in others:
        sent(participant, {KEY: 3})
    assert set(people_to_remind(round_)) == {silent, lead}
    for participant in (silent, lead):
        sent(participant, {KEY: 3})
    assert people_to_remind(round_) == [lead]
    officially_sent(round_, partner)
    assert people_to_remind(round_) == []


def test_whoever_can_answer_no_more_because_of_the_comparison_is_not_reminded():
    round_, partner = asked(5)
    everybody_sends(round_, partner, 1, 2, 3)
    compare_answers(round_=round_, partner=partner, by=lead_of(partner))
    assert [item.person for item in people_to_remind(round_)] == [lead_of(partner)]


def test_a_lead_is_reminded_of_what_is_missing():
    round_, partner = compared(1, 2, 3)
    remind_now(round_=round_, by=facilitator_of(round_.partnership))
    mail = OutgoingMail.objects.get(to=lead_of(partner).email, key__contains="/reminder/")
    assert f"waits for the official answer of {partner}" in mail.text
