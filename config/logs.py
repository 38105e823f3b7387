"""What the log leaves out."""

from __future__ import annotations

import logging
import re

TOKEN = re.compile(r"[\w-]{32,}")
"""Links, codes and keys in addresses are at least so long; names of places are shorter."""


class WithoutTokens(logging.Filter):
    """Leaves long secrets out of addresses: who reads the log could come by somebody's personal link."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true; changes the record's arguments."""
        if isinstance(record.args, tuple):
            record.args = tuple(TOKEN.sub("…", arg) if isinstance(arg, str) else arg for arg in record.args)
        return True
