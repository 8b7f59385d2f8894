"""sqlite-utils runs on sqlcipher3, and its error handling knows sqlcipher3's errors."""

import subprocess
import sys
from pathlib import Path

from sqlcipher3 import dbapi2

from storage import driver

ROOT = Path(__file__).parents[2]


def test_sqlite_utils_catches_the_errors_of_our_driver():
    tables = driver.tables(driver.connect(":memory:", timeout=0))
    tables.table("never_made").drop(ignore=True)  # raises with an unsubstituted driver
    tables.table("thing").insert({"id": 1}, pk="id")
    tables.table("thing").insert({"id": 2, "name": "Hòa"}, alter=True)  # so does this
    assert list(tables.table("thing").rows) == [{"id": 1, "name": None}, {"id": 2, "name": "Hòa"}]


def test_the_engine_carries_the_fix_for_the_wal_reset_corruption():
    version = dbapi2.sqlite_version_info
    assert version >= (3, 51, 3)


def test_loading_sqlite_utils_first_is_refused():
    code = "import sqlite_utils, storage.driver"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "sqlite_utils was loaded before storage.driver" in run.stderr


def test_the_driver_alone_does_not_load_sqlite_utils():
    code = "import sys, storage.database; sys.exit('sqlite_utils' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
