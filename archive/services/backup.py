"""The whole database into one file, and back into an empty place, where everything is counted again."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from archive.databases import BackupError, Tables, database, is_empty, only_new
from archive.layout import product_version

FORMAT, FORMAT_VERSION = "partnership-health-check/backup", 1
MANIFEST, COPY = "manifest.json", "database"
MOST_MANIFEST = 1_000_000
CHUNK = 1024 * 1024
NOT_ONE = "This is not a backup that manage.py backup made, or it was cut short."


def back_up(path: Path) -> dict[str, Any]:
    """Writes the backup and gives its manifest; BackupError, and no file, where it cannot be made."""
    kind = database()
    with only_new(path), TemporaryDirectory(dir=path.absolute().parent) as folder:
        copy = Path(folder) / COPY
        tables = kind.copy(copy)
        manifest = {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            "product_version": product_version(),
            "made_at": timezone.now().isoformat(),
            "database": kind.kind,
            "migrations": [list(name) for name in sorted(MigrationRecorder(connection).applied_migrations())],
            "copy": {"bytes": copy.stat().st_size, "sha256": _digest(copy)},
            "tables": tables,
        }
        with ZipFile(path, "w", ZIP_STORED if kind.compressed else ZIP_DEFLATED) as backup:
            backup.writestr(MANIFEST, json.dumps(manifest, indent=2) + "\n")
            backup.write(copy, COPY)
    return manifest


def restore(path: Path) -> dict[str, Any]:
    """Fills the empty database from the backup, counts everything again, and gives the manifest.

    BackupError where the database is not empty, the file is not whole, or is of another kind or a newer product:
    nothing is changed then. BackupError, too, where what is stored afterwards is not what the backup told.
    """
    kind = database()
    if not is_empty():
        raise BackupError(
            "This database holds tables already, and a backup is restored only into an empty one. Make a new database, "
            "name it in DATABASE_URL, and do not migrate it before."
        )
    with TemporaryDirectory() as folder:
        manifest = _unpack(path, Path(folder) / COPY)
        _refuse_other(manifest, kind.kind)
        kind.load(Path(folder) / COPY)
    connection.close()
    _compare(manifest["tables"], kind.sums())
    return manifest


def pending() -> int:
    """How many migrations the restored database still needs."""
    loader = MigrationLoader(connection)
    return len(set(loader.graph.nodes) - set(loader.applied_migrations))


def _unpack(path: Path, copy: Path) -> dict[str, Any]:
    try:
        with ZipFile(path) as backup:
            manifest = _manifest(backup)
            with backup.open(COPY) as packed, copy.open("wb") as plain:
                shutil.copyfileobj(packed, plain, CHUNK)
    except OSError as error:
        raise BackupError(f"Cannot read {path}: {error.strerror or error}.") from None
    except (BadZipFile, KeyError, ValueError, EOFError, NotImplementedError, RuntimeError):
        raise BackupError(NOT_ONE) from None
    if _digest(copy) != manifest["copy"]["sha256"]:
        raise BackupError("This backup was changed, or damaged: its checksum is another. Restore another one.")
    return manifest


def _manifest(backup: ZipFile) -> dict[str, Any]:
    """ValueError for what is none."""
    if backup.getinfo(MANIFEST).file_size > MOST_MANIFEST:
        raise ValueError
    manifest = json.loads(backup.read(MANIFEST))
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise ValueError
    if not isinstance(manifest.get("tables"), dict) or not isinstance(manifest.get("migrations"), list):
        raise ValueError
    if not isinstance(manifest.get("copy"), dict) or not isinstance(manifest["copy"].get("sha256"), str):
        raise ValueError
    return manifest


def _refuse_other(manifest: dict[str, Any], kind: str) -> None:
    if manifest.get("format_version") != FORMAT_VERSION:
        raise BackupError("This backup has a format that is not known here. Use the version of the product it names.")
    if manifest.get("database") != kind:
        names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
        told = names.get(str(manifest.get("database")), "another database")
        raise BackupError(
            f"This backup is of {told}, and DATABASE_URL names {names[kind]}. Restore it into the same kind; to go "
            "from one to the other, take partnerships out and bring them in."
        )
    known = set(MigrationLoader(None).graph.nodes)
    newer = sorted(tuple(name) for name in manifest["migrations"] if tuple(name) not in known)
    if newer:
        raise BackupError(
            f"This backup was made by another version of the product ({manifest.get('product_version')}): it knows "
            f"{'.'.join(newer[0])}, which is not known here. Install that version, or a newer one."
        )


def _compare(told: Tables, found: Tables) -> None:
    differing = sorted(name for name in {*told, *found} if told.get(name) != found.get(name))
    if differing:
        raise BackupError(
            f"What was restored is not what the backup told: {', '.join(differing[:5])} differ. Do not use this "
            "database; make a new one and restore again."
        )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
