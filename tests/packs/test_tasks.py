"""What a worker is given to do: one task for any number of packs, and one for when something ends."""

from __future__ import annotations

import pytest
from django.test import override_settings
from django_tasks_db.models import DBTaskResult

from common.tasks import worker_starts
from packs.models import Pack
from packs.services.asking import ask_for_history, ask_for_round
from packs.tasks import make_waiting_packs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stored_tasks():
    """Tasks lie in the database, as beside a worker."""
    with override_settings(TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}):
        yield


def ours():
    return DBTaskResult.objects.filter(task_path="packs.tasks.make_waiting_packs")


def test_one_task_is_enough_for_many_packs(world, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        ask_for_round(round_=world.round, by=world.member)
    with django_capture_on_commit_callbacks(execute=True):
        ask_for_history(partnership=world.partnership, files=["csv"], by=world.member)
    assert ours().count() == 1
    assert make_waiting_packs.call() == 2


def test_when_a_packs_day_is_over_a_worker_looks_again(world):
    pack = ask_for_round(round_=world.round, by=world.member)
    make_waiting_packs.call()
    pack.refresh_from_db()
    assert [task.run_after for task in ours()] == [pack.expires_at]


def test_when_the_claim_of_a_killed_worker_ends_another_looks_again(world):
    pack = ask_for_round(round_=world.round, by=world.member)
    moment = pack.asked_at.replace(year=2099)
    Pack.objects.filter(pk=pack.pk).update(state="making", attempts=1, due_at=moment)
    make_waiting_packs.call()
    assert [task.run_after for task in ours()] == [moment]


def test_where_nothing_waits_no_task_is_left(world):
    assert make_waiting_packs.call() == 0
    assert not ours().exists()


def test_a_worker_that_begins_looks_first(world):
    worker_starts.happened(None)
    assert ours().count() == 1
