"""Text cut to the room there is. Pure."""

from __future__ import annotations

ELLIPSIS = "…"


def cut_at_word(text: str, most: int) -> str:
    """The text with single spaces, or as many whole words of it as fit into `most` letters, with an ellipsis.

    A first word that is longer by itself is cut within.
    """
    plain = " ".join(text.split())
    if len(plain) <= most:
        return plain
    room = plain[: most - 1]
    whole = room if plain[most - 1] == " " else room.rpartition(" ")[0]
    return (whole or room).rstrip(" ,;:.–") + ELLIPSIS
