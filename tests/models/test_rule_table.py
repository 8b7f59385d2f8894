"""The table of rules: every rule with its words, article and days, and the fields that a law asks for."""

from __future__ import annotations

from datetime import date

from models.documents import Table
from models.fields import Choice, Field, Group, Kind, Lines, RecordType, Rule, Section, Severity
from models.predicates import All, Filled, Is
from models.record_types import RECORD_TYPES
from models.rule_table import RuleRow, rule_table, rules_document

LATE = Rule("late", lambda values, lookup: None, Severity.WARNING, "Nộp đúng hạn.", "Luật A Điều 2", date(2024, 6, 1))
LONG = Rule("long", lambda values, lookup: None, Severity.HINT, "Tên hàng ghi đủ.", "", None, date(2024, 6, 30))
RECEIPT = RecordType(
    name="receipt", label="Phiếu", plural="Phiếu", group=Group.REGISTER,
    sections=(Section("Chung", (
        Field("day", "Ngày", Kind.DATE, required=True, article="Luật A Điều 1"),
        Field("kind", "Loại", Kind.CHOICE, required=True, choices=(Choice("t", "Tiền"), Choice("h", "Hàng"))),
        Field("place", "Kho", Kind.TEXT, required=All((Is("kind", "h"), Filled("day"))), article="Luật A Điều 3"),
    )),),
    title=("day",), list_columns=("day",), rules=(LATE,),
    lines=(Lines("goods", "Hiện vật", "dòng", (
        Field("name", "Tên", Kind.TEXT, required=Is("kind", "h"), article="Luật A Điều 4"),
    ), rules=(LONG,)),),
)  # fmt: skip


def test_every_rule_and_every_field_that_a_law_asks_for_has_a_line():
    assert rule_table([RECEIPT]) == (
        RuleRow("Phiếu", "", "day_required", "Phải có “Ngày”.", "Phải sửa", "Luật A Điều 1", None, None),
        RuleRow("Phiếu", "", "place_required", "Phải có “Kho” khi “Loại” là “Hàng” và có “Ngày”.", "Phải sửa",
                "Luật A Điều 3", None, None),
        RuleRow("Phiếu", "", "late", "Nộp đúng hạn.", "Cần ghi lý do", "Luật A Điều 2", date(2024, 6, 1), None),
        RuleRow("Phiếu", "Hiện vật", "name_required", "Phải có “Tên” khi “Loại” là “Hàng”.", "Phải sửa",
                "Luật A Điều 4", None, None),
        RuleRow("Phiếu", "Hiện vật", "long", "Tên hàng ghi đủ.", "Nên xem lại", "", None, date(2024, 6, 30)),
    )  # fmt: skip
    late, long = (row for row in rule_table([RECEIPT]) if not row.name.endswith("required"))
    assert (late.place, late.validity) == ("Phiếu", "từ 01/06/2024")
    assert (long.place, long.validity) == ("Phiếu: Hiện vật", "đến 30/06/2024")


def test_every_line_of_the_program_is_a_sentence_and_has_a_code_of_its_own():
    found = rule_table(RECORD_TYPES)
    assert all(row.sentence.endswith(".") and row.register and row.severity for row in found)
    assert len({(row.place, row.name) for row in found}) == len(found)


def test_what_the_law_asks_of_goods_and_of_who_signs_for_another_stands_in_the_table():
    counted = ("Phải sửa", "Nghị định 93/2021/NĐ-CP Điều 9 khoản 2 điểm a")
    signed = ("Phải sửa", "Thông tư 72/2008/TT-BTC Mục 6.3c")
    found = {(row.place, row.sentence): (row.severity, row.article) for row in rule_table(RECORD_TYPES)}
    for place in ("Phiếu tiếp nhận: Hiện vật, dịch vụ", "Phiếu chi hỗ trợ: Hiện vật xuất"):
        assert found[place, "Phải có “Tên hàng”."] == found[place, "Phải có “Số lượng”."] == counted
    people = "Phiếu chi hỗ trợ: Danh sách nhận hỗ trợ"
    for label in ("Người ký thay", "Quan hệ"):
        assert found[people, f"Phải có “{label}” khi “Ký nhận” là “Ký thay”."] == signed


def test_on_paper_the_rules_stand_register_by_register():
    table = rules_document(rule_table([RECEIPT])).blocks[-1]
    assert isinstance(table, Table)
    lines = [[cell.text for cell in row] for row in table.rows]
    assert lines[0] == ["", "Phiếu"] and lines[4] == ["", "Phiếu: Hiện vật"] and len(lines) == 7
    assert lines[3] == ["3", "Nộp đúng hạn.", "Cần ghi lý do", "Luật A Điều 2", "từ 01/06/2024", "late"]
    assert all(sum(cell.span for cell in row) == len(table.columns) for row in table.rows)
