"""Contents made to harm, under hashes that fit: each is refused with its reason, or is harmless and kept."""

from pathlib import Path

import pytest

from models.submissions import Verdict, Why
from tests.storage.submission.forged import sealed, split, taken_apart
from tests.storage.submission.received import one

HALF = "units/A/2024-H1/"


def test_a_newer_file_asks_for_a_newer_program(sent, offered):
    header, payload = split(sent.read_bytes())
    known = {name: header[name] for name in ("unit", "unit_name", "period", "number")}
    assert offered(sealed(payload, **known, version=2)).why is Why.NEWER
    assert offered(sealed(payload, **known, seal="age")).why is Why.NEWER
    later = taken_apart(sent)
    later.manifest["format_version"] = 2
    assert offered(later.content()).why is Why.NEWER
    unknown = taken_apart(sent)
    unknown.members[HALF + "records/zz_register.ndjson"] = b""
    unknown.about("A")["records"]["zz_register"] = {"rows": 0, "totals": {}}
    done = offered(unknown.content())
    assert (done.why, "zz_register" in done.message, "Cập nhật" in done.message) == (Why.NEWER, True, True)
    field = taken_apart(sent)
    name = HALF + "records/donor.ndjson"
    field.put_rows(name, [{**row, "values": {**row["values"], "tuổi": 5}} for row in field.rows(name)])
    assert offered(field.content()).why is Why.NEWER


def test_unknown_indicators_and_choices_are_kept(sent, district, again):
    forgery = taken_apart(sent)
    name = HALF + "indicators.ndjson"
    forgery.put_rows(name, [*forgery.rows(name), {"code": "ZZ-99", "given": "given", "source": "records", "value": 3}])
    forgery.about("A")["values"] += 1
    donors = HALF + "records/donor.ndjson"
    forgery.put_rows(donors, [{**row, "values": {**row["values"], "kind": "loai_moi"}} for row in forgery.rows(donors)])
    assert one(district.receive(again("later", forgery.content()))).verdict is Verdict.NEW
    (part,) = district.book.reports.parts("2024-H1")
    assert part.values["ZZ-99"].value == 3
    (donor,) = district.received("donor").values()
    assert donor["kind"] == "loai_moi"


def test_texts_that_are_no_texts(sent, offered):
    for odd in ('"\\ud800"', '"\\u0000"', '"a\\u0007"', '"\\u001b[31m"'):
        forgery = taken_apart(sent)
        name = HALF + "records/fund.ndjson"
        forgery.members[name] = forgery.members[name].replace('"Quỹ Vì người nghèo"'.encode(), odd.encode())
        assert offered(forgery.content()).why is Why.DAMAGED
        named = sent.read_bytes().replace('"Xã An Thử"'.encode(), odd.encode(), 1)
        assert offered(named).why is Why.DAMAGED


def test_sensitive_and_undeclared_personal_values_are_not_taken(sent, offered):
    name = HALF + "records/donor.ndjson"
    for field, said in (("note", True), ("person_name", False)):
        forgery = taken_apart(sent)
        rows = [{**row, "values": {**row["values"], field: "x"}, "withheld": []} for row in forgery.rows(name)]
        forgery.put_rows(name, rows)
        forgery.about("A")["personal"] = forgery.manifest["contains_personal_data"] = said
        assert offered(forgery.content()).why is Why.CONTRADICTS


def test_references_to_what_is_not_in_the_part(sent, offered):
    forgery = taken_apart(sent)
    del forgery.members[HALF + "records/fund.ndjson"]
    del forgery.about("A")["records"]["fund"]
    assert offered(forgery.content()).why is Why.DAMAGED


