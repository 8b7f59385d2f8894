"""Sheets that come in: a filled template gives the records it describes; what is amiss is named and nothing saved."""

import datetime as dt
import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.xml import DEFUSEDXML, LXML

from models import values as shown
from models.fields import Area, Kind
from models.ports import StorageError
from models.records import Query, State
from storage.office import workbook_reading
from storage.office.workbook_columns import FINAL, REASON, ROW_KEY, STATE, sheets_of
from storage.office.workbooks import Workbooks
from storage.registers.record_rows import rows_of
from tests.storage.world import TYPES, filled


@pytest.fixture
def world(database):
    return filled(database, 2)


@pytest.fixture
def workbooks(world):
    return Workbooks(world.database, TYPES, world.records, tuple, lambda: None)


def typed(world, item, value):
    """What an officer puts into the cell for this value: numbers and days as such, names for references."""
    match item.kind:
        case Kind.REFERENCE:
            return value and world.records.title(item.refers_to, value)
        case Kind.DATE:
            return value and dt.date.fromisoformat(value)
        case Kind.MONEY | Kind.INTEGER | Kind.YEAR:
            return value
        case Kind.QUANTITY:
            return None if value is None else value / 1000
        case _:
            return shown.edit_text(item, value) or None


def fill(world, path, name, samples, state=FINAL):
    """Write samples below the headings of a template."""
    book = load_workbook(path)
    main, *others = sheets_of(TYPES[name])
    for number, record in enumerate(samples, start=1):
        reason = next(iter(record.reasons.values()), None)
        own = {ROW_KEY: number, STATE: state, REASON: reason}
        book[main.name].append(
            [own[h] if h in own else typed(world, main.columns[h], record.values[main.columns[h].name])
             for h in main.headings]
        )  # fmt: skip
        for sheet in others:
            for row in rows_of(record.values, sheet.lines) if sheet.lines else ():
                cells = [typed(world, sheet.columns[h], row[sheet.columns[h].name]) if h != ROW_KEY else number
                         for h in sheet.headings]  # fmt: skip
                book[sheet.name].append(cells)
    book.save(path)


def without_ids(values):
    return {
        name: [{k: v for k, v in row.items() if k != "id"} for row in value] if isinstance(value, list) else value
        for name, value in values.items()
    }


@pytest.mark.parametrize("name", TYPES)
def test_a_filled_template_gives_the_records_it_describes(world, workbooks, tmp_path, name):
    path = tmp_path / "mẫu.xlsx"
    workbooks.write_template(name, path)
    samples = [world.sample(name, number) for number in range(20, 26)]
    fill(world, path, name, samples)
    before = set(world.records.listing.ids(Query(name)))
    count, problems = workbooks.import_sheet(name, path)
    assert (list(problems), count) == ([], len(samples))
    made = sorted(set(world.records.listing.ids(Query(name))) - before)
    records = [world.records.read(name, key) for key in made]  # ids are given in the order of the rows
    for sample, record in zip(samples, records, strict=True):
        assert record.state is State.FINAL
        assert without_ids(record.values) == without_ids(sample.values)
    assert {change.operation for key in made for change in world.records.history(name, key)} == {
        f"Nhập từ Excel: {TYPES[name].plural}"
    }


def sheet_of(path, rows, title="Sổ"):
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


HEAD = ("Họ tên", "Loại", "Địa chỉ", "Đồng ý công khai tên", "Trạng thái")


def donors(world):
    return world.records.summary(Query("donor")).rows


def test_columns_come_in_any_order_and_any_spelling(world, workbooks, tmp_path):
    rows = [
        ("DANH SÁCH NHÀ HẢO TÂM",),
        (),
        ("dia chi", "HỌ TÊN *", "loại", "đồng ý công khai tên", "trạng thái"),
        ("Thôn Đông", "Nông Thị Thử", "cá nhân", "Có", "Đã ghi sổ"),
        (),
        (None, "Lý Văn Mẫu", "Hộ gia đình", None, None),
    ]
    count, problems = workbooks.import_sheet("donor", sheet_of(tmp_path / "x.xlsx", rows))
    assert (count, list(problems)) == (2, [])
    one = world.records.suggest("donor", "nong thi thu")[0]
    other = world.records.suggest("donor", "ly van mau")[0]
    assert world.records.read("donor", one.id).state is State.FINAL
    assert world.records.read("donor", one.id).values["address"] == "Thôn Đông"
    assert world.records.read("donor", other.id).state is State.DRAFT


