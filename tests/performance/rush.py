"""Many at the same moment: everybody presses Send, or saves one answer after another."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPException
from urllib.parse import urlencode

from tests.performance.served import Served
from tests.performance.visits import AT_ONCE, Visitor, hidden_in


@dataclass(frozen=True)
class Rush:
    """How long each request took, and the whole, in seconds; how many were not answered as they should have been."""

    each: tuple[float, ...]
    whole: float
    errors: int

    @property
    def p95(self) -> float:
        """So long, at most, did 95 of 100 requests take."""
        return sorted(self.each)[-(-95 * len(self.each) // 100) - 1]

    @property
    def slowest(self) -> float:
        """The longest of them."""
        return max(self.each)

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.each) / self.whole


def send_at_once(place: Served, sessions: Iterable[str], *, twice: int = 0) -> Rush:
    """Everybody has answered everything and presses Send at the same moment, every `twice`-th of them twice."""
    visitors = [Visitor(place, session) for session in sessions]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        forms = list(pool.map(_answered, visitors))
    presses = list(zip(visitors, forms, strict=True))
    if twice:
        presses += [(visitor.another(), form) for visitor, form in presses[::twice]]

    def press(visitor: Visitor, form: dict[str, str]) -> None:
        visitor.ask(f"{place.path}answers/send/", urlencode(form).encode(), follow=False)

    return _rush([lambda pair=pair: press(*pair) for pair in presses])


def save_at_once(place: Served, sessions: Iterable[str], *, each: int) -> Rush:
    """Everybody saves one answer after another, so many each, without a pause."""
    savers = [_Saver(Visitor(place, session)) for session in sessions]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(_Saver.enter, savers))
    return _rush([saver.save for saver in savers], times=each)


def _rush(works: Sequence[Callable[[], None]], times: int = 1) -> Rush:
    """Each work in a thread of its own, so many times; all begin together."""
    ready, taken, errors = threading.Barrier(len(works) + 1), [], []

    def one(work: Callable[[], None]) -> None:
        ready.wait()
        for _ in range(times):
            started = time.perf_counter()
            try:
                work()
            except (OSError, HTTPException, RuntimeError) as error:
                errors.append(error)
            taken.append(time.perf_counter() - started)

    with ThreadPoolExecutor(len(works)) as pool:
        done = [pool.submit(one, work) for work in works]
        ready.wait()
        started = time.perf_counter()
        for future in done:
            future.result()
    return Rush(tuple(taken), time.perf_counter() - started, len(errors))


def _answered(visitor: Visitor) -> dict[str, str]:
    """All answers saved in one message, and read through."""
    path = visitor.place.path
    visitor.ask(f"{path}answers/")
    page = visitor.ask(f"{path}answers/{next(iter(visitor.place.sections))}/")
    change = {"changes": {key: {"before": "", "answer": "3"} for key in visitor.place.statements}}
    body = json.dumps({**change, **hidden_in(page)}).encode()
    visitor.ask(f"{path}answers/save/", body, "application/json")
    form = visitor.read_through()
    visitor.connection.close()  # the server ends idle connections; a browser opens another
    return form


class _Saver:
    """Somebody who changes one answer after another, as the page's script sends them."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.keys = visitor.place.statements
        self.stored: dict[str, str] = {}
        self.saves = 0

    def enter(self) -> None:
        path = self.visitor.place.path
        self.visitor.ask(f"{path}answers/")
        page = self.visitor.ask(f"{path}answers/{next(iter(self.visitor.place.sections))}/")
        self.hidden = hidden_in(page)
        self.visitor.connection.close()

    def save(self) -> None:
        key = self.keys[self.saves % len(self.keys)]
        answer = str(1 + (self.saves // len(self.keys)) % 4)
        change = {"changes": {key: {"before": self.stored.get(key, ""), "answer": answer}}}
        body = json.dumps({**change, **self.hidden}).encode()
        saved = self.visitor.ask(f"{self.visitor.place.path}answers/save/", body, "application/json")
        self.hidden["revision"] = json.loads(saved)["revision"]
        self.stored[key] = answer
        self.saves += 1
