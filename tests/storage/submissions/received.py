"""What the tests of receiving share."""


def one(receipts):
    """The only receipt."""
    assert len(receipts) == 1
    return receipts[0]


def counts(receipt, unit):
    part = next(part for part in receipt.parts if part.unit == unit)
    return part.new, part.changed, part.withdrawn
