"""`manage.py run_worker`: does beside the requests what they leave to it, until it is ended."""

from __future__ import annotations

import os
import signal
import threading
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from common.tasks import wake_worker, worker_starts


class Command(BaseCommand):
    """The worker of django-tasks-db, which first looks what a killed one left."""

    help = "Send mail and make packs until this is ended. Start it again when it ends by itself."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One option, for `make run`."""
        parser.add_argument(
            "--with", type=int, metavar="PID", dest="parent", help="End when the parent, which has this number, ends."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Works until it gets SIGTERM, SIGINT or SIGQUIT; it finishes what it has begun."""
        if options["parent"]:
            threading.Thread(target=_end_with, args=[options["parent"]], daemon=True).start()
        wake_worker()
        worker_starts.happened(None)
        call_command("db_worker", startup_delay=False, reload=False, verbosity=0)


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
