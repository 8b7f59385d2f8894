"""A submission is one file, numbered and chained; the same data gives the same bytes; what leaves is told first."""

import hashlib
from dataclasses import replace

import openpyxl

from models.fields import Leaves
from tests.storage.submission.forged import split, taken_apart
from tests.storage.submission.offices import CUTOFF, PERIOD, TYPES
from tests.storage.submission.received import refused


def test_one_file_named_and_numbered_with_a_readable_workbook_beside_it(commune, usb):
    commune.receipt(5_000_000)
    sent = commune.book.outbox.send(commune.prepare(), usb)
    assert sorted(path.name for path in usb.iterdir()) == ["A_2024-H1_001.smt", "A_2024-H1_001.xlsx"]
    content = (usb / sent.file_name).read_bytes()
    header, payload = split(content)
    assert header == {
        "format": "so-mat-tran",
        "version": 1,
        "unit": "A",
        "unit_name": "Xã An Thử",
        "period": PERIOD,
        "number": 1,
        "bytes": len(payload),
        "sha256": hashlib.sha256(payload).hexdigest(),
        "seal": "none",
    }
    assert (sent.number, sent.bytes, sent.sha256) == (1, len(content), hashlib.sha256(content).hexdigest())
    (sheet,) = openpyxl.load_workbook(usb / "A_2024-H1_001.xlsx").worksheets
    assert any(5_000_000 in row for row in sheet.values)


def test_numbers_run_through_all_periods_and_each_file_names_the_one_before(commune):
    commune.receipt(1_000_000)
    first = commune.send("2024-Q1")
    second = commune.send(PERIOD)
    assert [path.name for path in (first, second)] == ["A_2024-Q1_001.smt", "A_2024-H1_002.smt"]
    assert taken_apart(first).manifest["previous"] == ""
    assert taken_apart(second).manifest["previous"] == hashlib.sha256(first.read_bytes()).hexdigest()
    assert [sent.number for sent in commune.book.outbox.sent()] == [2, 1]


def test_the_same_data_gives_the_same_bytes_of_every_part(commune, clock):
    for amount in (1, 2, 3):
        commune.receipt(amount * 1_000_000)
    before = taken_apart(commune.send())
    clock.forward(days=3)
    after = taken_apart(commune.send())
    assert after.members == before.members
    differing = {name for name, value in after.manifest.items() if before.manifest[name] != value}
    assert differing == {"number", "previous", "created_at", "parts"}
    assert after.about("A")["sha256"] == before.about("A")["sha256"]


def test_counts_and_control_totals_stand_in_the_part(commune):
    fund, donor = commune.fund(), commune.donor()
    for amount in (1_000_000, 2_500_000):
        commune.receipt(amount, fund=fund, donor=donor)
    entry = taken_apart(commune.send()).about("A")
    assert entry["records"]["donation_receipt"] == {"rows": 2, "totals": {"amount_vnd": 3_500_000}}
    assert entry["records"]["donor"] == {"rows": 1, "totals": {}}
    assert (entry["cutoff"], entry["start"], entry["number"]) == ("2024-06-30", "2024-01-01", 1)


def test_what_is_dated_in_the_period_goes_with_what_it_refers_to(commune):
    inside = commune.receipt(1_000_000, "2024-06-30")
    commune.receipt(2_000_000, "2024-07-01")
    commune.receipt(3_000_000, "2023-12-31", donor=commune.donor("Lý Thị Trước"))
    assert commune.prepare().records["donation_receipt"] == 1
    sent = taken_apart(commune.send())
    assert [row["id"] for row in sent.rows("units/A/2024-H1/records/donation_receipt.ndjson")] == [inside.id]
    donors = {row["id"] for row in sent.rows("units/A/2024-H1/records/donor.ndjson")}
    assert donors == {inside.values["donor"]}


def test_the_window_begins_after_the_cut_off_before(commune):
    commune.receipt(1_000_000, "2024-03-26")
    commune.send("2024-Q1", CUTOFF.replace(month=3, day=25))
    assert commune.prepare("2024-Q2").records["donation_receipt"] == 1


