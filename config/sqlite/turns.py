"""Whose turn it is to write: one thread of one process at a time, the next one woken when it ends.

SQLite itself lets whoever finds the file taken sleep and look again, up to a tenth of a second later each time; of many
who write at once most would sleep while it is free.
"""

from __future__ import annotations

import fcntl
import os
from functools import cache
from threading import Lock


class Turn:
    """A lock among threads, and among processes by a file; taken and ended by the same thread."""

    def __init__(self, path: str) -> None:
        self.threads, self.path, self.file = Lock(), path, -1

    def take(self, seconds: float) -> bool:
        """Waits for the turn; False when it did not come in so many seconds.

        Only one thread of a process waits for other processes, for as long as it takes: one that hangs in the middle of
        a transaction keeps everybody from writing, but no more than a thread of each process from working.
        """
        if not self.threads.acquire(timeout=seconds):
            return False
        try:
            if self.file < 0:
                self.file = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
            # The system takes it back from a process that is killed.
            fcntl.flock(self.file, fcntl.LOCK_EX)
        except BaseException:
            self.threads.release()
            raise
        return True

    def end(self) -> None:
        """For the next one."""
        fcntl.flock(self.file, fcntl.LOCK_UN)
        self.threads.release()


turn_at = cache(Turn)
# A copy of the process would have the file's lock in common with it, and locks among threads that nobody releases.
os.register_at_fork(after_in_child=turn_at.cache_clear)
