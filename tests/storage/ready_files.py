"""New registers as the program makes them, made once and copied: a file of its own for every test, without its work."""

import tempfile
from functools import cache
from pathlib import Path

from storage.database import Clock, Database, local_time
from storage.key_ring import KeyRing
from storage.key_slots import Cost
from storage.store import Store, open_store
from storage.unlocking import DATABASE

SHARED_KEY = bytes(range(32, 64))


@cache
def empty_file(key: bytes) -> bytes:
    """A file under this key that has the newest schema and nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / DATABASE
        Database.open(path, key).close()
        return path.read_bytes()


def open_empty(path: Path, key: bytes, clock: Clock) -> Database:
    """A new file, open."""
    path.write_bytes(empty_file(key))
    return Database.open(path, key, clock=clock)


def open_new_store(folder: Path, cost: Cost, clock: Clock = local_time) -> Store:
    """A new register without a passphrase, open. Where the key or the making is what is tried, open_store makes one."""
    folder.mkdir(parents=True, exist_ok=True)
    KeyRing.create(folder, folder, key=SHARED_KEY, cost=cost)
    (folder / DATABASE).write_bytes(empty_file(SHARED_KEY))
    return open_store(folder, cost=cost, clock=clock)
