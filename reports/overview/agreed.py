"""What the overview says of the record: whether partners could part well, and who has still to sign."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from partnerships.models import Partner
from record.checks import Readiness, readiness
from record.models import Signature, Version
from record.pages import signature_words
from record.queries import PartState, Seat, all_agree, document, seats_of
from reports.words.opening import Parting
from reports.words.phrases import listed


@dataclass(frozen=True)
class CouldPart:
    """Exit readiness by the published checks; `readiness` None where no exit strategy is begun."""

    state: PartState
    readiness: Readiness | None

    @property
    def parting(self) -> Parting:
        """The same for the first sentence."""
        return Parting(self.readiness.score if self.readiness else None, self.state.agreed == self.state.judged)


def could_part(states: Mapping[str, PartState], partners: list[Partner], today: date) -> CouldPart:
    """How far the exit strategy is: the version put forward or agreed, else the draft."""
    state = states["exit"]
    if state.judged is None:
        return CouldPart(state, None)
    signed = state.shown is not None and all_agree(seats_of(partners, _answers(state.shown)))
    return CouldPart(state, readiness(document(state.judged), is_signed=signed, today=today))


@dataclass(frozen=True)
class Signing:
    """A version that waits for signatures: how partners answered, in words and one by one."""

    version: Version
    words: str
    seats: tuple[Seat, ...]

    @property
    def asked(self) -> list[Seat]:
        """Partners that are asked."""
        return [seat for seat in self.seats if not seat.has_left]

    @property
    def to_come(self) -> int:
        """How many of them have not answered."""
        return sum(seat.signature is None for seat in self.asked)

    @property
    def open(self) -> list[Seat]:
        """Those that have not agreed without reservations, the silent ones first."""
        unsettled = [seat for seat in self.asked if seat.signature is None or seat.signature.answer != "agrees"]
        return sorted(unsettled, key=lambda seat: seat.signature is not None)


def signings(states: Mapping[str, PartState], partners: list[Partner]) -> list[Signing]:
    """Versions put forward, and agreed ones that a partner which joined later has not answered."""
    shown = [_signing(state.proposed, partners) for state in states.values() if state.proposed]
    agreed = [_signing(state.agreed, partners) for state in states.values() if state.agreed]
    return shown + [item for item in agreed if item.to_come]


def _signing(version: Version, partners: list[Partner]) -> Signing:
    found = seats_of(partners, _answers(version))
    return Signing(version, signature_words(found), tuple(found))


def _answers(version: Version) -> list[Signature]:
    """The signatures that `record.queries.states` read with it."""
    found: list[Signature] = version.answers  # type: ignore[attr-defined]
    return found


@dataclass(frozen=True)
class ToCome:
    """Signatures to come, over all versions that wait for some, and which these are."""

    count: int
    of: int
    what: str


def to_come(found: list[Signing]) -> ToCome:
    """The figure at a glance."""
    waiting = [item for item in found if item.to_come] or found
    names = [f"{item.version.part.title.lower()}, version {item.version.number}" for item in waiting]
    what = names[0] if len(names) == 1 else listed([item.version.part.title.lower() for item in waiting])
    return ToCome(sum(item.to_come for item in waiting), sum(len(item.asked) for item in waiting), what)


def agreed_words(states: Mapping[str, PartState]) -> str:
    """Which parts are agreed, in a sentence; empty for none."""
    titles = [state.part.title.lower() for state in states.values() if state.agreed]
    return f"Agreed by all partners: {listed(titles)}." if titles else ""


def has_record(states: Mapping[str, PartState]) -> bool:
    """Whether anything was begun."""
    return any(state.versions for state in states.values())
