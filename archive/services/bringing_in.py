"""A partnership that was taken out elsewhere comes in: all of it in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import DatabaseError, transaction

from accounts.models import User
from archive.container import Container
from archive.layout import ArchiveError, member_of
from archive.preparing import PREPARED, Brought
from archive.services.people import People, bring_in_people
from archive.tables import PARTNERSHIP, PEOPLE, TABLES, Table
from archive.values import from_json
from common.audit import record_audit
from partnerships.models import Partnership
from partnerships.services.partnerships import RESERVED_SLUGS
from surveys.models import Series
from surveys.services.portfolio import refresh_portfolio

BATCH = 500


class SlugError(ArchiveError):
    """The partnership's short name cannot be had here; the message says what to do."""


@dataclass
class BroughtIn:
    """What came in, or would: the partnership, how many rows of each table, and what was here already or was made.

    `to_invite`: (e-mail, name, role, partner) of those who held a role there and have no account here.
    """

    partnership: Partnership
    counts: list[tuple[str, int]]
    organisations_here: int
    organisations_made: list[str]
    instruments_made: list[str]
    people_here: int
    people_made: int
    to_invite: list[tuple[str, str, str, str]]
    left_out: list[str]
    taken_out_at: str = ""
    product_version: str = ""


def bring_in(*, container: Container, by: User | None, slug: str = "", dry_run: bool = False) -> BroughtIn:
    """Stores everything, or with `dry_run` finds out whether it could be, and stores nothing.

    ArchiveError, saying what is in the way; nothing is stored then.
    """
    try:
        with transaction.atomic():
            found = _Bringing(container, slug).bring_in(by)
            if dry_run:
                transaction.set_rollback(True)
    except DatabaseError:
        raise ArchiveError(
            "The archive contradicts itself, or what is stored here, so nothing was brought in. Take the partnership "
            "out again."
        ) from None
    return found


class _Bringing:
    """The work of one archive; the ids that rows have here, by table and by their ids in the archive."""

    def __init__(self, container: Container, slug: str) -> None:
        self.container = container
        self.partnership, self.months = self._partnership(slug)
        self.people = People()
        self.counts: list[tuple[str, int]] = []

    def bring_in(self, by: User | None) -> BroughtIn:
        self.partnership.save()
        if self.months is not None:
            Series.objects.create(partnership=self.partnership, months=self.months)
        self.people = bring_in_people(self.container.rows(PEOPLE))
        brought = Brought(self.partnership, {PEOPLE: self.people.ids}, frozenset(self.people.made))
        for table in TABLES:
            self._table(table, brought)
        brought.refuse_rounds_without_result()
        for key in sorted(brought.instrument_keys):
            refresh_portfolio(partnership_id=self.partnership.pk, instrument_key=key)
        found = self._report(brought)
        record_audit(
            "partnership.brought-in",
            by=by,
            partnership_id=self.partnership.pk,
            target=self.partnership.name,
            rows=sum(count for _, count in self.counts),
        )
        return found

    def _partnership(self, slug: str) -> tuple[Partnership, int | None]:
        content = self.container.partnership()
        if set(content) != {*PARTNERSHIP, "asks_again_months"}:
            raise ArchiveError("partnership.json is not as an archive has it. Take the partnership out again.")
        months = content.pop("asks_again_months")
        if months is not None and (type(months) is not int or not 1 <= months <= 36):
            raise ArchiveError("partnership.json: “asks_again_months” is not as it should be.")
        values = _values(Partnership, PARTNERSHIP, content, "partnership.json")
        values["slug"] = _free(slug or values["slug"])
        _check_zone(values["time_zone"])
        if (values["stage"] == Partnership.Stage.CLOSED) is (values["closed_on"] is None):
            raise ArchiveError("partnership.json: it is closed, and not closed, at once.")
        return Partnership(**values), months

    def _table(self, table: Table, brought: Brought) -> None:
        ids = brought.ids.setdefault(table.name, {})
        waiting: list[tuple[str, Any]] = []
        for number, (key, made) in enumerate(self._made(table, brought), start=1):
            if key in ids:
                raise ArchiveError(f"Line {number} of {member_of(table.name)} has an id that was given before.")
            if isinstance(made, int):
                ids[key] = made
                continue
            ids[key] = 0
            waiting.append((key, made))
            if len(waiting) == BATCH:
                _store(table, waiting, ids)
                waiting = []
        _store(table, waiting, ids)
        self.counts.append((table.title, len(ids)))

    def _made(self, table: Table, brought: Brought) -> Iterator[tuple[str, Any]]:
        """Each row's id in the archive, with the row to store, or the id of the one that is here already."""
        names = {"id", *table.fields, *table.refs, *(("in_words",) if table.name == "audit" else ())}
        prepare = PREPARED.get(table.name, _as_it_is)
        for number, row in enumerate(self.container.rows(table.name), start=1):
            try:
                if set(row) != names:
                    raise ArchiveError("It has other fields than it should.")
                values = _values(table.model, table.fields, row)
                values |= _refs(table, row, brought)
                made = prepare(brought, row, values)
            except ArchiveError as error:
                raise ArchiveError(f"Line {number} of {member_of(table.name)}: {error}") from None
            yield row["id"], made if isinstance(made, int) else table.model(**made)

    def _report(self, brought: Brought) -> BroughtIn:
        manifest = self.container.manifest
        left_out = manifest.get("left_out")
        return BroughtIn(
            partnership=self.partnership,
            counts=self.counts,
            organisations_here=brought.organisations_here,
            organisations_made=sorted(brought.organisations_made),
            instruments_made=brought.instruments_made,
            people_here=self.people.matched,
            people_made=len(self.people.made),
            to_invite=[
                (person["email"], person["name"], role, partner)
                for key, role, partner in brought.roles_waiting
                if (person := self.people.made[key])["email"]
            ],
            left_out=[str(line)[:300] for line in left_out[:50]] if isinstance(left_out, list) else [],
            taken_out_at=str(manifest.get("taken_out_at"))[:40],
            product_version=str(manifest.get("product_version"))[:40],
        )


