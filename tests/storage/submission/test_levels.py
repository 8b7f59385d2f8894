"""From commune to district to province: each unit counts once, whichever way and in whatever order its files come."""

import hashlib
import itertools

import pytest

from models.fields import Leaves
from models.periods import parse_period
from models.submissions import Verdict
from tests.storage.submission.forged import taken_apart
from tests.storage.submission.offices import PERIOD, TYPES, Office
from tests.storage.submission.received import one


@pytest.fixture
def chain(office):
    """Two communes under a district under the province, each with receipts of its own."""
    offices = {code: office(code) for code in "ABHT"}
    for code, amount in {"A": 1_000_000, "B": 20_000_000, "H": 300_000_000}.items():
        offices[code].receipt(amount)
    return offices


def test_the_sum_survives_to_the_top_and_direct_copies_count_once(chain):
    direct = {code: chain[code].send() for code in "AB"}
    chain["H"].receive(*direct.values())
    assert chain["H"].total() == 321_000_000
    chain["T"].receive(chain["H"].send())
    assert chain["T"].total() == 321_000_000
    done = chain["T"].receive(*direct.values())
    assert [receipt.verdict for receipt in done] == [Verdict.SAME, Verdict.SAME]
    assert all("qua đơn vị khác" in receipt.message for receipt in done)
    assert chain["T"].total() == 321_000_000
    result = chain["T"].book.reports.result("phu-luc-cuoc-van-dong", PERIOD, chain["T"].db.today())
    assert (result.coverage.submitted, result.coverage.expected) == (3, 3)
    assert len(chain["T"].received("donation_receipt")) == 3
    assert chain["T"].book.check(deep=True) == []


def test_lower_parts_are_handed_on_byte_for_byte(chain):
    sent = taken_apart(chain["A"].send())
    path = chain["A"].folder.parent / "usb-A" / "A_2024-H1_001.smt"
    chain["H"].receive(path)
    onward = taken_apart(chain["H"].send())
    mine = {name: content for name, content in onward.members.items() if name.startswith("units/A/")}
    assert mine == sent.members
    assert onward.about("A") == sent.about("A")
    assert [entry["unit"] for entry in onward.manifest["parts"]] == ["A", "H"]
    assert onward.manifest["units"] == [{"code": "A", "name": "Xã An Thử", "level": "xa", "parent": "H"}]
    chain["T"].receive(chain["H"].send())
    again = taken_apart(chain["T"].send())
    assert {name: content for name, content in again.members.items() if name.startswith("units/A/")} == sent.members
    hashes = {
        name.removeprefix("units/A/2024-H1/"): hashlib.sha256(content).hexdigest() for name, content in mine.items()
    }
    assert len(hashes) == len(sent.members) > 3


def test_a_newer_direct_file_outweighs_the_older_copy_in_the_districts_file(chain):
    """The district forwards number 1 after the province already has number 2 from the commune itself."""
    first = chain["A"].send()
    chain["H"].receive(first)
    chain["T"].receive(chain["H"].send())
    chain["A"].receipt(5)
    second = chain["A"].send()
    chain["T"].receive(second)
    assert chain["T"].total() == 301_000_005
    done = one(chain["T"].receive(chain["H"].send()))
    part = next(part for part in done.parts if part.unit == "A")
    assert (part.counts, part.note) == (False, "đã có lần gửi mới hơn")
    assert chain["T"].total() == 301_000_005


def receiving_state(office):
    """What must not depend on the order in which files came."""
    rows = office.db.rows("SELECT unit, period, number, sha256 FROM part WHERE in_force = 1 ORDER BY unit, period")
    received = {
        name: sorted(
            tuple(value for key, value in row.items() if key not in ("record_key", "created_at", "updated_at"))
            for row in office.received(name).values()
        )
        for name in TYPES
    }
    totals = office.book.reports.totals(PERIOD, office.db.today())
    return tuple(tuple(row.values()) for row in rows), repr(received), totals


def test_lost_repeated_and_reordered_deliveries_give_the_same(chain, office, tmp_path):
    """Three files of one commune, two periods among them: every order, with repetitions and with losses before the last
    ones, ends where the plain order ends."""
    commune = chain["A"]
    receipts = [commune.receipt(amount, "2024-02-0" + str(amount)) for amount in (2, 3)]
    quarter = commune.send("2024-Q1")
    half = commune.send(PERIOD)
    commune.change(receipts[0], amount_vnd=50)
    commune.void(receipts[1])
    newer_half = commune.send(PERIOD)
    newer_quarter = commune.send("2024-Q1")
    files = [quarter, half, newer_half, newer_quarter]
    expected = None
    for number, order in enumerate(itertools.permutations(files)):
        if number % 3 and order != tuple(files):
            continue  # eight of the twenty-four orders, each with a repetition
        district = office_again(tmp_path / f"order{number}", chain["H"].db._clock)
        for path in (*order, order[0]):
            district.receive(path)
        found = receiving_state(district)
        district.close()
        expected = expected or found
        assert found == expected
    lossy = office_again(tmp_path / "lossy", chain["H"].db._clock)
    lossy.receive(newer_half)
    lossy.receive(newer_quarter)
    assert receiving_state(lossy) == expected
    lossy.close()


