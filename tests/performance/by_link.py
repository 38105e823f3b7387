"""People who come by a personal link and fill in a whole round by HTTP, while something is killed under them.

Each insists as a person would: a page that does not come is asked for again, a form is sent again, and a visit that is
gone begins anew by the link.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from tests.performance.scratch_postgres import ScratchPostgres
from tests.performance.served import Served, wait_for
from tests.performance.visits import KEY, REVISION, TOKEN, found, hidden_in

PATIENCE, PAUSE = 400, 0.1
"""Tries of one request, and seconds between two."""

UNAVAILABLE = 503
"""What the product answers while its database is away."""

PEACE = 0.7
"""Seconds between the return of the service and the next kill."""


class Guest:
    """One browser with one link."""

    def __init__(self, place: Served, token: str) -> None:
        self.place, self.token = place, token
        self.opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def ask(self, path: str, **form: object) -> bytes:
        """The page that the request leads to; HTTPError for a refusal, RuntimeError when the server stays away."""
        body = urlencode(form).encode() if form else None
        for _ in range(PATIENCE):
            try:
                return bytes(self.opener.open(f"http://127.0.0.1:{self.place.port}{path}", body, timeout=30).read())
            except HTTPError as error:
                if error.code != UNAVAILABLE:
                    raise
                time.sleep(PAUSE)
            except (OSError, HTTPException):
                time.sleep(PAUSE)
        raise RuntimeError(f"{path} was not answered.")

    def enter(self) -> None:
        """Opens the link and begins; once more where the answer to the first try was lost with its cookie."""
        for _ in range(PATIENCE):
            try:
                page = self.ask(f"/r/{self.token}/")
                self.ask("/answer/begin/", csrfmiddlewaretoken=found(TOKEN, page))
                return
            except HTTPError as error:
                if error.code not in {403, 404}:
                    raise
                time.sleep(PAUSE)
        raise RuntimeError("The link let nobody in.")

    def fill_in(self) -> None:
        """Every section by its button, then the answers are sent; RuntimeError when there is no receipt."""
        self.enter()
        for section, statements in self.place.sections.items():
            path = f"{self.place.path}answers/{section}/"
            page = self.ask(path)
            self.ask(path, csrfmiddlewaretoken=found(TOKEN, page), **hidden_in(page), **dict.fromkeys(statements, 3))
        page = self.ask(f"{self.place.path}answers/check/")
        hidden = {"revision": found(REVISION, page), "key": found(KEY, page)}
        receipt = self.ask(f"{self.place.path}answers/send/", csrfmiddlewaretoken=found(TOKEN, page), **hidden)
        if b"Your answers are in" not in receipt:
            raise RuntimeError("There was no receipt.")


def fill_in_while_killed(
    place: Served, tokens: Iterable[str], kill: Callable[[], None], *, times: int, at_once: int = 8
) -> list[float]:
    """All of them fill in, so many at a time; `kill` is called so many times at most meanwhile.

    Returns for each kill the seconds until a page was answered again.
    """
    done = threading.Event()
    absences: list[float] = []

    def go_on_killing() -> None:
        while len(absences) < times and not done.wait(PEACE):
            started = time.monotonic()
            kill()
            wait_for(place.port)
            absences.append(time.monotonic() - started)

    killer = threading.Thread(target=go_on_killing)
    killer.start()
    try:
        with ThreadPoolExecutor(at_once) as pool:
            list(pool.map(lambda token: Guest(place, token).fill_in(), tokens))
    finally:
        done.set()
        killer.join()
    return absences


def kill_worker(place: Served) -> None:
    """The oldest of the processes that the server's master started."""
    master = place.server.process.pid
    children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    for worker in sorted(map(int, children))[:1]:
        os.kill(worker, signal.SIGKILL)


def kill_server(place: Served) -> None:
    """All of it, then starts it again, as whatever watches over it would."""
    place.server.kill()
    place.server.start()


def kill_database(postgres: ScratchPostgres) -> None:
    """All of it, then starts it again."""
    postgres.kill()
    postgres.start()