def _as_it_is(brought: Brought, row: Mapping[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    return values


def _store(table: Table, waiting: list[tuple[str, Any]], ids: dict[str, int]) -> None:
    made = table.model._default_manager.bulk_create([item for _, item in waiting])
    for (key, _), item in zip(waiting, made, strict=True):
        ids[key] = item.pk


def _values(model: Any, fields: tuple[str, ...], row: Mapping[str, Any], where: str = "") -> dict[str, Any]:
    try:
        return {name: from_json(model._meta.get_field(name), row[name]) for name in fields}
    except ArchiveError as error:
        raise ArchiveError(f"{where}: {error}" if where else str(error)) from None


def _refs(table: Table, row: Mapping[str, Any], brought: Brought) -> dict[str, Any]:
    """What a row points to, by the ids of here."""
    found: dict[str, Any] = {}
    for name, target in table.refs.items():
        model_field: Any = table.model._meta.get_field(name)
        key = row[name]
        if key is None and model_field.null:
            found[model_field.attname] = None
        elif isinstance(key, str) and key in brought.ids[target]:
            found[model_field.attname] = brought.ids[target][key]
        else:
            raise ArchiveError(f"“{name}” names no row of {member_of(target)}.")
    return found


def _free(slug: str) -> str:
    try:
        validate_slug(slug)
    except ValidationError:
        raise SlugError(
            f"“{slug[:60]}” cannot be a short name for addresses. Use lower-case letters, digits and hyphens."
        ) from None
    if len(slug) > 60 or slug in RESERVED_SLUGS:
        raise SlugError(f"“{slug[:60]}” cannot be a short name for addresses. Choose another one, at most 60 long.")
    if Partnership.objects.filter(slug=slug).exists():
        raise SlugError(
            f"There is a partnership with the short name “{slug}” here already. Give another one for this, and look "
            "whether it is the same."
        )
    return slug


def _check_zone(name: str) -> None:
    if name not in available_timezones():
        raise ArchiveError("partnership.json: “time_zone” names no time zone that is known here.")
