"""Texts to start from, written for four kinds of partnership: a YAML file each, checked like what people type."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from record.material import Material
from record.material_forms import checked
from record.schema import Clause, Part

FOLDER = Path(__file__).parent
KINDS = {
    "community_safety": "Community safety",
    "health_and_care": "Health and care",
    "regeneration": "Regeneration",
    "supply": "Strategic supply",
}
"""Each named as the kind of a partnership is, in alphabetical order of its title."""


def kinds_for(kind: str) -> list[tuple[str, str]]:
    """Every template's key and title, that of this kind of partnership first."""
    return sorted(KINDS.items(), key=lambda item: item[0] != kind)


@cache
def starting_point(kind: str, part: Part) -> Material:
    """What a template says of a part; KeyError where there is none, RecordFileError where it breaks a rule."""
    content = yaml.safe_load((FOLDER / f"{kind}.yaml").read_text(encoding="utf-8"))[part.key]
    unknown = set(content) - {clause.key for clause in part.clauses}
    if unknown:
        raise KeyError(*unknown)
    clauses = {clause.key: _rows(clause, content[clause.key]) for clause in part.clauses if clause.key in content}
    return checked(part, f"the template “{KINDS[kind]}”", clauses)


def _rows(clause: Clause, content: Any) -> list[tuple[str, Mapping[str, Any]]]:
    """The rows with their keys: their own where another row points to them, else made from the clause's."""
    rows = content if clause.is_list else [content]
    found: list[tuple[str, Mapping[str, Any]]] = []
    for number, row in enumerate(rows, start=1):
        values = {key: value for key, value in row.items() if key != "key"}
        if set(values) - {field.key for field in clause.fields}:
            raise KeyError(clause.key, *values)
        found.append((row.get("key") or f"{clause.key.replace('_', '')[:8]}{number}", values))
    return found
