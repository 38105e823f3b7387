"""SQLite as the product uses it: a newer one than the machine's, where there is one, and writers that take turns.

Why: docs/decisions/0080-sqlite.md. Imported before anything else asks for `sqlite3`: two libraries in one process must
not open the same file, since the one that closes it takes away the other's locks.
"""

from __future__ import annotations

import sys

try:
    import pysqlite3
except ImportError:
    import sqlite3  # pyproject.toml says for which machines there is the other
else:
    sys.modules["sqlite3"] = sqlite3 = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2

VERSION = sqlite3.sqlite_version_info
