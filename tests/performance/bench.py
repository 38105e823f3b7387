"""`make bench`: one line a figure, with the floor measured in the same run, and the limit it has to keep.

Pages are asked for through Django's test client with a session and CSRF checks, on a database of its own
(DATABASE_URL chooses the kind). What goes over the wire is counted by Chromium on a served demonstration.
"""

from __future__ import annotations

import sys
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext, setup_databases, teardown_databases
from django.urls import reverse

from reports.formats import FORMATS
from surveys.models import Round
from surveys.services.rounds import close_round
from tests.conftest import CHROMIUM
from tests.factories import facilitator_of
from tests.performance import floors, scale
from tests.performance.by_link import fill_in_while_killed, kill_database, kill_server, kill_worker
from tests.performance.files import measure_files
from tests.performance.made import half_answered, large_round, round_of
from tests.performance.rush import save_at_once, send_at_once
from tests.performance.scratch_postgres import PROGRAMS, scratch_postgres
from tests.performance.served import Served, served
from tests.performance.visits import lost_or_doubled, measure_visits
from tests.performance.wire import weigh

PARTNERS = (2, 12, 99)


@dataclass(frozen=True)
class Figure:
    """One measurement; `limit` is the most it may be and `least` the least, None where no limit was set."""

    name: str
    value: float
    unit: str
    floor: float | None = None
    limit: float | None = None
    least: float | None = None

    @property
    def is_over(self) -> bool:
        """Whether a limit is broken."""
        too_much = self.limit is not None and self.value > self.limit
        return too_much or (self.least is not None and self.value < self.least)

    def __str__(self) -> str:
        parts = [f"{self.name:<58}{self.value:>9.4g} {self.unit:<9}"]
        if self.floor is not None:
            parts.append(f"floor {self.floor:.3g}, ratio {self.value / self.floor:.1f}")
        if self.limit is not None:
            parts.append(f"limit {self.limit:g}{'  OVER' if self.is_over else ''}")
        if self.least is not None:
            parts.append(f"at least {self.least:g}{'  UNDER' if self.is_over else ''}")
        return "  ".join(parts)


def report(figures: list[Figure]) -> None:
    """Prints them as they come."""
    for figure in figures:
        print(figure, flush=True)