def test_a_stock_record_goes_if_it_stood_on_any_day(commune):
    stood = {"area_kind": "thon", "kind": "thon"}
    kept = {
        name: commune.enter(
            "residential_area",
            **{key: value for key, value in stood.items() if key in TYPES["residential_area"].by_name},
            name=name,
            code=name,
            households=10,
            people=40,
            valid_from=start,
            valid_to=end,
        )
        for name, start, end in (
            ("Thôn Nay", "2020-01-01", None),
            ("Thôn Giữa", "2020-01-01", "2024-02-01"),
            ("Thôn Xưa", "2020-01-01", "2024-01-01"),
            ("Thôn Sau", "2024-07-01", None),
        )
    }
    rows = taken_apart(commune.send()).rows("units/A/2024-H1/records/residential_area.ndjson")
    assert {row["id"] for row in rows} == {kept["Thôn Nay"].id, kept["Thôn Giữa"].id}


def test_drafts_and_void_records_stay_and_drafts_are_counted(commune):
    final = commune.receipt(1_000_000)
    commune.void(commune.receipt(2_000_000))
    draft = commune.book.records.new("donation_receipt")
    commune.book.records.save(replace(draft, values={**draft.values, "received_date": "2024-03-05"}))
    outgoing = commune.prepare()
    assert (outgoing.records["donation_receipt"], outgoing.drafts) == (1, 1)
    rows = taken_apart(commune.send()).rows("units/A/2024-H1/records/donation_receipt.ndjson")
    assert [row["id"] for row in rows] == [final.id]


def test_a_reference_to_what_stays_here_is_withheld_and_leads_nowhere(commune, province):
    receipt = commune.receipt(1_000_000)
    sent = commune.send(policy={"donor": Leaves.FIGURES})
    row = taken_apart(sent).rows("units/A/2024-H1/records/donation_receipt.ndjson")[0]
    assert "donor" not in row["values"]
    assert "donor" in row["withheld"]
    assert "units/A/2024-H1/records/donor.ndjson" not in taken_apart(sent).members
    line = next(
        line
        for line in commune.prepare(policy={"donor": Leaves.FIGURES}).leaving
        if (line.record_type, line.field) == ("donation_receipt", "donor")
    )
    assert (line.goes, line.why, line.filled) == (False, "sổ được nhắc đến chỉ gửi số liệu", 1)
    assert receipt.values["donor"]


def test_the_officers_decision_is_kept_for_the_next_time(commune):
    commune.receipt(1_000_000)
    assert commune.prepare().policy["donor"] is Leaves.PUBLIC_FIELDS
    commune.send(policy={"donor": Leaves.PERSONAL_FIELDS})
    assert commune.prepare().policy["donor"] is Leaves.PERSONAL_FIELDS
    assert commune.prepare().policy["fund"] is Leaves.PUBLIC_FIELDS


def test_field_by_field_what_will_leave(commune):
    commune.receipt(1_000_000)
    lines = {(line.record_type, line.field): line for line in commune.prepare().leaving}
    person = lines["donor", "person_name"]
    assert (person.goes, person.filled, person.why) == (False, 1, "cá nhân: giữ lại")
    amount = lines["donation_receipt", "amount_vnd"]
    assert (amount.goes, amount.filled, amount.why) == (True, 1, "công khai")
    note = lines["donation_receipt", "note"]
    assert (note.goes, note.filled, note.why) == (False, 0, "nhạy cảm: không bao giờ gửi")
    goods = lines["donation_receipt", "goods.name"]
    assert goods.goes
    assert goods.label.endswith(": Tên hàng")
    assert all(not line.goes for line in lines.values() if line.record_type == "mediation_case")
    number = lines["donation_receipt", "number_text"]
    assert (number.label, number.goes, number.filled, number.why) == ("Số trong sổ", True, 1, "công khai")
    assert ("donor", "number_text") not in lines  # donors have none


def test_a_cut_off_before_the_period_is_refused(commune):
    assert "sớm hơn ngày đầu kỳ" in str(refused(commune.prepare, PERIOD, CUTOFF.replace(year=2023)))


def test_write_again_gives_the_very_file(commune, tmp_path):
    commune.receipt(1_000_000)
    path = commune.send()
    content = path.read_bytes()
    path.unlink()
    assert commune.book.outbox.write_again(1, path.parent) == path
    assert path.read_bytes() == content
    path.write_bytes(b"another file")
    assert refused(commune.book.outbox.write_again, 1, path.parent).kind == "exists"
    assert refused(commune.book.outbox.write_again, 7, tmp_path).kind == "missing"
