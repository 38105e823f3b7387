"""What a worker (`manage.py run_worker`) does beside the requests: it sends mail.

A worker that was killed does not get its task back; so a task holds nothing but “look what is due”, and whichever comes
next, or the command `send_outgoing_mail`, finds what the killed one left.
"""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Min
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult, get_date_max

from common.followers import Moment
from common.models import OutgoingMail
from common.prepared import Prepared
from common.sending import send_outgoing_mail

SOONEST = timedelta(minutes=1)
"""After a try that left mail waiting."""
worker_starts: Moment[None] = Moment("A worker begins, and looks what a killed one left")


@task()
def send_waiting_mail() -> int:
    """Sends what is due, sees to it that the rest is tried when it is due, and returns how many went out."""
    sent = send_outgoing_mail()
    _wake_worker_later()
    return sent


# One that a worker would take now, but for deferred ones whose time has come: one more beside them does no harm.
WAITING = Prepared(
    DBTaskResult.objects.filter(status="READY", run_after=get_date_max(), task_path=send_waiting_mail.module_path)
    .order_by()
    .values_list("pk")[:1]
)


def wake_worker() -> None:
    """Has a worker send what is due; called after a commit.

    One task is enough for any number of mails: one that still waits will see whatever is committed now.
    """
    if WAITING.first() is None:
        send_waiting_mail.enqueue()


def _wake_worker_later() -> None:
    """A task for the moment when the next mail is due again; without a database of tasks the command does it."""
    due = OutgoingMail.objects.waiting().aggregate(due=Min("next_attempt_at"))["due"]
    if due is None or not send_waiting_mail.get_backend().supports_defer:
        return
    moment = max(due, timezone.now() + SOONEST)
    path = send_waiting_mail.module_path
    sooner = DBTaskResult.objects.filter(task_path=path, status="READY", run_after__lte=moment)
    if WAITING.first() is None and not sooner.exists():
        send_waiting_mail.using(run_after=moment).enqueue()
