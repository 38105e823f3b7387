"""Schedules: who gets what, when, once, and how it ends."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from common.models import AuditEntry, OutgoingMail
from packs.models import Pack, Recipient, Schedule
from packs.services.making import make_packs
from packs.services.schedules import set_schedule
from packs.services.sending import quarter_begins, send, send_quarterly_packs
from partnerships.models import Partnership
from surveys.services.closing import close_partnership
from surveys.services.rounds import close_round
from tests.factories import MembershipFactory, PartnerFactory, closed_round, everybody_answers, open_round, people_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(world):
    def of(occasion="closing", people=None, files=("csv", "record-json")):
        chosen = people or [world.member, world.facilitator]
        return set_schedule(
            partnership=world.partnership, schedule=None, occasion=occasion, files=files, people=chosen,
            by=world.facilitator,
        )  # fmt: skip

    return of


def closes(world, title="Autumn check"):
    return closed_round(world.partnership, instrument=world.six, title=title)


def who_gets():
    return set(Pack.objects.values_list("person", flat=True))


def test_when_a_round_closes_each_recipient_gets_a_pack_of_their_own(world, plan):
    plan()
    round_ = closes(world)
    assert who_gets() == {world.member.pk, world.facilitator.pk}
    assert set(Pack.objects.values_list("round", "kind")) == {(round_.pk, "round")}
    assert Pack.objects.first().files == ["csv", "record-json"]


def test_the_mail_has_a_link_to_sign_in_and_one_to_stop_and_no_file(world, plan):
    plan(people=[world.member])
    closes(world)
    make_packs()
    mail = OutgoingMail.objects.get(key__startswith="pack/")
    assert f"/packs/{Pack.objects.get().pk}/" in mail.text
    assert mail.unsubscribe_url in mail.text
    assert "/schedules/" in mail.unsubscribe_url


def test_a_round_that_closes_twice_sends_once(world, plan):
    plan()
    round_ = closes(world)
    close_round(round_=round_, by=None)
    send(Schedule.objects.get(), f"round/{round_.pk}", round_)
    assert Pack.objects.count() == 2


def test_a_round_that_was_brought_in_sends_nothing(world, plan):
    plan()
    round_ = open_round(world.partnership, instrument=world.six)
    everybody_answers(round_)
    round_.imported = True
    round_.save()
    close_round(round_=round_, by=None)
    assert not Pack.objects.exists()


def test_another_partnerships_schedule_stays_quiet(world, plan):
    plan()
    elsewhere = PartnerFactory()
    people_of(elsewhere, 3)
    closed_round(elsewhere.partnership, instrument=world.six)
    assert not Pack.objects.exists()


def test_closing_the_partnership_sends_the_round_it_ends(world, plan):
    plan()
    everybody_answers(open_round(world.partnership, instrument=world.six))
    close_partnership(partnership=world.partnership, on=world.partnership.today, words="", by=world.facilitator)
    assert Pack.objects.count() == 2


def test_who_left_or_cannot_sign_in_gets_nothing(world, plan):
    plan(people=[world.member, world.lead, world.facilitator])
    world.partnership.memberships.filter(person=world.member).update(ended_at=timezone.now())
    world.lead.is_active = False
    world.lead.save()
    closes(world)
    assert who_gets() == {world.facilitator.pk}


def test_who_called_our_mail_unwanted_gets_nothing(world, plan):
    plan()
    OutgoingMail.objects.create(key="x", to=world.member.email, complained_at=timezone.now(), sent_at=timezone.now())
    closes(world)
    assert who_gets() == {world.facilitator.pk}


def test_an_account_that_was_merged_stands_for_the_other_one(world, plan):
    plan(people=[world.member])
    world.member.merged_into, world.member.is_active = world.lead, False
    world.member.save()
    closes(world)
    assert list(Pack.objects.values_list("person", flat=True)) == [world.lead.pk]


# Each quarter.


@pytest.mark.parametrize(
    ("day", "begins"),
    [((2027, 1, 1), (2027, 1, 1)), ((2027, 3, 31), (2027, 1, 1)), ((2027, 4, 1), (2027, 4, 1)),
     ((2027, 9, 30), (2027, 7, 1)), ((2027, 12, 31), (2027, 10, 1))],
)  # fmt: skip
def test_a_quarter_begins(day, begins):
    assert quarter_begins(date(*day)) == date(*begins)


@pytest.fixture
def quarterly(world, plan):
    """A schedule from February 2027."""
    with time_machine.travel(datetime(2027, 2, 10, tzinfo=UTC), tick=False):
        yield plan("quarter")


def sent_on(*moment):
    with time_machine.travel(datetime(*moment, tzinfo=UTC), tick=False):
        return send_quarterly_packs()


def test_each_quarter_is_met_once(quarterly):
    assert [sent_on(2027, 3, 31, 12), sent_on(2027, 4, 1, 6), sent_on(2027, 4, 1, 7), sent_on(2027, 6, 30)] == [
        0, 1, 0, 0,
    ]  # fmt: skip
    assert sent_on(2027, 7, 1, 6) == 1
    assert Pack.objects.count() == 4
    assert set(Pack.objects.values_list("kind", flat=True)) == {"partnership"}


def test_a_day_that_was_missed_is_made_up(quarterly):
    assert sent_on(2027, 4, 20) == 1


def test_the_quarter_begins_in_the_partnerships_zone(world, quarterly):
    Partnership.objects.filter(pk=world.partnership.pk).update(time_zone="Pacific/Auckland")
    # 11:00 on 31 March in London is midnight in Auckland.
    assert [sent_on(2027, 3, 31, 10, 59), sent_on(2027, 3, 31, 11)] == [0, 1]


def test_the_quarter_in_which_it_was_set_up_is_not_made_up(world, plan):
    with time_machine.travel(datetime(2027, 4, 2, tzinfo=UTC), tick=False):
        plan("quarter")
        assert send_quarterly_packs() == 0


def test_one_set_up_when_the_quarter_has_begun_there_waits_for_the_next(world, plan):
    Partnership.objects.filter(pk=world.partnership.pk).update(time_zone="Pacific/Auckland")
    with time_machine.travel(datetime(2027, 3, 31, 12, tzinfo=UTC), tick=False):
        plan("quarter")
    assert [sent_on(2027, 4, 2), sent_on(2027, 6, 30, 13)] == [0, 1]


def test_a_closed_partnership_sends_no_more_quarters(world, quarterly):
    close_partnership(partnership=world.partnership, on=date(2027, 2, 10), words="", by=world.facilitator)
    assert sent_on(2027, 4, 1) == 0


def test_the_command_says_how_many(quarterly, capsys):
    with time_machine.travel(datetime(2027, 4, 1, tzinfo=UTC), tick=False):
        call_command("send_quarterly_packs")
    assert capsys.readouterr().out == "1 schedules met\n"


# Pages.


def address(world, name="schedule", *args):
    return reverse(f"packs:{name}", args=[world.slug, *args])


def test_a_facilitator_sets_one_up(client, world):
    client.force_login(world.facilitator)
    data = {"occasion": "quarter", "kinds": ["json"], "people": [world.member.pk]}
    assert client.post(address(world, "schedule-create"), data).status_code == 302
    schedule = Schedule.objects.get()
    assert (schedule.occasion, schedule.files, schedule.recipients.get().person) == ("quarter", ["json"], world.member)
    assert AuditEntry.objects.filter(action="schedule.set", partnership_id=world.partnership.pk).exists()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"people": []}, "Choose at least one person."),
        ({"kinds": []}, "Choose at least one kind of file."),
        ({"occasion": ""}, "Choose when it is sent."),
        ({"people": ["999999"]}, "Select a valid choice."),
    ],
)
def test_what_is_missing_is_said(client, world, wrong, words):
    client.force_login(world.facilitator)
    data = {"occasion": "quarter", "kinds": ["json"], "people": [world.member.pk], **wrong}
    response = client.post(address(world, "schedule-create"), data)
    assert response.status_code == 422
    assert words in response.content.decode()


def test_only_people_of_the_partnership_can_be_chosen(client, world):
    stranger = MembershipFactory().person
    client.force_login(world.facilitator)
    data = {"occasion": "closing", "kinds": ["json"], "people": [stranger.pk]}
    assert client.post(address(world, "schedule-create"), data).status_code == 422


def test_changing_it_keeps_who_stopped_it_stopped(client, world, plan):
    schedule = plan()
    schedule.recipients.filter(person=world.member).update(stopped_at=timezone.now())
    client.force_login(world.facilitator)
    assert "(has stopped it)" in client.get(address(world, "schedule", schedule.pk)).content.decode()
    data = {"occasion": "closing", "kinds": ["csv"], "people": [world.member.pk, world.lead.pk]}
    client.post(address(world, "schedule", schedule.pk), data)
    closes(world)
    assert who_gets() == {world.lead.pk}


def test_ending_it_asks_once(client, world, plan):
    schedule = plan()
    client.force_login(world.facilitator)
    assert "End the schedule?" in client.get(address(world, "schedule-end", schedule.pk)).content.decode()
    client.post(address(world, "schedule-end", schedule.pk))
    assert not Schedule.objects.exists()


def test_ten_schedules_are_as_many_as_fit(client, world, plan):
    for _ in range(10):
        plan()
    client.force_login(world.facilitator)
    data = {"occasion": "closing", "kinds": ["csv"], "people": [world.member.pk]}
    assert "as many as fit" in client.post(address(world, "schedule-create"), data).content.decode()


def link_of(recipient_mail):
    return re.sub(r"^https?://[^/]+", "", recipient_mail.unsubscribe_url)


@pytest.fixture
def stop_link(world, plan):
    plan(people=[world.member])
    closes(world)
    make_packs()
    return link_of(OutgoingMail.objects.get(key__startswith="pack/"))


def test_one_click_stops_it_without_signing_in(client, world, stop_link):
    assert "Stop these packs?" in client.get(stop_link).content.decode()
    assert Recipient.objects.get().stopped_at is None
    assert "No more of these packs" in client.post(stop_link).content.decode()
    closes(world, "Winter check")
    assert Pack.objects.count() == 1


def test_stopping_is_nobody_elses_business(client, stop_link):
    client.post(stop_link)
    assert AuditEntry.objects.get(action="schedule.stopped").partnership_id is None


@pytest.mark.parametrize("token", ["1.wrong", "wrong", "x.y", "99999999999999999999999.z"])
def test_a_wrong_link_stops_nothing(client, stop_link, token):
    assert client.post(reverse("packs:stop", args=[token])).status_code == 404
    assert Recipient.objects.get().stopped_at is None


def test_a_link_of_a_schedule_that_was_ended_looks_like_a_wrong_one(client, stop_link):
    Schedule.objects.all().delete()
    assert client.get(stop_link).status_code == 404


def test_who_gets_it_stops_it_on_the_page_and_begins_again(client, world, plan):
    schedule = plan()
    client.force_login(world.member)
    mine = address(world, "schedule-mine", schedule.pk)
    assert "You get no more of it." in client.post(mine, {"stop": "1"}, follow=True).content.decode()
    assert "Send it to me again" in client.get(address(world, "reports")).content.decode()
    client.post(mine, {"begin": "1"})
    closes(world)
    assert world.member.pk in who_gets()


def test_a_member_sees_what_they_get_and_not_who_else(client, world, plan):
    plan()
    client.force_login(world.member)
    page = client.get(address(world, "reports")).content.decode()
    assert "When a round closes" in page
    assert str(world.facilitator) not in page
    client.force_login(world.lead)
    assert "When a round closes" not in client.get(address(world, "reports")).content.decode()


def test_who_is_not_named_has_nothing_to_stop(client, world, plan):
    schedule = plan()
    client.force_login(world.lead)
    assert client.post(address(world, "schedule-mine", schedule.pk), {"stop": "1"}).status_code == 404
