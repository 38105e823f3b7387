"""Reminders of a round: to whom, how often, and how they are stopped."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from common.models import AuditEntry, OutgoingMail
from partnerships.rules import Role
from surveys.models import ReminderLink
from surveys.services.pausing import pause_round
from surveys.services.reminding import plan_reminders, remind_now, send_round_reminders
from surveys.services.rounds import close_round, extend_round
from surveys.services.series import values_after
from tests.factories import MembershipFactory, PartnerFactory, draft, facilitator_of, instrument, open_round, people_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_():
    """Closes in ten days; four people were asked, and reminders go out 7 and 2 days before."""
    partner = PartnerFactory()
    people_of(partner, 4)
    return open_round(partner.partnership, closes_at=timezone.now() + timedelta(days=10), reminder_days=[7, 2])


@pytest.fixture
def by(round_):
    return facilitator_of(round_.partnership)


@pytest.fixture
def days(time_machine):
    """Moves on by so many days from the start."""
    start = timezone.now()
    return lambda count: time_machine.move_to(start + timedelta(days=count, minutes=1))


def reminded() -> list[str]:
    return sorted(OutgoingMail.objects.filter(key__contains="/reminder/").values_list("to", flat=True))


def link() -> str:
    return re.search(r"/reminders/[\w-]+/", OutgoingMail.objects.filter(key__contains="/reminder/").last().text)[0]


def test_planned_reminders_go_out_once_each(round_, days):
    assert send_round_reminders() == 0
    days(3)
    assert [send_round_reminders(), send_round_reminders()] == [1, 0]
    days(8)
    assert [send_round_reminders(), send_round_reminders()] == [1, 0]
    assert OutgoingMail.objects.filter(key__startswith=f"round/{round_.pk}/reminder/2/").count() == 4
    assert [row.people for row in round_.reminders.all()] == [4, 4]


def test_who_has_answered_is_switched_off_or_has_left_is_not_reminded(round_, by):
    answered, off, left, waiting = round_.participants.all()
    round_.participants.filter(pk=answered.pk).update(has_answered=True)
    User.objects.filter(pk=off.person_id).update(is_active=False)
    left.person.memberships.update(ended_at=timezone.now())
    assert remind_now(round_=round_, by=by) == 1
    assert reminded() == [waiting.person.email]


def test_who_declined_or_is_not_the_right_person_is_not_reminded(round_, by):
    declined, wrong, *_ = round_.participants.all()
    round_.participants.filter(pk=declined.pk).update(refusal="declined")
    round_.participants.filter(pk=wrong.pk).update(refusal="not-me")
    assert remind_now(round_=round_, by=by) == 2
    assert not {declined.person.email, wrong.person.email} & set(reminded())


def test_who_left_with_its_partner_is_not_reminded(round_, by):
    round_.partnership.partners.update(left_on=timezone.localdate())
    with pytest.raises(ValidationError, match="nobody to remind"):
        remind_now(round_=round_, by=by)


def test_who_called_our_mail_unwanted_is_not_reminded(round_, by):
    person = round_.participants.first().person
    OutgoingMail.objects.create(key="x", digest="x", to=person.email, complained_at=timezone.now())
    remind_now(round_=round_, by=by)
    assert person.email not in reminded()


def test_the_mail_says_who_sees_what_and_has_a_link_of_its_own(round_, by):
    remind_now(round_=round_, by=by)
    mail = OutgoingMail.objects.filter(key__contains="/reminder/1/").first()
    assert "/r/" in mail.text
    assert "Confidential. Readers see groups of three people or more" in mail.text
    assert mail.unsubscribe_url.endswith(re.search(r"/reminders/[\w-]+/", mail.text)[0])


def test_one_by_hand_counts_and_two_within_a_day_are_refused(round_, by, days):
    for day in (0, 2, 4):
        days(day)
        remind_now(round_=round_, by=by)
        with pytest.raises(ValidationError, match="went out"):
            remind_now(round_=round_, by=by)
    days(8)
    assert send_round_reminders() == 0
    assert len(reminded()) == 12


def test_an_extended_round_reminds_before_the_new_deadline(round_, by, days):
    days(3)
    send_round_reminders()
    extend_round(round_=round_, closes_at=round_.closes_at + timedelta(days=14), by=by)
    days(8)
    assert send_round_reminders() == 0
    days(17)
    assert send_round_reminders() == 1


def test_a_new_plan_does_not_send_what_would_have_gone_out_before(round_, by, days):
    days(2)
    plan_reminders(round_=round_, days=[9, 1], by=by)
    assert send_round_reminders() == 0
    days(9)
    call_command("send_round_reminders")
    assert len(reminded()) == 4


def test_a_closed_round_reminds_nobody(round_, by, days):
    close_round(round_=round_, by=by)
    days(3)
    assert send_round_reminders() == 0
    with pytest.raises(ValidationError, match="takes no answers"):
        remind_now(round_=round_, by=by)
    with pytest.raises(ValidationError, match="takes no answers"):
        plan_reminders(round_=round_, days=[1], by=by)


def test_only_the_digest_of_a_token_is_stored(round_, by):
    remind_now(round_=round_, by=by)
    stored = ReminderLink.objects.values_list("token_sha256", flat=True)
    assert len(stored) == 4
    assert link().split("/")[2] not in stored
    assert all(len(value) == 64 for value in stored)


def test_the_audit_trail_does_not_say_how_many(round_, by):
    remind_now(round_=round_, by=by)
    assert AuditEntry.objects.get(action="round.reminded").details == {"number": 1}


def test_opening_the_link_changes_nothing_and_the_button_stops_them(client, round_, by, days):
    remind_now(round_=round_, by=by)
    page = client.get(link())
    assert (page["Referrer-Policy"], page["Cache-Control"]) == ("no-referrer", "no-store")
    assert "Stop reminders?" in page.content.decode()
    assert not round_.participants.filter(wants_no_reminders=True).exists()
    assert "No more reminders" in client.post(link()).content.decode()
    days(2)
    remind_now(round_=round_, by=by)
    assert len(reminded()) == 4 + 3


def test_a_mail_program_stops_them_by_one_post_without_a_cookie(round_, by):
    remind_now(round_=round_, by=by)
    address = OutgoingMail.objects.filter(key__contains="/reminder/").last().unsubscribe_url
    response = Client(enforce_csrf_checks=True).post(
        address.removeprefix("http://localhost:8000"), {"List-Unsubscribe": "One-Click"}
    )
    assert response.status_code == 200
    assert round_.participants.filter(wants_no_reminders=True).count() == 1


def test_a_wrong_link_and_one_of_a_closed_round_look_the_same(client, round_, by):
    remind_now(round_=round_, by=by)
    address = link()
    wrong = client.get("/reminders/wrong/")
    close_round(round_=round_, by=by)
    closed = client.get(address)
    assert (wrong.status_code, closed.status_code, wrong["Referrer-Policy"]) == (404, 404, "no-referrer")
    assert wrong.content == closed.content


def test_ten_wrong_links_a_minute_are_enough(client, round_, by):
    remind_now(round_=round_, by=by)
    for _ in range(10):
        client.get("/reminders/wrong/")
    assert client.get("/reminders/wrong/").status_code == 429
    assert client.post(link()).status_code == 429


def test_a_facilitator_plans_and_sends(client, round_, by):
    client.force_login(by)
    address = reverse("surveys:round-reminders", args=[round_.partnership.slug, round_.pk])
    assert "4 people have not answered and would get it" in client.get(address).content.decode()
    client.post(address, {"reminder_days": "5, 1"})
    client.post(reverse("surveys:round-remind", args=[round_.partnership.slug, round_.pk]))
    page = client.get(address).content.decode()
    assert "One reminder went out. The next goes out" in page
    assert "to 4 people" in page
    assert "5 and 1 days before the deadline" in page
    assert "Give people a day" in page


def test_what_are_no_days_is_said_and_nothing_is_stored(client, round_, by):
    client.force_login(by)
    address = reverse("surveys:round-reminders", args=[round_.partnership.slug, round_.pk])
    assert "Nothing was saved yet" in client.post(address, {"reminder_days": "soon"}).content.decode()
    round_.refresh_from_db()
    assert round_.reminder_days == [7, 2]


def test_an_administrator_is_not_told_how_many_wait(client, round_, by):
    client.force_login(User.objects.create_user("administrator@test.example", is_administrator=True))
    address = reverse("surveys:round-reminders", args=[round_.partnership.slug, round_.pk])
    assert "Everybody who has not answered would get it" in client.get(address).content.decode()


def test_the_board_says_how_many_went_out_and_when_the_next_goes(client, round_, by):
    client.force_login(MembershipFactory(partner=round_.partnership.partners.get(), role=Role.LEAD).person)
    address = reverse("surveys:round", args=[round_.partnership.slug, round_.pk])
    assert "No reminder went out yet. The next goes out" in client.get(address).content.decode()


def test_a_draft_says_when_it_will_remind(client, round_, by):
    client.force_login(by)
    drafted = draft(round_.partnership, instrument=instrument(), reminder_days=[3])
    page = client.get(reverse("surveys:round-launch", args=[round_.partnership.slug, drafted.pk])).content.decode()
    assert "Reminders: 3 days before the deadline." in page


def test_while_it_is_paused_nobody_is_reminded_and_reminders_can_be_stopped(client, round_, by, days):
    remind_now(round_=round_, by=by)
    pause_round(round_=round_, by=by)
    days(3)
    assert send_round_reminders() == 0
    assert client.post(link()).status_code == 200
    client.force_login(by)
    address = reverse("surveys:round-reminders", args=[round_.partnership.slug, round_.pk])
    assert "None goes out while it is paused." in client.get(address).content.decode()


def test_the_next_round_like_the_last_is_planned_alike(round_):
    assert values_after(round_, round_.closes_at)["reminder_days"] == [7, 2]
