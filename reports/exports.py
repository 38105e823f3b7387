"""A closed round's document as files: JSON, and CSV with a row for each figure; see docs/results-format.md."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from common.csv import csv_lines
from reports.document import results_document
from reports.results import VOICES

__all__ = ["results_csv", "results_document", "results_json", "results_rows"]

PLACE = ("level", "key", "section", "text", "column", "column_name", "voice")
MEASURES = (
    *("n", "mean", "bound", "score", "band", "label", "ad", "r_wg", "r_wg_j", "gap", "gap_flag", "shown", "of"),
    *("hidden", "no_shared_view"),
)
SPREAD = ("range", "ad_between", "lowest", "highest")


def results_json(document: Mapping[str, Any]) -> str:
    """The document as indented JSON."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def results_csv(document: Mapping[str, Any]) -> Iterator[str]:
    """The document as CSV, line by line."""
    return csv_lines(results_rows(document))


def results_rows(document: Mapping[str, Any]) -> Iterator[tuple[object, ...]]:
    """The header, then a row for each figure: overall, sections, statements; all partners by both voices, each column.

    Partners without a column come last, with the reason in `hidden`.
    """
    answers = [str(score) for score in range(1, document["instrument"]["points"] + 1)] + ["dk", "na"]
    yield (*PLACE, *MEASURES, *SPREAD, *(f"count_{answer}" for answer in answers))
    for place, row in _levels(document):
        for column, name, voice, figure in _figures(document, row):
            spread = [row["all"][key] for key in SPREAD] if voice in VOICES.values() else [None] * len(SPREAD)
            counts = figure.get("counts") or {}
            measures = [figure.get(key) for key in MEASURES]
            yield (*place, column, name, voice, *measures, *spread, *(counts.get(answer) for answer in answers))
    for reason in ("left_out", "no_answers"):
        for partner in document[reason]:
            absent = ("overall", "overall", "", "Overall", partner["key"], partner["name"], "")
            measures = [reason if key == "hidden" else None for key in MEASURES]
            yield (*absent, *measures, *[None] * (len(SPREAD) + len(answers)))


def _levels(document: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str, str, str], Mapping[str, Any]]]:
    figures = document["figures"]
    yield ("overall", "overall", "", "Overall"), figures["overall"]
    for section in document["instrument"]["sections"]:
        key = section["key"]
        yield ("section", key, key, section["title"]), figures["sections"][key]
        for statement in section["statements"]:
            yield ("statement", statement["key"], key, statement["text"]), figures["statements"][statement["key"]]


def _figures(document: Mapping[str, Any], row: Mapping[str, Any]) -> Iterator[tuple[str, str, str, Mapping[str, Any]]]:
    """Column key and name, voice, figure; `voice` "people" is the agreement among all people."""
    for voice in VOICES.values():
        yield "all", "All partners", voice, row["all"][voice]
    if row["all"]["people"] is not None:
        yield "all", "All partners", "people", row["all"]["people"]
    for column in document["columns"]:
        yield column["key"], column["name"], "", row["columns"][column["key"]]
