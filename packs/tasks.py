"""What a worker does about packs: makes those that wait, and deletes those whose day is over.

As with mail (`common.tasks`), a task holds nothing: whichever comes next, or the command `make_waiting_packs`, finds
what a killed worker left.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Min, QuerySet
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from common.sending import send_outgoing_mail
from packs.models import Pack
from packs.services.making import make_packs, remove_expired_packs

SOONEST = timedelta(seconds=5)


@task()
def make_waiting_packs() -> int:
    """Makes what is due, sees to it that the rest is looked at when it is due, and returns how many became ready.

    Between two files mail goes out, so that nobody waits for a code because somebody else takes out a portfolio.
    """
    remove_expired_packs()
    made = make_packs(between=send_outgoing_mail)
    _wake_worker_later()
    return made


def wake_packs() -> None:
    """Has a worker look at once; called after a commit. One task is enough for any number of packs."""
    if not _waiting_tasks().exists():
        make_waiting_packs.enqueue()


def _wake_worker_later() -> None:
    """A task for when a pack is due again, its maker’s claim ends, or a day is over; else the command does it."""
    if not make_waiting_packs.get_backend().supports_defer:
        return
    due = Pack.objects.going().aggregate(due=Min("due_at"))["due"]
    expires = Pack.objects.filter(state=Pack.State.READY).aggregate(due=Min("expires_at"))["due"]
    moments = [moment for moment in (due, expires) if moment is not None]
    if not moments:
        return
    moment = max(min(moments), timezone.now() + SOONEST)
    path = make_waiting_packs.module_path
    sooner = DBTaskResult.objects.filter(task_path=path, status="READY", run_after__lte=moment)
    if not (sooner.exists() or _waiting_tasks().exists()):
        make_waiting_packs.using(run_after=moment).enqueue()


def _waiting_tasks() -> QuerySet[Any]:
    """Those that a worker would take now."""
    return DBTaskResult.objects.ready().filter(task_path=make_waiting_packs.module_path)