def office_again(folder, clock):
    """A district that has received nothing yet."""
    return Office(folder, "H", clock)


def test_a_record_in_two_periods_goes_back_to_what_the_other_file_says(chain):
    """The half-year's file drops a receipt (its date moved on); the quarter's file still brings it in its version."""
    commune, district = chain["A"], chain["H"]
    receipt = commune.receipt(70, "2024-02-01")
    quarter = commune.send("2024-Q1")
    changed = commune.change(receipt, amount_vnd=80)
    half = commune.send(PERIOD)
    commune.change(changed, received_date="2024-07-01")
    later_half = commune.send(PERIOD)
    district.receive(quarter, half)
    assert district.received("donation_receipt")[receipt.id]["amount_vnd"] == 80
    done = one(district.receive(later_half))
    assert done.parts[0].withdrawn == 0
    row = district.received("donation_receipt")[receipt.id]
    assert (row["amount_vnd"], row["version"]) == (70, receipt.version)
    assert district.book.check(deep=True) == []


def test_withdrawing_spares_what_another_period_still_brings(chain):
    """The donor and fund of a receipt that two periods bring stay until neither does."""
    commune, district = chain["A"], chain["H"]
    receipt = commune.receipt(70, "2024-02-01", donor=commune.donor("Lý Thị Riêng"))
    district.receive(commune.send("2024-Q1"), commune.send(PERIOD))
    commune.void(receipt)
    district.receive(commune.send(PERIOD))
    assert receipt.id in district.received("donation_receipt")
    assert receipt.values["donor"] in district.received("donor")
    district.receive(commune.send("2024-Q1"))
    assert receipt.id not in district.received("donation_receipt")
    assert receipt.values["donor"] not in district.received("donor")
    assert district.book.check(deep=True) == []


def test_shorter_periods_that_tile_go_up_in_place_of_a_missing_one(chain):
    """A commune sent two quarters but no half-year: both go up, so that the province can compose them too."""
    for period, amount, day in (("2024-Q1", 1, "2024-02-01"), ("2024-Q2", 2, "2024-05-01")):
        chain["B"].receipt(amount, day)
        chain["H"].receive(chain["B"].send(period, parse_period(period).last))
    chain["A"].send("2024-01")
    chain["H"].receive(chain["A"].folder.parent / "usb-A" / "A_2024-01_001.smt")
    outgoing = chain["H"].prepare()
    assert outgoing.lower_units == ("B",)  # a single month of the other tiles nothing
    sent = chain["H"].send()
    assert [(entry["unit"], entry["period"]) for entry in taken_apart(sent).manifest["parts"]] == [
        ("B", "2024-Q1"),
        ("B", "2024-Q2"),
        ("H", PERIOD),
    ]
    chain["T"].receive(sent)
    assert chain["T"].total() == 300_000_000 + 20_000_000 + 1 + 2
    result = chain["T"].book.reports.result("phu-luc-cuoc-van-dong", PERIOD, chain["T"].db.today())
    assert result.coverage.composed == {"B": ("2024-Q1", "2024-Q2")}
    whole = chain["B"].send()
    chain["H"].receive(whole)
    assert [(entry["unit"], entry["period"]) for entry in taken_apart(chain["H"].send()).manifest["parts"]] == [
        ("B", PERIOD),
        ("H", PERIOD),
    ]


def test_a_fork_below_the_sender_names_the_unit_to_ask(chain, again):
    path = chain["A"].send()
    chain["T"].book.units.add_child("H", "Huyện Mẫu", "huyen")
    chain["H"].receive(path)
    chain["T"].receive(chain["H"].send())
    forged = taken_apart(chain["H"].send())
    name = "units/A/2024-H1/indicators.ndjson"
    forged.put_rows(name, [{**row, "word": "gần"} if row["code"] == "KT-18" else row for row in forged.rows(name)])
    done = one(chain["T"].receive(again("fork", forged.content())))
    assert done.verdict is Verdict.FORK
    assert "Xã An Thử (A)" in done.message


def test_personal_values_of_a_lower_unit_are_handed_on_as_it_decided(chain):
    path = chain["A"].send(policy={"donor": Leaves.PERSONAL_FIELDS})
    chain["H"].receive(path)
    onward = taken_apart(chain["H"].send(policy=dict.fromkeys(TYPES, Leaves.FIGURES)))
    assert onward.about("A")["personal"]
    assert "Trần Thị Mẫu" in onward.members["units/A/2024-H1/records/donor.ndjson"].decode()
