"""Places still to fill in: words in square brackets, such as [name the board]. Pure."""

from __future__ import annotations

import re
from typing import Any

PLACE = re.compile(r"\[[^\[\]\n]{2,150}\]")


def places_in(text: str) -> list[str]:
    """The places in a text, brackets and all."""
    return PLACE.findall(text)


def is_place(value: Any) -> bool:
    """Whether a value is nothing but a place still to fill in."""
    return isinstance(value, str) and PLACE.fullmatch(value.strip()) is not None
