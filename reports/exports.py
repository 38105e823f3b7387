"""A closed round's document as files: JSON, and CSV with a row for each figure; see docs/results-format.md."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from common.csv import csv_lines
from reports.document import results_document
from reports.results import VOICES
from surveys.comments import places_of
from surveys.models import Round
from surveys.quotations import released_comments
from surveys.redaction import as_read

__all__ = ["exported_document", "results_csv", "results_json", "results_rows"]

PLACE = ("level", "key", "section", "text", "column", "column_name", "voice")
MEASURES = (
    *("n", "mean", "bound", "score", "band", "label", "ad", "r_wg", "r_wg_j", "gap", "gap_flag", "shown", "of"),
    *("hidden", "no_shared_view"),
)
SPREAD = ("range", "ad_between", "lowest", "highest")


def exported_document(round_: Round) -> dict[str, Any]:
    """The document with the comments that were released; None in their place before they are shared."""
    released = released_comments(round_)
    comments = [
        {
            "section": place.section.key,
            "statement": place.statement.key if place.statement else None,
            "text": as_read(comment.parts),
            "in_part": len(comment.parts) > 1,
        }
        for place in places_of(round_.instrument.content).values()
        for comment in released.on(place.key)
    ]
    return {**results_document(round_), "comments": comments if released.are_shared else None}


def results_json(document: Mapping[str, Any]) -> str:
    """The document as indented JSON."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def results_csv(document: Mapping[str, Any]) -> Iterator[str]:
    """The document as CSV, line by line."""
    return csv_lines(results_rows(document))


def results_rows(document: Mapping[str, Any]) -> Iterator[tuple[object, ...]]:
    """The header, then a row for each figure: overall, sections, statements; all partners by both voices, each column.

    Partners without a column come after them, with the reason in `hidden`; comments that were released come last.
    """
    answers = [str(score) for score in range(1, document["instrument"]["points"] + 1)] + ["dk", "na"]
    yield (*PLACE, *MEASURES, *SPREAD, *(f"count_{answer}" for answer in answers), "comment")
    for place, row in _levels(document):
        for column, name, voice, figure in _figures(document, row):
            spread = [row["all"][key] for key in SPREAD] if voice in VOICES.values() else [None] * len(SPREAD)
            counts = figure.get("counts") or {}
            measures = [figure.get(key) for key in MEASURES]
            yield (*place, column, name, voice, *measures, *spread, *(counts.get(answer) for answer in answers), None)
    for reason in ("left_out", "no_answers"):
        for partner in document[reason]:
            absent = ("overall", "overall", "", "Overall", partner["key"], partner["name"], "")
            measures = [reason if key == "hidden" else None for key in MEASURES]
            yield (*absent, *measures, *[None] * (len(SPREAD) + len(answers) + 1))
    for place, text in _comments(document):
        yield (*place, "", "", "", *[None] * (len(MEASURES) + len(SPREAD) + len(answers)), text)


def _comments(document: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str, str, str], str]]:
    """What a released comment is about, as in a row of figures, and its text."""
    sections = {section["key"]: section for section in document["instrument"]["sections"]}
    for comment in document.get("comments") or ():
        section = sections[comment["section"]]
        key, about = comment["statement"] or section["key"], section["title"]
        texts = {item["key"]: item["text"] for item in section["statements"]}
        yield ("comment", key, section["key"], texts.get(key, about)), comment["text"]


def _levels(document: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str, str, str], Mapping[str, Any]]]:
    figures = document["figures"]
    yield ("overall", "overall", "", "Overall"), figures["overall"]
    for section in document["instrument"]["sections"]:
        key = section["key"]
        yield ("section", key, key, section["title"]), figures["sections"][key]
        for statement in section["statements"]:
            yield ("statement", statement["key"], key, statement["text"]), figures["statements"][statement["key"]]
        if "importance" in figures:
            yield ("importance", key, key, section["title"]), figures["importance"][key]


def _figures(document: Mapping[str, Any], row: Mapping[str, Any]) -> Iterator[tuple[str, str, str, Mapping[str, Any]]]:
    """Column key and name, voice, figure; `voice` "people" is the agreement among all people."""
    for voice in VOICES.values():
        yield "all", "All partners", voice, row["all"][voice]
    if row["all"]["people"] is not None:
        yield "all", "All partners", "people", row["all"]["people"]
    for column in document["columns"]:
        yield column["key"], column["name"], "", row["columns"][column["key"]]
