"""Single answers go when people were told they would; results stay."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from common.models import AuditEntry
from surveys.models import Comment, Response
from surveys.notices import notice_of
from surveys.services.retention import kept_until, remove_old_answers
from tests.factories import PartnerFactory, closed_round, draft, open_round, people_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed():
    partner = PartnerFactory()
    people_of(partner, 12)
    return closed_round(partner.partnership, kept_months=6)


def after(months: int):
    return time_machine.travel(timezone.now() + timedelta(days=31 * months))


def test_they_go_when_their_time_is_over_and_the_result_stays(closed, capsys):
    before = closed.result.answered
    with after(6):
        call_command("remove_old_answers")
    assert not Response.objects.exists()
    closed.result.refresh_from_db()
    assert closed.result.answered == before == 12
    assert AuditEntry.objects.get(action="round.answers-removed").details == {"answers": 12}


def test_comments_go_with_them(closed):
    Comment.objects.create(response=closed.responses.first(), place="need-barriers", text="Well")
    with after(6):
        remove_old_answers()
    assert not Comment.objects.exists()


def test_a_day_early_nothing_goes(closed):
    with time_machine.travel(kept_until(closed) - timedelta(days=1)):
        assert remove_old_answers() == []
    assert Response.objects.count() == 12


def test_what_is_kept_for_good_stays(closed):
    closed.kept_months = 0
    closed.save()
    with after(100):
        assert remove_old_answers() == []


def test_an_open_round_loses_nothing():
    partner = PartnerFactory()
    people_of(partner, 3)
    round_ = open_round(partner.partnership, closes_at=timezone.now() + timedelta(days=4000))
    assert kept_until(round_) is None


@pytest.mark.parametrize(
    ("months", "words"),
    [(36, "deleted 36 months after"), (1, "deleted one month after"), (0, "are kept")],
)
@pytest.mark.parametrize("mode", ["attributed", "confidential", "anonymous"])
def test_people_are_told_in_every_mode(mode, months, words):
    assert any(
        words in line for line in notice_of(draft(PartnerFactory().partnership, mode=mode, kept_months=months)).details
    )


def test_a_new_round_keeps_them_as_long_as_the_settings_say(settings):
    settings.ANSWERS_KEPT_MONTHS = 12
    assert draft(PartnerFactory().partnership).kept_months == 12
