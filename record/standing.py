"""Where each part of a partnership's record stands: its versions, what it holds, how complete it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils import timezone

from partnerships.models import Partnership
from record import owed
from record.checks import Readiness, readiness
from record.document import Document
from record.models import Version
from record.owed import OwedGroup
from record.parts import PARTS
from record.queries import PartState, documents, empty, is_signed, seats, states


@dataclass(frozen=True)
class PartStanding:
    """A part, and the version that its checks look at: the one put forward or agreed, else the draft."""

    state: PartState
    document: Document
    today: date

    @cached_property
    def readiness(self) -> Readiness:
        """The published checks; none for parts that have no list."""
        return readiness(self.document, is_signed=is_signed(self.state.shown), today=self.today)


def remaining(partnership: Partnership) -> list[OwedGroup]:
    """What remains owed by the record as it stands now."""
    found = states(partnership)
    held = documents(partnership, [state.held for state in found.values() if state.held])

    def of(key: str) -> Document | None:
        version = found[key].held
        return held[version.pk] if version else None

    return [
        owed.obligations(of("exit")),
        owed.steps(of("parting")),
        owed.signatures([(str(version), _to_come(version)) for version in _put_forward(found)]),
        owed.contributions(of("contributions")),
    ]


def _put_forward(found: Mapping[str, PartState]) -> list[Version]:
    return [version for state in found.values() for version in (state.proposed, state.agreed) if version]


def _to_come(version: Version) -> list[str]:
    return [seat.partner.name for seat in seats(version) if seat.signature is None and not seat.has_left]


def standings(partnership: Partnership) -> list[PartStanding]:
    """Every part, in the order of the record."""
    found, today = states(partnership), timezone.localdate()
    held = documents(partnership, [state.judged for state in found.values() if state.judged])
    return [
        PartStanding(state, held[state.judged.pk] if state.judged else empty(PARTS[key], partnership), today)
        for key, state in found.items()
    ]
