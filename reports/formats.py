"""The files that a closed round's results can be taken away as; each shows what a facilitator would see, no more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reports.board_pack import board_pack
from reports.exports import exported_document, results_csv, results_json
from reports.slides import slides
from surveys.models import Round

PRESENTATION = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


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


FORMATS = {
    format_.kind: format_
    for format_ in (
        Format("csv", "CSV", "text/csv; charset=utf-8", _csv),
        Format("json", "JSON", "application/json", _json),
        Format("pdf", "Board pack (PDF)", "application/pdf", board_pack),
        Format("pptx", "Slides (PowerPoint)", PRESENTATION, slides),
    )
}
"""By kind, in the order of the page's buttons."""
