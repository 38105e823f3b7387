"""SPSS syntax for the tidy results: it reads the CSV file of the same round and labels what is in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from common.csv import defused
from reports.dictionary import Column, columns
from reports.exports import results_rows
from reports.results import VOICE_WORDS, VOICES
from reports.spss import MOST_TEXT, Variable, syntax

FIGURES = 'ANY(level, "overall", "section", "statement", "importance")'
"""Comments are left out: SPSS takes a line end inside quotation marks for the end of a case."""
LABELS: dict[str, Mapping[int | str, str]] = {
    "level": {"overall": "Overall", "section": "Section", "statement": "Statement",
              "importance": "How much the section matters now"},
    "voice": {**{VOICES[voice]: words.capitalize() for voice, words in VOICE_WORDS.items()},
              "people": "Agreement among all people"},
    "bound": {"or_above": "Or above", "or_below": "Or below"},
    "label": {"agree": "People agree", "mixed": "Mixed", "split": "People are split"},
    "hidden": {"too_few": "Too few people scored it", "not_enough_statements": "Too few of its statements are shown",
               "no_overall": "A section has no score", "no_answers": "No answers",
               "left_out": "Left out: too few answers"},
}  # fmt: skip
WHOLE, FRACTION = 0, 6
"""Decimals of whole numbers and of others."""


def results_syntax(document: Mapping[str, Any], file: str) -> str:
    """The syntax that reads `file`, which is the CSV of this document."""
    _, *rows = results_rows(document)
    widths = [max((_bytes(row[index]) for row in rows), default=1) for index in range(len(rows[0]))]
    variables = [
        _variable(column, min(MOST_TEXT, max(width, 1)), _labels(document, column.name))
        for column, width in zip(columns(document["instrument"]["points"]), widths, strict=True)
    ]
    about = f"Results of {document['round']['title']}, {document['partnership']['name']}"
    return syntax(file, about, variables, only=FIGURES)


def _bytes(cell: object) -> int:
    return len(str(defused(cell)).encode(errors="replace"))


def _variable(column: Column, width: int, values: Mapping[int | str, str]) -> Variable:
    if column.kind in {"text", "yes or no"}:
        is_read = column.name != "comment"  # comments are no cases, so that it would be empty
        return Variable(column.name, column.meaning, width=width, values=values, is_read=is_read)
    return Variable(column.name, column.meaning, decimals=WHOLE if column.kind == "whole number" else FRACTION)


def _labels(document: Mapping[str, Any], name: str) -> Mapping[int | str, str]:
    if name in LABELS:
        return LABELS[name]
    sections = document["instrument"]["sections"]
    titles: dict[int | str, str] = {section["key"]: section["title"] for section in sections}
    if name == "section":
        return titles
    if name == "key":
        return {**titles, **{item["key"]: item["text"] for section in sections for item in section["statements"]}}
    if name in {"column", "lowest", "highest"}:
        return {"all": "All partners", **{column["key"]: column["name"] for column in document["columns"]}}
    if name == "band":
        return {band["letter"]: band["name"] for band in document["instrument"]["bands"]}
    return {}
