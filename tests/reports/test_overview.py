"""A partnership on one page, in every state."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from partnerships.rules import Role
from record.models import Version
from record.parts import PARTS
from record.services.agreeing import sign_version
from record.services.drafts import kept_version
from record.services.writing import add_row
from surveys.models import Round
from surveys.services.closing import close_partnership
from tests.factories import (
    MembershipFactory,
    PartnerFactory,
    PartnershipFactory,
    closed_round,
    draft,
    facilitator_of,
    open_round,
    put_forward,
    written,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def overview(client, partnership):
    def read():
        return client.get(partnership.get_absolute_url()).content.decode()

    return read


def test_before_the_first_round(overview, reader):
    page = overview()
    assert "No round has been closed yet" in page
    assert "A facilitator sets up the first round" in page


def test_a_facilitator_is_told_how_to_begin(overview, client, partnership):
    client.force_login(facilitator_of(partnership))
    assert "Set up the first round" in overview()


def test_the_last_result_in_a_sentence_and_figures(overview, partnership, reader):
    closed_round(partnership)
    page = overview()
    for words in (
        "All principles score alike: 3.0 of 4.",
        "of 6 principles",
        "Read the results",
        "All 16 people answered",
    ):
        assert words in page


def test_no_shared_view_goes_in_place_of_the_band(overview, partnership, reader):
    round_ = open_round(partnership, mode=Round.Mode.ATTRIBUTED)
    from surveys.services.rounds import close_round
    from tests.factories import sent

    keys = round_.instrument.content.statement_keys
    for participant in round_.participants.all():
        sent(
            participant, dict.fromkeys(keys, 4 if participant.partner_id == reader.memberships.get().partner_id else 2)
        )
    close_round(round_=round_, by=None)
    page = overview()
    assert "There is no shared view of any principle." in page
    assert '<span class="band">' not in page


def test_an_open_round_and_its_deadline(overview, partnership, reader):
    round_ = open_round(partnership)
    page = overview()
    assert round_.get_absolute_url() in page
    assert "23 hours left" in page


def test_drafts_are_for_those_who_manage_rounds(overview, client, partnership, reader):
    draft(partnership, title="Unlaunched")
    assert "Unlaunched" not in overview()
    client.force_login(facilitator_of(partnership))
    assert "Unlaunched" in overview()


def test_earlier_rounds_are_listed_and_drawn(overview, partnership, reader):
    first = closed_round(partnership, title="First")
    Round.objects.filter(pk=first.pk).update(closes_at=first.closes_at - timedelta(hours=2))
    closed_round(partnership, title="Second", instrument=first.instrument)
    page = overview()
    assert "Rounds so far" in page
    assert "Open: First." in page


def kept(partnership, part, clause, **values):
    version = kept_version(partnership=partnership, part=PARTS[part])
    return add_row(version=version, clause=version.part.clause(clause), values=values, by=None)


def in_days(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def lead_of(partnership, client):
    lead = MembershipFactory(partner=partnership.partners.first(), role=Role.LEAD).person
    client.force_login(lead)
    return lead


# What is agreed


def test_without_a_record_or_a_round(overview, reader):
    page = overview()
    assert "Not yet assessed, and without an exit strategy." in page
    assert "Nothing is written about how partners would part" in page
    assert "Nothing is written down yet." in page
    assert "No date lies ahead." in page


def test_without_partners(overview, client):
    partnership = PartnershipFactory()
    client.force_login(facilitator_of(partnership))
    assert (
        "Add the organisations that work together here" in client.get(partnership.get_absolute_url()).content.decode()
    )


def test_readiness_with_what_is_missing_and_where_to_meet_it(overview, partnership, reader):
    put_forward(partnership)
    page = overview()
    assert "No exit manager is named" in page
    assert reverse("record:part", args=[partnership.slug, "exit"]) + "#clause-looking_back" in page
    assert "1 of 15 checks passed" in page


def test_a_draft_alone_is_said_to_be_one(overview, partnership, reader):
    written(partnership)
    page = overview()
    assert "1 of 15 checks passed, by a draft" in page
    assert "Nothing was put forward yet" in page


def test_health_and_readiness_in_one_sentence(overview, partnership, reader):
    closed_round(partnership)
    put_forward(partnership)
    assert "Sound in every principle, and not ready to part well." in overview()


def test_who_has_and_who_has_not_signed(overview, partnership, reader):
    version = put_forward(partnership)
    first, second = partnership.partners.all()
    sign_version(version=version, partner=first, answer="declines", note="Not yet.", by=reader)
    page = overview()
    assert "One declined, one to come." in page
    assert "1 <small>of 2" in page
    assert page.index(f'{second}</span><span class="status">Not answered yet') < page.index("Declined")
    assert version.get_absolute_url() + "#signatures" in page


def test_what_is_agreed_waits_for_one_that_joined_later(overview, partnership, reader):
    version = put_forward(partnership)
    for partner in partnership.partners.all():
        sign_version(version=version, partner=partner, answer="agrees", note="", by=reader)
    assert "Agreed by all partners: exit strategy. Nothing waits for a signature." in overview()
    late = PartnerFactory(partnership=partnership)
    page = overview()
    assert "agreed before every partner had joined" in page
    assert f'{late}</span><span class="status">Not answered yet' in page


# What comes next


def test_dates_of_rounds_and_the_record_in_their_order(overview, partnership, reader):
    open_round(partnership, title="Spring round")
    kept(partnership, "identity", "standing", next_review_on=in_days(-3), term_ends_on=in_days(700))
    kept(partnership, "parting", "steps", step="Pack", state="to_do", due_on=in_days(30))
    page = overview()
    order = ["overdue", "Review of the partnership due", "Spring round", "Due: Pack", "term ends"]
    places = [page.index(words, page.index('id="dates"')) for words in order]
    assert places == sorted(places)


def test_notice_that_has_passed_is_not_listed(overview, partnership, reader):
    kept(partnership, "identity", "standing", term_ends_on=in_days(10))
    version = written(partnership).version
    add_row(version=version, clause=version.part.clause("notice"), values={"days": 90}, by=None)
    Version.objects.filter(pk=version.pk).update(state="agreed", agreed_at=timezone.now())
    page = overview()
    assert "term ends" in page
    assert "Last day for notice" not in page


# What needs the reader


def test_a_lead_is_asked_to_sign_here(overview, client, partnership):
    lead_of(partnership, client)
    put_forward(partnership)
    page = overview()
    assert "One thing needs you here." in page
    assert f"Answer for {partnership.partners.first()}: exit strategy, version 1" in page


def test_a_member_is_not_asked_to_sign(overview, partnership, reader):
    put_forward(partnership)
    assert "needs you here" not in overview()


def test_an_assessment_and_an_overdue_review(overview, client, partnership):
    lead_of(partnership, client)
    round_ = open_round(partnership)
    kept(partnership, "identity", "standing", next_review_on=in_days(-3))
    page = overview()
    assert f"Answer {round_.title}" in page
    assert "Review of the partnership, overdue" in page


def test_what_other_partnerships_need_is_not_here(overview, client, partnership):
    lead = lead_of(partnership, client)
    elsewhere = MembershipFactory(person=lead, role=Role.LEAD)
    put_forward(elsewhere.partnership)
    open_round(elsewhere.partnership, title="Elsewhere")
    page = overview()
    assert "Elsewhere" not in page
    assert "needs you here" not in page


# Closed


def test_a_closed_partnership_says_since_when_and_what_remains_owed(overview, client, partnership):
    lead_of(partnership, client)
    put_forward(partnership)
    kept(partnership, "parting", "steps", step="Hand over", state="to_do")
    by = facilitator_of(partnership)
    close_partnership(partnership=partnership, on=timezone.localdate(), words="It is over.", by=by)
    page = overview()
    for words in ("Closed since", "It is over.", "What remains owed", "Hand over", "No exit strategy was agreed"):
        assert words in page
    for words in ("needs you here", "Next dates", "Close this partnership", "Reopen it", "Start the exit strategy"):
        assert words not in page


# Queries


@pytest.mark.parametrize("size", [1, 4])
@pytest.mark.parametrize(("kind", "queries"), [("member", 15), ("lead", 19), ("facilitator", 21)])
def test_queries_do_not_grow(client, overview, partnership, size, kind, queries, django_assert_num_queries):
    person = (
        facilitator_of(partnership)
        if kind == "facilitator"
        else MembershipFactory(partner=partnership.partners.first(), role=kind).person
    )
    used = None
    for number in range(size):
        used = closed_round(partnership, title=f"Round {number}", **({"instrument": used.instrument} if used else {}))
        PartnerFactory(partnership=partnership)
        kept(partnership, "parting", "steps", step=f"Step {number}", state="to_do", due_on=in_days(9))
        open_round(partnership, title=f"Open {number}", instrument=used.instrument)
        draft(partnership, title=f"Draft {number}", instrument=used.instrument)
    kept(partnership, "identity", "standing", next_review_on=in_days(3))
    put_forward(partnership)
    client.force_login(person)
    with django_assert_num_queries(queries):
        overview()
