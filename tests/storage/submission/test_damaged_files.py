"""Damage of every kind, by chance and on purpose: refused or harmless, never a crash, never half an import.

Three depths: bytes of the file as it lies on a bad stick; the same under a header made to fit (a liar's file); and JSON
values exchanged under hashes made to fit. The quick form runs with a fixed seed, the long one with -m soak.
"""

import _thread
import json
import os
import random
import threading
from typing import Any

import pytest

from models.submissions import Verdict, Why
from tests.storage.conftest import Clock
from tests.storage.submission.forged import Forgery, sealed, split, taken_apart
from tests.storage.submission.kinds_of_damage import KINDS
from tests.storage.submission.offices import Office

QUICK = {"stick": 300, "liar": 300, "values": 250, "kinds": 60}
LONG = {"stick": 3_000, "liar": 3_000, "values": 3_000, "kinds": 3_000}
PATIENCE = 60.0
"""Seconds after which a file counts as one that holds the program up; a sound one takes hundredths."""
ODD = (
    None,
    True,
    -1,
    0,
    2**63,
    10**4000,
    1.5,
    float("nan"),
    "",
    "x" * 400,
    "../../etc",
    "\ud800",
    "\x00",
    "\u202e",
    "2024-02-30",
    "0001-01-01",
    [],
    {},
    [[]],
    {"a": {}},
)


@pytest.fixture(scope="module")
def sent(tmp_path_factory):
    """A sound file of a commune with receipts and rows of goods."""
    commune = Office(tmp_path_factory.mktemp("commune") / "A", "A", Clock())
    goods = [{"id": commune.db.new_id(), "name": "Gạo", "unit": "kg", "quantity": 1_000, "value": 100}]
    fund, donor = commune.fund(), commune.donor()
    commune.receipt(100, fund=fund, donor=donor, kind="hien_vat", storage_place="Kho", goods=goods)
    for amount in range(1, 6):
        commune.receipt(amount * 1_000, fund=fund, donor=donor)
    path = commune.send()
    commune.close()
    return path


@pytest.fixture
def refuser(district, tmp_path):
    """Offers bytes to a district that listed the commune; gives the receipt."""
    district.book.units.add_child("A", "Xã An Thử", "xa")
    path = tmp_path / "offered.smt"

    def offered(content: bytes):
        path.write_bytes(content)
        (receipt,) = district.book.inbox.preview([path])
        return receipt

    return offered


def damaged(content: bytes, chance: random.Random) -> bytes:
    """One damage of the kinds that sticks, copies and mail bring about."""
    place, length = chance.randrange(len(content)), chance.choice((1, 4, 64, 512))
    block = content[place : place + length]
    return {
        "flip": content[:place] + bytes([content[place] ^ 1 << chance.randrange(8)]) + content[place + 1 :],
        "cut": content[:place],
        "zero": content[:place] + bytes(len(block)) + content[place + length :],
        "lose": content[:place] + content[place + length :],
        "twice": content[:place] + block + content[place:],
        "noise": content[:place] + chance.randbytes(len(block)) + content[place + length :],
        "behind": content + chance.randbytes(length),
        "before": chance.randbytes(length) + content,
        "lines": content.replace(b"\n", b"\r\n"),
    }[chance.choice(("flip", "flip", "flip", "cut", "zero", "lose", "twice", "noise", "behind", "before", "lines"))]


def trial_stick(sent, refuser, chance):
    content = sent.read_bytes()
    changed = damaged(content, chance)
    assert changed == content or refuser(changed).verdict is Verdict.REFUSED


def trial_liar(sent, refuser, chance):
    header, payload = split(sent.read_bytes())
    changed = damaged(payload, chance)
    known = {name: header[name] for name in ("unit", "unit_name", "period", "number")}
    receipt = refuser(sealed(changed, **known))
    # Zip has bytes that say nothing (who made it, attributes, the 1980 date): those may differ.
    assert receipt.verdict is Verdict.REFUSED or receipt.after["KT-18"] == 15_100


def trial_values(sent, refuser, chance):
    forgery = taken_apart(sent)
    exchange_one_value(forgery, chance)
    receipt = refuser(forgery.packed())
    assert receipt.verdict in (Verdict.REFUSED, Verdict.NEW, Verdict.UNLISTED)


