"""The files that a closed round's results can be taken away as; each shows what a facilitator would see, no more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reports.board_pack import board_pack
from reports.exports import exported_document, results_csv, results_json
from reports.results_spss import results_syntax
from reports.slides import slides
from reports.workbook.results import results_workbook
from surveys.models import Round

PRESENTATION = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SPS = "text/plain; charset=utf-8"


@dataclass(frozen=True)
class Format:
    """One kind of file: the ending of its name, what a button calls it, and what makes it of a closed round."""

    kind: str
    title: str
    media_type: str
    make: Callable[[Round], bytes]


def _json(round_: Round) -> bytes:
    return results_json(exported_document(round_)).encode()


def _csv(round_: Round) -> bytes:
    return "".join(results_csv(exported_document(round_))).encode()


def _sps(round_: Round) -> bytes:
    return results_syntax(exported_document(round_), f"results-{round_.pk}.csv").encode()


FORMATS = {
    format_.kind: format_
    for format_ in (
        Format("pdf", "Board pack (PDF)", "application/pdf", board_pack),
        Format("pptx", "Slides (PowerPoint)", PRESENTATION, slides),
        Format("xlsx", "Workbook (Excel)", XLSX, results_workbook),
        Format("csv", "CSV", "text/csv; charset=utf-8", _csv),
        Format("json", "JSON", "application/json", _json),
        Format("sps", "SPSS syntax", SPS, _sps),
    )
}
"""By kind, in the order of the page's buttons."""