def test_every_problem_is_named_by_row_and_column_and_nothing_is_saved(world, workbooks, tmp_path):
    before = donors(world)
    rows = [
        (*HEAD, "Nghề nghiệp"),
        ("Nông Thị Thử", "ca nhan", "Thôn Đông", "Có", "Đã ghi sổ", None),
        ("Lý Văn Mẫu", "người dưng", None, "Có", "Chưa ghi sổ", None),
        (None, "Cá nhân", None, "Có", "Đã ghi sổ", None),
        ("Vi Văn Giả", "Cá nhân", None, "Có", "xong rồi", None),
    ]
    count, problems = workbooks.import_sheet("donor", sheet_of(tmp_path / "x.xlsx", rows))
    assert count == 0
    assert donors(world) == before
    starts = [problem.split(": ")[0] for problem in problems]
    assert starts == [
        "Dòng 1, cột Nghề nghiệp", "Dòng 3, cột Loại", "Dòng 4, cột Họ tên", "Dòng 5, cột Trạng thái ghi sổ",
    ]  # fmt: skip


def test_references_are_found_by_title_number_or_without_accents_and_never_guessed(world, workbooks, tmp_path):
    donor = world.final("donor", 5, kind="ca_nhan", person_name="Đặng Hòa", organisation_name=None)
    pledge = world.final("pledge", 5, donor=donor.id)
    for _ in range(2):
        world.final("donor", 6, kind="ca_nhan", person_name="Triệu Thị Én", organisation_name=None)
    head = ("Nhà hảo tâm", "Theo đăng ký", "Mục đích, điều kiện")
    good = [head, ("dang hoa", pledge.number_text, "một"), ("Đặng Hòa", None, "hai")]
    assert workbooks.import_sheet("donation_receipt", sheet_of(tmp_path / "x.xlsx", good)) == (2, ())
    drafts = world.records.page(Query("donation_receipt", states=frozenset({State.DRAFT})), 0, 9)
    assert {row.values["donor"] for row in drafts} == {"Đặng Hòa"}
    assert {world.records.read("donation_receipt", row.id).values["pledge"] for row in drafts} == {pledge.id, None}
    bad = [head, ("Triệu Thị Én", None, None), ("Không Có Ai", None, None)]
    count, problems = workbooks.import_sheet("donation_receipt", sheet_of(tmp_path / "y.xlsx", bad))
    assert count == 0
    assert "Có 2 mục tên “Triệu Thị Én”" in problems[0]
    assert "Chưa có “Không Có Ai” trong sổ “Nhà hảo tâm”" in problems[1]


def test_rows_of_other_sheets_join_their_record_by_its_number(world, workbooks, tmp_path):
    path = tmp_path / "mẫu.xlsx"
    workbooks.write_template("donation_receipt", path)
    book = load_workbook(path)
    main, goods = sheets_of(TYPES["donation_receipt"])

    def put(sheet, **cells):
        book[sheet.name].append([cells.get(heading.replace(" ", "_")) for heading in sheet.headings])

    put(main, Dòng=1, Hình_thức="Hiện vật")
    put(main, Dòng=2, Hình_thức="Dịch vụ")
    put(goods, Dòng=2, Tên_hàng="Xe chở")
    put(goods, Dòng=1, Tên_hàng="Gạo", Số_lượng=12.5)
    put(goods, Dòng=1, Tên_hàng="Chăn", Số_lượng="1.000")
    book.save(path)
    assert workbooks.import_sheet("donation_receipt", path) == (2, ())
    drafts = world.records.page(Query("donation_receipt", states=frozenset({State.DRAFT})), 0, 9)
    kept = {row.values["kind"]: world.records.read("donation_receipt", row.id).values["goods"] for row in drafts}
    assert [(row["name"], row["quantity"]) for row in kept["hien_vat"]] == [("Gạo", 12_500), ("Chăn", 1_000_000)]
    assert [row["name"] for row in kept["dich_vu"]] == ["Xe chở"]

    put(goods, Dòng=7, Tên_hàng="Muối")
    put(main, Dòng=1, Hình_thức="Tiền mặt")
    put(goods, Dòng=1, Tên_hàng="Mắm", Số_lượng="nhiều")
    book.save(path)
    count, problems = workbooks.import_sheet("donation_receipt", path)
    assert count == 0
    assert {problem.split(": ")[0] for problem in problems} == {
        "Trang “Hiện vật, dịch vụ”, dòng 5, cột Dòng",
        "Dòng 4, cột Dòng",
        "Trang “Hiện vật, dịch vụ”, dòng 6, cột Số lượng",
    }


