"""A whole partnership as one archive: zip, with a manifest, and rows as JSON Lines. docs/archive-format.md."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Generator, Iterable
from contextlib import closing
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from archive.layout import (
    FORMAT,
    FORMAT_VERSION,
    MANIFEST,
    MOST_LINE,
    MOST_PEOPLE,
    MOST_UNPACKED,
    READABLE,
    ArchiveError,
    member_of,
    product_version,
)
from archive.tables import NOT_TAKEN, PARTNERSHIP, PEOPLE, TABLES, Table
from archive.values import to_json
from common.audit import record_audit
from common.models import AuditEntry
from partnerships.audit_words import audit_rows
from partnerships.models import Membership, Partnership
from record.exports import record_json
from record.models import Entry
from record.parts import PARTS
from record.stored_values import with_partners
from reports.exports import exported_document, results_json
from surveys.models import Round, Series

BATCH = 500
Rows = Generator[dict[str, Any], None, None]
INSTEAD = "Move the whole installation instead, by manage.py backup and restore."


def take_out(*, partnership: Partnership, file: IO[bytes], by: User | None) -> dict[str, Any]:
    """Writes the archive into `file` and gives its manifest; an entry in the audit trail says who took it.

    ArchiveError where it would be too large to come in again.
    """
    with transaction.atomic():
        manifest = _Writer(partnership, file).write()
        record_audit(
            "partnership.taken-out",
            by=by,
            partnership_id=partnership.pk,
            target=partnership.name,
            rows=sum(member.get("rows", 0) for member in manifest["members"]),
        )
    return manifest


def left_out(partnership: Partnership) -> list[str]:
    """What of this partnership stays behind for now, and what to do about it."""
    found = [
        f"The round “{round_.title}” is still open. Take the partnership out again when it has closed."
        for round_ in partnership.rounds.filter(state=Round.State.OPEN)
    ]
    unshared = partnership.rounds.filter(
        state=Round.State.CLOSED, comments_shared_at=None, quotations__isnull=False
    ).distinct()
    found += [
        f"Comments on “{round_.title}” have not been shared by a facilitator, so none of them comes out. Have them "
        "shared before."
        for round_ in unshared
    ]
    return found


def counts_of(partnership: Partnership) -> list[tuple[str, int]]:
    """What would go into the archive: the title of each table, and how many rows."""
    return [(table.title, table.rows(partnership).count()) for table in TABLES]


class _Writer:
    """The work of one archive; members are written one after the other, each counted and summed."""

    def __init__(self, partnership: Partnership, file: IO[bytes]) -> None:
        self.partnership = partnership
        self.zip = ZipFile(file, "w", ZIP_DEFLATED)
        self.members: list[dict[str, Any]] = []
        self.people: set[int] = set()

    def write(self) -> dict[str, Any]:
        with self.zip:
            self._member("partnership.json", [self._partnership()])
            for table in TABLES:
                self._rows(member_of(table.name), self._table(table), table.most)
            self._rows(member_of(PEOPLE), self._people(), MOST_PEOPLE)
            self._member(f"{READABLE}record.json", [record_json(self.partnership).encode()])
            for round_ in _closed(self.partnership):
                self._member(f"{READABLE}results-{round_.pk}.json", [results_json(exported_document(round_)).encode()])
            manifest = self._manifest()
            self.zip.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=2) + "\n")
        return manifest

    def _manifest(self) -> dict[str, Any]:
        if sum(member["bytes"] for member in self.members) > MOST_UNPACKED:
            raise ArchiveError(
                f"This partnership holds more than {MOST_UNPACKED // 1_000_000} MB, and an archive of it could not be "
                f"brought in. {INSTEAD}"
            )
        return {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            "product_version": product_version(),
            "taken_out_at": timezone.now().isoformat(),
            "partnership": {"slug": self.partnership.slug, "name": self.partnership.name},
            "left_out": left_out(self.partnership),
            "never_in_it": list(NOT_TAKEN),
            "members": self.members,
        }

    def _rows(self, name: str, rows: Rows, most: int) -> None:
        with closing(rows):  # where a row is refused, the database's cursor ends before the transaction does
            self._member(name, (_line(name, row) for row in rows), counted=True)
        if self.members[-1]["rows"] > most:
            raise ArchiveError(
                f"{name} would hold more than {most:,} rows, and an archive with it could not be brought in. {INSTEAD}"
            )

    def _member(self, name: str, chunks: Iterable[bytes], *, counted: bool = False) -> None:
        digest, size, rows = hashlib.sha256(), 0, 0
        with self.zip.open(name, "w", force_zip64=False) as member:
            for chunk in chunks:
                member.write(chunk)
                digest.update(chunk)
                size, rows = size + len(chunk), rows + 1
        entry: dict[str, Any] = {"name": name, "bytes": size, "sha256": digest.hexdigest()}
        self.members.append({**entry, "rows": rows} if counted else entry)

    def _partnership(self) -> bytes:
        content = {name: to_json(getattr(self.partnership, name)) for name in PARTNERSHIP}
        series = Series.objects.filter(partnership=self.partnership).first()
        content["asks_again_months"] = series.months if series else None
        return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()

    def _table(self, table: Table) -> Rows:
        """In the order of ids. Those of answers and comments are random, and numbers stand in their place."""
        rows = table.rows(self.partnership).order_by("pk")
        for number, row in enumerate(rows.iterator(chunk_size=BATCH), start=1):
            yield self._row(table, row, str(row.pk if isinstance(row.pk, int) else number))

    def _row(self, table: Table, row: Any, number: str) -> dict[str, Any]:
        found = {"id": number, **{name: to_json(getattr(row, name)) for name in table.fields}}
        for name, target in table.refs.items():
            pk = getattr(row, name if name.endswith("_id") else f"{name}_id")
            found[name] = None if pk is None else str(pk)
            if target == PEOPLE and pk is not None:
                self.people.add(pk)
        return _finished(row, found)

    def _people(self) -> Rows:
        """By name; the address of those who hold a role now, whom the page of people shows with it."""
        held = Membership.objects.filter(partnership=self.partnership, ended_at=None)
        present = set(held.values_list("person_id", flat=True))
        people = User.objects.filter(pk__in=self.people).select_related("merged_into").order_by("pk")
        for person in people:
            shown = person.merged_into or person
            yield {"id": str(person.pk), "name": str(shown), "email": shown.email if person.pk in present else None}


def _finished(row: Any, found: dict[str, Any]) -> dict[str, Any]:
    """What a row has beside its plain fields: partners in entries by their ids as text, acts in words."""
    if isinstance(row, Entry):
        clause = PARTS[row.version.part_key].clause(row.clause)
        return {**found, "values": with_partners(clause, row.values, str)}
    if isinstance(row, AuditEntry):
        _, who, words, _ = audit_rows([row])[0]
        return {**found, "in_words": f"{who} {words} {row.target}".strip()}
    return found


def _line(name: str, row: dict[str, Any]) -> bytes:
    line = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
    if len(line) > MOST_LINE:
        raise ArchiveError(
            f"A row of {name} holds more than {MOST_LINE // 1_000_000} MB, and an archive with it could not be brought "
            f"in. {INSTEAD}"
        )
    return line


def _closed(partnership: Partnership) -> Iterable[Round]:
    closed = partnership.rounds.filter(state=Round.State.CLOSED, result__isnull=False)
    return closed.select_related("partnership", "instrument", "result").order_by("pk")
