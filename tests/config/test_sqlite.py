"""Writers take turns, among threads and among processes, and the log can be emptied."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.db import OperationalError
from django.db.utils import ConnectionHandler

from config import sqlite
from config.settings import database
from config.sqlite.turns import Turn
from tests.performance.served import ROOT

HOLDER = """
import sys, time
from config.sqlite.turns import Turn
print(Turn(sys.argv[1]).take(1), flush=True)
time.sleep(60)
"""


@pytest.fixture
def connect(tmp_path, monkeypatch, django_db_blocker):
    """Connections to one file, as the settings make them."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/file.sqlite3")
    settings, made = database(), []

    def one(seconds: float = 20):
        settings["OPTIONS"]["timeout"] = seconds
        made.append(ConnectionHandler({"default": settings})["default"])
        made[-1].inc_thread_sharing()
        return made[-1]

    with django_db_blocker.unblock():  # a file of its own, not the tests' database
        yield one
        for connection in made:
            connection.close()


def begin(connection) -> None:
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def run(connection, *statements: str) -> list:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        return cursor.fetchall()


@pytest.fixture
def holder(tmp_path):
    """Another process whose turn it is."""
    command = [sys.executable, "-c", HOLDER, str(tmp_path / "turn")]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "True\n"
    yield process
    process.kill()
    process.communicate()


@pytest.mark.skipif(sqlite.VERSION < (3, 51, 3), reason="a newer SQLite: there is none for this machine")
def test_a_newer_sqlite_keeps_a_log(connect):
    assert run(connect(), "PRAGMA journal_mode") == [("wal",)]


def test_whoever_writes_next_begins_when_the_one_before_has_ended(connect):
    first, second, order = connect(), connect(), []
    begin(first)

    def write() -> None:
        begin(second)
        order.append("second")
        second.commit()

    waiting = threading.Thread(target=write)
    waiting.start()
    waiting.join(timeout=0.3)
    order.append("first")
    first.commit()
    waiting.join()
    assert order == ["first", "second"]


def test_a_transaction_has_the_turn_as_long_as_it_lasts(connect):
    connection = connect()
    begin(connection)
    with open(f"{connection.settings_dict['NAME']}-turn") as file:
        with pytest.raises(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        connection.commit()
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@pytest.mark.parametrize("end", ["commit", "rollback", "close"])
def test_a_turn_ends_with_its_transaction(connect, end):
    first, second = connect(), connect(seconds=0.5)
    begin(first)
    getattr(first, end)()
    begin(second)


def test_whoever_waited_too_long_is_told_and_may_try_again(connect):
    first, second = connect(), connect(seconds=0.2)
    begin(first)
    with pytest.raises(OperationalError, match="locked"):
        begin(second)
    first.commit()
    begin(second)


def test_a_beginning_that_fails_leaves_the_turn_to_others(connect):
    first, outside = connect(seconds=0.2), sqlite.sqlite3.connect(connect().settings_dict["NAME"])
    outside.execute("BEGIN IMMEDIATE")  # by a program that knows nothing of turns
    with pytest.raises(OperationalError, match="locked"):
        begin(first)
    outside.close()
    begin(connect(seconds=0.2))


def test_processes_take_turns_and_a_killed_one_gives_its_up(holder, tmp_path):
    turn, taken = Turn(str(tmp_path / "turn")), threading.Event()
    waiting = threading.Thread(target=lambda: (turn.take(20), taken.set()))
    waiting.start()
    assert not taken.wait(timeout=0.3)
    holder.kill()
    assert taken.wait(timeout=20)
    turn.end()
    waiting.join()


def test_what_was_deleted_is_gone_from_the_files_once_the_log_is_emptied(connect):
    connection, secret = connect(), b"only for a short while"
    begin(connection)
    run(connection, "CREATE TABLE note (words TEXT)", f"INSERT INTO note VALUES ('{secret.decode()}')")
    connection.commit()
    begin(connection)
    run(connection, "DELETE FROM note")
    connection.commit()
    connection.set_autocommit(True)
    connection.empty_log()
    files = Path(connection.settings_dict["NAME"]).parent.iterdir()
    assert [path.name for path in files if secret in path.read_bytes()] == []


def test_a_log_that_somebody_reads_is_left_to_the_next(connect):
    connection, reader = connect(), connect()
    run(connection, "CREATE TABLE note (words TEXT)")
    reader.ensure_connection()
    reader.connection.execute("BEGIN")
    reader.connection.execute("SELECT * FROM note").fetchall()
    run(connection, "INSERT INTO note VALUES ('a')")
    started = time.monotonic()
    connection.empty_log()
    assert time.monotonic() - started < 15
    assert run(connection, "PRAGMA busy_timeout") == [(20_000,)]


SENT = """
import django; django.setup()
import os, uuid
from django.core.management import call_command
call_command("migrate", verbosity=0)
from surveys.models import Round
from surveys.services.responses import start_response, submit_response
from surveys.services.saving import Change, save_answers
from tests.factories import MembershipFactory, instrument, open_round
member = MembershipFactory()
asked = open_round(member.partner.partnership, instrument=instrument(), mode=Round.Mode.ANONYMOUS).participants.get()
change = {asked.round.instrument.content.statement_keys[0]: Change(None, 3)}
saved = save_answers(response=start_response(asked), changes=change, comments={})
log = os.environ["FILE"] + "-wal"
before = os.path.getsize(log) if os.path.exists(log) else None
submit_response(participant=asked, key=uuid.uuid4(), revision=saved.response.revision, by=asked.person)
print(before, os.path.getsize(log) if os.path.exists(log) else None)
"""


@pytest.mark.skipif(sqlite.VERSION < (3, 51, 3), reason="a newer SQLite: there is none for this machine")
def test_an_anonymous_sending_leaves_nothing_in_the_log(tmp_path):
    file = tmp_path / "file.sqlite3"
    told = {"DATABASE_URL": f"sqlite:///{file}", "FILE": str(file), "DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", SENT], cwd=ROOT, env={**os.environ, **told}, check=True, capture_output=True, text=True
    )
    before, after = done.stdout.split()
    assert int(before) > 0
    assert after == "0"
