"""Checks of a record: each kind of problem with its sentence, and every record type with whatever values."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.fields import Area, Choice, Field, Group, Kind, Lines, RecordType, Section, Span
from models.predicates import Is
from models.record_types import RECORD_TYPES, record_type
from models.records import State
from models.rules import Problem, Rule, Severity
from models.sentences import in_sentence, limit_message, required_message
from models.validation import stops, validate, warnings
from models.values import region_land_units

TODAY = date(2024, 6, 10)
CHOICES = (Choice("tien", "Tiền"), Choice("hang", "Hàng"), Choice("cu", "Loại cũ", retired=True))


def not_both_zero(values, lookup):
    return Problem("amount", "Hai số cùng bằng 0. Nhập lại.") if values.get("amount") == 0 else None


def name_is_long(values, lookup):
    return Problem("name", "Tên hàng quá ngắn. Ghi đủ tên.") if len(values.get("name") or "xxx") < 2 else None


def second_row(values, lookup):
    rows = values.get("goods") or []
    return Problem("name", "Dòng hai. Kiểm tra.", line=("goods", 1)) if len(rows) > 1 else None


GOODS = Lines(
    "goods",
    "Hiện vật",
    "dòng",
    (
        Field("name", "Tên hàng", Kind.TEXT, required=True),
        Field("quantity", "Số lượng", Kind.QUANTITY, required=True, minimum=1),
        Field("value", "Thành tiền", Kind.MONEY, minimum=0, product_of=("quantity", "price")),
        Field("price", "Đơn giá", Kind.MONEY),
        Field("packed", "Ngày đóng gói", Kind.DATE),
        Field("expiry", "Hạn dùng", Kind.DATE, foreseen=True),
    ),
    minimum_rows=Is("kind", "hang"),
    shown_if=Is("kind", "hang"),
    rules=(Rule("name_is_long", name_is_long, Severity.WARNING, "Tên hàng ghi đủ."),),
)
RECEIPT = RecordType(
    name="receipt",
    label="Phiếu",
    plural="Phiếu",
    group=Group.REGISTER,
    sections=(
        Section(
            "A",
            (
                Field("received_date", "Ngày nhận", Kind.DATE, required=True),
                Field("kind", "Hình thức", Kind.CHOICE, choices=CHOICES, required=True),
                Field("fund", "Quỹ", Kind.REFERENCE, refers_to="fund"),
                Field("campaign", "Đợt vận động", Kind.TEXT, required=Is("fund.kind", "cuu_tro")),
                Field("amount", "Số tiền", Kind.MONEY, "đồng", minimum=0, total_of="goods.value"),
                Field("bank", "Chứng từ", Kind.TEXT, shown_if=Is("kind", "tien"), required=True),
                Field("area", "Diện tích", Kind.AREA),
                Field("born", "Năm sinh", Kind.YEAR, minimum=1900, maximum=2100),
                Field("told_date", "Ngày báo", Kind.DATE),
                Field("due_date", "Thời hạn", Kind.DATE, foreseen=True),
            ),
        ),
    ),
    lines=(GOODS,),
    title=("received_date",),
    list_columns=("received_date",),
    dated_by="received_date",
    rules=(
        Rule("not_both_zero", not_both_zero, Severity.HINT, "Số tiền lớn hơn 0.", "NĐ 93/2021 Điều 9"),
        Rule("second_row", second_row, Severity.WARNING, "Chỉ một dòng.", valid_from=date(2024, 6, 1),
             valid_to=date(2024, 6, 30)),
    ),
)  # fmt: skip
FUNDS = {
    "cuu_tro": {"kind": "cuu_tro", "state": State.FINAL},
    "vnn": {"kind": "vnn"},
    "huy": {"kind": "vnn", "state": "void"},
}
SOUND = {"received_date": "2024-06-03", "kind": "tien", "bank": "GBC 12", "amount": 500_000}
ROW = {"id": "r1", "name": "Gạo", "quantity": 5_000}


def lookup(record_type, key):
    return FUNDS.get(key)


def said(values, **more):
    return [
        (problem.field, problem.message, problem.line)
        for problem in validate(RECEIPT, values, lookup, today=TODAY, **more)
    ]


def test_a_sound_record_gives_no_problem():
    assert said(SOUND) == []


def test_what_is_foreseen_or_stands_from_a_day_on_may_lie_ahead():
    assert said({**SOUND, "told_date": "2024-06-10", "due_date": "2062-06-11"}) == []
    team = {"valid_from": "2024-06-11", "valid_to": "2024-12-31", "strengthened_date": "2024-06-11"}
    ahead = [item.field for item in validate(record_type("mediation_team"), team, lookup, today=TODAY)
             if "sau hôm nay" in item.message]  # fmt: skip
    assert ahead == ["strengthened_date"]


def test_a_day_of_a_row_lies_ahead_only_where_it_is_foreseen():
    row = {**ROW, "packed": "2024-06-11", "expiry": "2025-06-11"}
    message = "Ngày đóng gói không được sau hôm nay, 10/06/2024. Kiểm tra lại ngày."
    assert said({**SOUND, "kind": "hang", "goods": [row]}) == [("packed", message, ("goods", 0))]


def test_what_is_missing_in_the_order_of_the_form():
    assert said({}) == [
        ("received_date", "Chưa có ngày nhận. Nhập theo thứ tự ngày/tháng/năm, ví dụ 03/06/2024.", None),
        ("kind", "Chưa chọn hình thức. Chọn một mục trong danh sách.", None),
    ]


@pytest.mark.parametrize(
    ("change", "field", "message"),
    [
        ({"received_date": ""}, "received_date",
         "Chưa có ngày nhận. Nhập theo thứ tự ngày/tháng/năm, ví dụ 03/06/2024."),
        ({"received_date": "2024-06-11"}, "received_date",
         "Ngày nhận không được sau hôm nay, 10/06/2024. Kiểm tra lại ngày."),
        ({"told_date": "2024-06-11"}, "told_date", "Ngày báo không được sau hôm nay, 10/06/2024. Kiểm tra lại ngày."),
        ({"received_date": "2024-02-31"}, "received_date", "Ngày nhận không đọc được. Nhập lại ô này."),
        ({"kind": "vang"}, "kind", "Hình thức: không có mục “vang” trong danh sách. Chọn lại."),
        ({"bank": None}, "bank", "Chưa có chứng từ. Nhập chứng từ."),
        ({"amount": -1}, "amount", "Số tiền không thể là số âm. Kiểm tra lại số."),
        ({"amount": 10**15 + 1}, "amount", "Số tiền quá lớn để ghi sổ. Kiểm tra lại các chữ số."),
        ({"amount": "nhiều"}, "amount", "Số tiền không đọc được. Nhập lại ô này."),
        ({"amount": True}, "amount", "Số tiền không đọc được. Nhập lại ô này."),
        ({"born": 1850}, "born", "Năm sinh nằm ngoài khoảng từ 1900 đến 2100. Kiểm tra lại số."),
        ({"fund": "mất"}, "fund", "Không tìm thấy quỹ đã chọn. Chọn lại."),
        ({"fund": "huy"}, "fund", "Quỹ đã chọn nay đã hủy. Chọn mục khác."),
        ({"fund": "cuu_tro"}, "campaign", "Chưa có đợt vận động. Nhập đợt vận động."),
        ({"amount": 0}, "amount", "Hai số cùng bằng 0. Nhập lại."),
    ],
)  # fmt: skip
def test_each_check_says_what_to_do(change, field, message):
    assert said({**SOUND, **change}) == [(field, message, None)]


@pytest.mark.parametrize(
    "change",
    [{"kind": "cu", "bank": None}, {"fund": "vnn"}, {"received_date": "2024-06-10"}, {"area": Area(1, "m²", 100)}],
)
def test_retired_choices_and_today_are_accepted(change):
    assert said({**SOUND, **change}) == []


def test_unparsed_text_is_a_stop_with_the_reason():
    unparsed = {"received_date": "31/02/2024", "area": "10 sòa", "born": "1985"}
    assert said({**SOUND, "received_date": None}, unparsed=unparsed, land_units=region_land_units("bac")) == [
        ("received_date",
         "Ngày nhận: không có ngày 31/02/2024; tháng này có 29 ngày. Kiểm tra lại ngày.", None),
        ("area", "Diện tích: chưa rõ đơn vị “sòa”. Nhập một số và một đơn vị trong các đơn vị: "
         "m², ha, thước, sào, mẫu.", None),
        ("born", "Năm sinh không đọc được. Nhập lại ô này.", None),
    ]  # fmt: skip


def test_rows_are_checked_where_they_stand():
    values = {**SOUND, "kind": "hang", "goods": [ROW, {"id": "r2", "name": "x", "quantity": 0}]}
    assert said(values, unparsed={"goods/r1/price": "1.5"}) == [
        ("price", "Đơn giá: dấu chấm dùng để ngăn hàng nghìn. Nếu là phần thập phân, nhập 1,5.", ("goods", 0)),
        ("quantity", "Số lượng chưa lớn hơn 0. Nhập số lớn hơn 0.", ("goods", 1)),
        ("name", "Tên hàng quá ngắn. Ghi đủ tên.", ("goods", 1)),
        ("name", "Dòng hai. Kiểm tra.", ("goods", 1)),
    ]


def test_an_empty_row_at_the_end_is_no_row():
    empty = {"id": "r9", "name": "", "quantity": None}
    assert said({**SOUND, "kind": "hang", "goods": [ROW, empty]}, unparsed={})[1:] == []
    assert said({**SOUND, "kind": "hang", "goods": [empty]}) == [
        ("goods", "Chưa có dòng nào ở phần “Hiện vật”. Thêm ít nhất một dòng.", None)
    ]


def test_what_is_hidden_is_not_checked():
    hidden = [{"id": "r1", "quantity": -5}]
    assert said({**SOUND, "goods": hidden}, unparsed={"goods/r1/price": "x"}) == []
    assert said({**SOUND, "kind": "cu", "bank": None}, unparsed={"bank": "x", "nothing": "y"}) == []


def test_text_left_behind_where_the_program_works_out_is_ignored():
    row = {**ROW, "price": 1_000, "value": 5_000}
    values = {**SOUND, "kind": "hang", "goods": [row]}
    assert said(values, unparsed={"amount": "x", "goods/r1/value": "y"}) == []


def test_what_a_lower_unit_kept_back_is_not_missed():
    assert said({**SOUND, "bank": None}, withheld=frozenset({"bank"})) == []
    values = {**SOUND, "kind": "hang", "goods": [{"id": "r1", "quantity": 5}]}
    assert [field for field, *_ in said(values)] == ["name"]
    assert said(values, withheld=frozenset({"goods.name"})) == []
    assert said({**values, "goods": []}, withheld=frozenset({"goods"})) == []


@pytest.mark.parametrize(
    ("day", "in_force"), [("2024-05-31", False), ("2024-06-01", True), ("2024-06-10", True), (None, True)]
)
def test_a_rule_counts_on_its_days(day, in_force):
    values = {**SOUND, "received_date": day, "kind": "hang", "goods": [ROW, {**ROW, "id": "r2"}]}
    found = validate(RECEIPT, values, lookup, today=TODAY)
    assert ("second_row" in {problem.rule for problem in found}) is in_force


def test_stops_and_warnings_are_told_apart():
    values = {"kind": "hang", "amount": 0, "goods": [ROW, {**ROW, "id": "r2"}]}
    found = validate(RECEIPT, values, lookup, today=TODAY)
    assert [problem.field for problem in stops(found)] == ["received_date"]
    assert [problem.rule for problem in warnings(found)] == ["second_row"]
    assert [problem.rule for problem in found if problem.severity is Severity.HINT] == ["not_both_zero"]


@pytest.mark.parametrize(
    ("field", "message"),
    [
        (Field("f", "Năm sinh", Kind.YEAR), "Chưa có năm sinh. Nhập năm đủ bốn chữ số."),
        (Field("f", "Diện tích hiến", Kind.AREA), "Chưa có diện tích hiến. Nhập số và đơn vị, ví dụ 120 m²."),
        (
            Field("f", "Có từ ngày", Kind.DATE),
            "Chưa nhập ô “Có từ ngày”. Nhập theo thứ tự ngày/tháng/năm, ví dụ 03/06/2024.",
        ),
        (Field("f", "Số hộ", Kind.INTEGER, "hộ"), "Chưa có số hộ. Nhập số, tính bằng hộ."),
        (Field("f", "Số lượng", Kind.QUANTITY), "Chưa có số lượng. Nhập số."),
        (Field("f", "Công khai tên", Kind.BOOLEAN), "Chưa trả lời ô “Công khai tên”. Chọn “Có” hoặc “Không”."),
        (Field("f", "Đơn vị chuyển", Kind.UNIT), "Chưa chọn đơn vị chuyển. Gõ vài chữ rồi chọn trong danh sách."),
        (Field("f", "Số tiền", Kind.MONEY), "Chưa có số tiền. Nhập số tiền, tính bằng đồng."),
    ],
)
def test_what_is_said_of_a_missing_value(field, message):
    assert required_message(field) == message


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        (Field("f", "Tuổi", Kind.INTEGER, "tuổi", maximum=130), 131,
         "Tuổi lớn hơn mức cao nhất là 130 tuổi. Kiểm tra lại số."),
        (Field("f", "Tuổi", Kind.INTEGER, "tuổi", maximum=130), 130, ""),
        (Field("f", "Diện tích", Kind.AREA, minimum=250), 249,
         "Diện tích nhỏ hơn mức thấp nhất là 2,5 m². Kiểm tra lại số."),
        (Field("f", "Số tiền", Kind.MONEY, "đồng", minimum=1), 0, "Số tiền chưa lớn hơn 0. Nhập số lớn hơn 0."),
    ],
)  # fmt: skip
def test_what_is_said_of_limits(field, value, message):
    assert limit_message(field, value) == message


def test_labels_inside_a_sentence():
    assert [in_sentence(label) for label in ("Ngày nhận", "UBND xã", "Đơn vị", "")] == [
        "ngày nhận", "UBND xã", "đơn vị", "",
    ]  # fmt: skip


STOCK = RecordType(
    name="fund",
    label="Quỹ",
    plural="Quỹ",
    group=Group.CATALOGUE,
    sections=(Section("A", (Field("opened", "Ngày lập", Kind.DATE), Field("closed", "Ngày thôi", Kind.DATE))),),
    title=("opened",),
    list_columns=("opened",),
    validity=Span("opened", ("closed",)),
    rules=(
        Rule("always", lambda values, lookup: Problem("", "Luôn. Sửa."), Severity.HINT, "Luôn.", "", date(2024, 1, 1)),
    ),
)


def test_a_stock_record_counts_by_its_first_day_and_may_begin_later():
    assert validate(STOCK, {"opened": "2023-12-31"}, lookup, today=TODAY) == ()
    assert [problem.rule for problem in validate(STOCK, {"opened": "2025-01-01"}, lookup, today=TODAY)] == ["always"]


SAMPLES = {
    Kind.INTEGER: st.integers(-1, 10**6),
    Kind.MONEY: st.integers(-1, 10**12),
    Kind.QUANTITY: st.integers(-1, 10**9),
    Kind.AREA: st.builds(Area, st.integers(0, 10**9), st.just("sào"), st.just(36_000)),
    Kind.DATE: st.dates(date(2020, 1, 1), date(2030, 1, 1)).map(date.isoformat),
    Kind.YEAR: st.integers(1800, 2200),
    Kind.BOOLEAN: st.booleans(),
}


def values_of(fields):
    samples = {}
    for field in fields:
        codes = st.sampled_from([choice.code for choice in field.choices] or ["x"])
        samples[field.name] = st.none() | (codes if field.choices else SAMPLES.get(field.kind, st.sampled_from("ab")))
    return st.fixed_dictionaries({}, optional=samples)


def records_of(declared):
    rows = {
        lines.name: st.lists(st.builds(lambda row: {"id": "r", **row}, values_of(lines.fields)), max_size=3)
        for lines in declared.lines
    }
    fields = values_of(declared.by_name.values())
    return st.builds(lambda values, lines: {**values, **lines}, fields, st.fixed_dictionaries(rows))


@pytest.mark.parametrize("declared", RECORD_TYPES, ids=lambda declared: declared.name)
@given(data=st.data())
def test_every_record_type_is_checked_whatever_it_holds(declared, data):
    values = data.draw(records_of(declared))
    others = data.draw(st.none() | st.fixed_dictionaries({}, optional={"state": st.just("void")}))
    for problem in validate(declared, values, lambda record_type, key: others, today=TODAY):
        assert problem.message.endswith(".")
        assert "!" not in problem.message
        if problem.line:
            assert problem.line[1] < len(values[problem.line[0]])
