"""A person's own earlier rounds on the receipt."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from surveys.models import Round
from surveys.own_rounds import moved, own_rounds
from surveys.scoring import receipt
from tests.factories import PartnerFactory, closed_round, open_round, people_of, sent
from tests.surveys.made import definition_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return people_of(PartnerFactory(), 1)[0]


@pytest.fixture
def partnership(person):
    return person.memberships.get().partnership


def earlier(partnership, score, title, **fields):
    days = fields.pop("days", 90)
    closes = timezone.now() + timedelta(hours=1)
    round_ = closed_round(partnership, score, title=title, closes_at=closes, **fields)
    moved_back = timedelta(days=days)
    Round.objects.filter(pk=round_.pk).update(opens_at=round_.opens_at - moved_back, closes_at=closes - moved_back)
    return round_


def answering(partnership, person, score=3, **fields):
    participant = open_round(partnership, **fields).participants.get(person=person)
    response = sent(participant, dict.fromkeys(participant.round.instrument.content.statement_keys, score))
    return participant, response


def test_the_first_round_has_nothing_beside_it(partnership, person):
    assert own_rounds(*answering(partnership, person)) is None


def test_earlier_rounds_stand_side_by_side_oldest_first(partnership, person):
    earlier(partnership, 4, "Second", days=10)
    earlier(partnership, 2, "First", days=100)
    past = own_rounds(*answering(partnership, person, title="Third"))
    assert past.titles == ("First", "Second", "Third")
    assert past.rows[0].scores == ("12.0", "24.0", "18.0")
    assert past.overall == ("72.0", "144.0", "108.0")


def test_another_persons_rounds_are_not_among_them(partnership, person):
    earlier(partnership, 2, "Theirs")
    newcomer = people_of(partnership.partners.get(), 1)[0]
    assert own_rounds(*answering(partnership, newcomer)) is None


def test_anonymous_rounds_are_not_among_them(partnership, person):
    round_ = earlier(partnership, 2, "Named")
    round_.responses.update(participant=None)  # as sending in an anonymous round leaves them
    assert own_rounds(*answering(partnership, person)) is None


def test_the_receipt_shows_what_was_answered_before(client, partnership, person):
    earlier(partnership, 2, "Spring")
    participant, _ = answering(partnership, person, 3)
    client.force_login(person)
    page = client.get(reverse("surveys:receipt", args=[partnership.slug, participant.round_id])).content.decode()
    assert "Since Spring you score need 6 higher." in page
    assert "before: Disagree" in page


def test_the_receipt_of_a_first_round_says_that_it_is_the_first(client, partnership, person):
    participant, _ = answering(partnership, person)
    client.force_login(person)
    page = client.get(reverse("surveys:receipt", args=[partnership.slug, participant.round_id])).content.decode()
    assert "This is the first round you have answered here" in page


def test_what_moved_most_up_and_down():
    made = definition_of({"one": ["a", "b", "c"], "two": ["d", "e", "f"]})
    first, second = made.sections
    before = receipt({**dict.fromkeys(first.statement_keys, 2), **dict.fromkeys(second.statement_keys, 4)}, made)
    now = receipt({**dict.fromkeys(first.statement_keys, 3), **dict.fromkeys(second.statement_keys, 2)}, made)
    assert moved(before, now, made, "Spring") == "Since Spring you score one 3 higher and two 6 lower."


def test_a_small_move_is_no_move():
    made = definition_of({"one": ["a", "b", "c"]})
    same = receipt(dict.fromkeys(made.statement_keys, 3), made)
    assert moved(same, same, made, "Spring") == "You see it much as you did in Spring."
