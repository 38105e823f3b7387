"""Fills the record of a demonstration's partnership, through the services that people use, in order of time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from heapq import heappop, heappush
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from accounts.models import User
from partnerships.models import Membership, Partner, Partnership
from partnerships.rules import Role
from record.document import Document
from record.models import Entry, Version
from record.parts import PARTS
from record.queries import document, states
from record.schema import Clause, Part
from record.services.agreeing import propose_version, sign_version
from record.services.drafts import kept_version, start_draft
from record.services.writing import add_row, change_row, remove_row, write_clause
from surveys.demonstration.record_file import Answered, Written, load_record, same_row, values_of

Event = tuple[date, int, Callable[[date], None]]


@dataclass(frozen=True)
class _Hand:
    """Who writes, and when."""

    by: User
    at: datetime


class RecordFilling:
    """The record of one partnership; partners come and go meanwhile, so it is filled day by day."""

    def __init__(self, partnership: Partnership) -> None:
        self.partnership, self.today = partnership, timezone.localdate()
        self.numbers = count()
        self.events: list[Event] = []
        for written in load_record(partnership.slug, self.today):
            self._plan(written.day, partial(self._write, written))

    def until(self, day: date) -> None:
        """Does everything that is planned for the day and those before it."""
        while self.events and self.events[0][0] <= day:
            planned, _, act = heappop(self.events)
            act(planned)

    def _plan(self, day: date, act: Callable[[date], None]) -> None:
        heappush(self.events, (day, next(self.numbers), act))

    def _write(self, written: Written, day: date) -> None:
        part, hand = PARTS[written.part], self._hand(written.by, day)
        version = self._version(part, hand)
        for key, names in written.gone.items():
            self._remove(version, key, names, hand)
        for key, told in written.clauses.items():
            self._clause(version, part.clause(key), told, hand)
        if written.proposed:
            self._plan(written.proposed, partial(self._propose, version, written))

    def _version(self, part: Part, hand: _Hand) -> Version:
        if not part.is_agreed:
            return kept_version(partnership=self.partnership, part=part)
        source = states(self.partnership)[part.key].shown
        return start_draft(partnership=self.partnership, part=part, source=source, by=hand.by, at=hand.at)

    def _clause(self, version: Version, clause: Clause, told: Any, hand: _Hand) -> None:
        held = document(version)
        for row in told if clause.is_list else [told]:
            self._row(version, clause, row, held, hand)
            if any(field.of == clause.key for field in clause.fields):
                held = document(version)  # the next row may point to this one

    def _row(self, version: Version, clause: Clause, told: dict[str, Any], held: Document, hand: _Hand) -> None:
        values = values_of(clause, told, held, self.today)
        row = same_row(clause, told, held)
        entry = Entry.objects.get(version=version, key=row.key) if row else None
        said: dict[str, Any] = {"clause": clause, "values": values, "by": hand.by, "at": hand.at}
        if not clause.is_list:
            write_clause(version=version, revision=entry.revision if entry else 0, **said)
        elif entry and clause.key != "contributions":
            change_row(entry=entry, revision=entry.revision, **said)
        else:
            add_row(version=version, **said)

    def _remove(self, version: Version, key: str, names: list[str], hand: _Hand) -> None:
        clause, held = version.part.clause(key), document(version)
        for row in held.of(key):
            if held.name(clause, row) in names:
                entry = Entry.objects.get(version=version, key=row.key)
                remove_row(entry=entry, clause=clause, by=hand.by, at=hand.at)

    def _propose(self, version: Version, written: Written, day: date) -> None:
        hand = self._hand(written.by, day)
        due = written.answers_by or day + timedelta(days=21)
        propose_version(version=version, changes=written.changes, answers_due_on=due, by=hand.by, at=hand.at)
        for answered in (*written.answers, *self._others(written, day)):
            self._plan(answered.day, partial(self._sign, version, answered))

    def _others(self, written: Written, day: date) -> list[Answered]:
        """Those that simply agree, spread over the days until the last."""
        if written.others_by is None:
            return []
        named = {answered.partner for answered in written.answers}
        others = [name for name in sorted(self._present()) if name not in named]
        days = (written.others_by - day).days
        spread = [day + timedelta(days=days * (number + 1) // len(others)) for number in range(len(others))]
        return [Answered(name, signed) for name, signed in zip(others, spread, strict=True)]

    def _sign(self, version: Version, answered: Answered, day: date) -> None:
        hand, partner = self._hand(answered.partner, day), self._present()[answered.partner]
        sign_version(
            version=version, partner=partner, answer=answered.answer, note=answered.note, by=hand.by, at=hand.at
        )

    def _present(self) -> dict[str, Partner]:
        partners = self.partnership.partners.filter(left_on=None).select_related("organisation")
        return {partner.name: partner for partner in partners}

    def _hand(self, partner: str, day: date) -> _Hand:
        """The partner's lead, at an hour of that day's work, never one that is still to come."""
        held = Membership.objects.filter(partnership=self.partnership, role=Role.LEAD, ended_at=None)
        lead = held.select_related("person").get(partner__organisation__name=partner)
        at = datetime.combine(day, time(9 + next(self.numbers) % 8, 20), ZoneInfo(self.partnership.time_zone))
        return _Hand(lead.person, min(at, timezone.now()))
