"""Respondents' whole visits over real connections: how many a second, and whether anything was lost or doubled."""

from __future__ import annotations

import http.client
import json
import re
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple, dataclass, field, replace
from urllib.parse import urlencode

from tests.performance.served import Served, Stored, served, server

AT_ONCE = 8
FORM = "application/x-www-form-urlencoded"
REQUESTS = 17  # of a whole visit with save buttons: two pages, six sections saved and the next shown, sending, receipt
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
PARTICIPANT = re.compile(rb'name="participant" value="(\d+)"')
REVISION = re.compile(rb'name="revision" value="(\d+)"')
KEY = re.compile(rb'name="key" value="([^"]+)"')


@dataclass(frozen=True)
class Measured:
    """Visits a second of each kind, and of the floor; responses gone wrong."""

    with_buttons: float
    answer_by_answer: float
    bare: float
    lost_or_doubled: int


@dataclass
class Visitor:
    """One person's browser: a connection, cookies, and the last page's token."""

    place: Served
    session: str
    token: str = ""
    csrf: str = ""
    connection: http.client.HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.place.port, timeout=30)

    def another(self) -> Visitor:
        """The same browser on another connection: what a double click does."""
        return replace(self)

    def ask(self, path: str, body: bytes | None = None, kind: str = FORM, *, follow: bool = True) -> bytes:
        """One request, followed where it leads; RuntimeError for anything but a page or a redirect."""
        headers = {"Cookie": f"sessionid={self.session}; csrftoken={self.csrf}"}
        if body is not None:
            headers |= {"Content-Type": kind, "X-CSRFToken": self.token}
        self.connection.request("GET" if body is None else "POST", path, body, headers)
        answer = self.connection.getresponse()
        page = answer.read()
        if cookie := re.match(r"csrftoken=([^;]+)", answer.headers.get("Set-Cookie", "")):
            self.csrf = cookie[1]
        if answer.status == 302:
            return self.ask(answer.headers["Location"]) if follow else b""
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")
        if token := TOKEN.search(page):
            self.token = token[1].decode()
        return page

    def post(self, path: str, **values: object) -> bytes:
        """A form."""
        return self.ask(path, urlencode(values).encode())

    def read_through(self) -> dict[str, str]:
        """The check page; what its button sends."""
        page = self.ask(f"{self.place.path}answers/check/")
        return {"revision": found(REVISION, page), "key": found(KEY, page)}

    def send(self) -> None:
        """Reads the answers through and sends them."""
        self.post(f"{self.place.path}answers/send/", **self.read_through())


def found(pattern: re.Pattern[bytes], page: bytes) -> str:
    match = pattern.search(page)
    if match is None:
        raise RuntimeError(f"No {pattern.pattern!r} on the page.")
    return match[1].decode()


def hidden_in(page: bytes) -> dict[str, str]:
    """What the form of a section's page carries besides the answers."""
    return {"revision": found(REVISION, page), "participant": found(PARTICIPANT, page)}


def with_buttons(visitor: Visitor) -> None:
    """Without JavaScript: the task list, each section with its button, the check page, the receipt."""
    path = visitor.place.path
    visitor.ask(f"{path}answers/")
    page = visitor.ask(f"{path}answers/{next(iter(visitor.place.sections))}/")
    for section, statements in visitor.place.sections.items():
        answers: dict[str, object] = dict.fromkeys(statements, 3)
        page = visitor.post(f"{path}answers/{section}/", **hidden_in(page), **answers)
    visitor.send()


def answer_by_answer(visitor: Visitor) -> None:
    """With the page's script: each answer saved as it is given."""
    path, revision = visitor.place.path, 0
    visitor.ask(f"{path}answers/")
    for section, statements in visitor.place.sections.items():
        participant = found(PARTICIPANT, visitor.ask(f"{path}answers/{section}/"))
        for statement in statements:
            change = {"changes": {statement: {"before": "", "answer": "3"}}, "participant": participant}
            body = json.dumps({**change, "revision": revision}).encode()
            saved = visitor.ask(f"{path}answers/save/", body, "application/json")
            revision = json.loads(saved)["revision"]
    visitor.send()


def bare(visitor: Visitor) -> None:
    """The floor of `with_buttons`: as many requests, each answered by a bare view with one page of radio buttons."""
    for _ in range(REQUESTS):
        visitor.ask("/floor/")


def rate(place: Served, sessions: Iterable[str], visit: Callable[[Visitor], None]) -> float:
    """Whole visits a second, eight at a time."""
    visitors = [Visitor(place, session) for session in sessions]
    started = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(visit, visitors))
    return len(visitors) / (time.perf_counter() - started)


def measure_visits(visits: int = 80) -> Measured:
    """Everything, on a served product with a database of its own."""
    with served(2 * visits + AT_ONCE) as place:
        sessions = iter(place.cookies)

        def some(count: int) -> list[str]:
            return [next(sessions) for _ in range(count)]

        rate(place, some(AT_ONCE), with_buttons)  # warm
        buttons = rate(place, some(visits), with_buttons)
        each = rate(place, some(visits), answer_by_answer)
        with server("tests.performance.floor_wsgi", place.environment) as running:
            floor = rate(replace(place, server=running), place.cookies[:visits], bare)
        return Measured(buttons, each, floor, lost_or_doubled(place, len(place.cookies)))


def lost_or_doubled(place: Served, people: int) -> int:
    """How many responses, people, answers or thanks are missing or too many, everybody having sent once."""
    stored, wanted = place.stored(), Stored(people, people, people * len(place.statements), people)
    return sum(abs(one - other) for one, other in zip(astuple(wanted), astuple(stored), strict=True))
