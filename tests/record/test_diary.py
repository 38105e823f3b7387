"""The dates of partnerships, from what holds."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from record.diary import diary
from record.models import Version
from record.parts import PARTS
from record.services.agreeing import sign_version
from record.services.drafts import kept_version, start_draft
from record.services.writing import add_row
from tests.record.made import World, propose

pytestmark = pytest.mark.django_db


def keep(world, part, clause, **values):
    version = kept_version(partnership=world.partnership, part=PARTS[part])
    return add_row(version=version, clause=version.part.clause(clause), values=values, by=None)


def agree(world, version):
    for partner in world.partners:
        sign_version(version=version, partner=partner, answer="agrees", note="", by=None)


def told(*worlds):
    return [(item.day, item.entry.words) for item in diary([world.partnership for world in worlds])]


def test_reviews_and_the_term_of_what_is_kept_up():
    world = World()
    keep(world, "identity", "standing", term_ends_on="2030-03-31", next_review_on="2029-01-01")
    assert told(world) == [
        (date(2029, 1, 1), "Review of the partnership due"),
        (date(2030, 3, 31), "The partnership’s term ends"),
    ]


def test_what_is_only_put_forward_has_answers_due_and_no_review_yet():
    world = World()
    version = world.proposed()
    assert told(world) == [(version.answers_due_on, "Answers due on the exit strategy, version 1")]
    agree(world, version)
    assert told(world) == [(date(2030, 1, 1), "Review of the exit strategy due")]


def test_notice_is_counted_back_from_the_term():
    world = World()
    keep(world, "identity", "standing", term_ends_on="2030-03-31")
    draft = start_draft(partnership=world.partnership, part=PARTS["exit"], by=None)
    add_row(version=draft, clause=draft.part.clause("notice"), values={"days": 90}, by=None)
    agree(world, propose(draft))
    assert (date(2029, 12, 31), "Last day for notice before the term ends (90 days)") in told(world)


def test_steps_that_are_done_are_due_no_longer():
    world = World()
    keep(world, "parting", "steps", step="Pack", state="to_do", due_on="2029-05-01")
    keep(world, "parting", "steps", step="Tell", state="done", due_on="2029-04-01")
    assert told(world) == [(date(2029, 5, 1), "Due: Pack")]


def test_closed_partnerships_have_no_dates():
    world = World()
    keep(world, "identity", "standing", next_review_on="2029-01-01")
    world.partnership.stage, world.partnership.closed_on = "closed", timezone.localdate()
    assert told(world) == []


def test_a_removed_row_has_no_date():
    world = World()
    entry = keep(world, "parting", "steps", step="Pack", state="to_do", due_on="2029-05-01")
    entry.removed_at = timezone.now()
    entry.save()
    assert told(world) == []


@pytest.mark.parametrize("count", [1, 5])
def test_two_queries_for_any_number_of_partnerships(count, django_assert_num_queries):
    worlds = [World() for _ in range(count)]
    for world in worlds:
        keep(world, "identity", "standing", next_review_on="2029-01-01", term_ends_on="2030-01-01")
        world.proposed()
    Version.objects.update(answers_due_on=timezone.localdate() + timedelta(days=3))
    with django_assert_num_queries(2):
        assert len(told(*worlds)) == 3 * count
