"""Workbooks that go out: real numbers, text that is no formula, a page that prints; read back with openpyxl itself."""

import datetime as dt

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from models.documents import (
    Align,
    Cell,
    Column,
    Document,
    Heading,
    Letterhead,
    Paragraph,
    Signature,
    Signatures,
    Table,
)
from models.fields import Area, Kind
from models.ports import StorageError
from models.predicates import Is
from models.records import Origin, Query, State
from storage.office.sheet_cells import LONGEST_TEXT, sheet_name
from storage.office.workbook_columns import FINAL, GUIDE, LISTS, ROW_KEY, STATE, sheets_of
from storage.office.workbooks import Workbooks
from tests.storage.world import TYPES, filled, with_values

TABLE = Table(
    columns=(
        Column("TT", 0.4, Align.CENTRE), Column("Chỉ tiêu", 3, label_column=True), Column("Trong kỳ", 1, Align.RIGHT),
        Column("Tỷ lệ", 1, Align.RIGHT),
    ),
    rows=(
        (Cell("I", bold=True), Cell("Nội dung 1", bold=True, span=3)),
        (Cell("1"), Cell("=HYPERLINK(\"x\")", indent=1), Cell("1.234.567", 1_234_567), Cell("72,88", 7288, 2)),
        (Cell("2"), Cell("Cây xanh"), Cell("trên 43.000", 43_000), Cell("")),
        (Cell("3"), Cell("Đất"), Cell("59.482,5", 5_948_250, 2), Cell("không cộng được")),
    ),
)  # fmt: skip
DOCUMENT = Document(
    "Phụ lục: số liệu [2024/H1]",
    Letterhead("ỦY BAN MTTQ VIỆT NAM TỈNH MẪU", "BAN THƯỜNG TRỰC", "Số: 01/BC", "Vũ Mẫu, ngày 03 tháng 6 năm 2026"),
    (
        Heading("Phụ lục số liệu", 0), Paragraph("Kỳ 6 tháng đầu năm 2026", Align.CENTRE, italic=True), TABLE,
        Paragraph("12/14 đơn vị đã nộp", small=True),
        Signatures((Signature(("NGƯỜI LẬP BIỂU",)), Signature(("TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH"), "Lê Văn Thử"))),
    ),
)  # fmt: skip


@pytest.fixture
def world(database):
    return filled(database, 2)


@pytest.fixture
def workbooks(world):
    return Workbooks(world.database, TYPES, world.records, tuple, lambda: None)


def first_sheet(path):
    return load_workbook(path).worksheets[0]


def texts(sheet):
    return {str(cell.value): cell for row in sheet.iter_rows() for cell in row if cell.value is not None}


def test_a_document_becomes_a_sheet_that_counts_and_prints(workbooks, tmp_path):
    path = tmp_path / "phụ lục.xlsx"
    workbooks.export_document(DOCUMENT, path)
    sheet = first_sheet(path)
    cells = texts(sheet)
    for text in ("BAN THƯỜNG TRỰC", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "PHỤ LỤC SỐ LIỆU", "CHỦ TỊCH", "Lê Văn Thử"):
        assert text in cells
    assert (cells["1234567"].value, cells["1234567"].number_format) == (1_234_567, "#,##0")
    assert (cells["72.88"].value, cells["72.88"].number_format) == (72.88, "#,##0.00")
    assert (cells["43000"].value, cells["43000"].number_format) == (43_000, '"trên "#,##0')
    assert cells["59482.5"].number_format == "#,##0.0"
    assert cells['=HYPERLINK("x")'].data_type == "s"
    head = cells["Chỉ tiêu"]
    assert sheet.print_title_rows == f"${head.row}:${head.row}"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) in (("9", "portrait"), (9, "portrait"))
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.title == "Phụ lục số liệu 2024 H1"
    assert f"{cells['Nội dung 1'].coordinate}:D{cells['Nội dung 1'].row}" in {str(area) for area in sheet.merged_cells}


def test_a_number_has_the_width_it_needs_beside_a_long_label(workbooks, tmp_path):
    """Excel shows ### for a number that does not fit, whatever the column weighs; a text just goes on the next line."""
    columns = (Column("TT", 0.5), Column("Tên", 12), *(Column(title, 1) for title in ("A", "B", "C", "D")))
    sums = [160_500_000_000, 17_400_000_000, 143_100_000_000, 0]
    numbers = [Cell(f"{amount:,}".replace(",", "."), amount, bold=True) for amount in sums]
    path = tmp_path / "sổ.xlsx"
    row = (Cell("1"), Cell("Tên dài " * 20), *numbers)
    workbooks.export_document(Document("Sổ", None, (Table(columns, (row,)),)), path)
    widths = [first_sheet(path).column_dimensions[letter].width for letter in "ABCDEF"]
    assert widths[2] >= len("160.500.000.000") + 1
    assert widths[1] > max(widths[2:])
    assert sum(widths) < 95  # a line of the page