def seconds(work: Callable[[], object]) -> float:
    """How long it takes, once."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def milliseconds(*works: Callable[[], object], times: int = 60) -> list[float]:
    """Medians of several works done in turn, so that a busy moment of the machine meets all of them."""
    for work in works:
        work()
    taken = [[seconds(work) for work in works] for _ in range(times)]
    return [1000 * median(column) for column in zip(*taken, strict=True)]


def get(client: Client, address: str) -> None:
    """Asks for a page; RuntimeError unless it is there."""
    response = client.get(address, headers={"host": "localhost"})
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}")


def queries(work: Callable[[], object]) -> int:
    """How many a work needs, once it is warm."""
    work()
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


def section_page() -> list[Figure]:
    """Queries of a section page, and its time against a bare view that draws the same radio buttons."""
    participant = half_answered()
    round_ = participant.round
    section = round_.instrument.content.sections[0]
    address = reverse("surveys:section", args=[round_.partnership.slug, round_.pk, section.key])
    client = Client(enforce_csrf_checks=True)
    client.force_login(participant.person)
    floors.draw_section(section, round_.instrument.content)

    def page() -> None:
        get(client, address)

    with override_settings(ROOT_URLCONF=floors.__name__, MIDDLEWARE=floors.MIDDLEWARE):
        bare = Client(enforce_csrf_checks=True)
        bare.force_login(participant.person)
        get(bare, "/floor/")
    [own], [floor] = milliseconds(page), bare_milliseconds(bare)
    [again], [floor_again] = milliseconds(page), bare_milliseconds(bare)
    own, floor = min(own, again), min(floor, floor_again)
    return [
        Figure("section page: queries", queries(page), "queries", limit=6),
        Figure("section page: time", own, "ms", floor=floor),
        Figure("section page: time over the floor's", own / floor, "times", limit=3),
    ]


def bare_milliseconds(client: Client) -> list[float]:
    """The floor of the section page, under its own addresses and middleware."""
    with override_settings(ROOT_URLCONF=floors.__name__, MIDDLEWARE=floors.MIDDLEWARE):
        return milliseconds(lambda: get(client, "/floor/"))


def board_pack() -> list[Figure]:
    """Time to set the board pack of 36 statements by twelve partners, once fonts are read."""
    round_ = round_of(partners=12, people=8)
    close_round(round_=round_, by=None)
    round_ = Round.objects.get(pk=round_.pk)
    [pack, slides] = milliseconds(lambda: FORMATS["pdf"].make(round_), lambda: FORMATS["pptx"].make(round_), times=5)
    return [
        Figure("board pack of 36 statements × 12 partners", pack / 1000, "s", limit=1),
        Figure("slides of 36 statements × 12 partners", slides / 1000, "s", limit=1),
    ]


def results_page() -> list[Figure]:
    """Queries and time of the results page, whatever the number of partners."""
    figures = []
    for count in PARTNERS:
        round_ = round_of(partners=count, people=4)
        close_round(round_=round_, by=None)
        client = Client(enforce_csrf_checks=True)
        client.force_login(facilitator_of(round_.partnership))
        address = reverse("reports:round-results", args=[round_.partnership.slug, round_.pk])

        def page(client: Client = client, address: str = address) -> None:
            get(client, address)

        figures += [
            Figure(f"results page, {count} partners: queries", queries(page), "queries", limit=8),
            Figure(f"results page, {count} partners: time", milliseconds(page, times=10)[0], "ms"),
        ]
    return figures


def portfolio() -> list[Figure]:
    """The portfolio's pages over a thousand partnerships; `make scale-data` has ten thousand, and takes minutes."""
    scale.fill(partnerships=1000, answering=6)
    return [Figure(f"portfolio, {name}: p95", value, "ms", limit=300) for name, value in scale.measure().items()]


def closing() -> list[Figure]:
    """Closing a round of 5,000 responses: time in one round, memory in another (watching memory takes time)."""
    timed, watched = large_round(5000), large_round(5000)
    floor = seconds(lambda: floors.bare_closing(timed))
    taken = seconds(lambda: close_round(round_=timed, by=None))
    return [
        Figure("closing 5,000 responses: time", taken, "s", floor=floor, limit=2),
        Figure("closing 5,000 responses: peak memory", peak_megabytes(watched), "MB", limit=200),
    ]


def peak_megabytes(round_: Round) -> float:
    """The most that closing a round takes at any time."""
    tracemalloc.start()
    close_round(round_=round_, by=None)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 1e6


def files() -> list[Figure]:
    """Answers of a large attributed round as files, against the libraries alone writing the same rows."""
    found = measure_files(10_000)
    of = "of 10,000 attributed responses"
    return [
        Figure(f"workbook {of}: time", found.workbook, "s", floor=found.workbook_floor),
        Figure(f"workbook {of}: over the floor's", found.workbook / found.workbook_floor, "times", limit=1.3),
        Figure(f"workbook {of}: peak memory", found.workbook_peak, "MB", limit=150),
        Figure(f"CSV {of}: time", found.csv, "s", floor=found.csv_floor),
        Figure(f"CSV {of}: over the floor's", found.csv / found.csv_floor, "times", limit=2.5),
        Figure(f"CSV {of}: peak memory", found.csv_peak, "MB", floor=found.csv_peak_of_a_tenth),
        Figure(f"CSV {of}: memory over 1,000's", found.csv_peak / found.csv_peak_of_a_tenth, "times", limit=1.5),
    ]


def respondents() -> list[Figure]:
    """Whole visits over real connections; nothing lost, nothing doubled."""
    measured = measure_visits()
    return [
        Figure("visits with save buttons, eight at a time", measured.with_buttons, "visits/s", measured.bare, least=35),
        Figure("visits saving each answer, eight at a time", measured.answer_by_answer, "visits/s", least=10),
        Figure("visits: lost or doubled", measured.lost_or_doubled, "responses", limit=0),
    ]


