"""The one place that chooses the SQLite driver: sqlcipher3, also beneath sqlite-utils.

sqlite-utils catches the errors of the module it finds as "pysqlite3" and else of the standard library; with the
driver's own errors unknown to it, drop(ignore=True) and insert(alter=True) fail. So sqlcipher3 takes that name before
sqlite-utils is loaded, and nobody imports sqlite-utils but this module.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

if TYPE_CHECKING:
    from sqlite_utils import Database as Tables

if "sqlite_utils" in sys.modules and sys.modules.get("pysqlite3.dbapi2") is not dbapi2:
    raise ImportError("sqlite_utils was loaded before storage.driver and uses another SQLite")
sys.modules["pysqlite3"] = sys.modules["pysqlite3.dbapi2"] = dbapi2

Connection = Any
"""A sqlcipher3 connection; the package ships no types."""

Error: type[Exception] = dbapi2.Error
IntegrityError: type[Exception] = dbapi2.IntegrityError


def connect(path: str, *, timeout: float) -> Connection:
    """A connection without automatic transactions: BEGIN and COMMIT are ours. `timeout` in seconds."""
    return dbapi2.connect(path, timeout=timeout, isolation_level=None, cached_statements=512)


def tables(connection: Connection) -> Tables:
    """sqlite-utils on an open connection; its plugins stay out. Loaded here because it costs 80 ms at start."""
    import sqlite_utils

    return sqlite_utils.Database(connection, execute_plugins=False)
