"""Cleaning of text that people type, in one place and alike on both databases."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

ALLOWED_CONTROLS = "\n\t"


def clean_text(value: str, *, max_length: int) -> str:
    r"""The text with line ends as \n, in normal form C and trimmed.

    ValidationError, saying what to change, for control characters, lone surrogates and text over
    `max_length` characters.
    """
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n")).strip()
    for character in text:
        category = unicodedata.category(character)
        if category == "Cs" or (category == "Cc" and character not in ALLOWED_CONTROLS):
            raise ValidationError("This text holds a character that cannot be stored. Type it again without it.")
    if len(text) > max_length:
        raise ValidationError(f"This text has {len(text):,} characters. Shorten it to {max_length:,} or fewer.")
    return text


def one_line(text: str, *, max_length: int) -> str:
    """What another program said, on one line, cut, without what cannot be stored."""
    kept = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(kept.split())[:max_length]


class TextField(forms.CharField):
    """A form field whose text has gone through `clean_text`."""

    def __init__(self, *, max_length: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.limit = max_length

    def to_python(self, value: Any) -> str:
        """The cleaned text."""
        text = value if isinstance(value, str) else ""
        return clean_text(text, max_length=self.limit)