def test_a_final_rule_of_a_row_is_named_where_it_lies(world, workbooks, tmp_path):
    path = tmp_path / "mẫu.xlsx"
    workbooks.write_template("donation_receipt", path)
    book = load_workbook(path)
    main, goods = sheets_of(TYPES["donation_receipt"])
    cells = {"Dòng": 1, "Hình thức": "Hiện vật", STATE: FINAL, "Ngày nhận": "hôm qua"}
    book[main.name].append([cells.get(heading) for heading in main.headings])
    book[goods.name].append([{"Dòng": 1, "Tên hàng": "Gạo"}.get(heading) for heading in goods.headings])
    book.save(path)
    count, problems = workbooks.import_sheet("donation_receipt", path)
    starts = {problem.split(": ")[0] for problem in problems}
    assert count == 0
    assert {"Dòng 2, cột Quỹ", "Trang “Hiện vật, dịch vụ”, dòng 2, cột Số lượng"} <= starts


@pytest.mark.parametrize(
    ("cell", "day"),
    [(dt.date(2026, 3, 5), "2026-03-05"), (dt.datetime.fromisoformat("2026-03-05"), "2026-03-05"),
     (46086, "2026-03-05"), ("5/3/2026", "2026-03-05"), ("05-03-2026", "2026-03-05")],
)  # fmt: skip
def test_days_are_read_however_excel_keeps_them(world, workbooks, tmp_path, cell, day):
    rows = [("Ngày đăng ký", "Dịp"), (cell, "Lễ phát động")]
    assert workbooks.import_sheet("pledge", sheet_of(tmp_path / "x.xlsx", rows)) == (1, ())
    made = world.records.page(Query("pledge", states=frozenset({State.DRAFT})), 0, 1)[0]
    assert made.values["registered_date"] == day


@pytest.mark.parametrize(
    ("cell", "amount"), [(5_000_000, 5_000_000), (5e6, 5_000_000), ("5.000.000", 5_000_000), ("5 triệu", 5_000_000)]
)
def test_money_is_read_however_it_is_typed(world, workbooks, tmp_path, cell, amount):
    rows = [("Số tiền (hoặc giá trị ước), đồng",), (cell,)]
    assert workbooks.import_sheet("pledge", sheet_of(tmp_path / "x.xlsx", rows)) == (1, ())
    assert world.records.page(Query("pledge", states=frozenset({State.DRAFT})), 0, 1)[0].values["amount"] == amount


def test_areas_and_fractions_lose_nothing_of_what_excel_shows(world, workbooks, tmp_path):
    rows = [("Người, hộ hiến", "Diện tích hiến"), ("a", 0.1 + 0.2), ("b", "1,5 ha"), ("c", 360)]
    assert workbooks.import_sheet("land_contribution", sheet_of(tmp_path / "x.xlsx", rows)) == (3, ())
    made = world.records.page(Query("land_contribution", states=frozenset({State.DRAFT})), 0, 9)
    assert {row.values["donor_name"]: row.values["area"] for row in made} == {
        "a": Area(300, "m²", 100), "b": Area(1500, "ha", 1_000_000), "c": Area(360_000, "m²", 100),
    }  # fmt: skip


def test_an_empty_sheet_and_one_without_headings_say_so(world, workbooks, tmp_path):
    assert (
        "Không thấy dòng tiêu đề" in workbooks.import_sheet("donor", sheet_of(tmp_path / "x.xlsx", [("a", "b")]))[1][0]
    )
    assert "chưa có dòng nào" in workbooks.import_sheet("donor", sheet_of(tmp_path / "y.xlsx", [HEAD]))[1][0]


