"""The list of beneficiaries: eleven columns, parts that never add, who signed for whom, masked numbers of cards."""

from __future__ import annotations

from dataclasses import replace

from models.documents import Document, Heading, Letterhead, Paragraph, Signatures, Table
from models.printed_form import CARD_NUMBERS, PrintJob, has_card_numbers, masked, printed
from models.printed_forms import SHEET, form_named, forms_of
from models.record_types import RECORD_TYPES, record_type
from models.records import Record, State

NAMES = {
    ("fund", "f1"): "Quỹ “Vì người nghèo” xã Vũ Lễ",
    ("unit", "06127"): "Xã Vũ Lễ",
    ("unit", "20"): "Tỉnh Lạng Mẫu",
    ("residential_area", "a1"): "Thôn Nà Pán",
}
HEAD = Letterhead("ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM XÃ VŨ LỄ", "BAN THƯỜNG TRỰC", "", "Vũ Lễ, ngày … tháng … năm 2026")
ROWS = [
    {
        "id": "1",
        "full_name": "Hoàng Văn Thử",
        "id_number": "020085010123",
        "residential_area": "a1",
        "category": "ho_ngheo",
        "gift_count": 1,
        "given_amount": 500_000,
    },
    {
        "id": "2",
        "full_name": "con đi học",
        "category": "hoc_sinh",
        "gift_count": 1,
        "given_amount": 200_000,
        "is_part": True,
    },
    {
        "id": "3",
        "full_name": "Lương Thị Mẫu",
        "category": "can_ngheo",
        "gift_count": 2,
        "given_amount": 700_000,
        "given_goods": "Chăn bông",
        "signature": "ky_thay",
        "signed_by": "Lương Văn Giả",
        "relation": "con trai",
    },
    {"id": "4", "full_name": "Nông Thị Ví", "category": "khac", "gift_count": 1, "signature": "da_ky"},
]
PAID = Record(
    "disbursement",
    "x1",
    {
        "paid_date": "2026-02-03",
        "fund": "f1",
        "direction": "doi_tuong",
        "decision_no": "12/QĐ-MTTQ-BTT",
        "decision_date": "2026-01-28",
        "decision_body": "Ban Thường trực xã Vũ Lễ",
        "content": "tet",
        "funding_source": "vnn",
        "funding_level": "xa",
        "source_level": "truc_tiep",
        "form": "tien_mat",
        "place": "Nhà văn hóa xã",
        "preparer": "Nông Thị Hạnh",
        "beneficiaries": ROWS,
    },
    State.FINAL,
    1,
    origin_unit="06127",
    number_text="PC-2026-0001",
)


def made(record: Record, *, whole_numbers: bool = False, form: str = "beneficiaries") -> Document:
    job = PrintJob(record_type("disbursement"), record, lambda *key: NAMES[key], lambda *_: None, HEAD, "Vũ Lễ")
    return printed(form_named(record, form), job, 0, whole_numbers=whole_numbers)


def table(document: Document) -> Table:
    return next(block for block in document.blocks if isinstance(block, Table))


def body(document: Document) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table(document).rows]


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def test_it_lies_across_and_has_the_eleven_columns_of_practice():
    document = made(PAID)
    assert document.landscape is True
    assert document.blocks[0] == Heading("Danh sách nhận hỗ trợ", 0)
    assert document.letterhead == replace(HEAD, place_date="Vũ Lễ, ngày 03 tháng 02 năm 2026")
    assert [column.title for column in table(document).columns] == [
        "STT", "Họ và tên", "Số căn cước", "Nội dung hỗ trợ", "Xã, phường", "Khối, xóm", "Đối tượng",
        "Loại hình hỗ trợ", "Nguồn hỗ trợ", "Số tiền (đồng)", "Ký nhận",
    ]  # fmt: skip
    assert table(document).row_height >= 10  # mm, room for a hand


def test_a_row_tells_who_receives_what_from_where():
    assert body(made(PAID))[0] == [
        "1", "Hoàng Văn Thử", "*********123", "Tết vì người nghèo", "Xã Vũ Lễ", "Thôn Nà Pán", "Hộ nghèo", "Tiền mặt",
        "Quỹ “Vì người nghèo” (xã)", "500.000", "",
    ]  # fmt: skip


def test_parts_have_no_number_and_do_not_add():
    document = made(PAID)
    rows = body(document)
    assert [row[0] for row in rows] == ["1", "", "2", "3", "Tổng cộng: 4 suất"]
    assert rows[1][1] == "Trong đó: con đi học"
    assert rows[-1] == ["Tổng cộng: 4 suất", "1.200.000", ""]  # 500.000 + 700.000
    assert table(document).rows[-1][1].number == 1_200_000
    assert "Tổng số tiền, giá trị (viết bằng chữ): Một triệu hai trăm nghìn đồng." in texts(document)


