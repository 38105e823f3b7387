"""Reads of the record that pages and services share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from partnerships.models import Partner, Partnership
from record.document import Document, Row
from record.models import Entry, Signature, Version
from record.parts import PARTS
from record.schema import Part

State = Version.State


def partner_names(partnership: Partnership) -> tuple[dict[int, str], frozenset[int]]:
    """The name of every partner there is or was, and the ids of those that have not left."""
    partners = list(Partner.objects.filter(partnership=partnership).select_related("organisation"))
    return {item.pk: item.name for item in partners}, frozenset(item.pk for item in partners if item.left_on is None)


def documents(partnership: Partnership, versions: Iterable[Version]) -> dict[int, Document]:
    """What each version holds, by its id: two queries for all of them."""
    wanted = {version.pk: version for version in versions}
    names, present = partner_names(partnership)
    found: dict[int, dict[str, list[Row]]] = {pk: defaultdict(list) for pk in wanted}
    for entry in Entry.objects.filter(version__in=wanted, removed_at=None).order_by("position", "pk"):
        found[entry.version_id][entry.clause].append(Row(entry.key, entry.content))
    return {
        pk: Document(version.part, {clause: tuple(rows) for clause, rows in found[pk].items()}, names, present)
        for pk, version in wanted.items()
    }


def document(version: Version) -> Document:
    """What one version holds."""
    return documents(version.partnership, [version])[version.pk]


def empty(part: Part, partnership: Partnership) -> Document:
    """The part with nothing filled in."""
    names, present = partner_names(partnership)
    return Document(part, {}, names, present)


@dataclass(frozen=True)
class PartState:
    """Which versions of a part there are; `versions` are all of them, newest first."""

    part: Part
    versions: tuple[Version, ...]

    def _in(self, state: str) -> Version | None:
        return next((version for version in self.versions if version.state == state), None)

    @property
    def draft(self) -> Version | None:
        """The one being written."""
        return self._in(State.DRAFT)

    @property
    def proposed(self) -> Version | None:
        """The one put forward."""
        return self._in(State.PROPOSED)

    @property
    def agreed(self) -> Version | None:
        """The one that holds."""
        return self._in(State.AGREED)

    @property
    def held(self) -> Version | None:
        """The one that holds now: agreed, or kept up as it stands."""
        return self.agreed or self._in(State.KEPT)

    @property
    def shown(self) -> Version | None:
        """The one to read first: put forward, else agreed, else kept up as it stands; a draft is not read first."""
        return self.proposed or self.agreed or self._in(State.KEPT)

    @property
    def judged(self) -> Version | None:
        """The one that checks look at: the one to read first, else the draft."""
        return self.shown or self.draft


def states(partnership: Partnership) -> dict[str, PartState]:
    """Every part with its versions and their signatures."""
    signatures = Signature.objects.filter(replaced_at=None).select_related("partner__organisation", "signed_by")
    versions = (
        Version.objects.filter(partnership=partnership)
        .select_related("proposed_by")
        .prefetch_related(Prefetch("signatures", queryset=signatures, to_attr="answers"))
        .order_by("-number")
    )
    found = list(versions)
    for version in found:
        version.partnership = partnership
    return {
        key: PartState(part, tuple(version for version in found if version.part_key == key))
        for key, part in PARTS.items()
    }


@dataclass(frozen=True)
class Seat:
    """A partner and what it answered; `signature` None: not yet."""

    partner: Partner
    signature: Signature | None

    @property
    def has_left(self) -> bool:
        """Whether it is a partner no longer."""
        return self.partner.left_on is not None


def seats(version: Version) -> list[Seat]:
    """Every partner that is asked, and those that answered and left since, by name."""
    partners = version.partnership.partners.select_related("organisation").order_by("organisation__name")
    return seats_of(partners, version.signatures.filter(replaced_at=None).select_related("signed_by"))


def seats_of(partners: Iterable[Partner], answers: Iterable[Signature]) -> list[Seat]:
    """The same from what was read already; the order is that of the partners."""
    given = {item.partner_id: item for item in answers}
    return [Seat(item, given.get(item.pk)) for item in partners if item.left_on is None or item.pk in given]


def is_signed(version: Version | None) -> bool:
    """Whether every partner that is in the partnership has agreed to it, with or without reservations."""
    if version is None or version.state not in {State.PROPOSED, State.AGREED}:
        return False
    return all_agree(seats(version))


def all_agree(found: Iterable[Seat]) -> bool:
    """Whether every partner that is asked has said yes, and there is one."""
    asked = [seat for seat in found if not seat.has_left]
    return bool(asked) and all(seat.signature is not None and seat.signature.is_positive for seat in asked)


def refusals() -> QuerySet[Signature]:
    """Answers that decline a version put forward, of partners that are still there."""
    return Signature.objects.filter(
        version__state=State.PROPOSED, answer=Signature.Answer.DECLINES, replaced_at=None, partner__left_on=None
    )
