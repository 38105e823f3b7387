"""A partnership on one page, in every state."""

from __future__ import annotations

from datetime import timedelta

import pytest

from surveys.models import Round
from tests.factories import closed_round, draft, facilitator_of, open_round

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
    for words in ("All principles score alike: 3.0 of 4.", "of 6 principles", "Read the results", "16 <small>of 16"):
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


@pytest.mark.parametrize("rounds", [1, 4])
def test_queries_do_not_grow_with_rounds(overview, partnership, reader, rounds, django_assert_num_queries):
    used = None
    for number in range(rounds):
        used = closed_round(partnership, title=f"Round {number}", **({"instrument": used.instrument} if used else {}))
    with django_assert_num_queries(7):
        overview()
