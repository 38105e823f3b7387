"""`python -m tests.reliability.mail_server PORT FILE`: a mail server that can be killed.

A Message-ID is on the disk before the mail is accepted, as a real one promises; each mail takes a while.
"""

from __future__ import annotations

import asyncio
import os
import sys
from email import message_from_bytes
from pathlib import Path

from aiosmtpd.controller import Controller

TAKES = 0.05


class Keeper:
    """Accepts everything, one line in the file for each."""

    def __init__(self, path: Path) -> None:
        self.path = path

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  # the name the library calls
        await asyncio.sleep(TAKES)
        with self.path.open("a") as file:
            file.write(f"{message_from_bytes(envelope.content)['Message-ID']}\n")
            file.flush()
            os.fsync(file.fileno())
        return "250 Kept"


if __name__ == "__main__":
    controller = Controller(Keeper(Path(sys.argv[2])), hostname="127.0.0.1", port=int(sys.argv[1]))
    controller.start()
    sys.stdin.read()
