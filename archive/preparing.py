"""What each table needs besides its plain values, on its way in; see `archive.services.bringing_in`."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from archive import contents
from archive.layout import ArchiveError
from partnerships.models import Organisation, Partnership
from partnerships.rules import Role
from record.parts import PARTS
from surveys.definition import Definition
from surveys.models import Instrument, Round
from surveys.redaction import as_read


@dataclass
class Brought:
    """What has come in so far: ids here by table and by ids in the archive, and what later rows have to know."""

    partnership: Partnership
    ids: dict[str, dict[str, int]]
    without_account: frozenset[str]
    organisations_here: int = 0
    organisations_made: list[str] = field(default_factory=list)
    instruments_made: list[str] = field(default_factory=list)
    instrument_keys: set[str] = field(default_factory=set)
    partner_organisations: list[int] = field(default_factory=list)
    partner_names: dict[str, str] = field(default_factory=dict)
    organisation_names: dict[str, str] = field(default_factory=dict)
    definitions: dict[str, Definition] = field(default_factory=dict)
    rounds: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    with_result: set[str] = field(default_factory=set)
    comments: int = 0
    roles_waiting: list[tuple[str, str, str]] = field(default_factory=list)

    def definition(self, round_: str) -> Definition:
        """The instrument of a round, by its id in the archive."""
        return self.definitions[self.rounds[round_]["instrument"]]

    def refuse_rounds_without_result(self) -> None:
        """ArchiveError for a closed round whose result did not come: every page of it reads that."""
        closed = {key for key, told in self.rounds.items() if told["state"] == Round.State.CLOSED}
        for key in sorted(closed - self.with_result):
            raise ArchiveError(f"The result of the closed round “{self.rounds[key]['title']}” is missing.")


Row = Mapping[str, Any]
Values = dict[str, Any]


def organisation(brought: Brought, row: Row, values: Values) -> Values | int:
    """One of the same name is the same; one that was merged since is the one that took it over."""
    found = Organisation.objects.filter(name__iexact=values["name"]).first()
    brought.organisation_names[row["id"]] = values["name"]
    if found is None:
        brought.organisations_made.append(values["name"])
        return values
    brought.organisations_here += 1
    return found.merged_into_id or found.pk


def partner(brought: Brought, row: Row, values: Values) -> Values:
    """A partner; ArchiveError where two of them would be the same organisation here."""
    if values["organisation_id"] in set(brought.partner_organisations):
        name = brought.organisation_names[row["organisation"]]
        raise ArchiveError(f"“{name}” and another partner are one organisation here, since they were merged.")
    brought.partner_organisations.append(values["organisation_id"])
    brought.partner_names[row["id"]] = brought.organisation_names[row["organisation"]]
    return _here(brought, values)


def membership(brought: Brought, row: Row, values: Values) -> Values:
    """A role. Who has no account here holds none until they are invited: theirs has ended."""
    if values["role"] != Role.FACILITATOR and row["partner"] is None:
        raise ArchiveError("“partner” is missing.")
    if values["ended_at"] is None and row["person"] in brought.without_account:
        brought.roles_waiting.append((row["person"], values["role"], brought.partner_names.get(row["partner"], "")))
        values["ended_at"] = timezone.now()
    return _here(brought, values)


def instrument(brought: Brought, row: Row, values: Values) -> Values | int:
    """A version of an instrument, or the same one here; ArchiveError where that has other content."""
    brought.definitions[row["id"]] = contents.definition_of(row)
    found = Instrument.objects.filter(key=values["key"], version=values["version"]).first()
    if found is None:
        brought.instruments_made.append(f"{values['title']} (version {values['version']})")
        return values
    if found.fingerprint != values["fingerprint"]:
        raise ArchiveError(
            f"Version {found.version} of the instrument {found.key} has other content here, and a published version "
            "never changes. The partnership cannot be brought in beside it."
        )
    return found.pk


def version(brought: Brought, row: Row, values: Values) -> Values:
    """A version of a part of the record."""
    brought.versions[row["id"]] = values["part_key"]
    is_kept = values["state"] == "kept"
    if PARTS[values["part_key"]].is_agreed is is_kept:
        raise ArchiveError("“state” is none that this part can be in.")
    return _here(brought, values)


def entry(brought: Brought, row: Row, values: Values) -> Values:
    """An entry of the record, partners in it by their ids here."""
    part = brought.versions[row["version"]]
    stored = contents.entry_values(part, values["clause"], values["values"], brought.ids["partners"])
    if (values["clause"] == "raci") is (row["accountable"] is None):
        raise ArchiveError("“accountable” does not go with its clause.")
    return {**values, "values": stored}


def round_(brought: Brought, row: Row, values: Values) -> Values:
    """A round; ArchiveError for one that is open, which never comes out."""
    if values["state"] == Round.State.OPEN:
        raise ArchiveError("It is open, and open rounds are not taken out.")
    if values["state"] == Round.State.CLOSED and values["closed_at"] is None:
        raise ArchiveError("It is closed, and “closed_at” does not say since when.")
    contents.reminder_days(values["reminder_days"])
    brought.rounds[row["id"]] = {"instrument": row["instrument"], **values}
    return _here(brought, values)


def result(brought: Brought, row: Row, values: Values) -> Values:
    """The result of a closed round, as it was stored."""
    told = brought.rounds[row["round"]]
    if told["state"] != Round.State.CLOSED:
        raise ArchiveError("Its round is not closed.")
    definition = brought.definition(row["round"])
    keys = {key: str(pk) for key, pk in brought.ids["partners"].items()}
    published, figures = contents.result_of(row, definition, told["mode"], keys)
    brought.instrument_keys.add(definition.key)
    brought.with_result.add(row["round"])
    return {**values, "published": published, "figures": figures}


def answers(brought: Brought, row: Row, values: Values) -> Values:
    """What somebody, or an organisation, sent in an attributed round; of whom, nothing says."""
    told = brought.rounds[row["round"]]
    if told["mode"] != Round.Mode.ATTRIBUTED or told["state"] != Round.State.CLOSED:
        raise ArchiveError("Answers come only with closed attributed rounds.")
    if values["is_official"] is not told["official"]:
        raise ArchiveError("“is_official” does not go with its round.")
    contents.answers_of(row, brought.definition(row["round"]))
    return {**values, "is_submitted": True}


def comment(brought: Brought, row: Row, values: Values) -> Values:
    """A comment that everybody may read: what was left out of it stayed where it was written."""
    if brought.rounds[row["round"]]["comments_shared_at"] is None:
        raise ArchiveError("The comments of its round were not shared.")
    contents.comment_of(row, brought.definition(row["round"]))
    text = as_read(values["shown"])
    brought.comments += 1
    # Random ids give the order in which comments are read: these keep the one they came in.
    key = uuid.UUID(int=(brought.comments << 90) | (uuid.uuid4().int >> 38))
    return {**values, "id": key, "text": text, "marked": text}


def act(brought: Brought, row: Row, values: Values) -> Values:
    """An entry of the audit trail."""
    contents.act_of(row)
    return {**values, "partnership_id": brought.partnership.pk}


def _here(brought: Brought, values: Values) -> Values:
    return {**values, "partnership_id": brought.partnership.pk}


PREPARED: Mapping[str, Callable[[Brought, Row, Values], Values | int]] = {
    "organisations": organisation,
    "partners": partner,
    "memberships": membership,
    "instruments": instrument,
    "versions": version,
    "entries": entry,
    "rounds": round_,
    "results": result,
    "answers": answers,
    "comments": comment,
    "audit": act,
}
"""By table; those that are not here need nothing more."""
