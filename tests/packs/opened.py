"""Packs opened as their readers open them."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from packs.services.asking import content_of


def opened(pack) -> ZipFile:
    """The zip; an error where it is not whole."""
    archive = ZipFile(BytesIO(b"".join(content_of(pack))))
    assert archive.testzip() is None
    return archive


def names(pack) -> list[str]:
    return opened(pack).namelist()


def told(pack) -> str:
    return opened(pack).read("contents.txt").decode()
