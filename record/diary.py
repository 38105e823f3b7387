"""The dates of many partnerships at once: what their records hold, and answers due to versions put forward."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from partnerships.models import Partnership
from record.dates import Entry, answers_due, dates_of, notice_due
from record.document import Document, Row
from record.models import Entry as StoredRow
from record.models import Version
from record.parts import PARTS

State = Version.State
DATED = {"standing", "review", "looking_back", "notice", "course", "steps"}
"""The clauses that hold dates, or what dates are counted from."""


@dataclass(frozen=True)
class DiaryEntry:
    """A date of a partnership; `version` is the one put forward where answers to it are due, else None."""

    partnership: Partnership
    entry: Entry
    version: Version | None = None

    @property
    def day(self) -> date:
        """When it is."""
        return self.entry.day


def diary(partnerships: Iterable[Partnership]) -> list[DiaryEntry]:
    """Every date of these partnerships that are not closed, the earliest first: two queries for all of them.

    Only what holds counts: a review that is merely proposed is not one yet.
    """
    going = {item.pk: item for item in partnerships if not item.is_closed}
    found = Version.objects.filter(partnership__in=going, state__in=[State.AGREED, State.KEPT, State.PROPOSED])
    by_partnership: dict[int, list[Version]] = defaultdict(list)
    for version in found if going else ():
        version.partnership = going[version.partnership_id]
        by_partnership[version.partnership_id].append(version)
    rows = _rows(version for versions in by_partnership.values() for version in versions)
    entries = (entry for pk, versions in by_partnership.items() for entry in _entries(going[pk], versions, rows))
    return sorted(entries, key=lambda item: (item.day, item.partnership.name, item.entry.words))


def _rows(versions: Iterable[Version]) -> Mapping[int, dict[str, list[Row]]]:
    held = [version.pk for version in versions if version.state != State.PROPOSED]
    rows: dict[int, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    stored = StoredRow.objects.filter(Q(version__in=held), clause__in=DATED, removed_at=None)
    for row in stored.order_by("position", "pk") if held else ():
        rows[row.version_id][row.clause].append(Row(row.key, row.content))
    return rows


def _entries(
    partnership: Partnership, versions: list[Version], rows: Mapping[int, dict[str, list[Row]]]
) -> Iterator[DiaryEntry]:
    held = {
        version.part_key: Document(
            version.part, {clause: tuple(found) for clause, found in rows.get(version.pk, {}).items()}, {}
        )
        for version in versions
        if version.state != State.PROPOSED
    }
    for document in held.values():
        yield from (DiaryEntry(partnership, entry) for entry in dates_of(document))
    notice = notice_due(held["identity"], held["exit"]) if {"identity", "exit"} <= held.keys() else None
    if notice is not None:
        yield DiaryEntry(partnership, notice)
    for version in versions:
        if version.state == State.PROPOSED and version.answers_due_on:
            due = answers_due(PARTS[version.part_key], version.number, version.answers_due_on)
            yield DiaryEntry(partnership, due, version)
