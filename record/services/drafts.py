"""Drafts: started from what holds, or empty, and thrown away."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from common.audit import record_audit
from partnerships.models import Partnership
from partnerships.services.closing import hold_open
from record.models import Entry, Version
from record.schema import Part


def kept_version(*, partnership: Partnership, part: Part) -> Version:
    """The one version of a part that nobody signs; made when it is first written."""
    version, _ = Version.objects.get_or_create(
        partnership=partnership, part_key=part.key, state=Version.State.KEPT, defaults={"number": 1}
    )
    return version


@transaction.atomic
def start_draft(
    *,
    partnership: Partnership,
    part: Part,
    by: User | None,
    source: Version | None = None,
    at: datetime | None = None,
) -> Version:
    """A new draft with everything that `source` holds, or empty; ValidationError where there is a draft already.

    `at`, here as in every service of the record, is for what is told of the past: nobody gets a mail about it.
    """
    hold_open(partnership.pk)
    highest = Version.objects.filter(partnership=partnership, part_key=part.key).aggregate(Max("number"))["number__max"]
    try:
        with transaction.atomic():
            version = Version.objects.create(
                partnership=partnership,
                part_key=part.key,
                number=(highest or 0) + 1,
                created_by=by,
                created_at=at or timezone.now(),
            )
    except IntegrityError:
        raise ValidationError("There is a draft already. Go on with that one, or throw it away first.") from None
    if source is not None:
        copy_entries(source, version)
    record_version("record.draft-started", version, by, at=at, from_version=source.number if source else None)
    return version


def copy_entries(source: Version, target: Version) -> None:
    """Every row with its key, so that versions can be compared row by row."""
    kept = source.entries.filter(removed_at=None)
    Entry.objects.bulk_create(
        Entry(
            version=target,
            clause=entry.clause,
            key=entry.key,
            position=entry.position,
            values=entry.values,
            accountable_id=entry.accountable_id,
            changed_at=entry.changed_at,
            changed_by_id=entry.changed_by_id,
        )
        for entry in kept
    )


@transaction.atomic
def discard_draft(*, version: Version, by: User) -> None:
    """Throws a draft away with all it holds; ValidationError where it has been put forward meanwhile."""
    hold_open(version.partnership_id)
    held = Version.objects.select_for_update().filter(pk=version.pk, state=Version.State.DRAFT).first()
    if held is None:
        raise ValidationError("This is no draft any more: it was put forward meanwhile, or thrown away.")
    record_version("record.draft-discarded", held, by)
    held.entries.all().delete()
    held.delete()


def record_version(
    action: str, version: Version, by: User | None, *, at: datetime | None = None, **details: Any
) -> None:
    """An entry in the audit trail about a version."""
    record_audit(
        action,
        by=by,
        at=at,
        partnership_id=version.partnership_id,
        target=f"{version.part.title}, version {version.number}" if version.part.is_agreed else version.part.title,
        part=version.part_key,
        version=version.number,
        **details,
    )
