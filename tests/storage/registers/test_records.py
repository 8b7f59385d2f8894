"""Saving, entering and voiding records: values read back, numbers never repeat, history tells everything."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.fields import Area
from models.ports import StorageError
from models.records import Refused, State
from models.rules import Severity
from models.text import nfc
from storage.database import Database
from tests.samples import any_values_of
from tests.storage.conftest import KEY, Clock
from tests.storage.world import OWN, TYPES, filled, with_values


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    database = Database.open(tmp_path_factory.mktemp("records") / "x.db", KEY, clock=Clock())
    yield filled(database, 2)
    database.close()


@pytest.fixture
def fresh(database):
    return filled(database, 1)


def as_kept(declared, values):
    """The values as a register keeps them: nothing is None, text is NFC, rows without any value are no rows."""

    def clean(value):
        return (nfc(value) or None) if isinstance(value, str) else value

    kept = {name: clean(values.get(name)) for name in declared.by_name}
    for lines in declared.lines:
        rows = [
            {"id": row["id"], **{item.name: clean(row.get(item.name)) for item in lines.fields}}
            for row in values.get(lines.name, [])
        ]
        kept[lines.name] = [row for row in rows if any(row[item.name] is not None for item in lines.fields)]
    return kept


def derived(declared):
    """The fields that arithmetic may put in: whatever was typed there."""
    own = {item.name for item in declared.by_name.values() if item.total_of or item.product_of or item.sum_of}
    rows = {(lines.name, item.name) for lines in declared.lines for item in lines.fields if item.product_of}
    return own, rows


@pytest.mark.parametrize("name", TYPES)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_a_draft_holds_whatever_was_typed(world, name, data):
    declared = TYPES[name]
    values = data.draw(any_values_of(declared, world.ids))
    with world.database.rehearsal():
        saved = world.records.save(replace(world.records.new(name), values=values))
        read = world.records.read(name, saved.id)
    assert read == saved
    assert (read.state, read.version, read.origin_unit) == (State.DRAFT, 1, OWN)
    expected, (own, rows) = as_kept(declared, values), derived(declared)
    for field in declared.by_name.keys() - own:
        assert read.values[field] == expected[field]
    for lines in declared.lines:
        assert [row["id"] for row in read.values[lines.name]] == [row["id"] for row in expected[lines.name]]
        for got, wanted in zip(read.values[lines.name], expected[lines.name], strict=True):
            assert {k: v for k, v in got.items() if (lines.name, k) not in rows} == {
                k: v for k, v in wanted.items() if (lines.name, k) not in rows
            }


@pytest.mark.parametrize("name", TYPES)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_a_draft_holds_whatever_it_was_changed_to(world, name, data):
    first, second = (data.draw(any_values_of(TYPES[name], world.ids)) for _ in range(2))
    with world.database.rehearsal():
        saved = world.records.save(replace(world.records.new(name), values=first))
        changed = world.records.save(replace(saved, values=second))
        assert world.records.read(name, saved.id) == changed
    with world.database.rehearsal():
        assert changed.values == world.records.save(replace(world.records.new(name), values=second)).values


def test_rows_that_only_changed_places_are_kept_so(fresh):
    rows = [{"id": key, "name": key.upper(), "unit": "kg", "quantity": 1500} for key in ("a", "b")]
    record = with_values(fresh.records.new("donation_receipt"), kind="hien_vat", goods=rows)
    saved = fresh.records.save(record)
    turned = with_values(saved, goods=list(reversed(saved.values["goods"])))
    fresh.records.save(turned)
    assert [row["id"] for row in fresh.records.read("donation_receipt", saved.id).values["goods"]] == ["b", "a"]


def test_only_what_changed_is_written(fresh):
    rows = [{"id": "a", "name": "Gạo", "unit": "kg", "quantity": 1500}]
    record = with_values(fresh.records.new("donation_receipt"), kind="hien_vat", goods=rows)
    saved = fresh.records.save(record)
    wrote = "BEGIN SELECT raise(FAIL, 'written again'); END"
    fresh.database.connection.execute(  # a trigger OF a column fires where an UPDATE names it, changed or not
        f"CREATE TEMP TRIGGER kept BEFORE UPDATE OF fund, donor, received_date, number ON donation_receipt {wrote}"
    )
    fresh.database.connection.execute(f"CREATE TEMP TRIGGER rows BEFORE DELETE ON donation_receipt_goods {wrote}")
    noted = fresh.records.save(with_values(saved, note="đã gọi lại"))
    assert fresh.records.read("donation_receipt", saved.id) == noted
    with pytest.raises(Exception, match="written again"):
        fresh.records.save(with_values(noted, received_date="2025-03-02"))
    with pytest.raises(Exception, match="written again"):
        fresh.records.save(with_values(noted, goods=[{**rows[0], "quantity": 2000}]))


@pytest.mark.parametrize("name", TYPES)
def test_a_sample_is_entered_and_reads_back(fresh, name):
    made = fresh.records.make_final(fresh.sample(name, 7))
    assert fresh.records.read(name, made.id) == made
    assert made.state is State.FINAL
    assert bool(made.number_text) == bool(TYPES[name].numbering)


def test_saving_again_without_a_change_writes_nothing(fresh):
    made = fresh.final("donation_receipt", 3)
    assert fresh.records.save(made) == made
    assert len(fresh.records.history("donation_receipt", made.id)) == 1


def test_a_record_saved_in_between_is_not_overwritten(fresh):
    first = fresh.final("donor", 3)
    fresh.records.save(with_values(first, note="một"))
    with pytest.raises(StorageError) as stale:
        fresh.records.save(with_values(first, note="hai"))
    assert stale.value.kind == "stale"
    assert fresh.records.read("donor", first.id).values["note"] == "một"


def test_unreadable_typing_is_kept_and_keeps_a_record_from_the_register(fresh):
    record = replace(with_values(fresh.sample("donation_receipt", 2), received_date=None),
                     unparsed={"received_date": "hôm nọ"})  # fmt: skip
    saved = fresh.records.save(record)
    assert fresh.records.read("donation_receipt", saved.id).unparsed == {"received_date": "hôm nọ"}
    with pytest.raises(Refused) as refused:
        fresh.records.make_final(saved)
    assert [p.field for p in refused.value.problems if p.severity is Severity.STOP] == ["received_date"]
    assert fresh.records.read("donation_receipt", saved.id) == saved


def warned(world):
    """A receipt dated before its fund was opened: allowed with a reason."""
    fund = world.final("fund", 5, opened="2026-01-01", closed=None, opening_date=None, opening_balance=None,
                       opening_received=None, fund_kind="vnn")  # fmt: skip
    sample = world.sample("donation_receipt", 4)
    return replace(
        with_values(sample, fund=fund.id, received_date="2025-12-31", pledge=None, campaign=None), reasons={}
    )


def test_a_warning_needs_a_reason(fresh):
    record = warned(fresh)
    with pytest.raises(Refused) as refused:
        fresh.records.make_final(record)
    rules = {problem.rule for problem in refused.value.problems}
    assert "received_while_fund_open" in rules
    made = fresh.records.make_final(replace(record, reasons=dict.fromkeys(rules, "Quỹ nhận trước")))
    assert made.state is State.FINAL
    labels = [label for label, *_ in fresh.records.history("donation_receipt", made.id)[0].changes]
    assert "Lý do (TN-01): Ngày nhận nằm trong thời gian hoạt động của quỹ" in labels
    assert not [label for label in labels if label.endswith(".")]  # a colon and the reason follow
    with pytest.raises(Refused):
        fresh.records.save(replace(made, reasons={}))


def test_a_final_record_must_still_pass_when_it_is_edited(fresh):
    made = fresh.final("donor", 4)
    with pytest.raises(Refused):
        fresh.records.save(with_values(made, kind=None))
    assert fresh.records.save(with_values(made, note="Đã gọi điện")).state is State.FINAL


def test_a_final_record_keeps_nothing_that_is_not_shown(fresh):
    sample = fresh.sample("donor", 1)
    person = with_values(sample, kind="ca_nhan", person_name="Nông Thị Thử", organisation_name="Công ty Ví Dụ")
    draft = fresh.records.save(person)
    assert draft.values["organisation_name"] == "Công ty Ví Dụ"
    assert fresh.records.make_final(draft).values["organisation_name"] is None


def test_a_reason_goes_with_the_warning_that_it_was_given_for(fresh):
    """A report lists reasons; one for what was put right since, or for no warning at all, would mislead."""
    record = warned(fresh)
    rules = {problem.rule for problem in fresh.records.problems(record) if problem.severity is Severity.WARNING}
    reasons = {**dict.fromkeys(rules, "Quỹ nhận trước"), "no_such_rule": "Không rõ"}
    made = fresh.records.make_final(replace(record, reasons=reasons))
    assert made.reasons == dict.fromkeys(rules, "Quỹ nhận trước")
    fund = fresh.records.read("fund", made.values["fund"])
    fresh.records.save(with_values(fund, opened="2020-01-01"))
    mended = fresh.records.save(with_values(made, note="Đã sửa ngày lập quỹ"))
    left = {problem.rule for problem in fresh.records.problems(mended) if problem.severity is Severity.WARNING}
    assert "received_while_fund_open" in rules - left
    assert mended.reasons.keys() == left


def test_void_needs_a_reason_and_keeps_the_number(fresh):
    made = fresh.final("donation_receipt", 5)
    for reason in ("", "  \n "):
        with pytest.raises(Refused):
            fresh.records.void("donation_receipt", made.id, made.version, reason)
    void = fresh.records.void("donation_receipt", made.id, made.version, "Ghi trùng")
    assert (void.state, void.number_text, void.void_reason) == (State.VOID, made.number_text, "Ghi trùng")
    assert fresh.records.read("donation_receipt", made.id) == void
    with pytest.raises(StorageError) as closed:
        fresh.records.save(with_values(void, note="x"))
    assert closed.value.kind == "read_only"
    copy = with_values(fresh.records.copy("donation_receipt", made.id), received_date=made.values["received_date"])
    again = fresh.records.make_final(replace(copy, reasons=made.reasons))
    assert again.number_text != made.number_text


def test_what_others_refer_to_is_not_voided(fresh):
    receipt = fresh.final("donation_receipt", 1, donor=fresh.ids["donor"][0], source_level="truc_tiep", pledge=None)
    donor = fresh.records.read("donor", fresh.ids["donor"][0])
    with pytest.raises(Refused, match="Tiếp nhận ủng hộ"):
        fresh.records.void("donor", donor.id, donor.version, "Trùng")
    assert receipt.values["donor"] == donor.id


def test_received_records_are_read_only(fresh):
    made = fresh.final("donor", 6)
    with fresh.database.transaction("Nhận"):
        fresh.database.execute("UPDATE donor SET received = 1 WHERE id = ?", (made.id,))
    for act in (
        lambda: fresh.records.save(with_values(made, note="x")),
        lambda: fresh.records.make_final(made),
        lambda: fresh.records.void("donor", made.id, made.version, "Lý do"),
    ):
        with pytest.raises(StorageError) as refused:
            act()
        assert refused.value.kind == "read_only"
    assert fresh.records.save(fresh.records.copy("donor", made.id)).received is False


def test_a_reference_to_what_is_gone_is_told_by_its_label(fresh):
    with pytest.raises(StorageError, match="Nhà hảo tâm") as missing:
        fresh.records.save(with_values(fresh.records.new("pledge"), donor="không có"))
    assert missing.value.kind == "missing"


def receipts(world, fund, day, count, **values):
    made = []
    for number in range(count):
        sample = world.sample("donation_receipt", number)
        record = with_values(sample, fund=fund, received_date=day, kind="tien_mat", pledge=None, campaign=None,
                             goods=[], amount_vnd=1000, payer="a", receiver="b", accountant="c", treasurer="d",
                             publish_name=False, source_level="truc_tiep", donor=world.ids["donor"][0],
                             **values)  # fmt: skip
        made.append(world.records.make_final(record))
    return made


@pytest.fixture
def two_funds(fresh):
    blank = {
        "fund_kind": "vnn",
        "closed": None,
        "opening_date": None,
        "opening_balance": None,
        "opening_received": None,
    }
    return [fresh.final("fund", number, opened="2020-01-01", **blank).id for number in (8, 9)]


def test_numbers_count_per_fund_prefix_and_year(fresh, two_funds):
    one, other = two_funds
    assert [r.number_text for r in receipts(fresh, one, "2025-03-01", 2)] == ["PT-2025-0001", "PT-2025-0002"]
    assert [r.number_text for r in receipts(fresh, other, "2025-03-01", 1)] == ["PT-2025-0001"]
    assert [r.number_text for r in receipts(fresh, one, "2026-03-01", 1)] == ["PT-2026-0001"]
    assert [r.number_text for r in receipts(fresh, one, "2025-01-01", 1)] == ["PT-2025-0003"]


def test_what_a_number_was_counted_by_does_not_change(fresh, two_funds):
    made = receipts(fresh, two_funds[0], "2025-03-01", 1)[0]
    for change in ({"fund": two_funds[1]}, {"received_date": "2024-12-31"}, {"kind": "kim_khi_quy"}):
        with pytest.raises(Refused) as refused:
            fresh.records.save(with_values(made, **change))
        problem = next(p for p in refused.value.problems if p.rule == "number_scope")
        assert problem.field in change
        assert "PT-2025-0001" in problem.message
    moved = fresh.records.save(with_values(made, received_date="2025-12-31"))
    assert moved.number_text == "PT-2025-0001"


def test_a_refused_record_uses_up_no_number(fresh, two_funds):
    made = receipts(fresh, two_funds[0], "2025-03-01", 1)[0]
    with pytest.raises(Refused):
        fresh.records.make_final(with_values(fresh.records.copy("donation_receipt", made.id), amount_vnd=None))
    assert receipts(fresh, two_funds[0], "2025-03-01", 1)[0].number_text == "PT-2025-0002"


def test_history_tells_every_field_by_its_label(fresh):
    made = receipts(fresh, fresh.final("fund", 8, opened="2020-01-01", closed=None, opening_date=None,
                                       opening_balance=None, opening_received=None, fund_kind="vnn").id,
                    "2025-03-01", 1)[0]  # fmt: skip
    fresh.records.save(with_values(made, amount_vnd=7_000_000, receiver="Đỗ Thị Ánh"))
    newest, first = fresh.records.history("donation_receipt", made.id)
    assert set(newest.changes) == {
        ("Số tiền (hoặc giá trị quy đổi)", "1.000 đồng", "7.000.000 đồng"),
        ("Người nhận", "b", "Đỗ Thị Ánh"),
    }
    assert (newest.version, newest.operation) == (2, "Sửa")
    assert ("Trạng thái", "", "Đã ghi sổ") in first.changes
    assert ("Số", "", "PT-2025-0001") in first.changes
    assert ("Ngày nhận", "", "01/03/2025") in first.changes


def test_history_tells_rows_that_came_changed_and_went(fresh):
    rows = [{"id": key, "name": key.upper(), "unit": "kg", "quantity": 1500} for key in ("a", "b")]
    record = with_values(fresh.records.new("donation_receipt"), kind="hien_vat", goods=rows)
    saved = fresh.records.save(record)
    fresh.records.save(with_values(saved, goods=[{**saved.values["goods"][1], "quantity": 2000},
                                                 {"id": None, "name": "Chăn", "unit": "cái"}]))  # fmt: skip
    changes = fresh.records.history("donation_receipt", saved.id)[0].changes
    assert ("Hiện vật, dịch vụ: Số lượng", "1,5", "2") in changes
    assert ("Hiện vật, dịch vụ: bỏ dòng", "Tên hàng: A; Đơn vị tính: kg; Số lượng: 1,5", "") in changes
    assert ("Hiện vật, dịch vụ: thêm dòng", "", "Tên hàng: Chăn; Đơn vị tính: cái") in changes


def test_history_shows_areas_and_references_as_read(fresh):
    area = fresh.ids["residential_area"][0]
    saved = fresh.records.save(
        with_values(fresh.records.new("land_contribution"), residential_area=area, area=Area(10000, "sào", 36000))
    )
    changes = {label: after for label, _, after in fresh.records.history("land_contribution", saved.id)[0].changes}
    assert changes["Diện tích hiến"] == "10 sào (3.600 m²)"
    assert fresh.records.title("residential_area", area) in changes.values()


@pytest.mark.parametrize("name", TYPES)
def test_the_history_of_every_type_is_a_sound_chain(fresh, name):
    made = fresh.final(name, 2)
    fresh.records.void(name, made.id, made.version, "Ghi nhầm")
    newest = fresh.records.history(name, made.id)[0]
    assert ("Trạng thái", "Đã ghi sổ", "Đã hủy") in newest.changes
    assert ("Lý do hủy", "", "Ghi nhầm") in newest.changes
    assert [change.operation for change in fresh.records.history(name, made.id)][-1] == "Ghi sổ"
    assert fresh.database.history.verify() is None


def test_a_copy_is_new_dated_today_and_has_rows_of_its_own(fresh):
    rows = [{"id": "dòng", "name": "Gạo", "unit": "kg", "quantity": None}]
    saved = fresh.records.save(
        replace(
            with_values(fresh.records.new("donation_receipt"), kind="hien_vat", goods=rows, received_date="2025-01-05"),
            unparsed={"goods/dòng/quantity": "một tạ rưỡi"},
        )
    )
    copy = fresh.records.copy("donation_receipt", saved.id)
    row = copy.values["goods"][0]
    assert copy.id != saved.id
    assert (copy.version, copy.state, copy.number_text) == (0, State.DRAFT, "")
    assert (row["name"], row["id"] != "dòng") == ("Gạo", True)
    assert copy.values["received_date"] == "2026-11-22"
    assert copy.unparsed == {f"goods/{row['id']}/quantity": "một tạ rưỡi"}
    assert fresh.records.save(copy).values["goods"][0]["id"] == row["id"]


def test_new_records_are_dated_today(fresh):
    assert fresh.records.new("pledge").values["registered_date"] == "2026-11-22"
    assert fresh.records.new("donor").version == 0


def test_lookup_gives_tallies_and_state(fresh):
    pledge = fresh.ids["pledge"][0]
    found = fresh.records.lookup()("pledge", pledge)
    assert found["state"] == "final"
    assert found["remaining"] == found["amount"] - found["received"]
    assert fresh.records.lookup()("pledge", "không có") is None
