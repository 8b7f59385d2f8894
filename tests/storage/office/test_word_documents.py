"""Word files: what python-docx reads back, and what Word is strict about, against the order of the schema by hand."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_ORIENTATION
from docx.oxml.ns import qn

from models.documents import (
    Align,
    Cell,
    Column,
    Document,
    Heading,
    Letterhead,
    NextCopy,
    Paragraph,
    Signature,
    Signatures,
    Table,
)
from models.ports import StorageError
from storage.office.word_documents import WordDocuments, document_bytes

ROOT = Path(__file__).resolve().parents[3]
FEW = Table(
    (Column("TT", 0.4, Align.CENTRE), Column("Chỉ tiêu", 3, label_column=True), Column("Trong kỳ", 1, Align.RIGHT)),
    (
        (Cell("I", bold=True), Cell("Nội dung 1", bold=True, span=2)),
        (Cell("1"), Cell("Cây <xanh> & hoa", indent=1), Cell("1.234.567", 1_234_567)),
        (Cell("2"), Cell("Đất\nhiến"), Cell("")),
    ),
)
WIDE = Table(
    (
        Column("TT", 0.5, label_column=True),
        Column("Chỉ tiêu", 5, label_column=True),
        *(Column(f"Xã {n}", 2, Align.RIGHT) for n in range(20)),
    ),
    tuple(
        (Cell(str(row)), Cell("Số hộ hiến đất làm đường"), *(Cell("1.234.567,8", 12345678, 1) for _ in range(20)))
        for row in range(30)
    ),
    "Bảng 1",
)
HANDS = Signatures((Signature(("NGƯỜI LẬP BIỂU",)), Signature(("TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH"), "Lê Văn Thử")))
DOCUMENT = Document(
    "Phụ lục số liệu",
    Letterhead("Ủy ban Mặt trận Tổ quốc Việt Nam xã Vũ Lễ", "Ban Thường trực", "Số: 01/BC", "Vũ Lễ, ngày 3"),
    (
        Heading("Phụ lục", 0),
        Paragraph("Kỳ 6 tháng", Align.CENTRE, italic=True),
        Heading("Phần một", 1),
        Paragraph("Ngày nhận: 18/06/2026", beside="Hình thức: Tiền mặt"),
        FEW,
        FEW,
        Paragraph("12/14 đơn vị", small=True),
        HANDS,
    ),
)
COPIES = replace(DOCUMENT, blocks=(Heading("Liên 1", 0), FEW, HANDS, NextCopy(), Heading("Liên 2", 0), FEW, HANDS))

# The order of children in ISO/IEC 29500-1 (only those that may occur here).
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore pBdr tabs spacing ind jc outlineLvl rPr sectPr",
    "rPr": "rFonts b bCs i iCs caps sz szCs bdr lang",
    "tcPr": "tcW gridSpan vMerge tcBorders shd tcMar vAlign",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook",
    "sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols titlePg docGrid",
    "style": "name basedOn next link uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr tcPr",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "settings": "zoom defaultTabStop characterSpacingControl compat themeFontLang decimalSymbol listSeparator",
}


def opened(document: Document):
    return docx.Document(io.BytesIO(document_bytes(document)))


def local(element) -> str:
    return str(element.tag).rpartition("}")[2]


def whole(document: Document):
    """Every XML element of the parts that we write."""
    word = opened(document)
    roots = [word.element, word.styles.element, word.settings.element]
    for section in word.sections:
        roots += [section.header._element, section.first_page_header._element]
    return [element for root in roots for element in root.iter() if isinstance(element.tag, str)]


@pytest.mark.parametrize(
    "document",
    [DOCUMENT, COPIES, replace(DOCUMENT, blocks=(WIDE, NextCopy(), WIDE), mark="ĐÃ HỦY")],
    ids=["plain", "copies", "wide"],
)
def test_children_stand_in_the_order_word_insists_on(document):
    seen = set()
    for element in whole(document):
        if order := ORDER.get(local(element), "").split():
            names = [local(child) for child in element]
            assert [order.index(name) for name in names] == sorted(order.index(name) for name in names), names
            seen.add(local(element))
    assert {"pPr", "rPr", "tcPr", "tblPr", "sectPr", "style"} <= seen


@pytest.mark.parametrize("document", [DOCUMENT, COPIES, replace(DOCUMENT, blocks=(WIDE,))])
def test_cells_end_with_a_paragraph_rows_fill_their_grid_and_tables_never_touch(document):
    elements = whole(document)
    for cell in (element for element in elements if local(element) == "tc"):
        assert local(cell[-1]) == "p"
    for table in (element for element in elements if local(element) == "tbl"):
        grid = [int(column.get(qn("w:w"))) for column in table.find(qn("w:tblGrid"))]
        for row in table.findall(qn("w:tr")):
            properties = [cell.find(qn("w:tcPr")) for cell in row.findall(qn("w:tc"))]
            spans = [item.find(qn("w:gridSpan")) for item in properties]
            assert sum(1 if span is None else int(span.get(qn("w:val"))) for span in spans) == len(grid)
            assert abs(sum(int(item.find(qn("w:tcW")).get(qn("w:w"))) for item in properties) - sum(grid)) <= len(grid)
        assert local(table.getnext()) == "p"


def test_every_style_in_use_exists_once_and_own_ones_have_vietnamese_names():
    elements = whole(DOCUMENT)
    keys = [element.get(qn("w:styleId")) for element in elements if local(element) == "style"]
    used = {element.get(qn("w:val")) for element in elements if local(element) in {"pStyle", "tblStyle", "basedOn"}}
    assert len(keys) == len(set(keys))
    assert used <= set(keys)
    styles = {style.name: style for style in opened(DOCUMENT).styles}
    assert {"Title", "Heading 1", "Heading 2", "Header", "Caption", "Normal", "Đoạn văn", "Bảng có kẻ ô"} <= set(styles)
    fonts = {value for element in elements if local(element) == "rFonts" for value in element.attrib.values()}
    assert fonts == {"Times New Roman"}


def test_text_is_read_back_whole_in_its_styles():
    word = opened(DOCUMENT)
    by_text = {paragraph.text: paragraph.style.name for paragraph in word.paragraphs if paragraph.text}
    assert by_text["Phụ lục"] == "Title"
    assert by_text["Phần một"] == "Heading 1"
    assert by_text["Kỳ 6 tháng"] == "Dòng giữa trang"
    assert "Ngày nhận: 18/06/2026\tHình thức: Tiền mặt" in by_text
    head, first, second, hands = word.tables
    assert head.cell(0, 0).text.startswith("ỦY BAN MẶT TRẬN TỔ QUỐC\nVIỆT NAM XÃ VŨ LỄ\nBAN THƯỜNG TRỰC")
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in head.cell(0, 1).text
    assert [[cell.text for cell in row.cells] for row in first.rows] == [
        ["TT", "Chỉ tiêu", "Trong kỳ"],
        ["I", "Nội dung 1", "Nội dung 1"],  # a spanned cell is read once per column
        ["1", "Cây <xanh> & hoa", "1.234.567"],
        ["2", "Đất\nhiến", ""],
    ]
    assert first.style.name == second.style.name == "Bảng có kẻ ô"
    assert [cell.text for cell in hands.rows[0].cells] == ["NGƯỜI LẬP BIỂU", "TM. BAN THƯỜNG TRỰC\nCHỦ TỊCH"]
    assert [cell.text for cell in hands.rows[1].cells] == ["", "Lê Văn Thử"]


def test_what_xml_cannot_hold_is_left_out():
    word = opened(Document("A\x00", None, (Paragraph("Tên\x0b\ufffe đúng\ttab"),)))
    assert "Tên đúng tab" in [paragraph.text for paragraph in word.paragraphs]


def test_heads_of_tables_are_repeated_and_no_row_is_cut():
    (first, *_) = opened(replace(DOCUMENT, blocks=(FEW,))).tables[1:]
    heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in first.rows]
    assert heads == [True, False, False, False]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in first.rows)


def test_rows_that_people_sign_are_high_enough():
    (table,) = opened(Document("Danh sách", None, (replace(FEW, row_height=11),))).tables
    heights = [row.height for row in table.rows[1:]]
    assert all(height is not None and round(height.mm) == 11 for height in heights)


def test_the_page_is_a4_with_the_margins_of_the_decree_and_numbers_from_the_second_page_on():
    (section,) = opened(DOCUMENT).sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert [round(side.mm) for side in (section.top_margin, section.bottom_margin)] == [20, 20]
    assert [round(side.mm) for side in (section.left_margin, section.right_margin)] == [30, 15]
    assert section.different_first_page_header_footer
    assert 'w:instr=" PAGE "' in section.header._element.xml
    assert "PAGE" not in section.first_page_header._element.xml


def test_a_table_too_wide_is_split_with_its_labels_again_on_a_turned_page():
    word = opened(replace(DOCUMENT, letterhead=None, blocks=(WIDE,)))
    assert word.sections[0].orientation == WD_ORIENTATION.LANDSCAPE
    assert word.sections[0].page_width > word.sections[0].page_height
    heads = [[cell.text for cell in table.rows[0].cells] for table in word.tables]
    assert len(heads) > 1
    assert all(head[:2] == ["TT", "Chỉ tiêu"] for head in heads)
    assert [title for head in heads for title in head[2:]] == [f"Xã {n}" for n in range(20)]
    captions = [paragraph.text for paragraph in word.paragraphs if paragraph.style.name == "Caption"]
    assert captions == ["Bảng 1"] + ["Bảng 1 (tiếp theo)"] * (len(heads) - 1)


def test_the_mark_stands_on_every_page():
    section = opened(replace(DOCUMENT, mark="ĐÃ HỦY")).sections[0]
    assert "ĐÃ HỦY" in section.header.paragraphs[0].text
    assert "ĐÃ HỦY" in section.first_page_header.paragraphs[0].text


def test_two_short_copies_share_a_sheet_each_with_letterhead_and_mark():
    word = opened(replace(COPIES, mark="BẢN IN LẠI (lần 1)"))
    (sheet,) = word.tables
    assert len(sheet.rows) == 2
    for number, row in enumerate(sheet.rows, 1):
        (cell,) = row.cells
        assert cell.paragraphs[1].text == "BẢN IN LẠI (lần 1)"
        assert f"Liên {number}" in [paragraph.text for paragraph in cell.paragraphs]
        assert "CỘNG HÒA" in cell.tables[0].cell(0, 1).text


def test_long_copies_begin_a_page_each():
    long = replace(FEW, rows=FEW.rows * 9)
    word = opened(replace(COPIES, blocks=(Heading("Liên 1", 0), long, NextCopy(), Heading("Liên 2", 0), long)))
    assert len(word.sections) == 2
    for section in word.sections:
        (count,) = section._sectPr.findall(qn("w:pgNumType"))
        assert count.get(qn("w:start")) == "1"
    assert [table.style.name for table in word.tables].count("Bảng có kẻ ô") == 2


def test_the_same_document_gives_the_same_bytes_without_days_or_foreign_names():
    first, second = document_bytes(DOCUMENT), document_bytes(DOCUMENT)
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {item.date_time for item in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert len(package.namelist()) == len(set(package.namelist()))
        assert not [name for name in package.namelist() if "thumbnail" in name or "customXml" in name]
    properties = opened(DOCUMENT).core_properties
    assert (properties.title, properties.author) == ("Phụ lục số liệu", "Sổ Mặt trận")
    assert not properties.created and not properties.modified


def test_a_place_that_cannot_be_written_is_said(tmp_path):
    with pytest.raises(StorageError):
        WordDocuments().export_document(DOCUMENT, tmp_path / "không có" / "a.docx")
    WordDocuments().export_document(DOCUMENT, tmp_path / "a.docx")
    assert [path.name for path in tmp_path.iterdir()] == ["a.docx"]


def test_word_is_not_read_before_it_is_wanted():
    program = "import sys, storage.store, ui.commands.jobs; print('docx' in sys.modules, 'lxml' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.split() == ["False", "False"]


def test_a_paragraph_that_leads_to_a_table_goes_to_its_page():
    leading = Paragraph("Dưới đây là bảng.")
    plain = opened(replace(DOCUMENT, blocks=(Paragraph("Đứng riêng."), leading, FEW)))
    kept = {item.text: item.paragraph_format.keep_with_next for item in plain.paragraphs if item.text}
    assert kept["Dưới đây là bảng."] is True
    assert not kept["Đứng riêng."]