def test_a_cancelled_import_leaves_nothing(world, workbooks, tmp_path):
    before = donors(world)
    rows = [HEAD, *((f"Người {number}", "Cá nhân", None, "Có", None) for number in range(60))]
    seen = []

    def stop_later(done, total, what):
        seen.append((done, total))
        return done < 40

    with pytest.raises(StorageError) as cancelled:
        workbooks.import_sheet("donor", sheet_of(tmp_path / "x.xlsx", rows), stop_later)
    assert cancelled.value.kind == "cancelled"
    assert seen[-1] == (40, 60)
    assert donors(world) == before


def test_problems_are_listed_up_to_a_limit(world, workbooks, tmp_path):
    rows = [HEAD, *(("Ai", "không có loại này", None, None, None) for _ in range(1_000))]
    count, problems = workbooks.import_sheet("donor", sheet_of(tmp_path / "x.xlsx", rows))
    assert count == 0
    assert len(problems) == 201
    assert "Còn các dòng khác" in problems[-1]


def test_too_many_rows_are_refused(world, workbooks, tmp_path, monkeypatch):
    monkeypatch.setattr(workbook_reading, "MOST_ROWS", 10)
    rows = [HEAD, *((f"Người {number}", None, None, None, None) for number in range(11))]
    with pytest.raises(StorageError, match="hơn 10 dòng"):
        workbooks.import_sheet("donor", sheet_of(tmp_path / "x.xlsx", rows))
    assert workbooks.import_sheet("donor", sheet_of(tmp_path / "y.xlsx", rows[:-1])) == (10, ())


def test_a_small_file_that_unpacks_to_a_large_one_is_refused_unread(world, workbooks, tmp_path):
    path = sheet_of(tmp_path / "x.xlsx", [HEAD])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", b"0" * (workbook_reading.LARGEST_PART + 1))
    assert path.stat().st_size < 2**20
    with pytest.raises(StorageError, match="quá lớn"):
        workbooks.import_sheet("donor", path)


def test_workbooks_are_read_by_the_parser_that_refuses_entities():
    """lxml stands beside it since Word files are written, and openpyxl would take that."""
    assert (LXML, DEFUSEDXML) == (False, True)


def test_entities_in_the_xml_are_refused(world, workbooks, tmp_path):
    path = sheet_of(tmp_path / "x.xlsx", [HEAD])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    parts["xl/workbook.xml"] = bomb + parts["xl/workbook.xml"].split(b"?>", 1)[-1]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    with pytest.raises(StorageError) as refused:
        workbooks.import_sheet("donor", path)
    assert refused.value.kind == "damaged"


def test_a_missing_file_is_told(workbooks, tmp_path):
    with pytest.raises(StorageError) as missing:
        workbooks.import_sheet("donor", tmp_path / "không có.xlsx")
    assert missing.value.kind == "missing"


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """One sound file, the same for every damage: a workbook holds the time at which it was written."""
    path = tmp_path_factory.mktemp("sound") / "x.xlsx"
    return sheet_of(path, [HEAD, ("Người", "Cá nhân", None, "Có", None)]).read_bytes()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_file_is_refused_with_a_sentence_or_read_whole(workbooks, tmp_path, sound, data):
    content = bytearray(sound)
    kind = data.draw(st.sampled_from(["flip", "cut", "junk"]))
    place = data.draw(st.integers(0, len(content) - 1))
    if kind == "flip":
        content[place] ^= 1 << data.draw(st.integers(0, 7))
    elif kind == "cut":
        del content[place:]
    else:
        content[place : place + 40] = data.draw(st.binary(min_size=40, max_size=40))
    path = tmp_path / "x.xlsx"
    path.write_bytes(bytes(content))
    try:
        count, problems = workbooks.import_sheet("donor", path)
    except StorageError as refused:
        assert refused.kind in ("damaged", "other")
    else:
        assert (count == 0) == bool(problems)


def test_what_is_no_workbook_at_all_is_refused(workbooks, tmp_path):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("a.txt", "x")
    for content in (b"", b"Ho ten;Loai\n", b"%PDF-1.4", archive.getvalue()):
        (tmp_path / "x.xlsx").write_bytes(content)
        with pytest.raises(StorageError) as refused:
            workbooks.import_sheet("donor", tmp_path / "x.xlsx")
        assert refused.value.kind == "damaged"
