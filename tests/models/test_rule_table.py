"""The table of rules: every rule with its words, article and days, and the fields that a law asks for."""

from __future__ import annotations

import re
from datetime import date

from models.documents import Table
from models.fields import Choice, Field, Group, Kind, Lines, RecordType, Section
from models.predicates import All, Filled, Is
from models.record_types import RECORD_TYPES
from models.record_types.mediation_team import MEDIATION_TEAM
from models.report_reasons import RuleReasons
from models.rule_codes import RULE_CODES, rule_code
from models.rule_table import EVERYWHERE, RuleRow, rule_sentence, rule_table, rules_document
from models.rules import Rule, Severity

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
    own = rule_table([RECEIPT])[: -len(EVERYWHERE)]
    assert own == (
        RuleRow("Phiếu", "", "", "Phải có “Ngày”.", "Phải sửa", "Luật A Điều 1", None, None),
        RuleRow("Phiếu", "", "", "Phải có “Kho” khi “Loại” là “Hàng” và có “Ngày”.", "Phải sửa",
                "Luật A Điều 3", None, None),
        RuleRow("Phiếu", "", "", "Nộp đúng hạn.", "Cần ghi lý do", "Luật A Điều 2", date(2024, 6, 1), None),
        RuleRow("Phiếu", "Hiện vật", "", "Phải có “Tên” khi “Loại” là “Hàng”.", "Phải sửa",
                "Luật A Điều 4", None, None),
        RuleRow("Phiếu", "Hiện vật", "", "Tên hàng ghi đủ.", "Nên xem lại", "", None, date(2024, 6, 30)),
    )  # fmt: skip
    late, long = own[2], own[4]
    assert (late.place, late.validity) == ("Phiếu", "từ 01/06/2024")
    assert (long.place, long.validity) == ("Phiếu: Hiện vật", "đến 30/06/2024")


def test_every_line_of_the_program_is_a_sentence_with_a_code_of_its_own():
    found = rule_table(RECORD_TYPES)
    assert all(row.sentence.endswith(".") and row.register and row.severity for row in found)
    uncoded = [(row.place, row.sentence) for row in found if not row.code]
    assert not uncoded, "give them the next free number of their register in models/rule_codes.py"
    assert len({row.code for row in found}) == len(found)


def test_a_code_is_given_once_and_says_its_register():
    given = [code for codes in RULE_CODES.values() for code in codes.values()]
    assert len(set(given)) == len(given)
    assert all(re.fullmatch(r"[A-ZĐỘỸ]{2,4}-[0-9]{2}", code) for code in given)
    letters = [{code.partition("-")[0] for code in codes.values()} for codes in RULE_CODES.values()]
    assert all(len(each) == 1 for each in letters) and len(set.union(*letters)) == len(letters)


def test_codes_that_were_quoted_stay():
    """A code on paper at a district means the same rule in every later version."""
    row = {row.code: row for row in rule_table(RECORD_TYPES)}
    assert row["HG-19"].sentence == "Bắt đầu hòa giải trong 3 ngày kể từ ngày phân công."
    assert row["TN-15"].lines == "Hiện vật, dịch vụ" and row["TN-15"].severity == "Phải sửa"
    assert row["CH-04"].register == "Mọi sổ"
    assert rule_code("pledge", "campaign_of_this_fund") == "ĐK-01"
    assert rule_code("fund", "clock") == "CH-04" and rule_code("fund", "no_such_rule") == ""


def test_a_reason_is_told_by_the_sentence_of_its_rule_or_the_label_of_its_field():
    assert rule_sentence(RECEIPT, "late") == LATE.sentence and rule_sentence(RECEIPT, "long") == LONG.sentence
    assert rule_sentence(RECEIPT, "place") == "Kho"
    assert rule_sentence(RECEIPT, "clock").startswith("Ngày giờ của máy tính đúng")
    assert rule_sentence(RECEIPT, "rule_of_old") == ""


def test_a_rule_of_an_older_program_is_told_without_its_name():
    old = RuleReasons("mediation_case", "Hòa giải ở cơ sở", "rule_of_old", "", 2, ())
    new = RuleReasons("mediation_case", "Hòa giải ở cơ sở", "teams_differ", "Hai tổ khác nhau.", 2, ())
    assert (old.named, new.named) == ("quy tắc của bản chương trình trước", "quy tắc HG-10 “Hai tổ khác nhau.”")


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
    table = rules_document(rule_table([MEDIATION_TEAM])).blocks[-1]
    assert isinstance(table, Table)
    lines = [[cell.text for cell in row] for row in table.rows]
    assert lines[0] == ["Tổ hòa giải"] and lines[5] == ["Mọi sổ"] and len(lines) == 6 + len(EVERYWHERE)
    assert lines[2] == [
        "THG-02", "Tổ hòa giải có hòa giải viên nữ.", "Nên xem lại", "Luật 35/2013/QH13 Điều 12", "",
    ]  # fmt: skip
    assert all(sum(cell.span for cell in row) == len(table.columns) for row in table.rows)