def test_a_table_of_many_units_keeps_its_label_readable_and_turns_the_page(workbooks, tmp_path):
    """A district of twelve communes: the labels had one word a line, and the sheet took thirty pages."""
    columns = (
        Column("TT", 0.6, Align.CENTRE, label_column=True),
        Column("Chỉ tiêu", 6, label_column=True),
        Column("ĐVT", 1.4, Align.CENTRE, label_column=True),
        *(Column(f"Xã Nà Mẫu {number}", 2.2, Align.RIGHT) for number in range(12)),
    )
    label = "Ủng hộ người nghèo, xóa nhà tạm: đã tiếp nhận và còn đăng ký"
    row = (Cell("1"), Cell(label), Cell("lượt người"), *(Cell("1.500.000.000", 1_500_000_000) for _ in range(12)))
    head = Letterhead("ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM HUYỆN VÍ DỤ", "BAN THƯỜNG TRỰC", "", "Ví Dụ, ngày …")
    path = tmp_path / "phụ lục.xlsx"
    workbooks.export_document(Document("Phụ lục", head, (Table(columns, (row,)),)), path)
    sheet = first_sheet(path)
    widths = [sheet.column_dimensions[get_column_letter(place)].width for place in range(1, 16)]
    assert widths[1] >= len(label) / 2  # at most two lines, give or take a word
    assert widths[2] >= len("người") and min(widths[3:]) >= len("1.500.000.000") + 1
    assert sheet.print_title_cols == "$A:$C"  # they stand on each of the pages, whose letters stay above 8 points
    across = sheet.page_setup.fitToWidth
    assert across == 2
    assert 11 * 138 * across / (sum(widths) + (across - 1) * sum(widths[:3])) > 8
    assert sheet.print_area.split(":")[1].startswith("$O$")
    first_page = next(area for area in sheet.merged_cells if area.coord.startswith("A1:"))
    assert sum(widths[: first_page.max_col]) < 138 * 1.3 / 2  # the letterhead is not torn between pages


def test_a_document_of_text_alone_has_its_page_too(workbooks, tmp_path):
    path = tmp_path / "giấy.xlsx"
    long = "Ban Thường trực đề nghị các khu dân cư gửi số liệu đúng hạn. " * 12
    workbooks.export_document(Document("Giấy", None, (Paragraph(long),)), path)
    sheet = first_sheet(path)
    assert sheet["A1"].value == long
    assert sheet.row_dimensions[1].height > 100


def test_what_to_do_at_a_signature_is_no_heading(workbooks, tmp_path):
    path = tmp_path / "phiếu.xlsx"
    workbooks.export_document(
        Document("Phiếu", None, (Signatures((Signature(("Thủ quỹ", "(Ký, ghi rõ họ tên)"), "Mã Thị Ví"),)),)), path
    )
    sheet = first_sheet(path)
    fonts = {cell.value: cell.font for row in sheet.iter_rows() for cell in row if cell.value}
    assert fonts["Thủ quỹ"].b and fonts["Mã Thị Ví"].b
    assert fonts["(Ký, ghi rõ họ tên)"].i and not fonts["(Ký, ghi rõ họ tên)"].b


def test_what_stands_at_the_place_stays_when_writing_fails(workbooks, tmp_path):
    path = tmp_path / "không có thư mục" / "x.xlsx"
    with pytest.raises(StorageError):
        workbooks.export_document(DOCUMENT, path)
    assert list(tmp_path.glob("*.xlsx")) == []


def exported(workbooks, query, tmp_path):
    path = tmp_path / "danh sách.xlsx"
    count = workbooks.export_list(query, path)
    sheet = first_sheet(path)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    return count, rows[0], rows[1:]


@pytest.mark.parametrize("name", TYPES)
def test_a_list_goes_out_whole_with_real_numbers_and_days(world, workbooks, tmp_path, name):
    query = Query(name, origin=Origin.ALL)
    count, headings, rows = exported(workbooks, query, tmp_path)
    shown = world.records.page(query, 0, 100)
    assert count == len(shown) > 0
    columns = TYPES[name].list_columns
    assert len(set(headings)) == len(headings) == len(columns) + 1
    for row, wanted in zip(rows, shown, strict=False):
        assert row[-1] == wanted.state.label
        for column, got in zip(columns, row, strict=False):
            value = wanted.values[column]
            item = TYPES[name].by_name.get(column)
            kind = item.kind if item else None
            if kind is Kind.DATE and value:
                assert got == dt.datetime.fromisoformat(value)
            elif kind is Kind.AREA and value:
                assert round(got * 100) == value.hundredths
            elif kind in (Kind.MONEY, Kind.INTEGER):
                assert got == value
            elif item and kind is Kind.CHOICE and value:
                assert got == item.choice_label(value)
            elif kind is Kind.REFERENCE:
                assert (got or None) == value


