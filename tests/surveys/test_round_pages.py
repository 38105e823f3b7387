"""A facilitator's pages about rounds."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from common.models import OutgoingMail
from partnerships.rules import Role, Standing
from surveys.models import Response, Round
from surveys.queries import invited_by_partner, response_board
from tests.factories import (
    MembershipFactory,
    PartnerFactory,
    draft,
    everybody_answers,
    facilitator_of,
    instrument,
    open_round,
    people_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership(client):
    instrument()
    partner = PartnerFactory()
    people_of(partner, 4)
    people_of(PartnerFactory(partnership=partner.partnership), 12)
    client.force_login(facilitator_of(partner.partnership))
    return partner.partnership


def form(**changes):
    today = timezone.localdate()
    values = {
        "title": "Spring check",
        "instrument": instrument().pk,
        "opens_on": today.isoformat(),
        "opens_at": "00:00",
        "closes_on": (today + timedelta(days=21)).isoformat(),
        "closes_at": "17:00",
        "mode": "confidential",
        "minimum_group": "3",
        "view": "partners",
    }
    return {**values, **changes}


def post(client, partnership, **changes):
    return client.post(reverse("surveys:round-create", args=[partnership.slug]), form(**changes))


def test_a_draft_leads_to_the_preview(client, partnership):
    response = post(client, partnership)
    assert response.url == reverse("surveys:round-launch", args=[partnership.slug, Round.objects.get().pk])


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"closes_on": "2020-01-01"}, "close before it opens"),
        ({"opens_on": "2020-01-01", "closes_on": "2020-02-01"}, "has passed"),
        ({"minimum_group": "2"}, "Groups under three people are never shown"),
        ({"title": " "}, "required"),
        ({"title": "x" * 121}, "Shorten it"),
        ({"mode": "open"}, "valid choice"),
        ({"closes_on": "31 March"}, "valid date"),
        ({"opens_on": "2026-03-29", "opens_at": "01:30", "closes_on": "2099-01-01"}, "does not exist"),
        ({"opens_on": "2026-10-25", "opens_at": "01:30", "closes_on": "2099-01-01"}, "comes twice"),
    ],
)
def test_what_cannot_be_is_explained_and_nothing_is_stored(client, partnership, changes, words):
    page = post(client, partnership, **changes).content.decode()
    assert words in page
    assert "Nothing was saved yet" in page
    assert not Round.objects.exists()


def test_deadlines_are_typed_in_the_partnerships_zone(client, partnership):
    partnership.time_zone = "America/New_York"
    partnership.save()
    post(client, partnership, closes_on="2099-01-10", closes_at="17:00")
    assert Round.objects.get().closes_at.isoformat() == "2099-01-10T22:00:00+00:00"


def test_the_preview_shows_what_each_choice_means(client, partnership):
    round_ = draft(partnership, minimum_group=5)
    page = client.get(reverse("surveys:round-launch", args=[partnership.slug, round_.pk])).content.decode()
    assert "16 people" in page
    for label in (
        "Groups of 3 or more",
        "Groups of at least 4 or 5",
        "All partners together",
        "Attributed",
        "this draft, 5",
    ):
        assert label in page


def test_a_draft_that_does_not_fit_the_partners_is_said_first(client, partnership):
    round_ = draft(partnership, mode="attributed")
    page = client.get(reverse("surveys:round-launch", args=[partnership.slug, round_.pk])).content.decode()
    assert page.index("This draft is attributed. For partners of this size we propose") < page.index("Who is asked")


def test_the_board_comes_first_for_those_who_look_after_the_round(client, partnership):
    round_ = open_round(partnership)
    page = client.get(reverse("surveys:round", args=[partnership.slug, round_.pk])).content.decode()
    assert page.index("Who has answered") < page.index("Close now") < page.index("What this is for")


def test_a_lead_who_is_still_to_answer_reads_first_who_sees_what(client, partnership):
    round_ = open_round(partnership)
    lead = partnership.memberships.filter(partner__isnull=False).first()
    lead.role = "lead"
    lead.save()
    client.force_login(lead.person)
    page = client.get(reverse("surveys:round", args=[partnership.slug, round_.pk])).content.decode()
    assert page.index("Your part") < page.index("Who sees what") < page.index("Who has answered")


def test_the_round_says_whom_to_ask_with_their_address(client, partnership):
    round_ = open_round(partnership)
    page = client.get(reverse("surveys:round", args=[partnership.slug, round_.pk])).content.decode()
    address = partnership.memberships.get(role="facilitator").person.email
    assert f'href="mailto:{address}"' in page


def test_the_board_says_how_many_more_answers_a_column_needs(client, partnership):
    round_ = open_round(partnership, minimum_group=3)
    page = client.get(reverse("surveys:round", args=[partnership.slug, round_.pk])).content.decode()
    assert "3 more needed" in page
    everybody_answers(round_)
    assert "enough" in client.get(reverse("surveys:round", args=[partnership.slug, round_.pk])).content.decode()


def test_a_lead_sees_no_names_and_no_counts_of_small_partners(client, partnership):
    round_ = open_round(partnership, minimum_group=5)
    lead = partnership.memberships.filter(partner__isnull=False).first()
    lead.role = "lead"
    lead.save()
    client.force_login(lead.person)
    page = client.get(reverse("surveys:round", args=[partnership.slug, round_.pk])).content.decode()
    assert page.count("too few to say") == 2
    assert partnership.memberships.filter(partner__isnull=False).last().person.name not in page


def test_the_totals_leave_out_partners_whose_counts_are_not_shown(partnership):
    assert sorted(people for _, people in invited_by_partner(partnership).values()) == [4, 12]
    round_ = open_round(partnership, minimum_group=5)
    everybody_answers(round_)
    lead = Standing(roles=frozenset({Role.LEAD}), partner_id=partnership.partners.first().pk, is_administrator=False)
    board, whole = response_board(round_, lead), response_board(round_, replace(lead, roles={Role.FACILITATOR}))
    assert (board.invited, board.sent) == (12, 12)
    assert (whole.invited, whole.sent) == (16, 16)


def test_the_board_counts_those_who_have_begun(partnership):
    round_ = open_round(partnership)
    participant = round_.participants.first()
    Response.objects.create(
        round=round_, partner=participant.partner, participant=participant, answers={"need-achievement": 3}
    )
    everyone = Standing(roles=frozenset({Role.FACILITATOR}), partner_id=None, is_administrator=False)
    rows = {row.partner: row.begun for row in response_board(round_, everyone).rows}
    assert rows.pop(participant.partner.name) == 1
    assert set(rows.values()) == {0}


def test_closing_asks_once_and_says_what_will_not_count(client, partnership):
    round_ = open_round(partnership)
    address = reverse("surveys:round-close", args=[partnership.slug, round_.pk])
    assert "Closing cannot be undone" in client.get(address).content.decode()
    client.post(address)
    client.post(address)
    round_.refresh_from_db()
    assert round_.state == Round.State.CLOSED


def test_a_launched_round_cannot_be_edited_by_its_old_form(client, partnership):
    round_ = open_round(partnership)
    address = reverse("surveys:round-edit", args=[partnership.slug, round_.pk])
    assert "has been launched" in client.post(address, form(mode="attributed")).content.decode()
    round_.refresh_from_db()
    assert round_.mode == Round.Mode.CONFIDENTIAL


def test_the_list_takes_the_same_queries_at_one_and_at_many(client, partnership, django_assert_max_num_queries):
    address = reverse("surveys:rounds", args=[partnership.slug])
    for _ in range(3):
        open_round(partnership)
        with django_assert_max_num_queries(6):
            client.get(address)


@pytest.mark.parametrize(("role", "told"), [(Role.FACILITATOR, 1), (Role.LEAD, 0)])
def test_only_facilitators_see_on_the_board_whose_mail_came_back(client, partnership, role, told):
    round_ = open_round(partnership)
    participant = round_.participants.first()
    OutgoingMail.objects.create(key="x", digest="x", to=participant.person.email, bounced_at=timezone.now())
    if role == Role.LEAD:
        client.force_login(MembershipFactory(partner=participant.partner, role=role).person)
    page = client.get(reverse("surveys:round", args=[partnership.slug, round_.pk])).content.decode()
    assert page.count(f"{participant.person} (mail came back)") == told
    assert "Who has answered" in page
