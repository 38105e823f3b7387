"""The zip itself: safe names, the same bytes for the same files. Pure."""

from __future__ import annotations

import re
import unicodedata
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

LONGEST_NAME = 60
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip can name; no file in a pack has a time of its own."""
READABLE = 0o644 << 16


def safe_name(number: int, title: str) -> str:
    """A name for a folder: the number, which makes it unique and no name that Windows keeps, and ASCII of the title.

    Letters, digits and hyphens alone, so that no title can lead out of the folder it is unpacked into.
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain)[:LONGEST_NAME].strip("-")
    return f"{number}-{words}" if words else str(number)


class PackWriter:
    """Writes files one after the other, so that only one is in memory."""

    def __init__(self, target: IO[bytes]) -> None:
        self.archive = ZipFile(target, "w", ZIP_DEFLATED)

    def add(self, path: str, content: bytes) -> None:
        """A file; the same content gives the same bytes, whenever and wherever it is written."""
        entry = ZipInfo(path, EPOCH)
        entry.compress_type, entry.external_attr, entry.create_system = ZIP_DEFLATED, READABLE, 3
        self.archive.writestr(entry, content)

    def close(self) -> None:
        """Writes the list of files at the end."""
        self.archive.close()
