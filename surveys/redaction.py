"""Parts of a comment that a facilitator leaves out: marked in the text itself, between [[ and ]]. Pure.

Nothing else of a text can be changed: what stands outside the marks, and between them, has to be what was written.
"""

from __future__ import annotations

OPEN, CLOSE = "[[", "]]"
LEFT_OUT = "[left out by the facilitator]"


def kept_parts(text: str, marked: str) -> tuple[str, ...]:
    """The parts that stay, in order: between each two of them something is left out; ("abc",) where nothing is.

    Brackets that were written stand for themselves. ValueError, saying what to change, for anything but marks.
    """
    parts, inside, at, place = [""], False, 0, 0
    while place < len(marked):
        two = marked[place : place + 2]
        is_written = text.startswith(two, at)
        if two in (OPEN, CLOSE) and not is_written:
            if inside is (two == OPEN):
                raise ValueError(_unpaired(two))
            inside = not inside
            parts += [""] if inside else []
            place += 2
        elif at < len(text) and marked[place] == text[at]:
            parts[-1] += "" if inside else text[at]
            at, place = at + 1, place + 1
        else:
            raise ValueError(_changed())
    return _whole(text, parts, at, inside)


def _whole(text: str, parts: list[str], at: int, inside: bool) -> tuple[str, ...]:
    """The parts, once it is certain that they are all of the text."""
    if inside:
        raise ValueError(_unpaired(OPEN))
    if at < len(text):
        raise ValueError(_changed())
    return tuple(parts)


def _unpaired(mark: str) -> str:
    return f"A mark {mark} stands alone. Put {OPEN} before and {CLOSE} after each part that is left out."


def _changed() -> str:
    return f"Only the marks {OPEN} and {CLOSE} can be added: the words have to stay as they were written."


def as_read(parts: tuple[str, ...] | list[str]) -> str:
    """A released comment as plain text, with words where something is left out."""
    return LEFT_OUT.join(parts)
