"""Exit readiness of many partnerships at once, by the published checks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from partnerships.models import Partner
from record.checks import readiness
from record.document import Document, Row
from record.models import Entry, Signature, Version
from record.parts import PARTS
from record.queries import PartState, all_agree, seats_of

EXIT = PARTS["exit"]


def readiness_of(partnerships: Collection[int], today: date) -> dict[int, int]:
    """Each one's score, 0 to 100, by its id; missing where no exit strategy is begun. Four queries for all of them."""
    judged = _judged(partnerships)
    rows: dict[int, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    # Without model instances, and without accountable partners, which no exit strategy has: there may be thousands.
    entries = Entry.objects.filter(version__in=judged, removed_at=None).order_by("position", "pk")
    for version_id, clause, key, values in entries.values_list("version_id", "clause", "key", "values"):
        rows[version_id][clause].append(Row(key, values))
    answers: dict[int, list[Signature]] = defaultdict(list)
    for signature in Signature.objects.filter(version__in=judged, replaced_at=None).order_by().defer("note"):
        answers[signature.version_id].append(signature)
    partners: dict[int, list[Partner]] = defaultdict(list)
    places = {version.partnership_id for version in judged.values()}
    for partner in Partner.objects.filter(partnership__in=places).only("partnership_id", "left_on").order_by("pk"):
        partners[partner.partnership_id].append(partner)
    return {
        version.partnership_id: _score(version, rows[pk], answers[pk], partners[version.partnership_id], today)
        for pk, version in judged.items()
    }


def _judged(partnerships: Collection[int]) -> dict[int, Version]:
    """The version that checks look at, of each partnership that has one, by the version's id."""
    found: dict[int, list[Version]] = defaultdict(list)
    for version in (
        Version.objects.filter(partnership__in=partnerships, part_key=EXIT.key).order_by("-number").defer("changes")
    ):
        found[version.partnership_id].append(version)
    judged = (PartState(EXIT, tuple(versions)).judged for versions in found.values())
    return {version.pk: version for version in judged if version is not None}


def _score(
    version: Version, rows: dict[str, list[Row]], answers: list[Signature], partners: list[Partner], today: date
) -> int:
    present = frozenset(partner.pk for partner in partners if partner.left_on is None)
    document = Document(EXIT, {clause: tuple(found) for clause, found in rows.items()}, {}, present)
    is_signed = version.state != Version.State.DRAFT and all_agree(seats_of(partners, answers))
    return readiness(document, is_signed=is_signed, today=today).score
