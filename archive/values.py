"""One field's value as JSON, and back: with the type that its field has, or not at all."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    Field,
    IntegerField,
    JSONField,
    TextField,
)
from django.utils.timezone import is_naive

from archive.layout import ArchiveError

TYPES: tuple[tuple[type[Field[Any, Any]], type], ...] = (
    (DateTimeField, str),
    (DateField, str),
    (BooleanField, bool),
    (IntegerField, int),
    (CharField, str),
    (TextField, str),
)
NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
LONE = re.compile("[\ud800-\udfff]")
"""What PostgreSQL, or any file, cannot hold, as JSON writes it: NUL always escaped, half of a pair as it is."""


def to_json(value: Any) -> Any:
    """A value as JSON has it: days and moments as ISO 8601."""
    return value.isoformat() if isinstance(value, date) else value


def from_json(model_field: Field[Any, Any], value: Any) -> Any:
    """The value for this field; ArchiveError where it is none. What JSON columns hold is checked elsewhere."""
    if value is None and model_field.null:
        return None
    if isinstance(model_field, JSONField):
        return value
    kind = next(type_ for field_type, type_ in TYPES if isinstance(model_field, field_type))
    if type(value) is not kind:
        raise ArchiveError(f"“{model_field.name}” is not as it should be.")
    try:
        return _aware(model_field.clean(value, None) if value != "" else _empty(model_field), model_field)
    except ValidationError as error:
        raise ArchiveError(f"“{model_field.name}” is not as it should be: {' '.join(error.messages)}") from None


def _empty(model_field: Field[Any, Any]) -> str:
    if not model_field.blank:
        raise ValidationError("It is empty.")
    return ""


def _aware(value: Any, model_field: Field[Any, Any]) -> Any:
    if isinstance(value, datetime) and is_naive(value):
        raise ArchiveError(f"“{model_field.name}” has no offset from universal time.")
    return value


def refuse_unstorable(value: Any) -> None:
    """ArchiveError where any text in it, or any name, holds what no database stores."""
    text = json.dumps(value, ensure_ascii=False)
    if NUL.search(text) or LONE.search(text):
        raise ArchiveError("A text holds a character that cannot be stored.")
