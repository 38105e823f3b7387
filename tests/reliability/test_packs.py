"""A pack while its worker is killed: made once, by the next one; in processes that can be killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from tests.performance.served import ROOT, scratch_database


@dataclass
class Making:
    """A database with a pack that waits, and workers."""

    environment: dict[str, str]
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, *command], cwd=ROOT, env=self.environment, stdout=subprocess.DEVNULL
        )
        self.processes.append(process)
        return process

    def pack(self, command: str = "state") -> dict[str, object]:
        done = subprocess.run(
            [sys.executable, "-m", "tests.reliability.pack", command],
            cwd=ROOT, env=self.environment, check=True, stdout=subprocess.PIPE,
        )  # fmt: skip
        return json.loads(done.stdout)

    def until(self, happens: Callable[[dict[str, object]], bool]) -> None:
        for _ in range(60):
            if happens(self.pack()):
                return
            time.sleep(0.1)
        raise AssertionError("It did not happen in good time.")


@pytest.fixture
def making() -> Iterator[Making]:
    with scratch_database(os.environ.get("DATABASE_URL", "")) as url:
        product = {"DEMONSTRATION": "1", "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings"}
        making = Making({**os.environ, **product})
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "-v", "0"], cwd=ROOT, env=making.environment, check=True
        )
        try:
            yield making
        finally:
            for process in making.processes:
                process.kill()
                process.wait()


def test_a_pack_whose_maker_was_killed_is_made_once_by_the_worker_that_comes(making):
    making.pack("ask")
    maker = making.start("-m", "tests.reliability.pack", "slow")
    making.until(lambda pack: pack["state"] == "making" and pack["done"])
    maker.kill()
    maker.wait()
    making.pack("due")
    making.start("manage.py", "run_worker")
    making.until(lambda pack: pack["state"] == "ready")
    found = making.pack("open")
    assert found["files"] == found["done"] + 1 > 4
    assert [found[name] for name in ("state", "attempts", "tries_kept", "mails")] == ["ready", 2, 1, 1]
