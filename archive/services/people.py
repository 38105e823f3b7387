"""The people that an archive names: those who have an account here by their address, the others by name alone."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from accounts.models import User
from archive.layout import ArchiveError
from common.text import clean_text

BATCH = 500
MOST_NAME = 120


@dataclass
class People:
    """Ids here by those in the archive; `made` are those of the archive who cannot sign in here."""

    ids: dict[str, int] = field(default_factory=dict)
    made: dict[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def matched(self) -> int:
        """How many have an account here."""
        return len(self.ids) - len(self.made)


def bring_in_people(rows: Iterable[Mapping[str, Any]]) -> People:
    """Finds or makes everybody. Whoever is made has no address that mail reaches, and no way to sign in.

    ArchiveError for a row that names nobody.
    """
    found = People()
    waiting: list[Mapping[str, Any]] = []
    for row in rows:
        waiting.append(_checked(row))
        if len(waiting) == BATCH:
            _store(found, waiting)
            waiting = []
    _store(found, waiting)
    return found


def _checked(row: Mapping[str, Any]) -> Mapping[str, Any]:
    name, email = row.get("name"), row.get("email")
    if set(row) != {"id", "name", "email"} or not isinstance(name, str) or not isinstance(email, str | None):
        raise ArchiveError("people.jsonl: a row is not as an archive has it. Take the partnership out again.")
    try:
        if email is not None:
            validate_email(email)
        return {**row, "name": clean_text(name, max_length=254)[:MOST_NAME], "email": email and email.lower()}
    except ValidationError as error:
        raise ArchiveError(f"people.jsonl: {' '.join(error.messages)}") from None


def _store(found: People, rows: list[Mapping[str, Any]]) -> None:
    accounts = _accounts(row["email"] for row in rows if row["email"])
    new = [row for row in rows if row["email"] not in accounts]
    made = User.objects.bulk_create(
        User(
            email=f"brought-in-{uuid.uuid4().hex}@invalid.example",
            name=row["name"],
            is_active=False,
            password=make_password(None),
        )
        for row in new
    )
    ids = {row["id"]: person.pk for row, person in zip(new, made, strict=True)}
    ids |= {row["id"]: accounts[row["email"]] for row in rows if row["email"] in accounts}
    if len(ids) < len(rows) or set(ids) & set(found.ids):
        raise ArchiveError("people.jsonl holds an id twice. Take the partnership out again.")
    found.ids |= ids
    found.made |= {row["id"]: row for row in new}


def _accounts(addresses: Iterable[str]) -> dict[str, int]:
    """Accounts that work, by their address; one that was merged leads to the one that took it over."""
    people = User.objects.filter(email__in=list(addresses), erased_at=None).select_related("merged_into")
    return {person.email: (person.merged_into or person).pk for person in people}