def test_a_filtered_list_sums_what_it_shows(world, workbooks, tmp_path):
    query = Query("donation_receipt", where=Is("fund", world.ids["fund"][0]))
    _, headings, rows = exported(workbooks, query, tmp_path)
    finals = [row for row in world.records.page(query, 0, 100) if row.state is State.FINAL]
    place = headings.index("Số tiền (hoặc giá trị quy đổi), đồng")
    assert rows[-1][0] == "Cộng đã ghi sổ"
    assert rows[-1][place] == sum(row.values["amount_vnd"] or 0 for row in finals)


def test_hostile_text_goes_out_as_text(world, workbooks, tmp_path):
    nasty = "=cmd|' /C calc'!A0"
    world.records.save(with_values(world.records.new("donor"), person_name=nasty, address="@x"))
    world.records.save(with_values(world.records.new("donor"), person_name="dài", address="a\x0bb" + "c" * 40_000))
    path = tmp_path / "x.xlsx"
    workbooks.export_list(Query("donor"), path)
    cells = texts(first_sheet(path))
    assert cells[nasty].data_type == "s"
    assert cells[nasty].quotePrefix
    long = next(text for text in cells if text.startswith("ab"))
    assert len(long) == LONGEST_TEXT
    assert long.endswith("(đã cắt bớt)")


def test_numbers_too_long_for_excel_are_kept_as_text(world, workbooks, tmp_path):
    world.records.save(with_values(world.records.new("pledge"), amount=123_456_789_012_345_678))
    _, headings, rows = exported(workbooks, Query("pledge"), tmp_path)
    place = next(place for place, text in enumerate(headings) if text.startswith("Số tiền"))
    assert "123456789012345678" in [row[place] for row in rows]


@pytest.mark.parametrize("name", TYPES)
def test_a_template_offers_headings_choices_titles_and_a_guide(world, workbooks, tmp_path, name):
    path = tmp_path / "mẫu.xlsx"
    workbooks.write_template(name, path)
    book = load_workbook(path)
    sheets = sheets_of(TYPES[name])
    assert book.sheetnames == [*(sheet.name for sheet in sheets), GUIDE, LISTS]
    assert book[LISTS].sheet_state == "hidden"
    fields = 0
    for sheet in sheets:
        headings = [cell.value for cell in book[sheet.name][1]]
        assert headings == list(sheet.headings)
        assert len(set(headings)) == len(headings)
        fields += len(sheet.columns)
    declared = TYPES[name]
    assert fields == len(declared.by_name) + sum(len(lines.fields) for lines in declared.lines)
    guide = {(row[0].value, row[1].value): row for row in book[GUIDE].iter_rows(min_row=2)}
    assert set(guide) == {(sheet.name, heading) for sheet in sheets for heading in sheet.headings}


def test_a_template_lists_what_may_be_chosen(world, workbooks, tmp_path):
    path = tmp_path / "mẫu.xlsx"
    workbooks.write_template("donation_receipt", path)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    offers = {str(offer.sqref).split("2:")[0]: offer.formula1 for offer in sheet.data_validations.dataValidation}
    headings = {cell.value: get_column_letter(place) for place, cell in enumerate(sheet[1], start=1)}

    def offered(heading):
        area = offers[headings[heading]].split("!")[1].replace("$", "")
        cells = book[LISTS][area]
        return [row[0].value for row in (cells if isinstance(cells, tuple) else ((cells,),))]

    assert offered("Hình thức") == [choice.label for choice in TYPES["donation_receipt"].by_name["kind"].choices]
    assert offered("Công khai tên") == ["Có", "Không"]
    assert set(offered("Quỹ")) == {world.records.title("fund", key) for key in world.ids["fund"]}
    assert offered(STATE) == ["Chưa ghi sổ", FINAL]
    assert ROW_KEY in headings


@pytest.mark.parametrize(
    ("text", "name"),
    [("a/b:c", "a b c"), ("x" * 40, "x" * 31), ("", "Trang"), ("Quỹ", "Quỹ 2"), ("[]*?", "Trang")],
)
def test_sheet_names_are_such_as_excel_accepts(text, name):
    assert sheet_name(text, ["quỹ"]) == name


def test_areas_are_exported_in_square_metres(world, workbooks, tmp_path):
    world.records.save(with_values(world.records.new("land_contribution"), area=Area(2500, "sào", 36_000)))
    _, headings, rows = exported(workbooks, Query("land_contribution"), tmp_path)
    assert 900 in [row[headings.index("Diện tích hiến (m²)")] for row in rows]
