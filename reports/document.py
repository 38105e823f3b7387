"""One closed round as a document: what docs/results-format.md describes, and every channel reads."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from surveys.definition import Definition
from surveys.models import Round, RoundResult

LEVELS = ("overall", "sections", "statements", "importance")
"""Importance only where it was asked."""
FORMAT, FORMAT_VERSION = "partnership-health-check/results", 1


def results_document(round_: Round) -> dict[str, Any]:
    """The whole document of a closed round, from its stored result; RoundResult.DoesNotExist while it is open.

    Its parts are named one by one because PostgreSQL's jsonb keeps no order, and a file a person opens should.
    """
    result: RoundResult = round_.result
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "partnership": {"slug": round_.partnership.slug, "name": round_.partnership.name},
        "round": _round(round_, result),
        "instrument": _instrument(round_.instrument.content),
        **{part: result.figures[part] for part in ("columns", "left_out", "no_answers", "agreement_of")},
        "figures": {level: result.figures["figures"][level] for level in LEVELS if level in result.figures["figures"]},
    }


def _round(round_: Round, result: RoundResult) -> dict[str, Any]:
    with_answers = sum(len(column["partners"]) for column in result.figures["columns"])
    with_answers += len(result.figures["left_out"])
    return {
        "id": round_.pk,
        "title": round_.title,
        "mode": round_.mode,
        "official": round_.official,
        "minimum_group": round_.minimum_group,
        "view": round_.view,
        "opened": _moment(round_.opens_at),
        "closed": _moment(round_.closed_at),
        "time_zone": round_.partnership.time_zone,
        "invited": result.invited,
        "answered": result.answered,
        "partners_invited": with_answers + len(result.figures["no_answers"]),
        "partners_answered": with_answers,
    }


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _instrument(definition: Definition) -> dict[str, Any]:
    return {
        "key": definition.key,
        "version": definition.version,
        "title": definition.title,
        "points": definition.scale.points,
        "labels": list(definition.scale.labels),
        "bands": [
            {
                "letter": band.letter,
                "name": band.name,
                "meaning": band.meaning,
                "above": None if band.above is None else float(band.above),
            }
            for band in definition.bands
        ],
        "sections": [
            {
                "key": section.key,
                "title": section.title,
                "short_title": section.short_title,
                "direction": section.direction,
                "statements": [{"key": item.key, "text": item.text} for item in section.statements],
            }
            for section in definition.sections
        ],
    }