def test_a_void_list_says_why_under_its_number():
    void = texts(made(replace(PAID, state=State.VOID, void_reason="Chưa phát, trả lại quỹ")))
    assert void[1].startswith("Phiếu số PC-2026-0001")
    assert void[2] == "(Đã hủy. Lý do: Chưa phát, trả lại quỹ)"


def test_who_signs_for_another_is_named_with_the_relation():
    rows = body(made(PAID))
    assert rows[2][10] == "Ký thay: Lương Văn Giả (con trai)"
    assert rows[3][10] == "Đã ký nhận"


def test_goods_are_named_and_more_than_one_gift_is_counted():
    rows = body(made(PAID))
    assert rows[2][7] == "Chăn bông, 2 suất"
    assert rows[3][9] == ""  # no amount is not nought


def test_it_names_decision_voucher_fund_and_place_and_is_signed():
    document = made(PAID)
    assert "(Kèm theo Quyết định số 12/QĐ-MTTQ-BTT ngày 28/01/2026 của Ban Thường trực xã Vũ Lễ)" in texts(document)
    assert "Phiếu số PC-2026-0001; Quỹ “Vì người nghèo” xã Vũ Lễ; Nhà văn hóa xã" in texts(document)
    signing = document.blocks[-1]
    assert isinstance(signing, Signatures)
    assert [(column.lines, column.name) for column in signing.columns] == [
        (("NGƯỜI LẬP",), "Nông Thị Hạnh"),
        (("TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH"), ""),
    ]


def test_a_higher_level_leaves_the_commune_to_be_written():
    assert body(made(replace(PAID, origin_unit="20")))[0][4] == ""


def test_numbers_of_cards_are_whole_only_when_asked_for_on_every_form():
    assert body(made(PAID, whole_numbers=True))[0][2] == "020085010123"
    for form in ("beneficiaries", "sheet"):
        assert "020085010123" not in repr(made(PAID, form=form))
        assert "020085010123" in repr(made(PAID, form=form, whole_numbers=True))


def test_masking_keeps_the_end_and_leaves_the_record_alone():
    household = Record("household", "h", {"head_name": "Vi Văn Dụ", "id_number": "081234567", "phone": "0981234567"})
    assert masked(record_type("household"), household).values == {
        "head_name": "Vi Văn Dụ",
        "id_number": "******567",
        "phone": "0981234567",
    }
    assert household.values["id_number"] == "081234567"
    assert masked(record_type("household"), replace(household, values={"id_number": None})).values["id_number"] is None
    land = Record("land_contribution", "l", {"spouse_id": "12"})
    assert masked(record_type("land_contribution"), land).values["spouse_id"] == "12"  # nothing to hide yet


def test_every_number_of_a_card_in_any_register_is_masked():
    """By its label, so that a field added later is not forgotten."""
    fields = [
        field
        for declared in RECORD_TYPES
        for field in (*declared.by_name.values(), *(item for lines in declared.lines for item in lines.fields))
    ]
    numbers = {field.name for field in fields if "căn cước" in field.label.casefold()}
    assert "proxy_id" in numbers
    assert numbers == CARD_NUMBERS


def test_the_question_is_asked_only_where_there_is_a_number():
    asked = {name for name in ("disbursement", "household", "donor", "fund") if has_card_numbers(record_type(name))}
    assert asked == {"disbursement", "household"}


def test_it_is_offered_for_payments_to_people_only():
    assert [form.label for form in forms_of(PAID)] == ["Danh sách nhận hỗ trợ", "Phiếu in của sổ"]
    passed_up = replace(PAID, values={**PAID.values, "direction": "cap_tren"})
    assert forms_of(passed_up) == (SHEET,)


def test_a_list_of_goods_without_a_price_counts_gifts_and_speaks_of_no_money():
    goods = [{"id": "1", "full_name": "Vi Văn Dụ", "category": "khac", "gift_count": 3, "given_goods": "Gạo"}]
    document = made(replace(PAID, values={**PAID.values, "beneficiaries": goods, "decision_date": None}))
    assert body(document)[-1] == ["Tổng cộng: 3 suất", "", ""]
    assert not any("bằng chữ" in text for text in texts(document))
    assert texts(document)[0] == "(Kèm theo Quyết định số 12/QĐ-MTTQ-BTT của Ban Thường trực xã Vũ Lễ)"


def test_an_empty_draft_has_rows_to_write_in():
    document = made(Record("disbursement", "x", {"direction": "doi_tuong"}))
    rows = body(document)
    assert len(rows) == 9
    assert all(not text for row in rows[:-1] for text in row[1:])
    assert document.mark == "BẢN NHÁP – CHƯA CÓ GIÁ TRỊ"
