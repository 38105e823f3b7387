"""Whether what an entry is said to hold could have been stored by this product: its type, field by field. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from record.schema import LINE, TEXT, Clause, Field

MONEY = re.compile(r"\d{1,12}\.\d{2}")
YEARS = (1900, 2199)
ROW = re.compile(r"[a-z0-9]{1,12}")


def unfit(clause: Clause, values: Any, partners: Mapping[str, int]) -> str:
    """The label of the first field that holds something else than its kind; empty where all is well.

    Partners are named by the keys of `partners`.
    """
    if not isinstance(values, dict):
        return clause.title
    fields = {field.key: field for field in clause.fields}
    for key, value in values.items():
        if key not in fields:
            return f"{clause.title}, “{key[:40]}”"
        if not fits(fields[key], value, partners):
            return f"{clause.title}, {fields[key].label}"
    return ""


def fits(field: Field, value: Any, partners: Mapping[str, int]) -> bool:
    """Whether the value is of the field's kind."""
    if field.kind in {"choices", "partners"}:
        one = _choice if field.kind == "choices" else _partner
        return isinstance(value, list) and all(one(field, item, partners) for item in value)
    return KINDS[field.kind](field, value, partners)


def with_partners(clause: Clause, values: Mapping[str, Any], name: Callable[[Any], Any]) -> dict[str, Any]:
    """The values with `name` done to each partner in them."""
    kinds = {field.key: field.kind for field in clause.fields}
    return {key: _renamed(kinds.get(key, ""), value, name) for key, value in values.items()}


def _renamed(kind: str, value: Any, name: Callable[[Any], Any]) -> Any:
    if kind == "partner":
        return name(value)
    return [name(item) for item in value] if kind == "partners" else value


def _text(most: int) -> Callable[[Field, Any, Mapping[str, int]], bool]:
    return lambda field, value, partners: isinstance(value, str) and len(value) <= most


def _choice(field: Field, value: Any, partners: Mapping[str, int]) -> bool:
    return isinstance(value, str) and value in dict(field.choices)


def _partner(field: Field, value: Any, partners: Mapping[str, int]) -> bool:
    return isinstance(value, str) and value in partners


def _date(field: Field, value: Any, partners: Mapping[str, int]) -> bool:
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
        return day is not None and day.isoformat() == value and YEARS[0] <= day.year <= YEARS[1]
    except ValueError:
        return False


def _number(field: Field, value: Any, partners: Mapping[str, int]) -> bool:
    return type(value) is int and field.least <= value <= field.most


def _matching(pattern: re.Pattern[str]) -> Callable[[Field, Any, Mapping[str, int]], bool]:
    return lambda field, value, partners: isinstance(value, str) and pattern.fullmatch(value) is not None


KINDS: Mapping[str, Callable[[Field, Any, Mapping[str, int]], bool]] = {
    "line": _text(LINE),
    "text": _text(TEXT),
    "choice": _choice,
    "date": _date,
    "number": _number,
    "money": _matching(MONEY),
    "partner": _partner,
    "row": _matching(ROW),
}