@pytest.mark.parametrize(
    "change",
    [
        {"rows": 2, "totals": {"amount_vnd": 1_000_000}},
        {"rows": 1, "totals": {"amount_vnd": 1_000_001}},
        {"rows": 1},
        {"rows": True, "totals": {}},
        [],
    ],
)
def test_counts_and_totals_must_hold(sent, offered, change):
    forgery = taken_apart(sent)
    forgery.about("A")["records"]["donation_receipt"] = change
    assert offered(forgery.content()).why is Why.DAMAGED


def test_a_register_keeps_its_capitals_in_a_refusal(sent, offered):
    forgery = taken_apart(sent)
    forgery.members[HALF + "records/unity_festival.ndjson"] = b""
    forgery.about("A")["records"]["unity_festival"] = {"rows": 1, "totals": {}}
    done = offered(forgery.content())
    assert done.why is Why.DAMAGED
    assert "sổ ngày hội Đại đoàn kết" in done.message


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("cutoff", "9999-12-31"),
        ("cutoff", "0001-01-01"),
        ("cutoff", "2023-12-31"),
        ("cutoff", "20240630"),
        ("period", "2024-13"),
        ("period", "9999"),
        ("period", "2024-h1"),
        ("number", 0),
        ("number", 10**9),
        ("created_at", "hôm qua"),
        ("created_at", "2024-06-31T00:00:00+07:00"),
        ("created_by", "Nguyễn Văn Thử"),
        ("previous", "x"),
        ("parts", []),
        ("parts", [[]]),
        ("units", [{"code": "A"}]),
        ("contains_personal_data", True),
    ],
)
def test_a_manifest_that_cannot_be(sent, offered, field, value):
    forgery = taken_apart(sent)
    forgery.manifest[field] = value
    assert offered(forgery.packed()).why is Why.DAMAGED
    if field in ("cutoff", "period", "number"):
        both = taken_apart(sent)
        both.manifest[field] = both.about("A")[field] = value
        assert offered(both.packed(**({field: value} if field != "cutoff" else {}))).why is Why.DAMAGED


def test_the_same_key_twice_and_lines_out_of_order(commune, offered):
    fund, donor = commune.fund(), commune.donor()
    for amount in (1, 2):
        commune.receipt(amount, fund=fund, donor=donor)
    sent = commune.send()
    name = HALF + "records/donation_receipt.ndjson"
    twice = taken_apart(sent)
    twice.members[name] = twice.members[name].replace(b'"version":1', b'"version":1,"version":1', 1)
    assert offered(twice.content()).why is Why.DAMAGED
    for rows in (lambda rows: rows[::-1], lambda rows: [rows[0], rows[0]]):
        forgery = taken_apart(sent)
        forgery.put_rows(name, rows(forgery.rows(name)))
        assert offered(forgery.content()).why is Why.DAMAGED


def test_a_part_of_another_period_has_no_place(sent, offered):
    forgery = taken_apart(sent)
    entry = {**forgery.about("A"), "unit": "B", "period": "2023", "cutoff": "2023-12-31", "records": {}}
    forgery.members["units/B/2023/indicators.ndjson"] = forgery.members[HALF + "indicators.ndjson"]
    forgery.manifest["parts"].append(entry)
    forgery.manifest["units"] = [{"code": "B", "name": "Xã B", "level": "xa", "parent": "A"}]
    assert offered(forgery.content()).why is Why.CONTRADICTS


def test_content_exchanged_behind_the_manifests_back(sent, offered):
    """The outermost hash fits, the part's own does not."""
    forgery = taken_apart(sent)
    name = HALF + "indicators.ndjson"
    forgery.members[name] = forgery.members[name].replace(b"1000000", b"1000001")
    assert offered(forgery.packed()).why is Why.DAMAGED


def test_a_pipe_or_a_folder_is_no_file(district, tmp_path):
    folder = tmp_path / "folder.smt"
    folder.mkdir()
    (folder / "inside.smt").mkdir()
    done = one(district.receive(folder))
    assert (done.verdict, Path(done.path).name) == (Verdict.REFUSED, "inside.smt")
