"""How much room words take in a picture, roughly: no font is at hand, so letters are counted. Pure."""

from __future__ import annotations

from unicodedata import combining, east_asian_width

LETTER = 7.2
"""Width of a letter of 14 px text, in px, on the generous side."""
SMALL_LETTER = 6.7
"""The same for the soft text of 13 px."""


def letters(text: str) -> int:
    """The text's length in Latin letters: Chinese, Japanese and Korean ones count twice, marks above others not."""
    return sum(0 if combining(letter) else 2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def shorten(text: str, most: int) -> str:
    """The text, or as much of its beginning and end as fits around an ellipsis into `most` letters.

    Both are kept because long names of organisations often differ only at the end.
    """
    if letters(text) <= most:
        return text
    head, tail = text, text
    while head and letters(head) > (2 * most - 2) // 3:
        head = head[:-1]
    while tail and letters(tail) > most - 1 - letters(head):
        tail = tail[1:]
    # A mark above a letter does not stand alone.
    while tail and combining(tail[0]):
        tail = tail[1:]
    return f"{head.rstrip()}…{tail.lstrip()}"


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
