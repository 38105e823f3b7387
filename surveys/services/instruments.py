"""Publishing instruments: a version once published never changes."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from common.audit import record_audit
from surveys.definition import Definition
from surveys.models import Instrument


class InstrumentRefusedError(ValueError):
    """A version that cannot be published; the message says why and what to do."""


@dataclass(frozen=True)
class KeyChanges:
    """How a version's statement keys differ from those of the version before it."""

    added: tuple[str, ...]
    dropped: tuple[str, ...]


def fingerprint(definition: Definition) -> str:
    """The SHA-256 of the whole content, in hexadecimal; alike for files that say the same in another layout."""
    text = json.dumps(definition.to_json(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def published_before(definition: Definition) -> Instrument | None:
    """The newest published version of this instrument other than this one; None for the first."""
    others = Instrument.objects.filter(key=definition.key).exclude(version=definition.version)
    return others.order_by("-version").first()


def key_changes(before: Definition, after: Definition) -> KeyChanges:
    """The statement keys that only one of the two versions has, in the order they are asked."""
    old, new = set(before.statement_keys), set(after.statement_keys)
    return KeyChanges(
        added=tuple(key for key in after.statement_keys if key not in old),
        dropped=tuple(key for key in before.statement_keys if key not in new),
    )


@transaction.atomic
def publish_instrument(
    *, definition: Definition, by: AbstractBaseUser | None = None, where: str = "this file"
) -> Instrument:
    """Stores a version for good; gives the stored one back when this very content is published already.

    `where` is what refusals call the place in which it was written.

    InstrumentRefusedError when the version is published with other content, when a newer one is, or when a
    statement that is still asked in the same words has another key.
    """
    digest = fingerprint(definition)
    instrument, is_new = Instrument.objects.get_or_create(
        key=definition.key,
        version=definition.version,
        defaults={
            "title": definition.title,
            "language": definition.language,
            "definition": definition.to_json(),
            "fingerprint": digest,
        },
    )
    if not is_new:
        return _unchanged(instrument, digest)
    before = published_before(definition)
    if before is not None:
        _check_successor(before, definition, where)
    record_audit(
        "instrument.published",
        by=by,
        target=str(instrument),
        key=instrument.key,
        version=instrument.version,
        fingerprint=digest,
    )
    return instrument


def _unchanged(stored: Instrument, digest: str) -> Instrument:
    if stored.fingerprint != digest:
        raise InstrumentRefusedError(
            f"Version {stored.version} of {stored.key} is published with other content, and a published version never "
            "changes. Raise the version in the file and import it again."
        )
    return stored


def _check_successor(before: Instrument, definition: Definition, where: str) -> None:
    if before.version > definition.version:
        raise InstrumentRefusedError(
            f"Version {before.version} of {definition.key} is published already. "
            f"Raise the version in the file to {before.version + 1} or more."
        )
    old = {statement.text: statement.key for section in before.content.sections for statement in section.statements}
    for section in definition.sections:
        for statement in section.statements:
            key = old.get(statement.text, statement.key)
            if key != statement.key:
                raise InstrumentRefusedError(
                    f"“{statement.text}” has the key {key} in version {before.version} and {statement.key} in "
                    f"{where}. Keep {key}, so that rounds stay comparable."
                )
