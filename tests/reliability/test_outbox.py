"""Mail while senders, the worker and the mail server are killed: none lost, none doubled by its Message-ID.

On a database and a mail server of their own, in processes that can be killed.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.performance.served import ROOT, scratch_database

MAILS = 20


@dataclass
class Post:
    """A database with mail in it, and a mail server."""

    environment: dict[str, str]
    port: int
    kept: Path
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, *command], cwd=ROOT, env=self.environment, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
        )
        self.processes.append(process)
        return process

    def server(self) -> subprocess.Popen[bytes]:
        process = self.start("-m", "tests.reliability.mail_server", str(self.port), str(self.kept))
        _until(lambda: socket.socket().connect_ex(("127.0.0.1", self.port)) == 0)
        return process

    def sender(self) -> subprocess.Popen[bytes]:
        return self.start("manage.py", "send_outgoing_mail")

    def outbox(self, *command: str) -> dict[str, int]:
        done = subprocess.run(
            [sys.executable, "-m", "tests.reliability.outbox", *command],
            cwd=ROOT, env=self.environment, check=True, stdout=subprocess.PIPE,
        )  # fmt: skip
        return json.loads(done.stdout)

    def arrived(self) -> Counter[str]:
        """How often each Message-ID was accepted."""
        return Counter(self.kept.read_text().split() if self.kept.exists() else [])

    def when_arrived(self, count: int) -> None:
        _until(lambda: self.arrived().total() >= count)


def _until(happens) -> None:
    for _ in range(600):
        if happens():
            return
        time.sleep(0.05)
    raise AssertionError("It did not happen within half a minute.")


@pytest.fixture
def post(tmp_path) -> Iterator[Post]:
    with socket.socket() as probe, scratch_database(os.environ.get("DATABASE_URL", "")) as url:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        smtp = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_HOST": "127.0.0.1"}
        product = {"DEMONSTRATION": "1", "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings"}
        post = Post({**os.environ, **product, **smtp, "EMAIL_PORT": str(port)}, port, tmp_path / "kept")
        subprocess.run([sys.executable, "manage.py", "migrate", "-v", "0"], cwd=ROOT, env=post.environment, check=True)
        try:
            yield post
        finally:
            for process in post.processes:
                process.kill()
                process.wait()


def test_senders_killed_in_the_middle_lose_and_double_nothing(post):
    post.server()
    post.outbox("queue", str(MAILS))
    for count in (4, 11):
        sender = post.sender()
        post.when_arrived(count)
        sender.kill()
        sender.wait()
        post.outbox("due")
    post.sender().wait()
    arrived = post.arrived()
    assert post.outbox("state") == {"sent": MAILS, "all": MAILS, "bounced": 0}
    assert len(arrived) == MAILS
    # A sender that dies between the server's yes and its own note sends that one mail again, under the same Message-ID.
    assert arrived.total() <= MAILS + 2


def test_two_senders_at_once_send_each_mail_once(post):
    post.server()
    post.outbox("queue", str(MAILS))
    senders = [post.sender(), post.sender()]
    assert [sender.wait() for sender in senders] == [0, 0]
    assert set(post.arrived().values()) == {1}
    assert len(post.arrived()) == MAILS


def test_a_mail_server_killed_in_the_middle_gets_the_rest_when_it_is_back(post):
    server = post.server()
    post.outbox("queue", str(MAILS))
    sender = post.sender()
    post.when_arrived(7)
    server.kill()
    server.wait()
    assert sender.wait() == 0
    post.server()
    post.outbox("due")
    post.sender().wait()
    assert post.outbox("state") == {"sent": MAILS, "all": MAILS, "bounced": 0}
    assert len(post.arrived()) == MAILS
    assert post.arrived().total() <= MAILS + 1


def test_a_worker_sends_what_is_queued_and_a_new_one_what_a_killed_one_left(post):
    post.server()
    worker = post.start("manage.py", "run_worker")
    post.outbox("queue", str(MAILS))
    post.when_arrived(7)
    worker.kill()
    worker.wait()
    post.outbox("due")
    post.start("manage.py", "run_worker")
    post.when_arrived(MAILS)
    _until(lambda: post.outbox("state")["sent"] == MAILS)
    assert len(post.arrived()) == MAILS
    assert post.arrived().total() <= MAILS + 1


def test_a_worker_ends_with_the_process_that_started_it(post):
    command = "[sys.executable, 'manage.py', 'run_worker', '--with', str(os.getpid())]"
    start = f"import os, subprocess, sys; print(subprocess.Popen({command}, stdout=subprocess.DEVNULL).pid)"
    parent = subprocess.run(
        [sys.executable, "-c", start], cwd=ROOT, env=post.environment, check=True, stdout=subprocess.PIPE
    )
    _until(lambda: not Path(f"/proc/{int(parent.stdout)}").exists())
