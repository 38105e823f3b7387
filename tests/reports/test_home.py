"""Home: what needs each kind of person now; and help."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from surveys.models import Participant, Response, Round
from tests.factories import MembershipFactory, UserFactory, closed_round, draft, facilitator_of, open_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(client):
    def of(person):
        client.force_login(person)
        return client.get("/").content.decode()

    return of


def test_nothing_needs_a_reader_without_an_open_round(home, partnership, reader):
    page = home(reader)
    assert "Nothing needs you now" in page
    assert "When a round opens for you" in page


def test_an_assessment_to_answer(home, partnership, reader):
    round_ = open_round(partnership)
    page = home(reader)
    assert "One thing needs you" in page
    assert "36 statements, about" in page
    assert f'href="{round_.get_absolute_url()}">Begin' in page


def test_an_assessment_begun_says_how_far(home, partnership, reader):
    round_ = open_round(partnership)
    participant = Participant.objects.get(round=round_, person=reader)
    keys = round_.instrument.content.statement_keys[:8]
    Response.objects.create(
        round=round_, partner=participant.partner, participant=participant, answers=dict.fromkeys(keys, 3)
    )
    page = home(reader)
    assert "You have answered 8 of 36 statements" in page
    assert "Go on with section 2" in page


def test_nothing_of_a_partnership_one_has_left(home, partnership, reader):
    open_round(partnership)
    partnership.memberships.filter(person=reader).update(ended_at=timezone.now())
    page = home(reader)
    assert "Nothing needs you now" in page
    assert "You have no part in a partnership now" in page


def test_a_lead_is_asked_to_bring_in_colleagues(home, partnership, reader):
    membership = partnership.memberships.get(person=reader)
    partnership.memberships.filter(pk=membership.pk).update(role="lead")
    round_ = open_round(partnership)
    Participant.objects.filter(round=round_, person=reader).update(has_answered=True)
    page = home(reader)
    assert "Two more people" in page
    assert f"One of your four people has answered. Results show {membership.partner} by name only when three" in page


def test_a_lead_with_enough_answers_is_left_alone(home, partnership, reader):
    partnership.memberships.filter(person=reader).update(role="lead")
    round_ = open_round(partnership)
    Participant.objects.filter(round=round_).update(has_answered=True)
    assert "Nothing needs you now" in home(reader)


def test_an_attributed_round_needs_no_more_people(home, partnership, reader):
    partnership.memberships.filter(person=reader).update(role="lead")
    round_ = open_round(partnership, mode=Round.Mode.ATTRIBUTED)
    Participant.objects.filter(round=round_, person=reader).update(has_answered=True)
    assert "Nothing needs you now" in home(reader)


def test_a_facilitator_sees_drafts_and_rounds_whose_time_is_over(home, partnership):
    over = open_round(partnership, title="Overdue")
    draft(partnership, title="Unlaunched", instrument=over.instrument)
    Round.objects.filter(pk=over.pk).update(closes_at=timezone.now() - timedelta(minutes=5))
    page = home(facilitator_of(partnership))
    assert "Two things need you" in page
    assert "Close Overdue" in page
    assert "Launch Unlaunched" in page


def test_a_member_is_not_asked_to_look_after_rounds(home, partnership, reader):
    draft(partnership, title="Unlaunched")
    assert "Unlaunched" not in home(reader)


def test_an_administrator_hears_of_partnerships_nobody_facilitates(home, partnership):
    administrator = UserFactory(is_administrator=True)
    assert f"Find a facilitator for {partnership.name}" in home(administrator)
    facilitator_of(partnership)
    assert "Nothing needs you now" in home(administrator)


def test_an_administrator_begins_with_nothing(home):
    page = home(User.objects.create_user("first@test.example", is_administrator=True))
    assert "Make the first partnership" in page


def test_new_results_are_listed_for_a_month(home, partnership, reader):
    round_ = closed_round(partnership)
    assert "New results" in home(reader)
    Round.objects.filter(pk=round_.pk).update(closed_at=timezone.now() - timedelta(days=31))
    assert "New results" not in home(reader)


def test_partnerships_have_their_last_overall(home, partnership, reader):
    assert "No round has been closed yet." in home(reader)
    closed_round(partnership)
    page = home(reader)
    assert "3.0 of 4" in page
    assert "Sound, with points to explore." in page


@pytest.mark.parametrize("others", [0, 5])
def test_queries_do_not_grow_with_partnerships(client, partnership, reader, others, django_assert_num_queries):
    used = closed_round(partnership)
    for _ in range(others):
        membership = MembershipFactory(person=reader)
        closed_round(membership.partnership, instrument=used.instrument)
    with django_assert_num_queries(7):
        client.get("/")


def test_help_shows_the_guide(client, reader):
    page = client.get("/help/").content.decode()
    for heading in ("Answering", "Reading results", "Setting up a round", "People and partnerships"):
        assert heading in page
