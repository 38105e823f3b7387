"""An archive as it comes in: nothing in it is taken on trust, nothing of it is ever unpacked to a disk.

Its names, sizes and checksums are looked at before any row is read; rows are read one at a time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import IO, Any, NoReturn
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812  # an exception, named as one

from archive.layout import (
    FORMAT,
    FORMAT_VERSION,
    MANIFEST,
    MOST_BYTES,
    MOST_LINE,
    MOST_MANIFEST,
    MOST_MEMBERS,
    MOST_PEOPLE,
    MOST_UNPACKED,
    READABLE,
    ArchiveError,
    member_of,
)
from archive.tables import PEOPLE, TABLES
from archive.values import refuse_unstorable

END_SIZE, END_MARK, ZIP64_MARK = 22, b"PK\x05\x06", b"PK\x06\x07"
CHUNK = 64 * 1024
PARTNERSHIP_FILE = "partnership.json"
MOST_ROWS = {member_of(PEOPLE): MOST_PEOPLE, **{member_of(table.name): table.most for table in TABLES}}
NOT_ONE = "This is not an archive of a partnership. Choose the file that “Take everything out” or take_out made."
DAMAGED = "This archive is damaged or was cut short. Take the partnership out again, and copy the whole file."
CHANGED = "was changed after the archive was made: its checksum is another. Take the partnership out again."
BROKEN = (BadZipFile, ZlibError, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


class Container:
    """An archive that was looked at: its manifest, and the rows of its members. ArchiveError for every other file."""

    def __init__(self, file: IO[bytes]) -> None:
        _refuse_unlikely(file)
        try:
            self.zip = ZipFile(file)
        except BROKEN:
            raise ArchiveError(NOT_ONE) from None
        self._infos = {info.filename: info for info in self.zip.infolist()}
        self._check_members()
        self.manifest = self._read_manifest()
        self.rows_of: dict[str, int] = {}
        self._check_sums()

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """The rows of a table one by one, each with a text as `id`; ArchiveError naming the line that is no row."""
        name = member_of(table)
        number = 0
        try:
            with self.zip.open(name) as member:
                while line := member.readline(MOST_LINE + 1):
                    number += 1
                    row = _mapping(line, f"Line {number} of {name}")
                    if not isinstance(row.get("id"), str) or not 0 < len(row["id"]) <= 20:
                        raise ArchiveError(f"Line {number} of {name} has no id. Take the partnership out again.")
                    if number > self.rows_of[name]:
                        break
                    yield row
        except BROKEN as error:
            if isinstance(error, ArchiveError):
                raise
            raise ArchiveError(DAMAGED) from None
        if number != self.rows_of[name]:
            raise ArchiveError(f"{name} holds another number of rows than the manifest says. {DAMAGED}")

    def partnership(self) -> dict[str, Any]:
        """What the partnership itself is."""
        return _mapping(self._small(PARTNERSHIP_FILE), PARTNERSHIP_FILE)

    def _check_members(self) -> None:
        names = [info.filename for info in self.zip.infolist()]
        if MANIFEST not in names:
            raise ArchiveError(NOT_ONE)
        if len(set(names)) < len(names):
            raise ArchiveError("This archive holds two members of the same name. Take the partnership out again.")
        wanted = {MANIFEST, PARTNERSHIP_FILE, *MOST_ROWS}
        unknown = [name for name in names if name not in wanted and not _is_readable(name)]
        if unknown:
            raise ArchiveError(
                f"This archive holds “{_shown(unknown[0])}”, which does not belong there. Take the partnership out "
                "again, and do not change the file."
            )
        missing = sorted(wanted - set(names))
        if missing:
            raise ArchiveError(f"This archive lacks {missing[0]}. Take the partnership out again.")
        if sum(info.file_size for info in self.zip.infolist()) > MOST_UNPACKED:
            raise ArchiveError(
                f"This archive holds more than {MOST_UNPACKED // 1_000_000} MB once it is unpacked, which none does "
                "that was made here."
            )
        if any(not _is_plain(info) for info in self.zip.infolist()):
            raise ArchiveError("This archive is encrypted or packed in a way that is not used here. " + NOT_ONE)

    def _read_manifest(self) -> dict[str, Any]:
        manifest = _mapping(self._small(MANIFEST), MANIFEST)
        if manifest.get("format") != FORMAT:
            raise ArchiveError(NOT_ONE)
        version = manifest.get("format_version")
        if type(version) is not int or version < 1:
            raise ArchiveError("The archive does not say which version of the format it has. Take it out again.")
        if version > FORMAT_VERSION:
            raise ArchiveError(
                f"This archive was made by a newer version of the product: its format is {version}, and here "
                f"{FORMAT_VERSION} is the newest. Have the product updated here, then try again."
            )
        return manifest

    def _check_sums(self) -> None:
        """Every member against the manifest; ArchiveError for the first that differs."""
        for name, told in self._told().items():
            digest, size = self._digest(name)
            if (digest, size) != (told.get("sha256"), told.get("bytes")):
                raise ArchiveError(f"{_shown(name)} {CHANGED}")
            if name in MOST_ROWS:
                self.rows_of[name] = _count(name, told.get("rows"))

    def _told(self) -> dict[str, Mapping[str, Any]]:
        members = self.manifest.get("members")
        if not isinstance(members, list) or not all(isinstance(member, dict) for member in members):
            raise ArchiveError(f"{MANIFEST} does not list the members. Take the partnership out again.")
        told = {str(member.get("name")): member for member in members}
        if set(told) != set(self._infos) - {MANIFEST}:
            raise ArchiveError(
                f"{MANIFEST} lists other members than the archive holds. Take the partnership out again."
            )
        return told

    def _digest(self, name: str) -> tuple[str, int]:
        digest, size = hashlib.sha256(), 0
        try:
            with self.zip.open(name) as member:
                while chunk := member.read(CHUNK):
                    digest.update(chunk)
                    size += len(chunk)
        except BROKEN:
            raise ArchiveError(DAMAGED) from None
        return digest.hexdigest(), size

    def _small(self, name: str) -> bytes:
        if self._infos[name].file_size > MOST_MANIFEST:
            raise ArchiveError(f"{name} is larger than any that was made here. {NOT_ONE}")
        try:
            return self.zip.read(name)
        except BROKEN:
            raise ArchiveError(DAMAGED) from None


def _refuse_unlikely(file: IO[bytes]) -> None:
    """Sizes first: the list of members is read into memory as a whole, so it is measured before."""
    size = file.seek(0, 2)
    if size > MOST_BYTES:
        raise ArchiveError(f"This file is larger than {MOST_BYTES // 1_000_000} MB, which no archive made here is.")
    file.seek(max(0, size - END_SIZE - len(ZIP64_MARK) - 16))
    tail = file.read()
    end = tail[-END_SIZE:]
    file.seek(0)
    if file.read(2) != b"PK":
        raise ArchiveError(NOT_ONE)
    file.seek(0)
    if len(end) < END_SIZE or not end.startswith(END_MARK) or end[-2:] != b"\0\0":
        raise ArchiveError(DAMAGED)
    if ZIP64_MARK in tail or int.from_bytes(end[10:12], "little") > MOST_MEMBERS:
        raise ArchiveError("This archive lists more members than any that was made here.")
    if int.from_bytes(end[12:16], "little") > MOST_MEMBERS * 200:
        raise ArchiveError("This archive lists more members than any that was made here.")


def _is_readable(name: str) -> bool:
    plain = name.removeprefix(READABLE)
    return plain != name and plain.replace("-", "").replace(".json", "").isalnum()


def _is_plain(info: ZipInfo) -> bool:
    return not info.flag_bits & 0x1 and info.compress_type in {ZIP_STORED, ZIP_DEFLATED}


def _shown(name: str) -> str:
    return "".join(character if character.isprintable() else "□" for character in name[:60])


def _count(name: str, rows: Any) -> int:
    if type(rows) is not int or rows < 0:
        raise ArchiveError(f"{MANIFEST} does not say how many rows {name} holds. Take the partnership out again.")
    if rows > MOST_ROWS[name]:
        raise ArchiveError(f"{name} holds {rows:,} rows, and at most {MOST_ROWS[name]:,} can be brought in.")
    return rows


def _mapping(text: bytes, where: str) -> dict[str, Any]:
    """A JSON object; ArchiveError for anything else, a name given twice among it."""
    if len(text) > MOST_LINE:
        raise ArchiveError(f"{where} is longer than {MOST_LINE // 1_000_000} MB, which no row made here is.")
    try:
        value = json.loads(text.decode("utf-8"), object_pairs_hook=_once, parse_constant=_refuse)
        if not isinstance(value, dict):
            raise ArchiveError(f"{where} is not as an archive has it. Take the partnership out again.")
        refuse_unstorable(value)
    except ArchiveError as error:
        raise ArchiveError(f"{where}: {error}") from None
    except (ValueError, RecursionError):
        raise ArchiveError(f"{where} cannot be read as JSON. Take the partnership out again.") from None
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ArchiveError("A name is given twice in one place.")
    return found


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)
