"""A person's calendar: its address, who may read it, and what it holds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from accounts.services import set_active
from common.models import AuditEntry
from record.models import CalendarFeed
from record.parts import PARTS
from record.services.drafts import kept_version
from record.services.feeds import make_feed, switch_off_feed
from record.services.writing import add_row
from surveys.services.merging import merge_people
from tests.factories import MembershipFactory, PartnerFactory, UserFactory, open_round, put_forward

pytestmark = pytest.mark.django_db


@pytest.fixture
def membership():
    membership = MembershipFactory()
    version = kept_version(partnership=membership.partnership, part=PARTS["identity"])
    review = {"next_review_on": (timezone.localdate() + timedelta(days=9)).isoformat()}
    add_row(version=version, clause=version.part.clause("standing"), values=review, by=None)
    return membership


def address(token):
    return reverse("calendar-feed", args=[token])


def events(client, token):
    response = client.get(address(token))
    assert response.status_code == 200
    return Calendar.from_ical(response.content).walk("VEVENT")


def summaries(client, token):
    return [str(event["summary"]) for event in events(client, token)]


def test_dates_of_the_record_and_deadlines_of_rounds(client, membership):
    round_ = open_round(membership.partnership, title="Spring round")
    version = put_forward(membership.partnership)
    found = {str(event["summary"]): event for event in events(client, make_feed(person=membership.person))}
    name = membership.partnership.name
    assert set(found) == {
        f"Review of the partnership due: {name}",
        f"Answers due on the exit strategy, version 1: {name}",
        f"Spring round closes: {name}",
    }
    assert found[f"Spring round closes: {name}"].decoded("dtstart") == round_.closes_at.replace(microsecond=0)
    due = found[f"Answers due on the exit strategy, version 1: {name}"]
    assert due.decoded("dtstart") == version.answers_due_on
    assert "/record/exit/" in due["url"]


def test_a_moved_date_keeps_its_uid(client, membership):
    token = make_feed(person=membership.person)
    before = events(client, token)[0]
    entry = membership.partnership.record_versions.get().entries.get()
    entry.values = {"next_review_on": (timezone.localdate() + timedelta(days=20)).isoformat()}
    entry.save()
    after = events(client, token)[0]
    assert before["uid"] == after["uid"]
    assert before.decoded("dtstart") != after.decoded("dtstart")


def test_only_partnerships_that_the_person_may_see_now(client, membership):
    PartnerFactory()
    token = make_feed(person=membership.person)
    open_round(membership.partnership)
    assert len(events(client, token)) == 2
    membership.ended_at = timezone.now()
    membership.save()
    assert events(client, token) == []


def test_no_dates_of_closed_partnerships(client, membership):
    token = make_feed(person=membership.person)
    membership.partnership.stage, membership.partnership.closed_on = "closed", timezone.localdate()
    membership.partnership.save()
    assert events(client, token) == []


def test_it_is_a_calendar_that_nobody_keeps_and_needs_no_sign_in(client, membership):
    response = client.get(address(make_feed(person=membership.person)))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"


def test_wrong_renewed_switched_off_and_deactivated_look_the_same(client, membership):
    person = membership.person
    old = make_feed(person=person)
    make_feed(person=person)
    wrong, renewed = client.get(address("wrong")), client.get(address(old))
    off = make_feed(person=person)
    switch_off_feed(person=person, by=person)
    switched_off = client.get(address(off))
    assert {item.status_code for item in (wrong, renewed, switched_off)} == {404}
    assert wrong.content == renewed.content == switched_off.content


def test_switching_an_account_off_revokes_its_address_for_good(client, membership):
    token, by = make_feed(person=membership.person), UserFactory(is_administrator=True)
    set_active(person=membership.person, is_active=False, by=by)
    assert client.get(address(token)).status_code == 404
    set_active(person=membership.person, is_active=True, by=by)
    assert client.get(address(token)).status_code == 404


def test_merging_an_account_away_revokes_its_address(client, membership):
    token = make_feed(person=membership.person)
    merge_people(kept=UserFactory(), merged=membership.person, by=UserFactory(is_administrator=True))
    assert client.get(address(token)).status_code == 404


def test_ten_wrong_tries_a_minute(client, membership):
    token = make_feed(person=membership.person)
    for number in range(10):
        assert client.get(address(f"wrong-{number}")).status_code == 404
    assert client.get(address("wrong")).status_code == 429
    assert client.get(address(token)).status_code == 429


def test_the_address_is_shown_once_and_only_its_digest_is_stored(client, membership):
    client.force_login(membership.person)
    assert "Make an address" in client.get(reverse("calendar")).content.decode()
    page = client.post(reverse("calendar-make"))
    shown = page.context["address"]
    token = shown.rpartition("/")[2].removesuffix(".ics")
    assert CalendarFeed.objects.get().token_sha256 != token
    assert len(events(client, token)) == 1
    assert shown not in client.get(reverse("calendar")).content.decode()
    assert "no-store" in page["Cache-Control"]


def test_switching_it_off_on_the_page(client, membership):
    token = make_feed(person=membership.person)
    client.force_login(membership.person)
    assert "Switched off." in client.post(reverse("calendar-off"), follow=True).content.decode()
    assert client.get(address(token)).status_code == 404


def test_making_and_switching_off_is_in_the_audit_trail_without_the_token(membership):
    token = make_feed(person=membership.person)
    switch_off_feed(person=membership.person, by=membership.person)
    entries = AuditEntry.objects.filter(action__startswith="person.calendar")
    assert [entry.action for entry in entries] == ["person.calendar-off", "person.calendar-made"]
    assert token not in str([entry.details for entry in entries])


@pytest.mark.parametrize("others", [0, 5])
def test_queries_do_not_grow_with_partnerships(client, membership, others, django_assert_num_queries):
    round_ = open_round(membership.partnership)
    for _ in range(others):
        more = MembershipFactory(person=membership.person)
        open_round(more.partnership, instrument=round_.instrument)
        put_forward(more.partnership)
    token = make_feed(person=membership.person)
    with django_assert_num_queries(6):
        client.get(address(token))
