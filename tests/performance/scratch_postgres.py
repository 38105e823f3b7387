"""A PostgreSQL of one's own in a folder that goes, to be killed without harm to any other."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2

PROGRAMS = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), default=None)
"""Where Debian puts initdb and postgres, the newest version; None where there is none."""

# PostgreSQL refuses to run as root; psycopg2 finds it by address, so that nobody else needs to know the user.
_USER = "postgres" if os.geteuid() == 0 else None
PATIENCE = 60
"""Seconds in which it has to answer."""


class ScratchPostgres:
    """A running server, started again at the same address after it was killed."""

    def __init__(self, folder: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.folder = folder
        self._run("initdb", "--pgdata", folder, "--username=healthcheck", "--auth=trust", "--encoding=UTF8")
        self.start()

    @property
    def url(self) -> str:
        """Of its first database, as DATABASE_URL takes it."""
        return f"postgres://healthcheck@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Comes back once it answers queries; RuntimeError when it does not."""
        command = [str(self._program("postgres")), "-D", self.folder, "-k", self.folder]
        command += ["-h", "127.0.0.1", "-p", str(self.port)]
        self.process = subprocess.Popen(
            command, user=_USER, cwd=self.folder, start_new_session=True, stderr=subprocess.DEVNULL
        )
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            try:
                psycopg2.connect(self.url).close()
                return
            except psycopg2.OperationalError:
                time.sleep(0.05)
        raise RuntimeError("PostgreSQL did not start.")

    def kill(self) -> None:
        """Every process of it at once, in the middle of whatever they do."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._program(program)), *arguments]
        subprocess.run(command, user=_USER, cwd=self.folder, check=True, stdout=subprocess.DEVNULL)

    @staticmethod
    def _program(name: str) -> Path:
        if PROGRAMS is None:
            raise RuntimeError("There is no PostgreSQL server on this machine.")
        return PROGRAMS / name


@contextmanager
def scratch_postgres() -> Iterator[ScratchPostgres]:
    """A server that runs until the block ends; RuntimeError where none is installed."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "data"
        place.mkdir()
        if _USER:
            Path(folder).chmod(0o755)
            subprocess.run(["chown", _USER, str(place)], check=True)
        server = ScratchPostgres(str(place))
        try:
            yield server
        finally:
            server.kill()
