"""Writing a draft, or a part that is kept up: rows added, changed, moved, removed and brought back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max, QuerySet
from django.utils import timezone

from accounts.models import User
from common.audit import record_audit
from partnerships.services.closing import hold_open
from record.models import Entry, Version
from record.schema import Clause

MOST_ROWS = 300


class ChangedMeanwhile(Exception):  # noqa: N818  # it is an outcome that a page tells, not a fault
    """Somebody else changed the same row first; `entry` is what is stored now, None where it was removed."""

    def __init__(self, entry: Entry | None) -> None:
        super().__init__()
        self.entry = entry


def hold(version: Version) -> Version:
    """The version, locked for a change; ValidationError where it may not be changed any more."""
    hold_open(version.partnership_id)
    held = Version.objects.select_for_update().filter(pk=version.pk).first()
    if held is None or not held.is_open:
        raise ValidationError("This draft was put forward or thrown away meanwhile, so nothing can be changed in it.")
    return held


@transaction.atomic
def add_row(
    *, version: Version, clause: Clause, values: dict[str, Any], by: User | None, at: datetime | None = None
) -> Entry:
    """A new row at the end of a clause; ValidationError where there are too many, or another one for the same thing."""
    held = hold(version)
    rows = held.entries.filter(clause=clause.key, removed_at=None)
    if rows.count() >= MOST_ROWS:
        raise ValidationError(f"There are {MOST_ROWS} rows here, and there is room for no more. Put some together.")
    _once(clause, values, rows)
    last = held.entries.filter(clause=clause.key).aggregate(Max("position"))["position__max"]
    entry = Entry(version=held, clause=clause.key, position=0 if last is None else last + 1)
    _fill(entry, clause, values, by, at)
    entry.save()
    _record("record.row-added", entry, clause, by, at)
    return entry


@transaction.atomic
def change_row(
    *,
    entry: Entry,
    clause: Clause,
    values: dict[str, Any],
    revision: int,
    by: User | None,
    at: datetime | None = None,
) -> Entry:
    """Changes what a row holds; ChangedMeanwhile where it is not at `revision` any more."""
    held = hold(entry.version)
    stored = held.entries.filter(pk=entry.pk, removed_at=None).first()
    if stored is None or stored.revision != revision:
        raise ChangedMeanwhile(stored)
    if stored.content == values:
        return stored
    _once(clause, values, held.entries.filter(clause=clause.key, removed_at=None).exclude(pk=entry.pk))
    stored.version = held
    _fill(stored, clause, values, by, at)
    stored.revision += 1
    stored.save()
    _record("record.row-changed", stored, clause, by, at)
    return stored


@transaction.atomic
def write_clause(
    *,
    version: Version,
    clause: Clause,
    values: dict[str, Any],
    revision: int,
    by: User | None,
    at: datetime | None = None,
) -> Entry:
    """Changes a clause that has no rows; `revision` 0: nothing was there. ChangedMeanwhile as for `change_row`."""
    held = hold(version)
    stored = held.entries.filter(clause=clause.key, removed_at=None).first()
    if stored is not None:
        return change_row(entry=stored, clause=clause, values=values, revision=revision, by=by, at=at)
    if revision:
        raise ChangedMeanwhile(None)
    return add_row(version=held, clause=clause, values=values, by=by, at=at)


@transaction.atomic
def remove_row(*, entry: Entry, clause: Clause, by: User, at: datetime | None = None) -> None:
    """Takes a row out; it can be brought back while the version is open. Removing twice changes nothing."""
    hold(entry.version)
    if Entry.objects.filter(pk=entry.pk, removed_at=None).update(removed_at=at or timezone.now()):
        _record("record.row-removed", entry, clause, by, at)


@transaction.atomic
def restore_row(*, entry: Entry, clause: Clause, by: User) -> None:
    """Brings a removed row back to its place."""
    held = hold(entry.version)
    _once(clause, entry.content, held.entries.filter(clause=clause.key, removed_at=None))
    if Entry.objects.filter(pk=entry.pk).exclude(removed_at=None).update(removed_at=None, revision=F("revision") + 1):
        _record("record.row-restored", entry, clause, by)


@transaction.atomic
def move_row(*, entry: Entry, clause: Clause, up: bool, by: User) -> None:
    """Swaps a row with the one above or below; at the end nothing changes."""
    held = hold(entry.version)
    rows = list(held.entries.filter(clause=clause.key, removed_at=None).order_by("position", "pk"))
    keys = [row.pk for row in rows]
    if entry.pk not in keys:
        return
    here = keys.index(entry.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(rows):
        return
    rows[here], rows[there] = rows[there], rows[here]
    for position, row in enumerate(rows):
        Entry.objects.filter(pk=row.pk).update(position=position)
    _record("record.row-moved", entry, clause, by)


def _fill(entry: Entry, clause: Clause, values: dict[str, Any], by: User | None, at: datetime | None) -> None:
    stored = dict(values)
    entry.accountable_id = stored.pop("accountable") if clause.key == "raci" else None
    entry.values, entry.changed_by, entry.changed_at = stored, by, at or timezone.now()


def _once(clause: Clause, values: dict[str, Any], others: QuerySet[Entry]) -> None:
    key = clause.once_by
    if key and any(other.values.get(key) == values.get(key) for other in others):
        raise ValidationError({key: "There is a row for this one already. Change that row instead."})


def _record(action: str, entry: Entry, clause: Clause, by: User | None, at: datetime | None = None) -> None:
    version = entry.version
    name = str(entry.values.get(clause.fields[0].key, "")) if clause.is_list and clause.fields[0].kind == "line" else ""
    record_audit(
        action,
        by=by,
        at=at,
        partnership_id=version.partnership_id,
        target=f"{version.part.title}: {clause.title}" + (f", “{name}”" if name else ""),
        part=version.part_key,
        version=version.number,
        clause=clause.key,
        key=entry.key,
        revision=entry.revision,
    )
