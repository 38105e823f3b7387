"""What a backup needs of each kind of database: a consistent copy, the way back, and sums of all rows.

Copies hold rows as the tables do, and say nothing of when or in which order they were written that these do not
(docs/decisions/0062-anonymous-rows.md).
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol

from django.db import DatabaseError, connection, transaction

Tables = dict[str, dict[str, Any]]
"""By table: how many `rows`, and the `sum` of all of them, whatever their order."""
BATCH = 2_000


class BackupError(Exception):
    """A backup that cannot be made or restored: a sentence that says why and what to do."""


class Database(Protocol):
    """One kind of database; always the one that the settings name."""

    kind: str
    compressed: bool

    def copy(self, path: Path) -> Tables:
        """Writes a consistent copy, whatever else is being written, and gives the sums of just these rows."""

    def load(self, path: Path) -> None:
        """Fills the empty database from a copy, as a whole or not at all."""

    def sums(self) -> Tables:
        """The sums of all rows as they are now."""


def database() -> Database:
    """That of the settings, which know these two kinds."""
    return PostgreSQL() if connection.vendor == "postgresql" else SQLite()


def is_empty() -> bool:
    """Whether the database holds no table at all; BackupError where it cannot be opened."""
    try:
        return not connection.introspection.table_names()
    except DatabaseError as error:
        raise BackupError(f"The database cannot be opened: {error}. Look at DATABASE_URL.") from error


class SQLite:
    """By SQLite's own online backup, which other connections may write beside."""

    kind, compressed = "sqlite", False

    def copy(self, path: Path) -> Tables:
        """Written anew after copying, so that nothing is left in it of what was deleted."""
        connection.ensure_connection()
        with closing(sqlite3.connect(path)) as target:
            connection.connection.backup(target, sleep=0.01)  # between tries, while others write
            target.execute("PRAGMA journal_mode=DELETE")
            target.execute("VACUUM")
            return _sqlite_sums(target.cursor())

    def load(self, path: Path) -> None:
        """BackupError where SQLite itself finds the copy broken."""
        connection.ensure_connection()
        try:
            with closing(sqlite3.connect(path)) as source:
                if source.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                    raise BackupError("The copy in this backup is broken. Restore another one.")
                source.backup(connection.connection)
        except sqlite3.DatabaseError as error:
            raise BackupError(f"The copy in this backup cannot be read: {error}. Restore another one.") from error

    def sums(self) -> Tables:
        """As they are now."""
        connection.ensure_connection()
        return _sqlite_sums(connection.connection.cursor())


def _sqlite_sums(cursor: Any) -> Tables:
    named = cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return {name: _sqlite_sum(cursor, name) for name in sorted(row[0] for row in named.fetchall())}


def _sqlite_sum(cursor: Any, table: str) -> dict[str, Any]:
    columns = [row[1] for row in cursor.execute(f'PRAGMA table_info("{table}")').fetchall()]
    quoted = ", ".join(f'quote("{column}")' for column in columns)
    cursor.execute(f'SELECT {quoted} FROM "{table}"')  # noqa: S608  # names from the database itself
    return _sum(repr(row).encode() for row in _all(cursor))


def _all(cursor: Any) -> Iterator[Any]:
    while rows := cursor.fetchmany(BATCH):
        yield from rows


def _sum(rows: Iterable[bytes]) -> dict[str, Any]:
    count = total = 0
    for row in rows:
        count += 1
        total += int.from_bytes(hashlib.sha256(row).digest()[:16], "big")
    return {"rows": count, "sum": f"{total % 2**128:032x}"}


class PostgreSQL:
    """By pg_dump and pg_restore; the sums are of the same snapshot."""

    kind, compressed = "postgresql", True

    def copy(self, path: Path) -> Tables:
        """BackupError where pg_dump is missing, or fails."""
        program = _program("pg_dump")
        with transaction.atomic(durable=True), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = cursor.fetchone()[0]
            _run([program, "--format=custom", f"--snapshot={snapshot}", *PLAIN, f"--file={path}"])
            return _postgres_sums(cursor)

    def load(self, path: Path) -> None:
        """BackupError where pg_restore is missing, or fails; nothing is changed then."""
        arguments = ["--single-transaction", "--exit-on-error", *PLAIN, f"--dbname={connection.settings_dict['NAME']}"]
        _run([_program("pg_restore"), *arguments, str(path)])

    def sums(self) -> Tables:
        """As they are now."""
        with connection.cursor() as cursor:
            return _postgres_sums(cursor)


PLAIN = ["--no-owner", "--no-privileges"]
"""Who owns the tables there is the other server's matter."""


def _postgres_sums(cursor: Any) -> Tables:
    return {name: _postgres_sum(cursor, name) for name in sorted(connection.introspection.table_names(cursor))}


def _postgres_sum(cursor: Any, table: str) -> dict[str, Any]:
    digest = "('x' || substr(md5(whole::text), 1, 16))::bit(64)::bigint::numeric"
    named = connection.ops.quote_name(table)
    cursor.execute(f"SELECT count(*), coalesce(sum({digest}), 0) FROM {named} AS whole")  # noqa: S608  # as above
    rows, total = cursor.fetchone()
    return {"rows": rows, "sum": str(total)}


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise BackupError(
            f"{name} is not on this machine. Install PostgreSQL’s client programs (in Debian: postgresql-client), of "
            "the server’s version or newer."
        )
    return found


def _run(command: list[str]) -> None:
    done = subprocess.run(  # noqa: S603  # a program of PostgreSQL, its arguments are ours
        command, env={**os.environ, **_server()}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        told = " ".join(done.stderr.split())[:500]
        raise BackupError(f"{Path(command[0]).name} failed: {told}")


def _server() -> Mapping[str, str]:
    """Where the database is, as PostgreSQL's programs read it: a password stays off the command line."""
    told = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    return {name: str(told[key]) for name, key in names.items() if told.get(key)}


@contextmanager
def only_new(path: Path) -> Iterator[Path]:
    """A file that only its owner reads, and that goes again when the work on it fails; BackupError where it exists."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        raise BackupError(f"{path} exists already. Choose another name, or remove it.") from None
    except OSError as error:
        raise BackupError(f"Cannot write {path}: {error.strerror}.") from None
    try:
        yield path
    except BaseException:
        path.unlink()
        raise