def submissions() -> list[Figure]:
    """200 people press Send at the same moment; then 500, a fifth of them twice."""
    with served(200) as place:
        few = send_at_once(place, place.cookies)
    with served(500) as place:
        many = send_at_once(place, place.cookies, twice=5)
        wrong = lost_or_doubled(place, len(place.cookies))
    return [
        Figure("200 submissions at once", few.whole, "s", limit=1),
        Figure("200 submissions at once: errors", few.errors, "errors", limit=0),
        Figure("500 submissions at once, a fifth twice: p95", many.p95, "s", limit=4),
        Figure("500 submissions at once, a fifth twice: slowest", many.slowest, "s", limit=10),
        Figure("500 submissions at once, a fifth twice: errors", many.errors, "errors", limit=0),
        Figure("500 submissions at once: lost or doubled", wrong, "responses", limit=0),
    ]


def autosave() -> list[Figure]:
    """32 people save one answer after another."""
    with served(32) as place:
        saved = save_at_once(place, place.cookies, each=36)
    return [
        Figure("autosave, 32 clients", saved.rate, "saves/s", least=150),
        Figure("autosave, 32 clients: p95", saved.p95, "s", limit=0.8),
        Figure("autosave, 32 clients: errors", saved.errors, "errors", limit=0),
    ]


def killed_workers() -> list[Figure]:
    """200 people with links fill in a confidential round by HTTP while a worker is killed, eight times."""
    with served(200) as place:
        return _killed(place, "worker", 8, lambda: kill_worker(place))


def killed_server() -> list[Figure]:
    """The same with fewer people, while the whole server is killed, five times."""
    with served(60) as place:
        return _killed(place, "server", 5, lambda: kill_server(place))


def killed_database() -> list[Figure]:
    """The same, while a PostgreSQL of its own is killed, three times."""
    if PROGRAMS is None:
        print("Not used: a PostgreSQL server. Killing one was not tried.")
        return []
    with scratch_postgres() as postgres, served(60, beside=postgres.url) as place:
        return _killed(place, "PostgreSQL", 3, lambda: kill_database(postgres))


def _killed(place: Served, what: str, times: int, kill: Callable[[], None]) -> list[Figure]:
    started = time.perf_counter()
    absences = fill_in_while_killed(place, place.tokens, kill, times=times)
    taken = time.perf_counter() - started
    name = f"{len(place.tokens)} people by link, kill -9 of {what}"
    return [
        Figure(f"{name}: time", taken, "s"),
        Figure(f"{name}: kills", len(absences), "kills", least=times),
        Figure(f"{name}: back after, at most", max(absences), "s", limit=10),
        Figure(f"{name}: lost or doubled", lost_or_doubled(place, len(place.tokens)), "responses", limit=0),
    ]


def over_the_wire() -> list[Figure]:
    """Weight and requests of pages, as a browser with an empty cache fetches them."""
    if CHROMIUM is None:
        print("Not used: Chromium. What goes over the wire was not weighed.")
        return []
    figures = []
    for name, weight, kilobytes, requests in weigh():
        figures += [
            Figure(f"{name}: weight over the wire", weight.kilobytes, "kB", limit=kilobytes),
            Figure(f"{name}: requests", weight.requests, "requests", limit=requests),
            Figure(f"{name}: requests to other origins", weight.elsewhere, "requests", limit=0),
        ]
    return figures


MEASURES: tuple[Callable[[], list[Figure]], ...] = (
    section_page,
    results_page,
    board_pack,
    portfolio,
    closing,
    files,
    respondents,
    submissions,
    autosave,
    killed_workers,
    killed_server,
    killed_database,
    over_the_wire,
)


def main() -> None:
    """Measures everything; exit code 1 when a limit is broken."""
    databases = setup_databases(verbosity=0, interactive=False)
    over = False
    try:
        for measure in MEASURES:
            figures = measure()
            report(figures)
            over = over or any(figure.is_over for figure in figures)
    finally:
        teardown_databases(databases, verbosity=0)
    sys.exit(over)
