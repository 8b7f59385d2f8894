"""What the tests of whole folders share: sessions, damage, and refusals."""

import dataclasses
from contextlib import closing
from pathlib import Path

import pytest

from models.ports import Identity, StorageError
from storage import folders, store
from tests.storage.conftest import CHEAP

ROOT = Path(__file__).parents[2]
IDENTITY = Identity("06010", "Xã Vũ Mẫu", "xa", "06", "Tỉnh Mẫu", "Trần Thị Mẫu", "Phó Chủ tịch")


def opened(folder, passphrase=None):
    return store.open_store(folder, passphrase, cost=CHEAP)


def restore(folder, backup, passphrase=None):
    folders.restore_into(folder, backup, passphrase, cost=CHEAP)


def officer(folder, passphrase=None):
    with closing(opened(folder, passphrase)) as book:
        return book.settings.identity().officer


def rename(folder, name, passphrase=None):
    """One session in which the officer's name changes; closing makes the backup, whose path is the answer."""
    book = opened(folder, passphrase)
    book.settings.set_identity(dataclasses.replace(IDENTITY, officer=name))
    book.close()
    return max((folder / "backups").glob("*_dong-so.db"), key=lambda path: path.stat().st_mtime_ns)


def spoil(path):
    content = bytearray(path.read_bytes())
    for place in range(0, len(content), 4096):
        content[place + 100] ^= 1
    path.write_bytes(content)
    return bytes(content)


def refusal(call, *arguments):
    with pytest.raises(StorageError) as caught:
        call(*arguments)
    return caught.value
