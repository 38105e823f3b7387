"""Two people changed the same row: what each of them wrote, field by field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from record.document import Document, Row
from record.models import Entry
from record.schema import Clause


@dataclass(frozen=True)
class Difference:
    """A field on which the two texts differ: what is stored, and what was about to be saved."""

    label: str
    stored: str
    yours: str


@dataclass(frozen=True)
class Clash:
    """Who was first, and where the texts differ; `is_removed` where the row is not there any more."""

    by: str
    differences: tuple[Difference, ...]
    is_removed: bool


def clash_of(document: Document, clause: Clause, values: dict[str, Any], stored: Entry | None) -> Clash:
    """Both texts beside each other."""
    theirs, yours = Row("", stored.content if stored else {}), Row("", values)
    told = [(field.label, document.words(field, theirs), document.words(field, yours)) for field in clause.fields]
    found = tuple(Difference(*item) for item in told if item[1] != item[2])
    return Clash(str(stored.changed_by or "Somebody") if stored else "Somebody", found, stored is None)
