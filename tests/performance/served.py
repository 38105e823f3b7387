"""A served product on a scratch database with people signed in, for measurements over real connections.

Served as `make run` serves it: two worker processes of eight threads. `python -m tests.performance.served N` fills the
database that DATABASE_URL names with a round of N people and prints what their browsers would hold.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

import psycopg2

ROOT = Path(__file__).resolve().parents[2]


class Server:
    """An application served as `make run` serves the product, on a port that it keeps when it is started again."""

    def __init__(self, application: str, environment: dict[str, str]) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        gunicorn = ["-m", "gunicorn", application, "--bind", f"127.0.0.1:{self.port}", "--log-level", "error"]
        workers = ["--worker-class", "gthread", "--workers", "2", "--threads", "8"]
        self.command = [sys.executable, *gunicorn, *workers]
        self.environment = environment
        self.start()

    def start(self) -> None:
        """Comes back once it takes connections."""
        # A session of its own, so that its workers are killed with it.
        self.process = subprocess.Popen(self.command, cwd=ROOT, env=self.environment, start_new_session=True)
        wait_for(self.port)

    def kill(self) -> None:
        """Master and workers at once, in the middle of whatever they do."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """As its operator would."""
        self.process.terminate()
        self.process.wait()


@dataclass(frozen=True)
class Served:
    """What serves it, the round's path, each person's session cookie and link token, and the sections' statements."""

    server: Server
    path: str
    cookies: tuple[str, ...]
    tokens: tuple[str, ...]
    sections: dict[str, list[str]]
    environment: dict[str, str]

    @property
    def statements(self) -> list[str]:
        """The keys of all sections' statements, in order."""
        return [key for keys in self.sections.values() for key in keys]

    @property
    def port(self) -> int:
        """Where it is served."""
        return self.server.port

    def stored(self) -> Stored:
        """What the database holds now."""
        return Stored(*json.loads(_manage(self.environment, "-m", "tests.performance.served", "count")))


@dataclass(frozen=True)
class Stored:
    """Responses sent, the people who sent them, answers in them, and mails queued or sent."""

    responses: int
    people: int
    answers: int
    mails: int


@contextmanager
def scratch_database(url: str) -> Iterator[str]:
    """The address of an empty database beside the one at the URL, of the same kind, dropped afterwards."""
    if not url.startswith("postgres"):
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{folder}/scratch.sqlite3"
        return
    name = f"scratch_{uuid.uuid4().hex[:12]}"
    _tell_postgres(url, f"CREATE DATABASE {name}")
    try:
        yield f"{url.rpartition('/')[0]}/{name}"
    finally:
        _tell_postgres(url, f"DROP DATABASE {name} WITH (FORCE)")


def _tell_postgres(url: str, sentence: str) -> None:
    """Over a connection of its own: the server may have been killed since the last one."""
    connection = psycopg2.connect(url)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(sentence)
    finally:
        connection.close()


@contextmanager
def served(people: int, beside: str = "") -> Iterator[Served]:
    """A round of so many people, served until the block ends; its database is beside that URL, or DATABASE_URL."""
    with scratch_database(beside or os.environ.get("DATABASE_URL", "")) as url:
        environment = {**os.environ, "DEMONSTRATION": "1", "DATABASE_URL": url}
        _manage(environment, "manage.py", "migrate", "-v", "0")
        made = json.loads(_manage(environment, "-m", "tests.performance.served", str(people)))
        with server("config.wsgi", environment) as running:
            yield Served(server=running, environment=environment, **made)


@contextmanager
def server(application: str, environment: dict[str, str]) -> Iterator[Server]:
    """The application, served until the block ends."""
    running = Server(application, environment)
    try:
        yield running
    finally:
        running.stop()


def _manage(environment: dict[str, str], *command: str) -> str:
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


def wait_for(port: int) -> None:
    """Comes back once the product answers with a page; RuntimeError when it does not within about half a minute."""
    for _ in range(300):
        try:
            # An answer, not a connection: a server that was just killed may still hold the port for a moment.
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/account/sign-in/")
            if connection.getresponse().status == 200:
                return
        except (OSError, HTTPException):
            pass
        time.sleep(0.1)
    raise RuntimeError("The product did not start.")


def fill(people: int) -> dict[str, Any]:
    """A launched round of so many people of 20 partners, each signed in; in the database that is configured."""
    from django.contrib.auth import login
    from django.contrib.sessions.backends.db import SessionStore
    from django.db import transaction
    from django.http import HttpRequest

    from surveys.services.links import make_link
    from tests.factories import MembershipFactory, PartnerFactory, PartnershipFactory, instrument, open_round

    with transaction.atomic():
        partnership = PartnershipFactory()
        partners = [PartnerFactory(partnership=partnership) for _ in range(20)]
        persons = [MembershipFactory(partner=partners[number % 20]).person for number in range(people)]
        round_ = open_round(partnership, instrument=instrument())
        cookies = []
        for person in persons:
            request = HttpRequest()
            request.session = SessionStore()
            login(request, person)
            request.session.save()
            cookies.append(request.session.session_key)
        tokens = [make_link(participant=item) for item in round_.participants.order_by("pk")]
    sections = {section.key: list(section.statement_keys) for section in round_.instrument.content.sections}
    return {
        "path": f"/partnerships/{partnership.slug}/rounds/{round_.pk}/",
        "cookies": cookies,
        "tokens": tokens,
        "sections": sections,
    }


def count() -> tuple[int, int, int, int]:
    """Responses sent, people who sent them, answers in them, mails; in the database that is configured."""
    from common.models import OutgoingMail
    from surveys.models import Response

    rows = list(Response.objects.filter(is_submitted=True).values_list("participant_id", "answers"))
    mails = OutgoingMail.objects.filter(key__contains="/thanks/").count()
    return len(rows), len({participant for participant, _ in rows}), sum(len(answers) for _, answers in rows), mails


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    print(json.dumps(count() if sys.argv[1] == "count" else fill(int(sys.argv[1]))))
