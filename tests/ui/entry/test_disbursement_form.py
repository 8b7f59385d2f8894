"""The form of a disbursement: a list typed by keyboard, pasted from a spreadsheet, completed from the households."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from models.record_types import record_type
from models.records import State
from ui.entry.editors import Surroundings
from ui.entry.field_cell import ElidedLabel
from ui.entry.record_form import RecordForm

from .conftest import find

NAME, COUNT, AMOUNT = "Họ tên người nhận, đơn vị", "Số suất", "Số tiền, giá trị"
VOUCHER = {
    "paid_date": "2026-06-18",
    "direction": "doi_tuong",
    "decision_no": "12/QĐ-MTTQ",
    "decision_date": "2026-06-15",
    "decision_body": "Ban Thường trực xã",
    "content": "tet",
    "occasion": "tet",
    "funding_source": "vnn",
    "funding_level": "xa",
    "source_level": "truc_tiep",
    "form": "tien_mat",
    "money": 1_500_000,
    "accountant": "Mã Thị Lý",
    "approver": "Nông Thị Hạnh",
}


@pytest.fixture
def area(put):
    return put(
        "residential_area", code="01", name="Khu Nà Phai", kind="thon", households=90, valid_from="2020-01-01"
    ).id


@pytest.fixture
def form(session, shown, ids, area, put):
    """A draft voucher on screen, at its list."""
    ids_of_rows = itertools.count(1)

    def open_(*rows, **values):
        listed = [{"id": f"r{next(ids_of_rows)}", **row} for row in rows]
        saved = put("disbursement", final=False, **{**VOUCHER, "fund": ids["fund"], "beneficiaries": listed, **values})
        made = shown(RecordForm(record_type("disbursement"), Surroundings(session)))
        made.open(saved.id)
        made.body.tabs.setCurrentIndex(1)
        return made

    return open_


def row(name, count=1, amount=500_000, **more):
    return {"full_name": name, "category": "ho_ngheo", "gift_count": count, "given_amount": amount, **more}


def names(form):
    return [each["full_name"] for each in form.body.values()["beneficiaries"]]


def paste(hands, text):
    QApplication.clipboard().setText(text)
    hands.press("Ctrl+V")


def test_the_list_takes_room_from_the_other_payments_only_while_it_is_looked_at(form, qtbot, hands):
    made = form(row("Hoàng Văn Páo"))
    asked = []
    made.width_wanted.connect(asked.append)
    made.body.people.go_to(0)
    hands.press("Ctrl+PageUp")
    hands.press("Ctrl+PageDown")
    assert asked[-2:] == [0, made.body.wanted_width()]
    assert asked[-1] > 600


def test_rows_are_typed_by_keyboard_alone_and_saved(form, hands, session):
    made = form()
    find(made, f"{NAME}, dòng 1").setFocus()
    hands.type("Hoàng Văn Páo").press("Return").type("1961").press("Return").choose("na phai").choose("ho ngheo")
    assert hands.where() == f"{COUNT}, dòng 1"
    hands.type("2").press("Return").type("1tr").press("Return")
    assert hands.where() == f"{NAME}, dòng 2"
    hands.type("Lý Thị Máy").press("Return", "Return", "Return").choose("ho ngheo").type("1").press("Tab").type(
        "500000"
    )
    assert made.body.people.head.told == "Đã ghi 3 suất, 1.500.000 đồng; khớp tổng giá trị"
    hands.press("Ctrl+G")
    assert made.record.state is State.FINAL
    first, second = made.record.values["beneficiaries"]
    assert (first["birth_year"], first["gift_count"], first["given_amount"]) == (1961, 2, 1_000_000)
    assert (second["full_name"], second["residential_area"]) == ("Lý Thị Máy", None)
    assert made.record.values["gifts"] == 3


def test_enter_in_the_empty_row_goes_on_behind_the_list(form, hands):
    made = form(row("Hoàng Văn Páo"))
    find(made, f"{NAME}, dòng 1").setFocus()
    hands.press("Ctrl+Down")
    assert hands.where() == f"{NAME}, dòng 2"
    hands.press("Return")
    assert not made.body.people.isAncestorOf(hands.at)
    hands.press("Shift+Tab", "Shift+Tab", "Shift+Tab", "Shift+Tab", "Shift+Tab", "Shift+Tab")
    assert hands.where() == f"{AMOUNT}, dòng 2"


def test_back_over_the_beginning_of_a_row_is_the_end_of_the_one_above(form, hands):
    made = form(row("Hoàng Văn Páo"), row("Lý Thị Máy"))
    made.body.people.go_to(1)
    hands.press("Shift+Tab")
    assert hands.where() == f"{AMOUNT}, dòng 1"
    hands.press("Down", "Up", "Down")
    assert hands.where() == f"{AMOUNT}, dòng 2"


def test_the_sum_tells_what_is_missing_and_leaves_parts_out(form):
    made = form(row("Trung tâm bảo trợ", 2, 1_000_000), row("trong đó trẻ em", 1, 400_000, is_part=True))
    assert made.body.people.head.told == "Đã ghi 2 suất, 1.000.000 đồng; còn thiếu 500.000 đồng"
    made = form(row("Trung tâm bảo trợ", 2, 2_000_000))
    assert made.body.people.head.told == "Đã ghi 2 suất, 2.000.000 đồng; vượt 500.000 đồng"


def test_a_row_becomes_part_of_the_one_above_by_key(form, hands):
    made = form(row("Trung tâm bảo trợ", 2), row("Trẻ em", 1))
    made.body.people.go_to(1)
    at = hands.at.x()
    hands.press("Ctrl+T")
    assert [each["is_part"] for each in made.body.values()["beneficiaries"]] == [None, True]
    assert hands.at.x() > at
    hands.press("Ctrl+T")
    assert not made.body.values()["beneficiaries"][1]["is_part"]


def test_a_household_fills_its_row(form, hands, put, area):
    house = put(
        "household", head_name="Triệu Mùi Pham", birth_year=1955, residential_area=area, category="can_ngheo"
    ).id
    made = form()
    find(made, f"{NAME}, dòng 1").setFocus()
    hands._bot.wait(1)
    hands.type("trieu mui")
    hands._bot.waitUntil(hands.at.list_is_open)
    hands.press("Down", "Return")
    hands._bot.waitUntil(lambda: hands.where() == f"{COUNT}, dòng 1")
    (filled,) = made.body.values()["beneficiaries"]
    assert {
        name: filled[name] for name in ("full_name", "birth_year", "residential_area", "category", "household")
    } == {
        "full_name": "Triệu Mùi Pham",
        "birth_year": 1955,
        "residential_area": area,
        "category": "can_ngheo",
        "household": house,
    }


def test_who_is_no_household_is_entered_as_typed(form, hands, put, area):
    put("household", head_name="Triệu Mùi Pham", residential_area=area, category="can_ngheo")
    made = form()
    find(made, f"{NAME}, dòng 1").setFocus()
    hands.type("Triệu Mùi")
    hands._bot.waitUntil(hands.at.list_is_open)
    hands.press("Return")
    assert names(made) == ["Triệu Mùi"]
    assert made.body.values()["beneficiaries"][0]["household"] is None


def test_rows_are_pasted_with_the_problems_at_their_cells(form, hands, area, qtbot):
    made = form(row("Hoàng Văn Páo"))
    made.body.people.go_to(1)
    paste(
        hands,
        "Lý Thị Máy\t1961\tkhu na phai\tHộ nghèo\t1\t500.000\r\nVi Văn Tú\tnăm Thìn\tKhu Lạ\tHộ cận nghèo\t2\t1tr\r\n",
    )
    assert names(made) == ["Hoàng Văn Páo", "Lý Thị Máy", "Vi Văn Tú"]
    _, second, third = made.body.values()["beneficiaries"]
    assert (second["residential_area"], second["category"], second["given_amount"]) == (area, "ho_ngheo", 500_000)
    assert (third["birth_year"], third["gift_count"], third["given_amount"]) == (None, 2, 1_000_000)
    kept = {key.split("/")[-1]: text for key, text in made.body.unparsed().items()}
    assert kept == {"birth_year": "năm Thìn", "residential_area": "Khu Lạ"}
    model = made.body.people.view.model()
    shown = [model.index(2, column).data() for column in range(4)]
    assert shown[:2] == ["Vi Văn Tú", "năm Thìn"]
    qtbot.waitUntil(lambda: made.body.people.foot.said.startswith("Dòng 3, Năm sinh: "))
    made.make_final()
    assert hands.where() == "Năm sinh, dòng 3"
    said = made.foot.findChild(ElidedLabel)
    assert "chỗ cần xem trước khi ghi sổ" in said.whole_text()
    hands.type("1")
    assert said.whole_text() == ""


def test_three_hundred_pasted_rows_are_kept_apart_and_ask_little(form, hands, session):
    made = form()
    made.body.people.go_to(0)
    before = session.requests
    paste(hands, "".join(f"Hộ số {number}\t\t\tHộ nghèo\t1\t5000\n" for number in range(300)))
    assert session.requests - before < 20
    rows = made.body.values()["beneficiaries"]
    assert [each["full_name"] for each in rows] == [f"Hộ số {number}" for number in range(300)]
    assert len({each["id"] for each in rows}) == 300
    assert made.body.people.head.told == "Đã ghi 300 suất, 1.500.000 đồng; khớp tổng giá trị"
    hands.press("Ctrl+G")
    assert made.record.state is State.FINAL
    assert len(made.record.values["beneficiaries"]) == 300


def test_headings_say_where_columns_go_and_nothing_typed_is_lost(form, hands):
    made = form(row("Hoàng Văn Páo"))
    made.body.people.go_to(0)
    paste(hands, "STT\tHọ tên\tSố tiền\tĐối tượng\tSố suất\n1\tLý Thị Máy\t700000\tHộ nghèo\t1\n")
    assert names(made) == ["Hoàng Văn Páo", "Lý Thị Máy"]
    assert made.body.values()["beneficiaries"][1]["given_amount"] == 700_000


def test_columns_that_have_no_place_are_counted_also_where_cells_are_empty(form, hands):
    made = form()
    made.body.people.go_to(0)
    paste(hands, "Lý Thị Máy\t\t\tHộ nghèo\t1\t500000\tghi chú\t\nVi Văn Tú\t1970\t\tHộ nghèo\t1\t500000\t\tký\n")
    said = [label.whole_text() for label in made.body.people.tools.findChildren(ElidedLabel)]
    assert said == ["Đã dán 2 dòng, thừa 2 cột."]


def test_a_column_is_pasted_into_empty_cells(form, hands):
    made = form(row("Hoàng Văn Páo", birth_year=None), row("Lý Thị Máy"))
    made.body.people.go_to(0, "birth_year")
    paste(hands, "1961\n1970\n")
    assert [each["birth_year"] for each in made.body.values()["beneficiaries"]] == [1961, 1970]
    assert names(made) == ["Hoàng Văn Páo", "Lý Thị Máy"]


def test_what_was_pasted_can_be_taken_back(form, hands):
    made = form(row("Hoàng Văn Páo"))
    made.body.people.go_to(1)
    paste(hands, "Lý Thị Máy\t1961\nVi Văn Tú\t1962\n")
    assert len(names(made)) == 3
    made.body.people.tools.take_back.setFocus()
    hands.press("Space")
    assert names(made) == ["Hoàng Văn Páo"]


def test_taking_back_never_takes_back_what_was_done_since(form, hands):
    made = form(row("Hoàng Văn Páo"))
    for do in (
        lambda: hands.press("Ctrl+T"),
        lambda: hands.press("Ctrl+Delete"),
        lambda: hands.type("x"),
    ):
        made.body.people.go_to(1)
        paste(hands, "Lý Thị Máy\t1961\nVi Văn Tú\t1962\n")
        assert made.body.people.tools.take_back.isVisible()
        do()
        assert not made.body.people.tools.take_back.isVisible()


def test_what_was_said_of_rows_that_are_gone_is_gone(form, hands, qtbot):
    made = form(row("Hoàng Văn Páo"))
    for undo in (made.body.people.take_back, lambda: hands.press("Ctrl+Delete")):
        made.body.people.go_to(1)
        paste(hands, "Vi Văn Tú\tnăm Thìn\t\tHộ nghèo\t1\t500.000\n\t")
        qtbot.waitUntil(lambda: "Năm sinh" in made.body.people.foot.said)
        undo()
        qtbot.waitUntil(lambda: "Năm sinh" not in made.body.people.foot.said)
        assert names(made) == ["Hoàng Văn Páo"]


def test_columns_appear_where_they_are_used(form, hands):
    made = form(row("Hoàng Văn Páo"))
    people = made.body.people
    assert not find_shown(people, "signature")
    people.tools.column_chosen.emit("signature", True)
    people.go_to(0, "signature")
    hands.choose("ky thay")
    assert find_shown(people, "signed_by") and find_shown(people, "relation")
    hands.type("Hoàng Thị Mỷ")
    assert made.body.values()["beneficiaries"][0]["signed_by"] == "Hoàng Thị Mỷ"


def find_shown(people, name):
    column = next(place for place, field in enumerate(people.lines.fields) if field.name == name)
    return not people.view.isColumnHidden(column)


def test_amounts_are_seen_on_a_small_screen(form, qtbot):
    made = form(row("Hoàng Văn Páo"))
    made.resize(810, 640)
    view = made.body.people.view
    qtbot.waitUntil(lambda: view.viewport().width() < 760)
    last = next(place for place, field in enumerate(made.body.people.lines.fields) if field.name == "given_amount")
    assert view.columnViewportPosition(last) + view.columnWidth(last) <= view.viewport().width()


def test_a_short_list_after_a_long_one_with_more_columns(form, hands):
    short = form(row("Hoàng Văn Páo"))
    made = form(*(row(f"Hộ {number}", signature="ky_thay", signed_by="Con") for number in range(6)))
    made.body.people.go_to(5)
    made.open(short.record.id)
    assert names(made) == ["Hoàng Văn Páo"]
    assert not find_shown(made.body.people, "signed_by")
    made.body.tabs.setCurrentIndex(1)
    made.body.people.go_to(0)
    assert hands.where() == f"{NAME}, dòng 1"


def test_a_row_is_taken_out_and_the_form_saves_as_draft(form, hands):
    made = form(row("Hoàng Văn Páo"), row("Lý Thị Máy"), row("Vi Văn Tú"))
    made.body.people.go_to(1)
    hands.press("Ctrl+Delete")
    assert names(made) == ["Hoàng Văn Páo", "Vi Văn Tú"]
    hands.press("Ctrl+S")
    assert not made.is_dirty
    assert [each["full_name"] for each in made.record.values["beneficiaries"]] == ["Hoàng Văn Páo", "Vi Văn Tú"]
    assert made.body.tabs.currentIndex() == 1


@pytest.mark.parametrize("values", [{"direction": "cap_tren", "receiving_unit": "20"}, {"running_cost": True}])
def test_the_list_is_there_only_when_it_is_paid_to_people(form, values):
    made = form(**values)
    assert not made.body.tabs.isTabVisible(1)


def test_keys_lead_to_the_list_and_back(form, hands):
    made = form(row("Hoàng Văn Páo"))
    made.body.tabs.setCurrentIndex(0)
    find(made, "Số tiền").setFocus()
    hands.press(Qt.Key.Key_Tab)
    hands._bot.keyClick(hands.at, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert hands.where() == f"{NAME}, dòng 2"
    hands._bot.keyClick(hands.at, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert made.body.tabs.currentIndex() == 0


def test_a_received_list_is_only_read(form):
    made = form(row("Hoàng Văn Páo"))
    made.body.set_read_only(True)
    assert made.body.people.view.model().rowCount() == 1
    assert not made.body.people.tools.isVisible()


def test_what_the_lower_unit_kept_back_is_told_in_the_cells_that_are_empty(form):
    made = form(row("Hoàng Văn Páo"), row(None, signature="ky_thay"))
    kept_back = frozenset({"beneficiaries.full_name", "beneficiaries.signed_by", "note"})
    made.body.fill(replace(made.record, received=True, withheld=kept_back), {})
    made.body.set_read_only(True)
    model = made.body.people.view.model()
    fields = [field.name for field in made.body.people.lines.fields]
    told = {(n, name): model.index(n, fields.index(name)).data() for n in (0, 1) for name in fields}
    assert told[0, "full_name"] == "Hoàng Văn Páo"
    assert told[1, "full_name"] == told[0, "signed_by"] == told[1, "signed_by"] == "không chuyển lên"
    assert told[1, "birth_year"] == ""
    assert find_shown(made.body.people, "signed_by")
    made.body.fill(made.record, {})
    assert model.index(1, fields.index("full_name")).data() == ""


def test_the_list_is_printed_from_the_form(form, qtbot):
    made = form(row("Hoàng Văn Páo", 3, 1_500_000))
    made.make_final()
    assert made.record.state is State.FINAL
    with qtbot.waitSignal(made.print_requested) as asked:
        made.print_form("beneficiary_list")
    assert asked.args[0].values["beneficiaries"][0]["full_name"] == "Hoàng Văn Páo"
