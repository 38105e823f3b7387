"""Django's SQLite, where writers queue: Django takes the class of its connections from here."""

from __future__ import annotations

from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

from config.sqlite.turns import Turn, turn_at


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose transactions write one after the other, each beginning when the one before it has ended."""

    turn: Turn | None = None
    """Held by this connection's transaction; None outside of one, and in memory, where nobody else writes."""

    def _start_transaction_under_autocommit(self) -> None:
        self._take_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # not in its stubs
        except BaseException:
            self._end_turn()
            raise

    def _commit(self) -> Any:
        # Where this fails the transaction is still there: the turn ends when it is rolled back.
        done = super()._commit()  # type: ignore[misc]  # not in its stubs
        self._end_turn()
        return done

    def _rollback(self) -> Any:
        try:
            return super()._rollback()  # type: ignore[misc]  # not in its stubs
        finally:
            self._end_turn()

    def _close(self) -> Any:
        try:
            return super()._close()  # type: ignore[misc]  # not in its stubs
        finally:
            self._end_turn()

    def empty_log(self) -> None:
        """Empties the log (WAL), in which what was deleted stands until it is written over; without one does nothing.

        What was committed is in the file then. Where somebody reads for longer than a second it is left to the next.
        """
        if self.is_in_memory_db():
            return
        self._take_turn()
        try:
            with self.cursor() as cursor:
                cursor.execute("PRAGMA busy_timeout = 1000")
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                cursor.execute(f"PRAGMA busy_timeout = {self.settings_dict['OPTIONS']['timeout'] * 1000}")
        finally:
            self._end_turn()

    def _take_turn(self) -> None:
        if self.is_in_memory_db():
            return
        turn = turn_at(f"{self.settings_dict['NAME']}-turn")
        if not turn.take(self.settings_dict["OPTIONS"]["timeout"]):
            raise OperationalError("database is locked")
        self.turn = turn

    def _end_turn(self) -> None:
        if self.turn is not None:
            self.turn.end()
            self.turn = None
