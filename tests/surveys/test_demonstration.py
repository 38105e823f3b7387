"""The demonstration fills itself, always alike, and spares other data."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from partnerships.models import Partnership
from surveys.models import Response, Round, RoundResult
from tests.factories import PartnerFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def answers():
    return sorted(str(sorted(row.items(), key=str)) for row in Response.objects.values_list("answers", flat=True))


def test_it_is_the_same_each_time(capsys):
    call_command("demo_data")
    first = answers()
    call_command("demo_data")
    assert answers() == first
    assert len(first) > 300


def test_it_has_a_story_for_each_kind_of_reader(capsys):
    call_command("demo_data")
    assert Partnership.objects.count() == 3
    assert Round.objects.filter(state=Round.State.OPEN).count() == 1
    assert RoundResult.objects.count() == 9
    assert set(Round.objects.values_list("mode", flat=True)) == {"attributed", "confidential"}
    for kind in ("member", "lead", "facilitator", "administrator"):
        assert User.objects.filter(email=f"{kind}@demo.example").exists()


def test_trust_falls_after_the_budget_cut(capsys):
    call_command("demo_data")
    rounds = Round.objects.filter(partnership__slug="westmere-ageing-well", state="closed").order_by("closes_at")
    trust = [
        round_.result.figures["figures"]["sections"]["trust"]["all"]["one_partner_one_voice"]["mean"]
        for round_ in rounds
    ]
    assert trust[1] - trust[2] > 0.5
    assert trust[3] > trust[2]


def test_it_spares_a_database_with_other_data(capsys):
    PartnerFactory()
    UserFactory()
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("demo_data")
    assert Partnership.objects.count() == 1


def test_it_spares_a_demonstration_with_other_people_in_it(capsys):
    call_command("demo_data")
    UserFactory(email="real@council.example")
    with pytest.raises(CommandError, match="Other people"):
        call_command("demo_data")
    assert User.objects.filter(email="real@council.example").exists()


def test_starting_leaves_what_is_there_alone(capsys):
    UserFactory()
    call_command("demo_data", "--if-empty")
    assert User.objects.count() == 1
