"""How an archive is laid out, and how much it may hold; docs/archive-format.md describes it. Pure."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

FORMAT, FORMAT_VERSION = "partnership-health-check/archive", 1
MANIFEST = "manifest.json"
READABLE = "readable/"
"""Copies for people and other programs; nothing is read back from them."""
MOST_BYTES = 20_000_000
"""An archive as it is handed in."""
MOST_UNPACKED = 100_000_000
"""Its members together, unpacked."""
MOST_LINE = 3_000_000
"""One row; more would need much memory once it is read."""
MOST_MEMBERS = 2_000
MOST_MANIFEST = 1_000_000
MOST_PEOPLE = 50_000


class ArchiveError(ValueError):
    """An archive that was refused, or cannot be made: a sentence that says why and what to do."""


@cache
def product_version() -> str:
    """The version of the product that runs, as pyproject.toml says."""
    project = Path(__file__).resolve().parent.parent / "pyproject.toml"
    return str(tomllib.loads(project.read_text())["project"]["version"])


def member_of(table: str) -> str:
    """The name of the member that holds the rows of a table."""
    return f"{table}.jsonl"
