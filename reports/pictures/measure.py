"""How much room words take in a picture, roughly: no font is at hand, so letters are counted. Pure."""

from __future__ import annotations

from unicodedata import combining, east_asian_width

LETTER = 7.2
"""Width of a letter of 14 px text, in px, on the generous side."""
SMALL_LETTER = 6.3
"""The same for the soft text of 12.5 px."""


def letters(text: str) -> int:
    """The text's length in Latin letters: Chinese, Japanese and Korean ones count twice, marks above others not."""
    return sum(0 if combining(letter) else 2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def shorten(text: str, most: int) -> str:
    """The text, or as much of its beginning as fits with an ellipsis into `most` letters."""
    if letters(text) <= most:
        return text
    while text and letters(text) > most - 1:
        text = text[:-1]
    return f"{text.rstrip()}…"


def wrap(text: str, most: int, lines: int) -> tuple[str, ...]:
    """The text in at most so many lines of at most `most` letters; the last is shortened where it must be."""
    found: list[str] = []
    rest = text.split()
    while rest and len(found) < lines - 1:
        line = rest.pop(0)
        while rest and letters(f"{line} {rest[0]}") <= most:
            line = f"{line} {rest.pop(0)}"
        found.append(shorten(line, most))
    return (*found, shorten(" ".join(rest), most)) if rest else tuple(found)
