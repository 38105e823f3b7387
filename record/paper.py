"""The record on paper: what `templates/record/record.typ` is given. The pages' own words, none of a person's name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from common.typeset import pdf_of
from partnerships.models import Partnership
from record.document import day_words
from record.models import Version
from record.pages import Cell, ShownClause, shown, signature_words, standing_words
from record.queries import Seat, document, seats
from record.schema import Field, Part
from record.standing import PartStanding, standings

TEMPLATE = Path(settings.BASE_DIR) / "templates" / "record" / "record.typ"
FIGURES = {"money", "number"}


def record_pdf(partnership: Partnership) -> bytes:
    """The whole record as its pages show it: what is put forward, agreed or kept up, and no draft."""
    found = standings(partnership)
    parts = [_part(item) for item in found]
    data = frame(f"{partnership}: partnership record", parts)
    data["description"] = _about(partnership)
    data["contents"] = [_in_contents(item, part) for item, part in zip(found, parts, strict=True)]
    data["partners"] = _partners(partnership)
    return pdf_of(TEMPLATE, data)


def part_pdf(partnership: Partnership, part: Part) -> bytes:
    """One part as its page shows it."""
    found = next(item for item in standings(partnership) if item.state.part == part)
    return pdf_of(TEMPLATE, frame(f"{partnership}: {part.title.lower()}", [_part(found)]))


def draft_pdf(version: Version) -> bytes:
    """A draft, which says so on every page."""
    part, words = version.part, f"Draft of version {version.number}"
    content = content_of(part, standing_words(version, names_people=False), shown(document(version)))
    title = f"{version.partnership}: {part.title.lower()}, draft"
    return pdf_of(TEMPLATE, {**frame(title, [content]), "draft": words})


def frame(title: str, parts: list[dict[str, Any]]) -> dict[str, Any]:
    """What every paper has: its title, the day, and its parts; no table of contents, no partners, no draft."""
    taken = f"Taken out on {day_words(timezone.localdate())}"
    told = {"title": title, "head": title, "foot": taken, "draft": "", "description": f"{taken}.", "parts": parts}
    return {**told, "contents": [], "partners": []}


def _about(partnership: Partnership) -> str:
    taken = f"Taken out on {day_words(timezone.localdate())}."
    summary = partnership.summary.rstrip(".")
    return " ".join([*([f"{summary}."] if summary else []), f"Kind: {partnership.get_kind_display().lower()}.", taken])


def _partners(partnership: Partnership) -> list[list[str]]:
    return [
        [
            partner.name,
            partner.organisation.get_sector_display(),
            day_words(partner.joined_on),
            day_words(partner.left_on) if partner.left_on else "still here",
        ]
        for partner in partnership.partners.select_related("organisation")
    ]


def _in_contents(item: PartStanding, part: dict[str, Any]) -> dict[str, str]:
    signatures, readiness = part["signatures"], part["readiness"]
    return {
        "key": part["key"],
        "title": part["title"],
        "standing": part["standing"],
        "signatures": signatures["words"] if signatures else "nobody signs it" if not item.state.part.is_agreed else "",
        "score": f"{readiness['score']} of 100" if readiness else "",
    }


def _part(item: PartStanding) -> dict[str, Any]:
    """A part by the version to read first; only its title and a sentence where there is none."""
    state, version = item.state, item.state.shown
    if version is None or (not state.part.is_agreed and item.document.is_empty()):
        is_drafted = " A draft is being written." if state.draft else ""
        return content_of(state.part, f"Nothing is written down yet.{is_drafted}", [])
    words = standing_words(version, names_people=False)
    if state.proposed and state.agreed:
        words += f" Version {state.agreed.number} holds until all partners have agreed."
    content = content_of(state.part, words, shown(item.document), version.changes)
    content["signatures"] = _signatures(version) if state.part.is_agreed else None
    content["readiness"] = _readiness(item)
    return content


def content_of(part: Part, standing: str, clauses: Sequence[ShownClause], changes: str = "") -> dict[str, Any]:
    """A part in words, without signatures and readiness."""
    told = {"key": part.key, "title": part.title, "standing": standing, "changes": changes}
    return {**told, "clauses": [_clause(item) for item in clauses], "signatures": None, "readiness": None}


def _clause(item: ShownClause) -> dict[str, Any]:
    told = {"number": str(item.number), "title": item.clause.title, "hint": item.clause.hint}
    if item.clause.is_list and not item.rows:
        return {**told, "kind": "nothing"}
    if item.is_table:
        fields = item.clause.fields
        figures = [index for index, field in enumerate(fields) if field.kind in FIGURES]
        rows = [[row.name, *(cell.words for cell in row.cells)] for row in item.rows]
        widths = [_width(field) for field in fields]
        return {**told, "kind": "table", "columns": [field.label for field in fields], "rows": rows} | {
            "figures": figures,
            "widths": widths,
        }
    if item.clause.is_list:
        blocks = [{"name": row.name, "cells": _pairs(row.cells)} for row in item.rows]
        return {**told, "kind": "blocks", "blocks": blocks}
    return {**told, "kind": "fields", "cells": _pairs(item.cells)}


def _width(field: Field) -> int:
    """How wide a column is beside the others."""
    return {"text": 9, "line": 6, "partners": 6, "partner": 5, "number": 3}.get(field.kind, 4)


def _pairs(cells: Iterable[Cell]) -> list[list[str]]:
    return [[cell.field.label, cell.words] for cell in cells]


def _signatures(version: Version) -> dict[str, Any]:
    places = seats(version)
    return {"words": signature_words(places), "rows": [_seat(seat, version) for seat in places]}


def _seat(seat: Seat, version: Version) -> list[str]:
    name = seat.partner.name + (f" (left on {day_words(seat.partner.left_on)})" if seat.partner.left_on else "")
    if seat.signature is None:
        due = version.answers_due_on if version.state == Version.State.PROPOSED else None
        return [name, "Not answered yet", f"due {day_words(due)}" if due else "–", "–"]
    signed = day_words(timezone.localtime(seat.signature.signed_at).date())
    return [name, seat.signature.get_answer_display(), signed, seat.signature.note or "–"]


def _readiness(item: PartStanding) -> dict[str, Any] | None:
    found = item.readiness
    if not found.outcomes:
        return None
    label = "Exit readiness" if found.part == "exit" else "Completeness"
    return {"label": label, "score": found.score, "missing": [check.missing for check in found.unmet]}
