"""What differs between two versions of a part: clause by clause, row by row, field by field, word by word. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from record.document import Document, Row
from record.schema import Clause

Kind = Literal["same", "added", "removed"]
SHORT = 3
"""So many letters between two changes are no landmark to a reader."""


@dataclass(frozen=True)
class Piece:
    """Some words, and whether they are in both versions, only in the later one, or only in the earlier one."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class FieldChange:
    """A field that says something else; `pieces` is both texts in one."""

    label: str
    before: str
    after: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class RowChange:
    """A row that was added, removed or changed; `name` is empty for a clause without rows."""

    kind: Literal["added", "removed", "changed"]
    name: str
    fields: tuple[FieldChange, ...]

    @property
    def shown(self) -> tuple[FieldChange, ...]:
        """What is told under its name, which a new or a removed row need not repeat."""
        return self.fields[1:] if self.name and self.kind != "changed" else self.fields


@dataclass(frozen=True)
class ClauseChange:
    """A clause in which something differs; `is_reordered` where rows of both versions stand in another order."""

    clause: Clause
    rows: tuple[RowChange, ...]
    is_reordered: bool


def compare(before: Document, after: Document) -> list[ClauseChange]:
    """The clauses that differ between two versions of one part, in the part's order."""
    found = [_compare_clause(clause, before, after) for clause in after.part.clauses]
    return [change for change in found if change.rows or change.is_reordered]


def _compare_clause(clause: Clause, before: Document, after: Document) -> ClauseChange:
    old = {row.key: row for row in before.of(clause.key)} if clause.is_list else _single(before, clause)
    new = {row.key: row for row in after.of(clause.key)} if clause.is_list else _single(after, clause)
    changes = [_compare_row(clause, before, old.get(key), after, row) for key, row in new.items()]
    changes += [_compare_row(clause, before, row, after, None) for key, row in old.items() if key not in new]
    kept = [key for key in old if key in new], [key for key in new if key in old]
    return ClauseChange(clause, tuple(change for change in changes if change.fields), kept[0] != kept[1])


def _single(document: Document, clause: Clause) -> dict[str, Row]:
    return {"": next(iter(document.of(clause.key)), Row("", {}))}


def _compare_row(clause: Clause, before: Document, old: Row | None, after: Document, new: Row | None) -> RowChange:
    told = [
        (field.label, before.words(field, old) if old else "", after.words(field, new) if new else "")
        for field in clause.fields
    ]
    changes = tuple(FieldChange(label, old_, new_, pieces(old_, new_)) for label, old_, new_ in told if old_ != new_)
    name = after.name(clause, new) if new else before.name(clause, old) if old else ""
    kind: Literal["added", "removed", "changed"] = "changed" if old and new else "added" if new else "removed"
    return RowChange(kind, name if clause.is_list else "", changes)


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Both texts in one, word by word; joined, the pieces that are not removed give `after` back exactly.

    What is alike between two changes and too short to be read by itself is counted among what changed.
    """
    old, new = _split(before), _split(after)
    found: list[Piece] = []
    removed = added = ""
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        same = "".join(new[k:m])
        is_between = bool(removed or added) and (j < len(old) or m < len(new))
        if tag != "equal" or (is_between and len(same.strip()) <= SHORT):
            removed, added = removed + "".join(old[i:j]), added + same
            continue
        found += _changed(removed, added)
        found.append(Piece("same", same))
        removed = added = ""
    return (*found, *_changed(removed, added))


def _changed(removed: str, added: str) -> list[Piece]:
    told: list[tuple[Kind, str]] = [("removed", removed), ("added", added)]
    return [Piece(kind, text) for kind, text in told if text]


def _split(text: str) -> list[str]:
    """Spaces, words (84,000 and partner’s are one) and what stands between them."""
    return re.findall(r"\s+|\w+(?:[.,’'-]\w+)*|[^\w\s]", text)
