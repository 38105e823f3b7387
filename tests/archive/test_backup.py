"""A backup restored into an empty place of the same kind: every row and a dashboard are the same."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path
from uuid import uuid4
from zipfile import ZIP_DEFLATED, ZipFile

import psycopg2
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from archive.databases import database
from archive.services.backup import back_up
from tests.archive.made import everything, pages_of

HERE = Path(__file__).resolve().parents[2]
DASHBOARD = "First, round-results"
LOOK = """
import json, django
django.setup()
from django.test import Client
from django.test.utils import setup_test_environment
setup_test_environment()
from archive.databases import database
from partnerships.models import Partnership
from surveys.services.portfolio import differences
from tests.archive.made import pages_of
sums, found = database().sums(), list(differences())
print(json.dumps([sums, found, pages_of(Client(), Partnership.objects.get(slug="harbour"), "First, round-results")]))
"""


class Place:
    """An empty database of the kind that is tested."""

    def __init__(self, folder):
        if connection.vendor == "sqlite":
            self.url = f"sqlite:///{folder / f'{uuid4().hex}.sqlite3'}"
            return
        told = connection.settings_dict
        self.name = f"restored_{uuid4().hex}"
        self._ask(f"CREATE DATABASE {self.name}")
        secret = f":{told['PASSWORD']}" if told["PASSWORD"] else ""
        self.url = f"postgres://{told['USER']}{secret}@{told['HOST']}:{told['PORT'] or 5432}/{self.name}"

    def _ask(self, sql):
        told = connection.settings_dict
        names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
        server = {name: told[key] for name, key in names.items() if told[key]}
        link = psycopg2.connect(**server, dbname="postgres")
        link.autocommit = True
        with closing(link), link.cursor() as cursor:
            cursor.execute(sql)

    def remove(self):
        if connection.vendor != "sqlite":
            self._ask(f"DROP DATABASE {self.name} WITH (FORCE)")

    def run(self, *arguments):
        environment = {**os.environ, "DATABASE_URL": self.url, "DEMONSTRATION": "1"}
        environment["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        return subprocess.run(
            [sys.executable, *arguments], cwd=HERE, env=environment, capture_output=True, text=True, check=False
        )

    def manage(self, *arguments):
        return self.run("manage.py", *arguments)


@pytest.fixture
def place(tmp_path):
    made = Place(tmp_path)
    yield made
    made.remove()


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker, tmp_path_factory):
    """A backup, what it tells, and what was there: the sums of all rows, and a dashboard."""
    path = tmp_path_factory.mktemp("backup") / "backup.zip"
    with django_db_blocker.unblock():
        partnership = everything()
        manifest = back_up(path)
        sums = database().sums()
        pages = pages_of(Client(), partnership, DASHBOARD)
        call_command("flush", interactive=False, verbosity=0)
    return path, manifest, sums, pages


def test_everything_is_there_again(kept, place):
    path, _, sums, pages = kept
    done = place.manage("restore", str(path))
    assert "Counts and checksums are those of the backup." in done.stdout
    assert "Every row equals the results." in done.stdout
    found = json.loads(place.run("-c", LOOK).stdout)
    assert found == [sums, [], pages]
    assert sums["surveys_response"]["rows"] > 60

    again = place.manage("restore", str(path))
    assert again.returncode == 1
    assert "holds tables already, and a backup is restored only into an empty one" in again.stderr


def test_the_manifest_tells_version_migrations_and_counts(kept):
    _, manifest, sums, _ = kept
    assert manifest["tables"] == sums
    assert ["surveys", "0016_portfolio"] in manifest["migrations"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", manifest["product_version"])


def test_nobody_else_reads_it(kept):
    assert stat.S_IMODE(kept[0].stat().st_mode) == 0o600


def changed(path, target, change):
    """A copy of the backup whose manifest or copy was changed."""
    with ZipFile(path) as backup:
        content = {name: backup.read(name) for name in ("manifest.json", "database")}
    manifest = json.loads(content["manifest.json"])
    content["database"] = change(manifest, content["database"]) or content["database"]
    with ZipFile(target, "w", ZIP_DEFLATED) as backup:
        backup.writestr("manifest.json", json.dumps(manifest))
        backup.writestr("database", content["database"])
    return str(target)


def other_kind(manifest, copy):
    manifest["database"] = "sqlite" if connection.vendor == "postgresql" else "postgresql"


def newer(manifest, copy):
    manifest["migrations"].append(["surveys", "9999_later"])


def damaged(manifest, copy):
    return copy[:-1] + bytes([copy[-1] ^ 1])


def other_format(manifest, copy):
    manifest["format_version"] = 2


REFUSED = [
    (other_kind, "This backup is of"),
    (newer, "it knows surveys.9999_later, which is not known here"),
    (damaged, "its checksum is another"),
    (other_format, "has a format that is not known here"),
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("change", "sentence"), REFUSED)
def test_what_cannot_be_restored_is_said(kept, tmp_path, monkeypatch, change, sentence):
    monkeypatch.setattr("archive.services.backup.is_empty", lambda: True)
    before = database().sums()
    with pytest.raises(CommandError, match=sentence):
        call_command("restore", changed(kept[0], tmp_path / "b.zip", change))
    assert database().sums() == before


def test_rows_that_are_not_those_of_the_backup_are_said(kept, place, tmp_path):
    def one_row_less(manifest, copy):
        manifest["tables"]["surveys_round"]["rows"] -= 1

    done = place.manage("restore", changed(kept[0], tmp_path / "b.zip", one_row_less))
    assert done.returncode == 1
    assert "surveys_round differ. Do not use this database" in done.stderr


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"", b"junk", b"PK\5\6" + b"\0" * 18])
def test_what_is_no_backup(tmp_path, monkeypatch, content):
    monkeypatch.setattr("archive.services.backup.is_empty", lambda: True)
    (tmp_path / "b.zip").write_bytes(content)
    with pytest.raises(CommandError, match="not a backup that"):
        call_command("restore", str(tmp_path / "b.zip"))


@pytest.mark.django_db
def test_a_file_that_is_there_is_not_overwritten(tmp_path):
    (tmp_path / "b.zip").write_bytes(b"mine")
    with pytest.raises(CommandError, match="exists already"):
        call_command("backup", str(tmp_path / "b.zip"))
    assert (tmp_path / "b.zip").read_bytes() == b"mine"


@pytest.mark.django_db
def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match="Cannot write"):
        call_command("backup", str(tmp_path / "nowhere" / "b.zip"))


@pytest.mark.django_db(transaction=True)
def test_without_the_programs_of_postgresql_it_is_said(tmp_path, monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CommandError, match="pg_dump is not on this machine"):
        call_command("backup", str(tmp_path / "b.zip"))
    assert not (tmp_path / "b.zip").exists()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="pg_dump reads a snapshot: only SQLite copies pages")
def test_a_copy_taken_while_others_write_is_of_one_moment(kept, place, tmp_path):
    """Two rows go in at once, all the time; a copy that saw one without the other would be torn."""
    place.manage("restore", str(kept[0]))
    file, ended = place.url.removeprefix("sqlite:///"), threading.Event()

    def write():
        with closing(sqlite3.connect(file, timeout=20)) as link:
            number = 0
            while not ended.wait(0.002):
                number += 2
                with link:
                    for name in (f"Pair {number}", f"Pair {number + 1}"):
                        link.execute(
                            "INSERT INTO partnerships_organisation (name, sector, created_at) VALUES (?, 'other', "
                            "'2026-01-01')", (name,)
                        )  # fmt: skip

    writer = threading.Thread(target=write)
    writer.start()
    done = place.manage("backup", str(tmp_path / "b.zip"))
    ended.set()
    writer.join()
    assert done.returncode == 0, done.stderr
    with ZipFile(tmp_path / "b.zip") as backup:
        backup.extract("database", tmp_path)
    with closing(sqlite3.connect(tmp_path / "database")) as copy:
        pairs = copy.execute("SELECT count(*) FROM partnerships_organisation WHERE name LIKE 'Pair%'").fetchone()[0]
    assert pairs > 0
    assert pairs % 2 == 0


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a file of SQLite keeps the pages of what was deleted")
def test_nothing_of_what_was_deleted_is_in_the_copy(kept, place, tmp_path):
    place.manage("restore", str(kept[0]))
    file = place.url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(file)) as link:
        with link:
            link.execute("PRAGMA secure_delete=OFF")
            link.execute(
                "INSERT INTO partnerships_organisation (name, sector, created_at) VALUES ('Zq9deleted', 'other', 'x')"
            )
        with link:
            link.execute("DELETE FROM partnerships_organisation WHERE name = 'Zq9deleted'")
    assert b"Zq9deleted" in Path(file).read_bytes()
    place.manage("backup", str(tmp_path / "b.zip"))
    with ZipFile(tmp_path / "b.zip") as backup:
        assert b"Zq9deleted" not in backup.read("database")
