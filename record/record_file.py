"""A record that comes back as a file: JSON as `record.exports` writes it, read with nothing taken on trust. Pure.

What the fields say is not looked at here; see `record.material_forms`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from record.parts import PARTS
from record.schema import Part

FORMAT, FORMAT_VERSION = "partnership-health-check/record", 1
MOST_BYTES = 2_000_000
ROW_KEY = re.compile(r"[a-z0-9]{1,12}")
NOT_ONE = (
    "This is not a record taken out of a partnership. Choose the JSON file from “Take it away” on a record’s page."
)
TOP = {"format", "format_version", "taken_out_at", "partnership", "partners", "parts"}
VERSION = {
    *("number", "state", "created_at", "proposed_at", "answers_due_on", "agreed_at", "superseded_at"),
    *("changes", "clauses", "signatures"),
}
FIRST = ("agreed", "proposed", "kept", "draft", "superseded")
"""Which version of a part is taken: what holds, else what comes nearest to it."""


class RecordFileError(ValueError):
    """A file that was refused: each problem a sentence that says what to do."""

    def __init__(self, *problems: str) -> None:
        super().__init__(*problems)
        self.problems = problems


@dataclass(frozen=True)
class FilePart:
    """One version of a part in a file; `clauses` gives for each clause its rows as (key, values), partners by name."""

    partnership: str
    number: int
    state: str
    clauses: Mapping[str, tuple[tuple[str, Mapping[str, Any]], ...]]


def read_part(data: bytes, part: Part) -> FilePart:
    """The version of this part that holds, else the nearest; RecordFileError for what is no such file or lacks it."""
    document = _parsed(data)
    _known(document, TOP, "The file")
    parts = _mapping(document.get("parts"), "“parts”")
    _known(parts, PARTS, "“parts”")
    if part.key not in parts:
        raise RecordFileError(f"This file holds no {part.title.lower()}. Choose a file that does.")
    version = _version(_mapping(parts[part.key], f"“{part.key}”"), part)
    partnership = _mapping(document.get("partnership"), "“partnership”").get("name")
    clauses = _mapping(version.get("clauses"), "“clauses”")
    _known(clauses, {clause.key for clause in part.clauses}, part.title)
    return FilePart(
        str(partnership)[:120],
        int(version["number"]),
        version["state"],
        {key: _rows(part, key, rows) for key, rows in clauses.items()},
    )


def _parsed(data: bytes) -> Mapping[str, Any]:
    if len(data) > MOST_BYTES:
        raise RecordFileError(
            "This file is larger than 2 MB, which no record is. Choose the JSON file from “Take it away”."
        )
    try:
        document = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_refuse)
    except RecordFileError:
        raise
    except (ValueError, RecursionError):
        raise RecordFileError(NOT_ONE) from None
    if not isinstance(document, dict) or not str(document.get("format")).startswith("partnership-health-check/"):
        raise RecordFileError(NOT_ONE)
    if document["format"] != FORMAT:
        raise RecordFileError("This file holds the results of a round, not a record. Choose the file of a record.")
    _check_version(document.get("format_version"))
    return document


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for key, _ in pairs if sum(key == other for other, _ in pairs) > 1)
        raise RecordFileError(f"The field “{twice[:40]}” is given twice in one place. Take the file out again.")
    return found


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def _check_version(number: Any) -> None:
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise RecordFileError("The file does not say which version of the format it has. Take it out again.")
    if number > FORMAT_VERSION:
        raise RecordFileError(
            f"This file was made by a newer version of the product: its format is {number}, and here {FORMAT_VERSION} "
            "is the newest. Have the product updated here, then try again."
        )


def _known(found: Mapping[str, Any], known: Iterable[str], where: str) -> None:
    """RecordFileError for names that are not known in this place."""
    unknown = sorted(set(found) - set(known))
    if unknown:
        names = ", ".join(f"“{name[:40]}”" for name in unknown[:5])
        raise RecordFileError(
            f"{where} holds {names}, which is not known here. Take it out of the file, or take the file out again."
        )


def _mapping(value: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise RecordFileError(
            f"{where} is not as a record has it. Take the file out again, and do not change it by hand."
        )
    return value


def _version(content: Mapping[str, Any], part: Part) -> Mapping[str, Any]:
    """The version to take; the newest where several are alike."""
    _known(content, {"title", "versions"}, part.title)
    versions = content.get("versions")
    if not isinstance(versions, list) or not versions:
        raise RecordFileError(f"This file holds no {part.title.lower()}. Choose a file that does.")
    for version in versions:
        _known(_mapping(version, f"A version of {part.title}"), VERSION, f"A version of {part.title}")
        if version.get("state") not in FIRST or type(version.get("number")) is not int:
            raise RecordFileError(f"A version of {part.title} has no number or state. Take the file out again.")
    return min(reversed(versions), key=lambda version: FIRST.index(version["state"]))


def _rows(part: Part, key: str, rows: Any) -> tuple[tuple[str, Mapping[str, Any]], ...]:
    clause = part.clause(key)
    where = f"{part.title}, {clause.title}"
    if not isinstance(rows, list) or (len(rows) > 1 and not clause.is_list):
        raise RecordFileError(f"{where} is not as a record has it. Take the file out again.")
    found = []
    for row in rows:
        _known(_mapping(row, where), {"key", "values"}, where)
        values = _mapping(row.get("values"), where)
        _known(values, {field.key for field in clause.fields}, where)
        if not isinstance(row.get("key"), str) or not ROW_KEY.fullmatch(row["key"]):
            raise RecordFileError(f"{where} has a row without a key. Take the file out again.")
        found.append((row["key"], values))
    return tuple(found)
