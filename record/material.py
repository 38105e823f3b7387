"""What a draft can be started from, and how it fits the partners here: what comes in, and what cannot. Pure.

In a material partners go by name, because those of a file or of a template are not those of this partnership.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from record.document import Document, Row
from record.schema import Clause, Field, Part

Rows = Mapping[str, tuple[Row, ...]]


@dataclass(frozen=True)
class Material:
    """The rows of each clause, which keep the rules of the forms; `source` says in words where they come from."""

    part: Part
    source: str
    rows: Rows

    @property
    def names(self) -> list[str]:
        """Every partner that is named, by name."""
        return sorted({name for _, field, row in _places(self) for name in partners_in(field, row.values)})


@dataclass(frozen=True)
class Note:
    """Something that cannot come in as it is: the clause, and a sentence."""

    clause: Clause
    words: str


@dataclass(frozen=True)
class Fitted:
    """The rows as they can be stored, partners by their ids, and what could not come in."""

    rows: Rows
    notes: tuple[Note, ...]


def _places(material: Material) -> Iterator[tuple[Clause, Field, Row]]:
    for clause in material.part.clauses:
        for row in material.rows.get(clause.key, ()):
            for field in clause.fields:
                yield clause, field, row


def partners_in(field: Field, values: Mapping[str, Any]) -> list[Any]:
    """The partners that a field names."""
    value = values.get(field.key)
    if field.kind == "partner":
        return [value] if value else []
    return list(value or ()) if field.kind == "partners" else []


def fit(material: Material, partners: Mapping[str, int | None]) -> Fitted:
    """The material with the partners of this partnership; a name without one is left empty, and said.

    A row that cannot be without its partner is left out, and said: the one accountable, or whose aims they are.
    """
    rows: dict[str, tuple[Row, ...]] = {}
    notes: list[Note] = []
    keys = {row.key for found in material.rows.values() for row in found}
    for clause in material.part.clauses:
        kept: list[Row] = []
        for row in material.rows.get(clause.key, ()):
            fitted = _fit_row(clause, row, partners, keys, notes)
            if fitted is not None and _is_first(clause, fitted, kept, notes):
                kept.append(fitted)
        rows[clause.key] = tuple(kept)
    return Fitted(rows, tuple(notes))


def _fit_row(
    clause: Clause, row: Row, partners: Mapping[str, int | None], keys: set[str], notes: list[Note]
) -> Row | None:
    """The row with ids, its notes added; None where it is left out."""
    values, name = dict(row.values), _name(clause, row)
    for field in clause.fields:
        if field.kind == "row" and field.key in values and values[field.key] not in keys:
            del values[field.key]
            notes.append(Note(clause, f"{name}“{field.label}” points to what is no longer there. It stays empty."))
        lost = [item for item in partners_in(field, row.values) if partners.get(item) is None]
        if lost and field.is_required:
            notes.append(
                Note(clause, f"{name}“{field.label}” has to be a partner here, and {_quoted(lost)} is none. Left out.")
            )
            return None
        if lost:
            rest = "It stays empty." if field.kind == "partner" else "Left out there."
            notes.append(Note(clause, f"{name}“{field.label}” names {_quoted(lost)}, no partner here. {rest}"))
        _put(
            values, field, [partners[item] for item in partners_in(field, row.values) if partners.get(item) is not None]
        )
    return Row(row.key, values)


def _put(values: dict[str, Any], field: Field, found: list[int | None]) -> None:
    """Partners by their ids, each once; no value where there is none."""
    if field.kind not in {"partner", "partners"}:
        return
    values.pop(field.key, None)
    if found:
        values[field.key] = found[0] if field.kind == "partner" else list(dict.fromkeys(found))


def _is_first(clause: Clause, row: Row, kept: list[Row], notes: list[Note]) -> bool:
    key = clause.once_by
    if not key or all(other.values.get(key) != row.values.get(key) for other in kept):
        return True
    notes.append(Note(clause, "Two names became the same partner, which has one row here. The second is left out."))
    return False


def _name(clause: Clause, row: Row) -> str:
    first = clause.fields[0]
    said = row.values.get(first.key) if clause.is_list and first.kind == "line" else None
    return f"“{said}”: " if said else ""


def _quoted(names: list[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def as_document(fitted: Fitted, empty: Document) -> Document:
    """The rows as a document, to be read before they are stored; `empty` is the part without any."""
    return Document(empty.part, fitted.rows, empty.partners, empty.present)
