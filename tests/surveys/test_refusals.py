"""Not me, somebody else instead, not this time, and answers taken back."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from accounts.models import User
from common.models import AuditEntry, OutgoingMail
from partnerships.queries import standing_of
from partnerships.rules import Role
from surveys.models import Participant, Response, RoundResult
from surveys.queries import open_rounds_for, response_board
from surveys.services.asking import begin_address, not_asked
from surveys.services.erasing import erase_person
from surveys.services.rounds import close_round
from tests.factories import MembershipFactory, PartnerFactory, UserFactory, facilitator_of, open_round, people_of, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def participant():
    partner = PartnerFactory()
    people_of(partner, 3)
    facilitator_of(partner.partnership)
    round_ = open_round(partner.partnership)
    OutgoingMail.objects.all().delete()
    return round_.participants.select_related("person", "round", "partner").order_by("pk").first()


@pytest.fixture
def come(client, participant):
    """A browser that has opened the link."""
    client.get(re.search(r"/r/[\w-]+/", begin_address(participant))[0])
    return client


def on_the_board(round_):
    """What a facilitator reads of everybody, in one text."""
    person = User.objects.get(memberships__partnership=round_.partnership, memberships__role=Role.FACILITATOR)
    board = response_board(round_, standing_of(person, round_.partnership))
    return "\n".join(f"{name}: {words}" for row in board.rows for name, words in row.people)


def address(participant, name):
    return reverse(f"surveys:{name}", args=[participant.round.partnership.slug, participant.round_id])


def test_not_me_ends_every_link_and_the_facilitators_are_told(come, participant):
    other_link = re.search(r"/r/[\w-]+/", begin_address(participant))[0]
    assert "Are you not" in come.get("/answer/not-me/").content.decode()
    assert come.get("/answer/").status_code == 200
    come.post("/answer/not-me/")
    assert (come.get(other_link).status_code, come.get("/answer/").status_code) == (404, 404)
    assert "says they are not the right person" in OutgoingMail.objects.get().text
    assert f"{participant.person}: says it is not them" in on_the_board(participant.round)
    assert AuditEntry.objects.get(action="round.not-me").actor is None


def test_declining_is_on_the_board_with_its_reason_until_it_is_undone(come, participant):
    come.post("/answer/decline/", {"reason": "I left in May"})
    assert f"{participant.person}: declined: I left in May" in on_the_board(participant.round)
    assert open_rounds_for(participant.person) == []
    assert "You have declined" in come.get("/answer/").content.decode()
    come.post("/answer/decline/undo/")
    assert f"{participant.person}: asked" in on_the_board(participant.round)


def test_whoever_declined_and_answers_after_all_has_answered(come, participant):
    come.post("/answer/decline/", {"reason": "No time"})
    sent(participant, {"trust-risk": 4})
    assert f"{participant.person}: sent" in on_the_board(participant.round)


def test_a_reason_is_never_in_the_result(come, participant):
    come.post("/answer/decline/", {"reason": "Zeppelin"})
    close_round(round_=participant.round, by=None)
    result = RoundResult.objects.get()
    assert "Zeppelin" not in f"{result.published}{result.figures}"


def test_a_colleague_is_asked_instead_and_what_was_begun_is_gone(come, participant):
    Response.objects.create(
        round=participant.round, partner=participant.partner, participant=participant, answers={"trust-risk": 4}
    )
    assert "What you have answered is deleted" in come.get("/answer/hand-on/").content.decode()
    page = come.post("/answer/hand-on/", {"name": "New Person", "email": "New@test.example"}).content.decode()
    assert "New Person is asked instead of you" in page
    new = participant.round.participants.get(person__email="new@test.example")
    assert (new.partner, new.person.memberships.get().role) == (participant.partner, Role.MEMBER)
    assert not Response.objects.exists()
    assert not Participant.objects.filter(pk=participant.pk).exists()
    assert come.get("/answer/").status_code == 404
    assert f"New Person: asked, instead of {participant.person}" in on_the_board(participant.round)


def test_the_colleague_gets_a_link_and_the_facilitator_a_mail(come, participant):
    come.post("/answer/hand-on/", {"name": "New", "email": "new@test.example"})
    asking = OutgoingMail.objects.get(to="new@test.example")
    assert come.get(re.search(r"/r/[\w-]+/", asking.text)[0]).status_code == 302
    assert "has handed the invitation on to New" in OutgoingMail.objects.exclude(pk=asking.pk).get().text


def test_whoever_handed_on_is_not_offered_as_somebody_who_joined_late(come, participant):
    come.post("/answer/hand-on/", {"name": "New", "email": "new@test.example"})
    assert list(not_asked([participant.round])) == []
    come.force_login(participant.person)
    assert come.get(address(participant, "tasks")).status_code == 403


@pytest.mark.parametrize("who", ["asked", "elsewhere", "switched-off", "oneself"])
def test_addresses_that_cannot_take_over_are_refused_alike(come, participant, who):
    round_ = participant.round
    people = {
        "asked": lambda: round_.participants.exclude(pk=participant.pk).first().person,
        "elsewhere": lambda: MembershipFactory(partner=PartnerFactory(partnership=round_.partnership)).person,
        "switched-off": lambda: UserFactory(is_active=False),
        "oneself": lambda: participant.person,
    }
    page = come.post("/answer/hand-on/", {"name": "X", "email": people[who]().email}).content.decode()
    assert "This address cannot take over here" in page
    assert round_.participants.count() == 3


@pytest.mark.parametrize("path", ["/answer/hand-on/", "/answer/decline/"])
def test_what_was_sent_is_withdrawn_first(come, participant, path):
    sent(participant, {"trust-risk": 4})
    page = come.post(path, {"name": "X", "email": "x@test.example", "reason": "No"}).content.decode()
    assert "Withdraw them first" in page
    assert Response.objects.get().is_submitted


def test_withdrawn_answers_count_no_longer_and_can_be_sent_again(come, participant):
    response = sent(participant, {"trust-risk": 4})
    come.post("/answer/begin/")
    assert "They count no longer" in come.get(address(participant, "withdraw")).content.decode()
    old = {"key": str(response.submission_key), "revision": response.revision}
    come.post(address(participant, "withdraw"))
    assert f"{participant.person}: begun" in on_the_board(participant.round)
    assert come.post(address(participant, "send"), old).status_code == 409
    response.refresh_from_db()
    assert (response.is_submitted, response.answers) == (False, {"trust-risk": 4})
    come.post(address(participant, "send"), {**old, "revision": response.revision})
    response.refresh_from_db()
    assert response.is_submitted
    assert AuditEntry.objects.get(action="response.withdrawn").partnership_id is None


def test_after_the_close_nothing_is_withdrawn(client, participant):
    sent(participant, {"trust-risk": 4})
    close_round(round_=participant.round, by=None)
    client.force_login(participant.person)
    client.post(address(participant, "withdraw"))
    assert Response.objects.get().is_submitted


def test_the_board_says_who_opened_the_link(come, participant):
    come.post("/answer/begin/")
    assert f"{participant.person}: opened the link" in on_the_board(participant.round)


def test_an_erased_person_leaves_no_reason(come, participant):
    come.post("/answer/decline/", {"reason": "I am ill"})
    Participant.objects.filter(pk=participant.pk).update(has_answered=True)
    participant.round.mode = "anonymous"
    participant.round.save()
    erase_person(person=participant.person, by=UserFactory(is_administrator=True))
    assert Participant.objects.get(pk=participant.pk).reason == ""


def test_somebody_else_who_is_signed_in_cannot_speak_for_the_person(come, participant):
    come.force_login(UserFactory())
    for name in ("not-me", "decline", "hand-on"):
        answer = come.post(f"/answer/{name}/", {"reason": "x", "name": "x", "email": "x@test.example"})
        assert answer.status_code in {302, 404}
    participant.refresh_from_db()
    assert participant.refusal == ""


@pytest.fixture
def signed_in(client, participant):
    """The browser of the person, who has signed in and knows of no link."""
    client.force_login(participant.person)
    return client


def test_who_is_signed_in_declines_with_a_reason_and_changes_their_mind(signed_in, participant):
    round_page = participant.round.get_absolute_url()
    answer = signed_in.post(address(participant, "decline"), {"reason": "I am on leave."}, follow=True)
    assert answer.redirect_chain == [(round_page, 302)]
    assert "“I am on leave.”" in answer.content.decode()
    signed_in.post(address(participant, "decline-undo"))
    assert "say that you will not answer" in signed_in.get(round_page).content.decode()
    participant.refresh_from_db()
    assert participant.refusal == ""


def test_who_is_signed_in_hands_the_invitation_on(signed_in, participant):
    form = {"name": "Colleague", "email": "colleague@test.example"}
    page = signed_in.post(address(participant, "hand-on"), form, follow=True).content.decode()
    assert "Colleague is asked instead of you, by mail." in page
    assert participant.round.participants.filter(person__email="colleague@test.example").exists()
    assert not participant.round.participants.filter(person=participant.person).exists()


def test_who_has_sent_answers_cannot_hand_on_or_decline_and_is_told_what_to_do(signed_in, participant):
    sent(participant, {})
    for name, form in (("decline", {"reason": "Late"}), ("hand-on", {"name": "C", "email": "c@test.example"})):
        page = signed_in.post(address(participant, name), form).content.decode()
        assert "Withdraw them first" in page
