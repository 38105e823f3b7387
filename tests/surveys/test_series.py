"""Asking again: like last time by hand, or prepared every so many months; what cannot be compared is said first."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from common.models import OutgoingMail
from surveys.models import Round, Series
from surveys.services.pausing import call_off_round
from surveys.services.series import next_closing, set_series, title_after
from surveys.words import season_words
from tests.factories import PartnerFactory, closed_round, facilitator_of, open_round, people_of

NOON = datetime(2027, 1, 31, 17, tzinfo=UTC)


@pytest.fixture
def last(db):
    partner = PartnerFactory()
    people_of(partner, 12)
    times = {"opens_at": timezone.now() - timedelta(days=30), "closes_at": timezone.now() - timedelta(days=2)}
    with time_machine.travel(times["closes_at"] - timedelta(days=1)):
        return closed_round(partner.partnership, title="The yearly look", mode="anonymous", minimum_group=4, **times)


@pytest.fixture
def facilitator(last):
    return facilitator_of(last.partnership)


def prepared(last, *, after: int) -> list[Round]:
    with time_machine.travel(last.closes_at + timedelta(days=after)):
        call_command("prepare_due_rounds")
    return list(last.partnership.rounds.filter(state="draft"))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 3, 1), "Spring 2026"),
        (date(2026, 11, 30), "Autumn 2026"),
        (date(2026, 12, 1), "Winter 2026/27"),
        (date(2027, 2, 28), "Winter 2026/27"),
    ],
)
def test_seasons_are_those_of_titles(day, words):
    assert season_words(day) == words


def test_a_title_gets_the_new_season():
    last = Round(title="Winter 2026/27 look", closes_at=NOON)
    last.partnership_id = None
    last._state.fields_cache["partnership"] = type("P", (), {"time_zone": "Europe/London"})()
    assert title_after(last, date(2027, 7, 31)) == "Summer 2027 look"


@given(months=st.integers(1, 36), day=st.dates(date(2024, 1, 1), date(2030, 12, 31)))
def test_the_next_closing_is_so_many_months_later_at_the_same_hour(months, day):
    last = Round(closes_at=datetime(day.year, day.month, day.day, 17, tzinfo=UTC))
    last._state.fields_cache["partnership"] = type("P", (), {"time_zone": "Europe/London"})()
    closed, found = last.closes_at.astimezone(last.zone), next_closing(Series(months=months), last)
    assert (found.year - closed.year) * 12 + found.month - closed.month == months
    assert found.hour == closed.hour
    assert found.day <= closed.day


def test_six_weeks_before_it_would_close_the_next_round_is_drafted_like_the_last(last, facilitator):
    set_series(partnership=last.partnership, months=6, by=facilitator)
    assert prepared(last, after=120) == []
    [draft] = prepared(last, after=145)
    assert (draft.mode, draft.minimum_group, draft.instrument) == ("anonymous", 4, last.instrument)
    assert draft.closes_at - draft.opens_at >= timedelta(days=20)


def test_it_is_drafted_once_and_the_facilitator_told_once(last, facilitator):
    set_series(partnership=last.partnership, months=6, by=facilitator)
    prepared(last, after=145)
    assert len(prepared(last, after=146)) == 1
    assert OutgoingMail.objects.get(to=facilitator.email, subject__contains="is prepared").text.count("Nobody is asked")


def test_where_nothing_ran_for_years_people_get_their_three_weeks(last, facilitator):
    set_series(partnership=last.partnership, months=3, by=facilitator)
    [draft] = prepared(last, after=900)
    assert draft.opens_at >= last.closes_at + timedelta(days=900)


@pytest.mark.parametrize("state", ["open", "closed partnership", "switched off"])
def test_nothing_is_drafted_where_it_would_be_wrong(last, facilitator, state):
    set_series(partnership=last.partnership, months=6, by=facilitator)
    if state == "open":
        open_round(last.partnership, instrument=last.instrument, closes_at=last.closes_at + timedelta(days=400))
    elif state == "switched off":
        set_series(partnership=last.partnership, months=None, by=facilitator)
    else:
        last.partnership.stage, last.partnership.closed_on = "closed", last.partnership.today
        last.partnership.save()
    assert prepared(last, after=200) == []


def test_a_round_called_off_is_no_last_round(last, facilitator):
    set_series(partnership=last.partnership, months=6, by=facilitator)
    called_off = open_round(last.partnership, instrument=last.instrument, title="Called off")
    call_off_round(round_=called_off, because="Merger", by=facilitator)
    assert prepared(last, after=145)[0].title.endswith("Partnership health check")


def test_a_facilitator_says_how_often_and_reads_when_the_next_is_prepared(client, last, facilitator):
    client.force_login(facilitator)
    address = reverse("surveys:series", args=[last.partnership.slug])
    page = client.post(address, {"months": "6"}, follow=True).content.decode()
    assert "You ask every 6 months. The next round is prepared on" in page
    client.post(address, {"months": ""})
    assert not Series.objects.exists()


def test_what_is_no_choice_is_refused(client, last, facilitator):
    client.force_login(facilitator)
    page = client.post(reverse("surveys:series", args=[last.partnership.slug]), {"months": "5"})
    assert "Select a valid choice" in page.content.decode()
    assert not Series.objects.exists()


def test_asking_again_begins_with_the_last_rounds_settings(client, last, facilitator):
    client.force_login(facilitator)
    response = client.get(reverse("surveys:round-create", args=[last.partnership.slug]) + "?again")
    assert "This draft is like" in response.content.decode()
    values = {name: response.context["form"][name].value() for name in ("mode", "minimum_group", "instrument")}
    assert values == {"mode": "anonymous", "minimum_group": 4, "instrument": last.instrument_id}
