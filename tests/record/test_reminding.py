"""Mail about dates that come near, each once however often the command runs."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from common.models import OutgoingMail
from record.models import Version
from record.parts import PARTS
from record.services.agreeing import sign_version
from record.services.drafts import kept_version
from record.services.writing import add_row
from tests.record.made import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World()


def review_in(world, days, field="next_review_on"):
    version = kept_version(partnership=world.partnership, part=PARTS["identity"])
    day = timezone.localdate() + timedelta(days=days)
    add_row(version=version, clause=version.part.clause("standing"), values={field: day.isoformat()}, by=None)


def mails(after=0):
    with time_machine.travel(timezone.now() + timedelta(days=after)):
        call_command("send_record_reminders")
    return list(OutgoingMail.objects.exclude(key__contains="/asks/").values_list("to", "subject"))


def test_leads_are_told_of_a_review_thirty_days_before_and_on_the_day(world):
    review_in(world, 31)
    assert mails() == []
    assert {to for to, _ in mails(after=1)} == {lead.email for lead in world.leads}
    assert len(mails(after=20)) == 2
    assert len(mails(after=31)) == 4
    assert len(mails(after=32)) == 4


def test_the_mail_says_what_and_when(world):
    review_in(world, 10)
    subject = mails()[0][1]
    assert "review of the partnership due" in subject
    assert world.partnership.name in subject


def test_what_has_been_overdue_for_long_is_not_mailed_about(world):
    review_in(world, -8)
    assert mails() == []


def test_the_end_of_the_term_is_mailed_about_too(world):
    review_in(world, 5, "term_ends_on")
    assert "term ends" in mails()[0][1]


def test_a_date_that_was_moved_is_mailed_about_again(world):
    review_in(world, 5)
    assert len(mails()) == 2
    version = kept_version(partnership=world.partnership, part=PARTS["identity"])
    entry = version.entries.get()
    entry.values = {"next_review_on": (timezone.localdate() + timedelta(days=9)).isoformat()}
    entry.save()
    assert len(mails()) == 4


def test_those_who_have_not_answered_are_asked_a_week_and_a_day_before(world):
    version = world.proposed()
    sign_version(version=version, partner=world.partners[0], answer="agrees", note="", by=None)
    late = world.leads[1].email
    assert mails(after=13) == []
    assert [to for to, _ in mails(after=14)] == [late]
    assert [to for to, _ in mails(after=16)] == [late]
    assert [to for to, _ in mails(after=20)] == [late] * 2
    assert [to for to, _ in mails(after=21)] == [late] * 2


def test_with_less_than_a_week_to_answer_only_the_last_call_is_made(world):
    version = world.proposed()
    Version.objects.filter(pk=version.pk).update(answers_due_on=timezone.localdate() + timedelta(days=4))
    assert mails() == []
    assert len(mails(after=3)) == 2


def test_a_closed_partnership_is_left_alone(world):
    review_in(world, 5)
    world.proposed()
    world.partnership.stage, world.partnership.closed_on = "closed", timezone.localdate()
    world.partnership.save()
    assert mails(after=20) == []


def test_people_whose_account_is_switched_off_get_none(world):
    review_in(world, 5)
    world.leads[0].is_active = False
    world.leads[0].save()
    assert [to for to, _ in mails()] == [world.leads[1].email]
