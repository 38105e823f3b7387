"""Answers of a large attributed round as files, against the bare libraries writing the same rows."""

from __future__ import annotations

import csv
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO, StringIO
from tempfile import TemporaryFile

from django.utils import timezone
from xlsxwriter import Workbook

from common.csv import csv_lines
from reports.answers import answer_rows, answers_workbook, rows_of
from reports.workbook.answers import write_answers
from surveys.attributed import answers_by_partner
from surveys.definition import Answers
from surveys.models import Round
from tests.performance.made import large_round

Found = list[tuple[str, Answers]]
TIMES = 3


@dataclass(frozen=True)
class Measured:
    """Seconds of either file and of its floor; megabytes at the most, of CSV with a tenth of the rows, too."""

    workbook: float
    workbook_floor: float
    csv: float
    csv_floor: float
    workbook_peak: float
    csv_peak: float
    csv_peak_of_a_tenth: float


def measure_files(responses: int) -> Measured:
    """Writes them in turn, so that a busy moment of the machine meets all; the fastest of each counts."""
    round_, tenth = attributed_round(responses), attributed_round(responses // 10)
    keys, found = round_.instrument.content.statement_keys, list(answers_by_partner(round_))
    workbook, workbook_floor = _fastest(lambda: _workbook(round_, found), lambda: _bare_workbook(keys, found))
    own, csv_floor = _fastest(lambda: _csv(keys, found), lambda: _bare_csv(keys, found))
    return Measured(
        workbook,
        workbook_floor,
        own,
        csv_floor,
        workbook_peak=peak(lambda: _stored_workbook(round_)),
        csv_peak=peak(lambda: _streamed(round_)),
        csv_peak_of_a_tenth=peak(lambda: _streamed(tenth)),
    )


def attributed_round(responses: int) -> Round:
    """A closed attributed round of so many responses."""
    round_ = large_round(responses)
    round_.mode, round_.state, round_.closed_at = Round.Mode.ATTRIBUTED, Round.State.CLOSED, timezone.now()
    round_.save()
    return round_


def peak(work: Callable[[], object]) -> float:
    """The most that a work takes at any time, in megabytes; the database's own memory is not in it."""
    tracemalloc.start()
    work()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 1e6


def _fastest(*works: Callable[[], object]) -> list[float]:
    taken = [[_seconds(work) for work in works] for _ in range(TIMES)]
    return [min(column) for column in zip(*taken, strict=True)]


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _workbook(round_: Round, found: Found) -> None:
    definition = round_.instrument.content
    rows = answer_rows(definition.statement_keys, found)
    write_answers(BytesIO(), definition=definition, title="Answers", about="Bench", closed=timezone.now(), rows=rows)


def _bare_workbook(keys: tuple[str, ...], found: Found) -> None:
    """XlsxWriter in constant memory, and nothing else."""
    workbook = Workbook(BytesIO(), {"constant_memory": True})
    sheet = workbook.add_worksheet()
    sheet.write_row(0, 0, ("partner", *keys))
    for number, (partner, answers) in enumerate(found, 1):
        sheet.write_row(number, 0, [partner, *[answers.get(key) for key in keys]])
    workbook.close()


def _csv(keys: tuple[str, ...], found: Found) -> None:
    target = StringIO()
    for line in csv_lines(answer_rows(keys, found)):
        target.write(line)


def _bare_csv(keys: tuple[str, ...], found: Found) -> None:
    writer = csv.writer(StringIO())
    writer.writerow(("partner", *keys))
    for partner, answers in found:
        writer.writerow([partner, *[answers.get(key) for key in keys]])


def _stored_workbook(round_: Round) -> None:
    """As the download does: from the database to a file."""
    with TemporaryFile() as target:
        answers_workbook(round_, target)


def _streamed(round_: Round) -> None:
    """As the download does: line by line, none kept."""
    for _ in csv_lines(rows_of(round_)):
        pass
