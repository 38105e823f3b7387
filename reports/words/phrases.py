"""Small pieces of sentences. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import bidirectional

from surveys.definition import Section
from surveys.words import lower_first

ISOLATE, END = "\u2068", "\u2069"
RIGHT_TO_LEFT = {"R", "AL", "AN"}


def isolated(name: str) -> str:
    """A name for use inside a sentence: one written from right to left cannot disturb what stands around it."""
    if any(bidirectional(letter) in RIGHT_TO_LEFT for letter in name):
        return f"{ISOLATE}{name}{END}"
    return name


def listed(names: Sequence[str]) -> str:
    """“a”, “a and b”, “a, b and c”."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def upper_first(text: str) -> str:
    """The beginning of a sentence."""
    return text[:1].upper() + text[1:]


def title(section: Section) -> str:
    """A section's short title inside a sentence."""
    return lower_first(section.short_title)


def titles(sections: Sequence[Section]) -> str:
    """Several of them."""
    return listed([title(section) for section in sections])


def plural(count: int, one: str, many: str) -> str:
    """The word that goes with a count."""
    return one if count == 1 else many
