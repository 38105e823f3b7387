"""The demonstration whole: its people, rounds of every kind, and the stories that they tell."""

from __future__ import annotations

import pytest
from django.db.models import Count, Q
from django.utils import timezone

from accounts.models import User
from common.models import OutgoingMail
from packs.models import Pack, Schedule
from partnerships.models import Partnership
from surveys.models import FollowUp, Response, Round

pytestmark = pytest.mark.django_db


def means(slug, section):
    """All partners' mean of a section in each closed round that asks about it."""
    rounds = Round.objects.filter(partnership__slug=slug, state="closed").order_by("closes_at")
    sections = [round_.result.figures["figures"]["sections"] for round_ in rounds]
    figures = [rows[section]["all"] for rows in sections if section in rows]
    return [figure["one_partner_one_voice"]["mean"] for figure in figures]


def test_it_has_somebody_of_each_kind(filled):
    for kind in ("member", "lead", "facilitator", "administrator"):
        assert User.objects.filter(email=f"{kind}@demo.example").exists()


def test_it_has_five_kinds_of_partnership_with_three_to_six_closed_rounds_each(filled):
    assert Partnership.objects.values("kind").distinct().count() == 5
    closed = Partnership.objects.annotate(closed=Count("rounds", filter=Q(rounds__state="closed")))
    assert {3, 6} <= set(closed.values_list("closed", flat=True)) <= {3, 4, 5, 6}
    partners = Partnership.objects.annotate(size=Count("partners")).values_list("size", flat=True)
    assert (min(partners), max(partners)) == (4, 12)


def test_it_has_rounds_of_every_mode_view_and_state(filled):
    assert set(Round.objects.values_list("mode", flat=True)) == {"attributed", "confidential", "anonymous"}
    assert set(Round.objects.values_list("view", flat=True)) == {"partners", "together"}
    assert set(Round.objects.values_list("state", flat=True)) == {"draft", "open", "closed"}


def test_anonymous_answers_name_nobody(filled):
    rows = Response.objects.filter(round__mode="anonymous", is_submitted=True)
    assert rows.exists()
    assert not rows.exclude(participant=None, saved_at=None, submitted_at=None).exists()


def test_trust_falls_after_the_budget_cut_and_comes_back(filled):
    trust = means("westmere-ageing-well", "trust")
    assert trust[1] - trust[2] > 0.5
    assert trust[3] - trust[2] > 0.3


def test_commitment_slides_where_the_need_is_plain(filled):
    assert means("northgate-safer-streets", "commitment") == sorted(
        means("northgate-safer-streets", "commitment"), reverse=True
    )
    assert min(means("northgate-safer-streets", "need")) > 2.9


def test_a_joint_board_brings_arrangements_up(filled):
    arrangements = means("brightwater-repairs-alliance", "arrangements")
    assert arrangements[2] - arrangements[1] > 0.5


def test_a_board_recovers_while_one_partner_doubts_how_it_decides(filled):
    commitment = means("saltmere-harbour-quarter", "commitment")
    assert commitment[2] < commitment[1] - 0.5 < commitment[4]
    last = Round.objects.filter(partnership__slug="saltmere-harbour-quarter", state="closed").latest("closes_at")
    assert last.result.figures["figures"]["sections"]["arrangements"]["all"]["no_shared_view"]


def test_trust_grows_where_the_need_has_been_met(filled):
    need, trust = (means("fellmoor-rural-transport", section) for section in ("need", "trust"))
    assert need[0] - need[-1] > 0.8
    assert trust[-1] - trust[0] > 0.5


def test_the_pulse_shows_that_isolation_gave_way(filled):
    isolation, collaboration = (means("brightwater-repairs-alliance", key) for key in ("isolation", "collaboration"))
    assert isolation[0] - isolation[-1] > 0.3
    assert collaboration[-1] - collaboration[0] > 0.3


def test_people_have_heard_what_follows_from_the_last_round_of_one_partnership(filled):
    told = FollowUp.objects.filter(round__partnership__slug="westmere-ageing-well").exclude(sent_at=None)
    assert told.count() == 2
    assert all(item.round.closed_at < item.sent_at < timezone.now() for item in told)
    assert not OutgoingMail.objects.filter(key__contains="/follow-up/").exists()


def test_when_a_round_of_it_closes_leads_and_facilitator_get_a_pack(filled):
    schedule = Schedule.objects.get()
    assert (schedule.occasion, schedule.partnership.slug) == ("closing", "westmere-ageing-well")
    assert schedule.recipients.count() > 3
    assert not Pack.objects.exists()
