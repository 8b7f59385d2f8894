"""What the tests of sending and receiving share."""

import pytest

from models.ports import StorageError


def one(receipts):
    """The only receipt."""
    assert len(receipts) == 1
    return receipts[0]


def counts(receipt, unit):
    part = next(part for part in receipt.parts if part.unit == unit)
    return part.new, part.changed, part.withdrawn


def state(office):
    """What a sending changes: what is kept of it, its history, its settings."""
    return {name: rows for name, rows in office.dump().items() if name in ("sent", "history", "setting", "cutoff")}


def refused(call, *arguments):
    with pytest.raises(StorageError) as caught:
        call(*arguments)
    return caught.value
