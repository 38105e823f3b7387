"""A part filled from a file or a template: a new draft, or a part that is kept up while it is empty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from partnerships.models import Partnership
from record.document import Row
from record.models import Entry, RecordUpload, Version, new_key
from record.queries import document
from record.schema import Part
from record.services.drafts import kept_version, record_version, start_draft
from record.services.writing import hold

KEPT = timedelta(hours=24)
Rows = Mapping[str, Sequence[Row]]


def keep_record_upload(
    *, partnership: Partnership, part: Part, source: str, content: dict[str, Any], by: User
) -> RecordUpload:
    """Keeps what a file holds until it is stored; what nobody stored within a day is deleted."""
    RecordUpload.objects.filter(uploaded_at__lt=timezone.now() - KEPT).delete()
    return RecordUpload.objects.create(
        partnership=partnership, part_key=part.key, source=source[:300], content=content, uploaded_by=by
    )


@transaction.atomic
def bring_in(*, partnership: Partnership, part: Part, rows: Rows, source: str, by: User | None) -> Version:
    """A part with these rows: a new draft, or what is kept up; nothing that is there already is overwritten.

    ValidationError where there is a draft already, where what is kept up is not empty, or where there are no rows.
    """
    if not any(rows.values()):
        raise ValidationError("Nothing of it can come in. Choose which partners the names stand for.")
    if part.is_agreed:
        version = start_draft(partnership=partnership, part=part, by=by)
    else:
        version = hold(kept_version(partnership=partnership, part=part))
        _must_be_empty(version)
    taken = set(version.entries.values_list("key", flat=True))
    Entry.objects.bulk_create(
        _entry(version, clause, position, row, taken, by)
        for clause, held in rows.items()
        for position, row in enumerate(held)
    )
    record_version("record.brought-in", version, by, rows=sum(map(len, rows.values())), source=source)
    return version


def _must_be_empty(version: Version) -> None:
    if not document(version).is_empty():
        raise ValidationError(
            f"{version.part.title} holds something already, so nothing was brought in. Change it there."
        )
    version.entries.filter(removed_at=None).update(removed_at=timezone.now())  # clauses that were saved without a word


def _entry(version: Version, clause: str, position: int, row: Row, taken: set[str], by: User | None) -> Entry:
    values = dict(row.values)
    accountable = values.pop("accountable") if clause == "raci" else None
    key = new_key() if row.key in taken else row.key
    return Entry(
        version=version,
        clause=clause,
        key=key,
        position=position,
        values=values,
        accountable_id=accountable,
        changed_by=by,
    )