def trial_kinds(sent, refuser, chance):
    kind = chance.choice(list(KINDS))
    receipt = refuser(kind(sent, chance))
    assert (receipt.verdict, receipt.why in KINDS[kind]) == (Verdict.REFUSED, True), (kind.__name__, receipt)


TRIALS = {"stick": trial_stick, "liar": trial_liar, "values": trial_values, "kinds": trial_kinds}


def tried(kind: str, times: int, sent, refuser, chance) -> None:
    """The trials one by one under a watch: what takes too long ends the run with a trace."""
    for _ in range(times):
        watch = threading.Timer(PATIENCE, _thread.interrupt_main)
        watch.start()
        try:
            TRIALS[kind](sent, refuser, chance)
        finally:
            watch.cancel()


def exchange_one_value(forgery: Forgery, chance: random.Random) -> None:
    """Put something odd in the place of one value, key or line somewhere in the file."""
    name = chance.choice(["manifest", *forgery.members])
    if name == "manifest":
        exchange(forgery.manifest, chance)
        return
    rows = [json.loads(line) for line in forgery.members[name].splitlines()]
    if not rows:
        return
    chosen = chance.randrange(len(rows))
    match chance.randrange(8):
        case 0:
            rows.append(rows[chosen])
        case 1:
            rows.pop(chosen)
        case _:
            exchange(rows[chosen], chance)
    ending = b"" if name.endswith("part.json") else b"\n"
    forgery.members[name] = b"".join(json.dumps(row).encode() + ending for row in rows)
    forgery.hash_parts()


def exchange(holder: Any, chance: random.Random) -> None:
    """Walk down to some value and exchange it."""
    while True:
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        if not keys:
            return
        key = chance.choice(keys)
        if isinstance(holder[key], dict | list) and holder[key] and chance.random() < 0.9:
            holder = holder[key]
            continue
        if isinstance(holder, dict) and chance.random() < 0.2:
            value = holder.pop(key)
            if chance.random() < 0.5:
                holder[chance.choice(("", "id", "unknown", "\ud800"))] = value
        else:
            holder[key] = chance.choice(ODD)
        return


@pytest.mark.parametrize("kind", TRIALS)
def test_no_damage_gets_through(sent, refuser, district, kind):
    before = district.dump()
    chance = random.Random(f"2024 {kind}")
    tried(kind, QUICK[kind], sent, refuser, chance)
    assert district.dump() == before


@pytest.mark.soak
@pytest.mark.parametrize("kind", TRIALS)
def test_no_damage_gets_through_in_long(sent, refuser, district, kind, counted):
    before = district.dump()
    seed = os.environ.get("DAMAGE_SEED") or str(random.SystemRandom().randrange(10**9))
    print(f"DAMAGE_SEED={seed}")
    chance = random.Random(f"{seed} {kind}")
    tried(kind, LONG[kind], sent, refuser, chance)
    assert district.dump() == before
    counted("damaged files", LONG[kind])


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_refused_file_is_taken_in_by_no_part(sent, district, again, kind):
    """Really received and not only tried: beside a sound file of another unit, which comes in alone."""
    other = Office(district.folder.parent / "other", "B", Clock())
    other.receipt(7)
    sound = other.send()
    other.close()
    bad = again("bad", kind(sent, random.Random("2024")))
    receipts = district.receive(bad, sound)
    assert [receipt.verdict for receipt in receipts] == [Verdict.REFUSED, Verdict.NEW]
    assert district.total() == 7
    assert {row["unit"] for row in district.db.rows("SELECT unit FROM part")} == {"B"}
    assert district.book.check(deep=True) == []


def test_rows_that_bear_the_ids_of_ours_are_refused(sent, district, again):
    """Only a liar's rows can: an id is made once."""
    goods = taken_apart(sent).rows("units/A/2024-H1/records/donation_receipt.ndjson")
    theirs = next(row["id"] for line in goods for row in line["lines"]["goods"])
    district.receipt(
        1,
        kind="hien_vat",
        storage_place="Kho",
        goods=[{"id": theirs, "name": "Gạo", "unit": "kg", "quantity": 1, "value": 1}],
    )
    before = district.dump()
    (receipt,) = district.receive(sent)
    assert (receipt.verdict, receipt.why) == (Verdict.REFUSED, Why.CONTRADICTS)
    assert district.dump() == before
