"""What may be done to a submission file, and for which reasons such a file may be refused."""

import random
from collections.abc import Callable
from pathlib import Path

from models.submissions import Why
from tests.storage.submission.forged import taken_apart


def cut(sent, chance):
    content = sent.read_bytes()
    return content[: chance.randrange(len(content))]


def flipped(sent, chance):
    """Behind the first line, so that it is still known for one of ours."""
    content = bytearray(sent.read_bytes())
    content[chance.randrange(content.index(b"\n") + 1, len(content))] ^= 1 << chance.randrange(8)
    return bytes(content)


def without_a_member(sent, chance):
    forgery = taken_apart(sent)
    forgery.members.pop(chance.choice(sorted(forgery.members)))
    return forgery.packed()


def without_a_register(sent, chance):
    """Missing also from the hashes, but still counted in the part's own words."""
    forgery = taken_apart(sent)
    forgery.members.pop(chance.choice(sorted(name for name in forgery.members if "/records/" in name)))
    forgery.hash_parts()
    return forgery.packed()


def with_a_line_twice(sent, chance):
    forgery = taken_apart(sent)
    name = chance.choice(sorted(name for name in forgery.members if name.endswith(".ndjson")))
    rows = forgery.rows(name)
    forgery.put_rows(name, [*rows, chance.choice(rows)])
    forgery.hash_parts()
    return forgery.packed()


def with_a_part_twice(sent, chance):
    forgery = taken_apart(sent)
    forgery.manifest["parts"] *= 2
    return forgery.packed()


def with_a_stranger(sent, chance):
    forgery = taken_apart(sent)
    forgery.members[chance.choice(("x.exe", "../x", "/etc/x", "units/A/2024-H1/x", "UNITS/A/2024-H1/part.json"))] = b"x"
    return forgery.packed()


def newer(sent, chance):
    forgery = taken_apart(sent)
    return forgery.packed(version=chance.randint(2, 99))


def of_the_receiver(sent, chance):
    forgery = taken_apart(sent)
    forgery.manifest["unit"]["code"] = forgery.header["unit"] = "H"
    return forgery.packed()


def no_file_of_ours(sent, chance):
    return chance.randbytes(chance.randrange(1, 5_000))


KINDS: dict[Callable[[Path, random.Random], bytes], set[Why]] = {
    cut: {Why.DAMAGED, Why.NOT_OURS},
    flipped: {Why.DAMAGED, Why.NEWER},
    without_a_member: {Why.DAMAGED},
    without_a_register: {Why.DAMAGED},
    with_a_line_twice: {Why.DAMAGED},
    with_a_part_twice: {Why.DAMAGED, Why.CONTRADICTS},
    with_a_stranger: {Why.DAMAGED},
    newer: {Why.NEWER},
    of_the_receiver: {Why.FOREIGN, Why.CONTRADICTS, Why.DAMAGED},
    no_file_of_ours: {Why.NOT_OURS},
}
"""What was done to a file, and the reasons for which it may be refused."""
