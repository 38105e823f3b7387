"""Home: what needs each kind of person now; and help."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urljoin

import pytest
from django.utils import timezone

from accounts.models import User
from partnerships.rules import Role
from record.models import Entry, Version
from record.services.agreeing import sign_version
from surveys.models import Participant, Response, Round
from surveys.services.closing import close_partnership
from tests.factories import (
    MembershipFactory,
    PartnerFactory,
    UserFactory,
    closed_round,
    draft,
    facilitator_of,
    open_round,
    put_forward,
    written,
)
from tests.reports.portfolio_made import reviewed, stepped

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


# The record


def led_by(person, **fields):
    return MembershipFactory(person=person, role=Role.LEAD, **fields)


@pytest.fixture
def led():
    return led_by(UserFactory())


def test_a_lead_is_asked_to_sign(home, led):
    version = put_forward(led.partnership)
    page = home(led.person)
    assert "In 21 days" in page
    assert f"Answer for {led.partner}: exit strategy, version 1" in page
    sign_version(version=version, partner=led.partner, answer="agrees", note="", by=led.person)
    assert "Nothing needs you now" in home(led.person)


def test_a_lead_of_a_partner_that_joined_later_is_asked_to_sign_what_is_agreed(home, led):
    sign_version(version=put_forward(led.partnership), partner=led.partner, answer="agrees", note="", by=led.person)
    late = led_by(UserFactory(), partner=PartnerFactory(partnership=led.partnership))
    page = home(late.person)
    assert "It was agreed before your partner joined." in page
    assert "To sign" in page


def test_a_facilitator_is_told_that_a_partner_declined(home, led):
    version = put_forward(led.partnership)
    sign_version(version=version, partner=led.partner, answer="declines", note="Not yet.", by=led.person)
    page = home(facilitator_of(led.partnership))
    assert f"version 1: {led.partner.name} declined" in page
    assert "Read why" in page


def test_a_step_of_an_exit_is_told_to_whom_it_concerns(home, led):
    stepped(led.partnership, -3, who=led.partner.pk)
    other = led_by(UserFactory(), partner=PartnerFactory(partnership=led.partnership))
    assert "Keys back, overdue" in home(led.person)
    assert "Keys back, overdue" in home(facilitator_of(led.partnership))
    assert "Keys back" not in home(other.person)


def test_what_is_due_first_stands_first(home, led):
    reviewed(led.partnership, 20)
    stepped(led.partnership, 3)
    page = home(led.person)
    assert page.index("Keys back") < page.index("Review of the partnership")


@pytest.mark.parametrize(
    ("days", "said"),
    [(-34, "34 days ago"), (0, "Today"), (30, "In 30 days"), (31, "Nothing needs you now")],
)
def test_reviews_overdue_or_due_within_thirty_days(home, led, days, said):
    reviewed(led.partnership, days)
    assert said in home(led.person)


def test_reviews_are_for_those_who_write_the_record(home, led):
    reviewed(led.partnership, 3)
    member = MembershipFactory(partner=led.partner)
    assert "Nothing needs you now" in home(member.person)
    assert "Review of the partnership" in home(facilitator_of(led.partnership))


def test_a_facilitator_is_told_who_has_not_answered_in_time(home, led):
    version = put_forward(led.partnership)
    facilitator = facilitator_of(led.partnership)
    assert "Nothing needs you now" in home(facilitator)
    Version.objects.filter(pk=version.pk).update(answers_due_on=timezone.localdate() - timedelta(days=2))
    page = home(facilitator)
    assert "Two days ago" in page
    assert "One partner has not answered." in page


def test_a_draft_waits_when_nobody_has_changed_it_for_a_week(home, led):
    entry = written(led.partnership)
    assert "Nothing needs you now" in home(led.person)
    week = timezone.now() - timedelta(days=8)
    Entry.objects.filter(pk=entry.pk).update(changed_at=week)
    assert "Go on with the exit strategy, version 1" in home(led.person)


def test_nothing_of_a_closed_partnership(home, led):
    version = put_forward(led.partnership)
    Version.objects.filter(pk=version.pk).update(answers_due_on=timezone.localdate())
    reviewed(led.partnership, -3)
    Entry.objects.filter(pk=written(led.partnership).pk).update(changed_at=timezone.now() - timedelta(days=8))
    facilitator = facilitator_of(led.partnership)
    close_partnership(partnership=led.partnership, on=timezone.localdate(), words="", by=facilitator)
    assert "Nothing needs you now" in home(led.person)
    assert "Nothing needs you now" in home(facilitator)


@pytest.mark.parametrize("others", [0, 4])
def test_queries_do_not_grow_with_what_the_record_needs(client, led, others, django_assert_num_queries):
    used = closed_round(led.partnership)
    places = [led.partnership, *(led_by(led.person).partnership for _ in range(others))]
    for partnership in places:
        MembershipFactory(person=led.person, partnership=partnership, partner=None, role=Role.FACILITATOR)
        version = put_forward(partnership)
        Version.objects.filter(pk=version.pk).update(answers_due_on=timezone.localdate())
        reviewed(partnership, 3)
        open_round(partnership, instrument=used.instrument)
        Entry.objects.filter(pk=written(partnership).pk).update(changed_at=timezone.now() - timedelta(days=8))
    client.force_login(led.person)
    with django_assert_num_queries(19):
        client.get("/")


def test_help_shows_the_guide(client, reader):
    page = client.get("/help/").content.decode()
    for heading in ("Answering", "Reading results", "Setting up a round", "People and partnerships"):
        assert heading in page


def test_every_document_that_help_leads_to_is_there(client, reader):
    addresses = {"/help/"}
    seen: set[str] = set()
    while addresses - seen:
        address = (addresses - seen).pop()
        seen.add(address)
        answer = client.get(address, follow=True)
        assert answer.status_code == 200, address
        addresses |= {urljoin("/help/", link) for link in re.findall(r'href="([^"#:]+\.md)', answer.text)}
    assert "/help/record-format.md" in seen


def test_an_unknown_document_is_not_found(client, reader):
    assert client.get("/help/nothing.md").status_code == 404


def test_the_guide_stands_in_parts_with_its_tables_labelled(client, reader):
    page = client.get("/help/").content.decode()
    assert '<a href="#reading-results">Reading results</a>' in page
    assert '<section class="part" id="reading-results"><header><h2>Reading results</h2></header>' in page
    assert '<td data-label="What readers see">groups of three people or more</td>' in page
