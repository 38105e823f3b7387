"""Closing a partnership ends its rounds, keeps everything readable, and says what remains owed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from common.models import AuditEntry
from partnerships.forms import NewPartnershipForm, PartnershipForm
from partnerships.models import Partnership
from partnerships.rules import Role
from partnerships.services.closing import PartnershipClosedError, reopen_partnership
from partnerships.services.invitations import invite_person
from partnerships.services.partnerships import add_partner, edit_partnership, partner_leaves
from partnerships.services.people import add_member, change_role, end_membership
from record.models import Version
from record.parts import PARTS
from record.services.agreeing import propose_version, sign_version
from record.services.drafts import start_draft
from surveys.models import Round
from surveys.services.closing import close_partnership, plan_closing
from surveys.services.rounds import create_round, launch_round
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    PartnershipFactory,
    UserFactory,
    draft,
    everybody_answers,
    facilitator_of,
    open_round,
    put_forward,
    written,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return MembershipFactory()


@pytest.fixture
def partnership(member):
    return member.partnership


@pytest.fixture
def by(partnership):
    return facilitator_of(partnership)


def close(partnership, by, **fields):
    close_partnership(partnership=partnership, **{"on": timezone.localdate(), "words": "", "by": by, **fields})


def test_open_rounds_are_counted_and_drafts_deleted(partnership, by):
    running = open_round(partnership)
    everybody_answers(running)
    draft(partnership, instrument=running.instrument, title="Never launched")
    close(partnership, by)
    running.refresh_from_db()
    assert (running.state, running.result.answered) == ("closed", 1)
    assert list(partnership.rounds.all()) == [running]


def test_a_round_that_nobody_answered_is_closed_as_well(partnership, by):
    running = open_round(partnership)
    close(partnership, by)
    assert Round.objects.get(pk=running.pk).result.answered == 0


def test_the_plan_says_what_will_happen(partnership, by):
    running = open_round(partnership)
    drafted = draft(partnership, instrument=running.instrument)
    invite_person(partnership=partnership, email="new@test.example", role=Role.FACILITATOR, by=by)
    plan = plan_closing(partnership)
    assert [(item.round, item.sent, item.asked) for item in plan.rounds] == [(running, 0, 1)]
    assert (plan.drafts, plan.invitations) == ((drafted,), 1)


def test_it_is_closed_since_a_day_in_words(partnership, by):
    day = timezone.localdate()
    close(partnership, by, words="Our goals are met.")
    assert (partnership.stage, partnership.closed_on, partnership.closing_words) == (
        "closed",
        day,
        "Our goals are met.",
    )
    entry = AuditEntry.objects.get(action="partnership.closed")
    assert (entry.actor, entry.details["day"], entry.details["before"]) == (by, day.isoformat(), "working")


@pytest.mark.parametrize(("days", "said"), [(1, "yet to come"), (-4000, "It began on")])
def test_a_day_that_cannot_be_changes_nothing(partnership, by, days, said):
    running = open_round(partnership)
    with pytest.raises(ValidationError, match=said):
        close(partnership, by, on=timezone.localdate() + timedelta(days=days))
    running.refresh_from_db()
    assert (running.state, Partnership.objects.get().stage) == ("open", "working")


def test_the_database_wants_a_day(partnership):
    with pytest.raises(IntegrityError):
        Partnership.objects.filter(pk=partnership.pk).update(stage="closed")


def test_waiting_invitations_stop_working(partnership, by):
    invitation = invite_person(partnership=partnership, email="new@test.example", role=Role.FACILITATOR, by=by)
    close(partnership, by)
    invitation.refresh_from_db()
    assert invitation.revoked_at is not None


def test_nothing_can_be_changed_by_any_service(partnership, member, by):
    version = written(partnership).version
    drafted, partner = draft(partnership), member.partner
    Round.objects.filter(pk=drafted.pk).update(partnership=PartnershipFactory())
    close(partnership, by)
    Round.objects.filter(pk=drafted.pk).update(partnership=partnership)
    drafted.refresh_from_db()
    now, today = timezone.now(), timezone.localdate()
    facts = {"name": "New", "kind": "other", "stage": "working", "summary": "", "time_zone": "Europe/London"}
    for attempt in (
        lambda: edit_partnership(partnership=partnership, **facts, by=by),
        lambda: add_partner(partnership=partnership, organisation=OrganisationFactory(), by=by),
        lambda: partner_leaves(partner=partner, on=today, by=by),
        lambda: add_member(partnership=partnership, person=UserFactory(), role=Role.FACILITATOR, by=by),
        lambda: change_role(membership=member, role=Role.LEAD, by=by),
        lambda: invite_person(partnership=partnership, email="x@test.example", role=Role.FACILITATOR, by=by),
        lambda: create_round(
            partnership=partnership,
            instrument=drafted.instrument,
            title="Late",
            opens_at=now,
            closes_at=now + timedelta(days=1),
            mode="confidential",
            by=by,
        ),
        lambda: launch_round(round_=drafted, by=by),
        lambda: start_draft(partnership=partnership, part=PARTS["purpose"], by=by),
        lambda: propose_version(version=version, changes="", answers_due_on=today, by=by),
        lambda: sign_version(version=version, partner=partner, answer="agrees", note="", by=by),
    ):
        with pytest.raises(PartnershipClosedError, match="nothing can be changed"):
            attempt()


def test_closing_twice_is_refused(partnership, by):
    close(partnership, by)
    with pytest.raises(PartnershipClosedError):
        close(partnership, by)


def test_roles_can_still_be_ended(partnership, member, by):
    close(partnership, by)
    end_membership(membership=member, by=by)
    assert member.ended_at is not None


def test_the_record_stays_as_it_was(partnership, by):
    proposed = put_forward(partnership)
    start_draft(partnership=partnership, part=PARTS["purpose"], by=by)
    close(partnership, by)
    assert Version.objects.get(pk=proposed.pk).state == "proposed"
    assert Version.objects.filter(state="draft").count() == 1


def test_reopening_leaves_rounds_closed(partnership, by):
    running = open_round(partnership)
    close(partnership, by)
    reopen_partnership(partnership=partnership, stage="winding_down", by=UserFactory(is_administrator=True))
    assert (partnership.stage, partnership.closed_on) == ("winding_down", None)
    assert Round.objects.get(pk=running.pk).state == "closed"
    assert AuditEntry.objects.filter(action="partnership.reopened").count() == 1


def test_a_partnership_that_is_open_is_not_reopened(partnership, by):
    with pytest.raises(ValidationError, match="is not closed"):
        reopen_partnership(partnership=partnership, stage="working", by=by)
    close(partnership, by)
    with pytest.raises(ValidationError, match="from the list"):
        reopen_partnership(partnership=partnership, stage="closed", by=by)


def test_closed_is_no_stage_to_pick(partnership, by):
    for form in (PartnershipForm(), NewPartnershipForm()):
        assert "closed" not in dict(form.fields["stage"].choices)
    facts = {"name": "New", "kind": "other", "stage": "closed", "summary": "", "time_zone": "Europe/London"}
    with pytest.raises(ValidationError, match="the page for closing"):
        edit_partnership(partnership=partnership, **facts, by=by)


def test_the_page_names_what_will_happen_and_what_remains_owed(client, partnership, by):
    running = open_round(partnership, title="Running")
    draft(partnership, title="Unlaunched", instrument=running.instrument)
    client.force_login(by)
    page = client.get(reverse("surveys:partnership-close", args=[partnership.slug])).content.decode()
    for words in ("Running", "0 of 1 person has sent", "Unlaunched", "deleted", "No exit strategy was agreed"):
        assert words in page


def test_closing_on_the_page(client, partnership, by):
    client.force_login(by)
    address = reverse("surveys:partnership-close", args=[partnership.slug])
    assert client.post(address, {"on": "2999-01-01"}).status_code == 422
    assert "yet to come" in client.post(address, {"on": "2999-01-01"}).content.decode()
    page = client.post(address, {"on": timezone.localdate(), "words": "Done."}, follow=True).content.decode()
    assert "Closed since" in page
    assert "What remains owed" in page
    assert "Done." in page


def test_an_administrator_reopens_on_the_page(client, partnership, by):
    close(partnership, by)
    client.force_login(UserFactory(is_administrator=True))
    address = reverse("partnerships:reopen", args=[partnership.slug])
    assert address in client.get(partnership.get_absolute_url()).content.decode()
    client.post(address, {"stage": "reviewing"})
    assert Partnership.objects.get(pk=partnership.pk).stage == "reviewing"
    assert client.get(address).status_code == 302
