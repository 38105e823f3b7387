"""What is deleted is gone from the file as well, as far as the database can see to it."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction


def leave_no_trace() -> None:
    """After the commit SQLite's log is emptied: pages stay there as they were until others are written over them.

    To be called wherever something that names a person is deleted. PostgreSQL has no such means (decision 0062).
    """
    if connection.vendor == "sqlite":
        engine: Any = connection
        transaction.on_commit(engine.empty_log, robust=True)
