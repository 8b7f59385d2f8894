"""The sheet of a record reads like the paper form: shown fields only, names instead of ids, sums, room to write."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.documents import Align, Document, Heading, Letterhead, Paragraph, Signatures, Table
from models.record_sheet import DOTS, record_sheet
from models.record_types import RECORD_TYPES, record_type
from models.records import Record, State

NAMES = {
    ("donor", "d1"): "Công ty TNHH Ánh Dương",
    ("fund", "f1"): "Quỹ “Vì người nghèo”",
    ("unit", "20"): "Tỉnh Lạng Sơn",
}
HEAD = Letterhead("MTTQ TỈNH LẠNG SƠN", "MTTQ XÃ VŨ LỄ", "", "Vũ Lễ, ngày 18 tháng 6 năm 2026")
RECEIPT = Record(
    "donation_receipt",
    "r1",
    {
        "received_date": "2026-06-18",
        "fund": "f1",
        "donor": "d1",
        "kind": "tien_mat",
        "amount_vnd": 20_000_000,
        "source_level": "truc_tiep",
        "publish_name": True,
        "restricted": True,
        "restriction": "Làm nhà cho hộ nghèo\nƯu tiên thôn Nà Pán",
        "storage_place": "Kho xã",
    },
    State.FINAL,
    1,
    number_text="PT-2026-0127",
)
GOODS = [
    {"id": "1", "name": "Chăn bông", "unit": "chiếc", "quantity": 360_000, "unit_price": 250_000, "value": 90_000_000},
    {"id": "2", "name": "Gạo", "unit": "kg", "quantity": 500_500, "unit_price": 20_000, "value": 10_010_000},
]


def name_of(kind: str, key: str) -> str:
    return NAMES[kind, key]


def sheet(record: Record) -> Document:
    return record_sheet(record_type(record.record_type), record, name_of, HEAD)


def lines(document: Document) -> list[str]:
    paragraphs = [block for block in document.blocks if isinstance(block, Paragraph)]
    return [text for block in paragraphs for text in (block.text, block.beside) if text]


def signing(document: Document) -> list[tuple[tuple[str, ...], str]]:
    (block,) = [block for block in document.blocks if isinstance(block, Signatures)]
    return [(column.lines, column.name) for column in block.columns]


def test_it_begins_with_name_and_number_and_ends_with_room_to_sign():
    document = sheet(RECEIPT)
    assert document.title == "Phiếu tiếp nhận PT-2026-0127"
    assert document.letterhead == HEAD
    assert document.blocks[0] == Heading("PHIẾU TIẾP NHẬN", 0)
    assert document.blocks[1] == Paragraph("Số: PT-2026-0127", Align.CENTRE)
    assert isinstance(document.blocks[-1], Signatures)


def test_values_are_printed_as_on_paper():
    printed = lines(sheet(RECEIPT))
    assert "Ngày nhận: 18/06/2026" in printed
    assert "Nhà hảo tâm: Công ty TNHH Ánh Dương" in printed
    assert "Quỹ: Quỹ “Vì người nghèo”" in printed
    assert "Hình thức: Tiền mặt" in printed
    assert "Công khai tên: Có" in printed
    amount = printed.index("Số tiền (hoặc giá trị quy đổi): 20.000.000 đồng")  # alone on its line
    assert "hai mươi triệu đồng" in printed[amount + 1].lower()


def test_a_long_text_keeps_its_lines():
    printed = lines(sheet(RECEIPT))
    first = printed.index("Mục đích, điều kiện: Làm nhà cho hộ nghèo")
    assert printed[first + 1] == "Ưu tiên thôn Nà Pán"


def test_a_final_record_leaves_out_what_it_does_not_have():
    printed = lines(sheet(RECEIPT))
    assert not any(line.startswith("Ghi chú:") or DOTS in line for line in printed)


def test_what_a_draft_does_not_have_leaves_room_to_write_and_what_is_hidden_is_left_out():
    printed = lines(sheet(replace(RECEIPT, state=State.DRAFT)))
    assert f"Ghi chú: {DOTS}" in printed
    assert not any("Nơi bảo quản" in line for line in printed)  # only goods are stored


def test_goods_are_a_table_with_the_sum_of_their_worth():
    record = replace(RECEIPT, values={**RECEIPT.values, "kind": "hien_vat", "goods": GOODS})
    (table,) = [block for block in sheet(record).blocks if isinstance(block, Table)]
    assert [column.title for column in table.columns][:4] == ["TT", "Tên hàng", "Đơn vị tính", "Số lượng"]
    assert [cell.text for cell in table.rows[1]] == ["2", "Gạo", "kg", "500,5", "20.000", "10.010.000"]
    assert [cell.text for cell in table.rows[-1]] == ["", "Cộng", "", "", "", "100.010.000"]


def test_a_column_without_a_value_is_left_out_of_a_final_record_and_kept_on_a_draft():
    heads = {}
    for state in (State.FINAL, State.DRAFT):
        record = replace(RECEIPT, values={**RECEIPT.values, "kind": "hien_vat", "goods": GOODS}, state=state)
        (table,) = [block for block in sheet(record).blocks if isinstance(block, Table)]
        heads[state] = {column.title for column in table.columns}
    assert heads[State.DRAFT] - heads[State.FINAL] == {"Chất lượng", "Hạn dùng"}


SIGN = "(Ký, ghi rõ họ tên)"
CHAIR = (("TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH"), "")


def test_a_receipt_is_signed_by_those_whom_it_names_and_does_not_name_them_twice():
    hands = {"payer": "Vi Thị Dụ", "receiver": "Lương Văn Thử", "accountant": "Nông Thị Giả", "treasurer": "Mã Thị Ví"}
    document = sheet(replace(RECEIPT, values={**RECEIPT.values, **hands}))
    assert signing(document) == [
        (("Người nộp", SIGN), "Vi Thị Dụ"),
        (("Người nhận", SIGN), "Lương Văn Thử"),
        (("Kế toán", SIGN), "Nông Thị Giả"),
        (("Thủ quỹ", SIGN), "Mã Thị Ví"),
    ]
    assert not any("Nông Thị Giả" in line for line in lines(document))


def test_a_draft_of_a_receipt_leaves_room_for_every_hand():
    columns = signing(sheet(replace(RECEIPT, state=State.DRAFT)))
    assert [column[0][0] for column in columns] == ["Người nộp", "Người nhận", "Kế toán", "Thủ quỹ"]


def test_where_one_hand_or_none_is_named_the_front_signs_too():
    transfer = {**RECEIPT.values, "kind": "chuyen_khoan", "accountant": "Nông Thị Giả"}
    assert signing(sheet(replace(RECEIPT, values=transfer))) == [(("Kế toán", SIGN), "Nông Thị Giả"), CHAIR]
    case = Record("mediation_case", "c1", {"accepted": "tiep_nhan"}, State.FINAL)
    assert signing(sheet(case)) == [(("NGƯỜI LẬP PHIẾU",), ""), CHAIR]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("land_contribution", "Phiếu hiến đất"),
        ("community_model", "Phiếu mô hình"),
        ("pledge", "Phiếu đăng ký ủng hộ"),
        ("donation_receipt", "Phiếu tiếp nhận"),
        ("mediation_case", "Vụ việc hòa giải"),
    ],
)
def test_the_paper_is_called_a_sheet_unless_the_register_is_already_named_after_one(name, title):
    document = sheet(Record(name, "x", {}, State.FINAL))
    assert (document.title, document.blocks[0]) == (title, Heading(title.upper(), 0))


def test_short_neighbours_share_a_line_and_long_ones_do_not():
    values = {"accepted": "tiep_nhan", "assigned_date": "2026-06-01", "started_date": "2026-06-03", "session_count": 2,
              "venue": "Nhà văn hóa thôn Nà Pán, cạnh cổng Ủy ban nhân dân xã"}  # fmt: skip
    document = sheet(Record("mediation_case", "c1", values, State.FINAL))
    pairs = [(block.text, block.beside) for block in document.blocks if isinstance(block, Paragraph)]
    at = pairs.index(("Ngày phân công: 01/06/2026", "Ngày bắt đầu hòa giải: 03/06/2026"))
    assert pairs[at + 1] == ("Số buổi: 2 buổi", "")
    assert pairs[at + 2][0].startswith("Địa điểm: Nhà văn hóa")


def test_broad_letters_need_a_line_of_their_own():
    """Of two texts of as many letters the one in capitals is wider than half a line."""
    values = {"decision_no": "135/QĐ-UBND", "decision_date": "2026-04-28", "status": "da_phe_duyet"}
    document = sheet(Record("house_support", "h", values, State.FINAL))
    pairs = [(block.text, block.beside) for block in document.blocks if isinstance(block, Paragraph)]
    assert ("Số quyết định phê duyệt: 135/QĐ-UBND", "") in pairs


def test_only_what_the_register_adds_up_is_told_in_words_too():
    """A unit price and the parts of a sum are read as figures."""
    values = {"kind": "ngay_cong", "quantity": 3_000, "unit_price": 250_000, "value_vnd": 750_000}
    printed = lines(sheet(Record("work_contribution", "w", values, State.FINAL)))
    assert "Đơn giá: 250.000 đồng" in printed
    assert [line for line in printed if line.startswith("(Bằng chữ")] == ["(Bằng chữ: Bảy trăm năm mươi nghìn đồng)"]


def test_rows_are_known_by_number_and_name_in_every_part_of_a_split_table():
    goods = replace(RECEIPT, values={**RECEIPT.values, "kind": "hien_vat", "goods": GOODS})
    (table,) = [block for block in sheet(goods).blocks if isinstance(block, Table)]
    assert [column.title for column in table.columns if column.label_column] == ["TT", "Tên hàng"]


def test_a_line_to_write_on_is_not_halved():
    blocks = sheet(Record("mediation_case", "c1", {"accepted": "tiep_nhan"}, State.DRAFT)).blocks
    assert all(
        DOTS not in block.text + block.beside for block in blocks if isinstance(block, Paragraph) and block.beside
    )


def test_a_child_table_without_rows_is_left_out_and_no_head_says_its_unit_twice():
    values = {"accepted": "tiep_nhan", "parties": [{"id": "1", "name": "Lý Văn Mẫu", "age": 58}]}
    document = sheet(Record("mediation_case", "c1", values, State.DRAFT))
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert "Tuổi" in [column.title for column in table.columns]
    assert Heading("Người được mời", 1) not in document.blocks


def test_a_void_record_says_why():
    said = "(Đã hủy. Lý do: Ghi trùng)"
    assert said in lines(sheet(replace(RECEIPT, state=State.VOID, void_reason="Ghi trùng")))
    assert said not in lines(sheet(RECEIPT))


def test_text_that_could_not_be_read_is_printed_as_typed_and_what_was_kept_back_says_so():
    record = replace(RECEIPT, unparsed={"amount_vnd": "hai chục triệu"}, withheld=frozenset({"payer"}))
    values = {**RECEIPT.values, "amount_vnd": None}
    printed = lines(sheet(replace(record, values=values)))
    assert "Số tiền (hoặc giá trị quy đổi): hai chục triệu" in printed
    assert any(line.startswith("Người nộp: (đơn vị gửi") for line in printed)


@pytest.mark.parametrize("declared", RECORD_TYPES, ids=lambda declared: declared.name)
def test_every_register_has_a_sheet_even_of_an_empty_record(declared):
    document = record_sheet(declared, Record(declared.name, "x", {}), name_of, None)
    shown = {block.text for block in document.blocks if isinstance(block, Heading)}
    assert any(text.endswith(declared.label.upper()) for text in shown)
    assert declared.sections[0].label in shown
