"""Printed forms: which a record has, what a receipt says for money and for goods, and the mark in its corner."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.documents import Align, Document, Heading, Letterhead, Paragraph, Signatures, Table
from models.printed_form import PrintJob, printed
from models.printed_forms import SHEET, form_named, forms_of
from models.record_types import RECORD_TYPES, record_type
from models.records import Record, State

NAMES = {
    ("donor", "d1"): "Công ty TNHH Ánh Dương",
    ("fund", "f1"): "Quỹ “Vì người nghèo”",
    ("unit", "20"): "Tỉnh Lạng Mẫu",
    ("campaign", "c1"): "Ủng hộ đồng bào bị bão",
}
HEAD = Letterhead("ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM XÃ VŨ LỄ", "BAN THƯỜNG TRỰC", "", "Vũ Lễ, ngày … tháng … năm 2026")
HANDS = {"payer": "Vi Thị Dụ", "receiver": "Lương Văn Thử", "accountant": "Nông Thị Giả", "treasurer": "Mã Thị Ví"}
MONEY = Record(
    "donation_receipt",
    "r1",
    {
        "received_date": "2026-02-03",
        "fund": "f1",
        "donor": "d1",
        "kind": "tien_mat",
        "amount_vnd": 20_000_000,
        "source_level": "truc_tiep",
        "restricted": True,
        "restriction": "Làm nhà cho hộ nghèo\nƯu tiên thôn Nà Pán",
        "publish_name": True,
        **HANDS,
    },
    State.FINAL,
    1,
    number_text="PT-2026-0127",
)
GOODS = [
    {"id": "1", "name": "Chăn bông", "unit": "chiếc", "quantity": 360_000, "unit_price": 250_000, "value": 90_000_000},
    {"id": "2", "name": "Gạo", "unit": "kg", "quantity": 500_500, "unit_price": 20_000, "value": 10_010_000},
]


def with_values(record: Record, **values: object) -> Record:
    return replace(record, values={**record.values, **values})


def lookup(name: str, key: str):
    return {"address": "Tổ 3, phường Tam Mẫu"} if (name, key) == ("donor", "d1") else None


def receipt(record: Record, times: int = 0) -> Document:
    job = PrintJob(record_type(record.record_type), record, lambda *key: NAMES[key], lookup, HEAD, "Vũ Lễ")
    return printed(form_named(record, "receipt"), job, times)


def texts(document: Document) -> list[str]:
    found = [block for block in document.copies()[0] if isinstance(block, Paragraph)]
    return [text for block in found for text in (block.text, block.beside) if text]


def test_every_record_has_its_sheet_and_a_receipt_first_its_voucher():
    for declared in RECORD_TYPES:
        assert SHEET in forms_of(Record(declared.name, "x", {}))
    assert [form.label for form in forms_of(MONEY)] == ["Biên nhận", "Phiếu in của sổ"]
    names = [form.name for form in forms_of(MONEY)]
    assert len(set(names)) == len(names)


def test_what_another_unit_received_is_not_handed_out_here():
    assert forms_of(replace(MONEY, received=True)) == (SHEET,)


def test_a_receipt_of_money_says_who_gave_how_much_in_figures_and_in_words():
    document = receipt(MONEY)
    assert document.title == "Biên nhận tiền ủng hộ PT-2026-0127"
    assert document.letterhead == replace(HEAD, place_date="Vũ Lễ, ngày 03 tháng 02 năm 2026")
    assert document.copies()[0][0] == Heading("BIÊN NHẬN TIỀN ỦNG HỘ", 0)
    assert texts(document) == [
        "Số: PT-2026-0127 – Liên 1: Lưu",
        "Nhà hảo tâm: Công ty TNHH Ánh Dương",
        "Địa chỉ: Tổ 3, phường Tam Mẫu",
        "Tiếp nhận vào: Quỹ “Vì người nghèo”",
        "Hình thức: Tiền mặt",
        "Số tiền: 20.000.000 đồng",
        "(Viết bằng chữ: Hai mươi triệu đồng)",
        "Mục đích, điều kiện: Làm nhà cho hộ nghèo; Ưu tiên thôn Nà Pán",
    ]


def test_a_gift_for_relief_names_its_campaign():
    assert "Đợt vận động: Ủng hộ đồng bào bị bão" in texts(receipt(with_values(MONEY, campaign="c1")))


def test_both_copies_say_the_same_but_for_whom_they_are():
    document = receipt(MONEY)
    first, second = document.copies()
    assert second[1] == Paragraph("Số: PT-2026-0127 – Liên 2: Giao người nộp", Align.CENTRE, italic=True)
    assert first[2:] == second[2:]
    signing = second[-1]
    assert isinstance(signing, Signatures)
    assert [(column.lines[0], column.name) for column in signing.columns] == [
        ("Người nộp", "Vi Thị Dụ"),
        ("Người nhận", "Lương Văn Thử"),
        ("Kế toán", "Nông Thị Giả"),
        ("Thủ quỹ", "Mã Thị Ví"),
    ]


def test_no_number_of_an_official_form_stands_on_it():
    for text in texts(receipt(MONEY)):
        assert "Mẫu" not in text.replace("Tam Mẫu", "") and "C40" not in text


def test_goods_are_listed_with_unit_and_quantity_and_their_worth_stands_below():
    document = receipt(with_values(MONEY, kind="hien_vat", goods=GOODS, amount_vnd=100_010_000))
    assert document.copies()[0][0] == Heading("BIÊN NHẬN HIỆN VẬT ỦNG HỘ", 0)
    (table,) = [block for block in document.copies()[0] if isinstance(block, Table)]
    assert [column.title for column in table.columns] == [
        "TT", "Tên hàng", "Đơn vị tính", "Số lượng", "Đơn giá (đồng)", "Thành tiền quy đổi (đồng)",
    ]  # fmt: skip
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["1", "Chăn bông", "chiếc", "360", "250.000", "90.000.000"],
        ["2", "Gạo", "kg", "500,5", "20.000", "10.010.000"],
    ]
    assert "Tổng giá trị quy đổi: 100.010.000 đồng" in texts(document)
    assert "(Viết bằng chữ: Một trăm triệu không trăm mười nghìn đồng)" in texts(document)


def test_goods_without_a_price_are_not_worth_nothing():
    goods = [{"id": "1", "name": "Gạo", "unit": "kg", "quantity": 1000}]
    printed_lines = texts(receipt(with_values(MONEY, kind="hien_vat", goods=goods, amount_vnd=None)))
    assert not any("giá trị" in line or "bằng chữ" in line for line in printed_lines)


def test_foreign_money_names_its_amount_rate_and_worth():
    foreign = {"fx_currency": "USD", "fx_amount": 1_000_500, "fx_rate": 25_400_000, "fx_sold_date": "2026-02-05"}
    document = receipt(with_values(MONEY, kind="ngoai_te", amount_vnd=25_412_700, **foreign))
    printed_lines = texts(document)
    assert "Số ngoại tệ: 1.000,5 USD" in printed_lines
    assert "Tỷ giá: 25.400 đồng/USD" in printed_lines
    assert "Ngày bán ngoại tệ: 05/02/2026" in printed_lines
    assert "Quy ra tiền Việt Nam: 25.412.700 đồng" in printed_lines


def test_what_a_unit_passes_on_is_no_donation_and_names_the_unit():
    passed = with_values(MONEY, source_level="cap_tren", source_unit="20", donor=None)
    document = receipt(passed)
    assert document.copies()[0][0] == Heading("BIÊN NHẬN TIỀN", 0)
    assert texts(document)[1] == "Đơn vị chuyển: Tỉnh Lạng Mẫu"
    assert not any("Nhà hảo tâm" in line for line in texts(document))


def test_a_transfer_names_its_voucher_and_is_for_the_donor():
    gone = dict.fromkeys(("payer", "receiver", "treasurer"))
    document = receipt(with_values(MONEY, kind="chuyen_khoan", bank_ref="FT26-0019", **gone))
    assert "Chứng từ ngân hàng: FT26-0019" in texts(document)
    number = document.copies()[1][1]
    assert isinstance(number, Paragraph) and number.text.endswith("Liên 2: Giao nhà hảo tâm")


def test_an_empty_draft_has_room_to_write_everywhere():
    document = receipt(
        Record("donation_receipt", "x", {"kind": "hien_vat", "source_level": "truc_tiep", "restricted": True})
    )
    (table,) = [block for block in document.copies()[0] if isinstance(block, Table)]
    assert len(table.rows) == 3 and all(not cell.text for row in table.rows for cell in row[1:])
    written = texts(document)
    for label in ("Nhà hảo tâm", "Địa chỉ", "Mục đích, điều kiện", "Tổng giá trị quy đổi"):
        assert any(line.startswith(f"{label}: ………") for line in written), label
    assert document.letterhead is not None and "ngày ……" in document.letterhead.place_date


@pytest.mark.parametrize(
    ("state", "times", "mark"),
    [
        (State.DRAFT, 0, "BẢN NHÁP – CHƯA CÓ GIÁ TRỊ"),
        (State.DRAFT, 3, "BẢN NHÁP – CHƯA CÓ GIÁ TRỊ"),
        (State.VOID, 1, "ĐÃ HỦY"),
        (State.FINAL, 0, ""),
        (State.FINAL, 1, "BẢN IN LẠI (lần 1)"),
        (State.FINAL, 2, "BẢN IN LẠI (lần 2)"),
    ],
)
def test_the_mark_says_what_the_paper_is_worth(state, times, mark):
    assert receipt(replace(MONEY, state=state), times).mark == mark


def test_a_void_receipt_says_why_on_both_copies():
    document = receipt(replace(MONEY, state=State.VOID, void_reason="Ghi trùng phiếu PT-2026-0126"))
    said = Paragraph("(Đã hủy. Lý do: Ghi trùng phiếu PT-2026-0126)", Align.CENTRE, italic=True)
    assert [copy[2] for copy in document.copies()] == [said, said]


def test_the_sheet_of_the_register_is_no_voucher_and_may_be_printed_as_often_as_one_likes():
    job = PrintJob(record_type("donation_receipt"), MONEY, lambda *key: NAMES[key], lookup, HEAD)
    assert printed(SHEET, job, 5).mark == ""
    assert printed(SHEET, replace(job, record=replace(MONEY, state=State.VOID)), 0).mark == "ĐÃ HỦY"
