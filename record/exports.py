"""The whole record as JSON, so that nothing that was agreed is lost; docs/record-format.md describes it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from partnerships.models import Partnership
from record.document import EMPTY, Document, Row
from record.models import Signature, Version
from record.parts import PARTS
from record.queries import documents, states
from record.record_file import FORMAT, FORMAT_VERSION
from record.schema import Clause, Field


def record_json(partnership: Partnership) -> str:
    """The document as indented JSON."""
    return json.dumps(record_document(partnership), ensure_ascii=False, indent=2) + "\n"


def record_document(partnership: Partnership) -> dict[str, Any]:
    """Every version of every part: what it says, its dates, and how partners answered. No person is named."""
    found = states(partnership)
    held = documents(partnership, [version for state in found.values() for version in state.versions])
    answers = _answers(partnership)
    partners = partnership.partners.select_related("organisation")
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "taken_out_at": timezone.now().isoformat(),
        "partnership": _partnership(partnership),
        "partners": [
            {
                "name": partner.name,
                "sector": partner.organisation.sector,
                "joined_on": _day(partner.joined_on),
                "left_on": _day(partner.left_on),
            }
            for partner in partners
        ],
        "parts": {
            key: {
                "title": PARTS[key].title,
                "versions": [_version(item, held[item.pk], answers[item.pk]) for item in reversed(state.versions)],
            }
            for key, state in found.items()
        },
    }


def _partnership(partnership: Partnership) -> dict[str, str]:
    fields = ("slug", "name", "kind", "stage", "summary", "time_zone")
    return {field: getattr(partnership, field) for field in fields}


def _answers(partnership: Partnership) -> Mapping[int, list[Signature]]:
    """All answers by version, also those that were replaced, oldest first."""
    found: dict[int, list[Signature]] = defaultdict(list)
    signatures = Signature.objects.filter(version__partnership=partnership)
    for signature in signatures.select_related("partner__organisation").order_by("signed_at", "pk"):
        found[signature.version_id].append(signature)
    return found


def _version(version: Version, content: Document, answers: list[Signature]) -> dict[str, Any]:
    return {
        "number": version.number,
        "state": version.state,
        "created_at": _moment(version.created_at),
        "proposed_at": _moment(version.proposed_at),
        "answers_due_on": _day(version.answers_due_on),
        "agreed_at": _moment(version.agreed_at),
        "superseded_at": _moment(version.superseded_at),
        "changes": version.changes,
        "clauses": {
            clause.key: [{"key": row.key, "values": _values(content, clause, row)} for row in content.of(clause.key)]
            for clause in content.part.clauses
            if content.of(clause.key)
        },
        "signatures": [
            {
                "partner": answer.partner.name,
                "answer": answer.answer,
                "note": answer.note,
                "signed_at": _moment(answer.signed_at),
                "replaced_at": _moment(answer.replaced_at),
            }
            for answer in answers
        ],
    }


def _values(content: Document, clause: Clause, row: Row) -> dict[str, Any]:
    """What the fields of a row hold, partners by name."""
    held = ((field, row.values.get(field.key)) for field in clause.fields)
    return {field.key: _named(content, field, value) for field, value in held if value not in EMPTY}


def _named(content: Document, field: Field, value: Any) -> Any:
    if field.kind == "partner":
        return content.partners[value]
    return [content.partners[item] for item in value] if field.kind == "partners" else value


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
