"""Documents on paper: what stands where, which rows go to which page, what is repeated and what stays together."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

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
from models.paper import MM, PT
from ui.look.theme import load_fonts
from ui.paper.faces import Face, balanced_lines, break_lines
from ui.paper.layout import Paper, lay_out
from ui.paper.pages import Page, Rule, Text

LETTERHEAD = Letterhead(
    "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Lạng Mẫu", "Ban Thường trực", "Số: …/BC-MTTQ-BTT", "Vũ Mẫu, ngày … năm 2026"
)
SIGNATURES = Signatures(
    (Signature(("NGƯỜI LẬP BIỂU",), "Hoàng Thị Thử"), Signature(("TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH"), "Lương Văn Mẫu"))
)


@pytest.fixture(autouse=True)
def fonts(qapp):
    load_fonts()


def table(rows: int, units: int = 2, digits: int = 5) -> Table:
    columns = [
        Column("TT", 0.6, Align.CENTRE, label_column=True),
        Column("Chỉ tiêu", 5, Align.LEFT, label_column=True),
        *(Column(f"Xã {n}", 1.5, Align.RIGHT) for n in range(1, units + 1)),
    ]
    body = [
        (
            Cell(str(row)),
            Cell(f"Chỉ tiêu số {row}"),
            *(Cell("9" * digits, number=int("9" * digits)) for _ in range(units)),
        )
        for row in range(1, rows + 1)
    ]
    return Table(tuple(columns), tuple(body))


def paper(*blocks, letterhead=None, landscape=None) -> Paper:
    return lay_out(Document("Phụ lục", letterhead, tuple(blocks), landscape))


def texts(page: Page) -> list[Text]:
    return [item for item in page.items if isinstance(item, Text)]


def words(page: Page) -> list[str]:
    return [item.text for item in texts(page)]


def find(page: Page, text: str) -> Text:
    return next(item for item in texts(page) if item.text == text)


def assert_nothing_leaves_the_page(made: Paper) -> None:
    size = made.size
    for page in made.pages:
        for item in page.items:
            if isinstance(item, Rule):
                assert size.left - 1 <= min(item.x1, item.x2) <= max(item.x1, item.x2) <= size.width - size.right + 1
                assert size.top - 1 <= min(item.y1, item.y2) <= max(item.y1, item.y2) <= size.height - size.bottom + 1
            else:
                assert item.x >= size.left - 1 or item.text == str(page.number)
                assert item.x + item.width <= size.width - size.right + 1
                assert item.y <= size.height - size.bottom + 1


def test_the_letterhead_is_that_of_the_decree():
    made = paper(Heading("Phụ lục số liệu", 0), letterhead=LETTERHEAD)
    page = made.pages[0]
    state, motto = find(page, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), find(page, "Độc lập - Tự do - Hạnh phúc")
    above, body = find(page, "ỦY BAN MẶT TRẬN TỔ QUỐC"), find(page, "BAN THƯỜNG TRỰC")
    assert (state.face.bold, state.face.size in (12, 13), motto.face) == (True, True, Face(13, bold=True))
    assert (above.face, body.face) == (Face(12), Face(12, bold=True))
    assert above.y < find(page, "VIỆT NAM TỈNH LẠNG MẪU").y < body.y
    middle = made.size.width / 2
    assert above.x + above.width < middle < state.x + state.width / 2
    ruled = [item for item in page.items if isinstance(item, Rule)]
    under_motto = next(rule for rule in ruled if rule.x1 > middle * 0.8)
    assert under_motto.x2 - under_motto.x1 == pytest.approx(motto.width, abs=1)
    assert motto.y < under_motto.y1 < find(page, LETTERHEAD.place_date).y
    assert find(page, LETTERHEAD.place_date).face.italic
    assert find(page, "PHỤ LỤC SỐ LIỆU").face == Face(14, bold=True)


def test_on_a_wide_page_the_place_stands_on_a_line_of_its_own():
    page = paper(Heading("Phụ lục số liệu", 0), letterhead=LETTERHEAD, landscape=True).pages[0]
    assert find(page, "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM").y < find(page, "TỈNH LẠNG MẪU").y


def test_margins_paper_and_page_numbers():
    made = paper(table(120))
    assert (made.size.width, made.size.height) == pytest.approx((210 * MM, 297 * MM))
    assert (made.size.top, made.size.bottom, made.size.left) == pytest.approx((20 * MM, 20 * MM, 30 * MM))
    assert 15 * MM <= made.size.right <= 20 * MM
    assert len(made.pages) > 2
    for page in made.pages:
        above = [item for item in texts(page) if item.y < made.size.top]
        if page.number == 1:
            assert above == []
            continue
        (number,) = above
        assert (number.text, number.face) == (str(page.number), Face(13))
        assert number.x + number.width / 2 == pytest.approx(made.size.width / 2)


def test_every_row_is_printed_once_in_order_under_a_repeated_head():
    made = paper(table(150))
    printed = [text for page in made.pages for text in words(page) if text.startswith("Chỉ tiêu số")]
    assert printed == [f"Chỉ tiêu số {row}" for row in range(1, 151)]
    for page in made.pages:
        assert words(page).count("Chỉ tiêu") == 1
        assert find(page, "Chỉ tiêu").face.bold
        first = next(item for item in texts(page) if item.text.startswith("Chỉ tiêu số"))
        assert find(page, "Chỉ tiêu").y < first.y
    assert_nothing_leaves_the_page(made)


def test_numbers_end_at_one_line_at_the_right():
    made = paper(
        Table((Column("A"), Column("Số", align=Align.RIGHT)), ((Cell("a"), Cell("1")), (Cell("b"), Cell("1.234"))))
    )
    ends = {round(item.x + item.width) for item in texts(made.pages[0]) if item.text in ("1", "1.234")}
    assert len(ends) == 1


def test_a_table_that_fits_upright_stays_upright_and_a_wide_one_turns():
    assert not paper(table(5, units=3)).landscape
    assert paper(table(5, units=6, digits=13)).landscape
    assert paper(table(5), landscape=True).landscape


def test_too_many_units_are_split_over_pages_with_the_labels_repeated():
    made = paper(table(30, units=20, digits=10))
    assert made.landscape
    heads = [[text for text in words(page) if text.startswith("Xã ")] for page in made.pages]
    shown = list(dict.fromkeys(unit for head in heads for unit in head))
    assert shown == [f"Xã {n}" for n in range(1, 21)]
    assert max(len(head) for head in heads) < 20
    for page in made.pages:
        assert "Chỉ tiêu" in words(page)
        assert any(text.startswith("Chỉ tiêu số") for text in words(page))
    for unit_pages in (heads[0], heads[-1]):
        rows = [
            text for page, head in zip(made.pages, heads, strict=True) if head == unit_pages for text in words(page)
        ]
        assert [text for text in rows if text.startswith("Chỉ tiêu số")] == [f"Chỉ tiêu số {n}" for n in range(1, 31)]
    assert_nothing_leaves_the_page(made)


def test_a_number_is_never_broken_and_no_word_is_cut():
    made = paper(table(3, units=6, digits=12))
    assert words(made.pages[0]).count("9" * 12) == 18


@pytest.mark.parametrize("rows", range(36, 48))
def test_signatures_never_stand_without_rows_of_their_table(rows):
    made = paper(table(rows), Paragraph("Ghi chú.", small=True), SIGNATURES)
    last = made.pages[-1]
    signed = [page for page in made.pages if "TM. BAN THƯỜNG TRỰC" in words(page)]
    assert signed == [last]
    assert {"NGƯỜI LẬP BIỂU", "CHỦ TỊCH", "Hoàng Thị Thử", "Lương Văn Mẫu"} <= set(words(last))
    assert sum(text.startswith("Chỉ tiêu số") for text in words(last)) >= 2
    room = find(last, "Lương Văn Mẫu").y - find(last, "CHỦ TỊCH").y
    assert room >= 64 * PT
    assert_nothing_leaves_the_page(made)


@pytest.mark.parametrize("above", range(8, 30))
def test_rows_far_above_the_signatures_stay_where_they_are(above):
    """A record's sheet: two goods, then a section of fields; the goods must not leave half a page empty behind them."""
    below = [Paragraph(f"Mục {n}.") for n in range(10)]
    made = paper(*[Paragraph("Dòng trên.")] * above, table(2), *below, SIGNATURES)
    first = made.pages[0]
    free = made.size.height - made.size.bottom - max(item.y for item in first.items if isinstance(item, Text))
    assert len(made.pages) == 1 or free < made.size.body_height * 0.3
    assert_nothing_leaves_the_page(made)


def test_a_heading_row_goes_with_the_row_below_it():
    columns = (
        Column("TT", label_column=True),
        Column("Chỉ tiêu", 5, label_column=True),
        Column("Số", align=Align.RIGHT),
    )
    body: list[tuple[Cell, ...]] = []
    for row in range(120):
        body.append((Cell(f"Mục {row}", bold=True, span=3),))
        body.append((Cell(str(row)), Cell(f"Dòng {row}"), Cell("1", number=1)))
    made = paper(Table(columns, tuple(body)))
    for page in made.pages:
        shown = words(page)
        for row in range(120):
            assert (f"Mục {row}" in shown) == (f"Dòng {row}" in shown)


def test_a_row_higher_than_a_page_is_continued_and_loses_no_word():
    story = " ".join(f"từ{n}" for n in range(4000))
    made = paper(Table((Column("TT", 0.5), Column("Nội dung", 5)), ((Cell("1"), Cell(story)),)))
    assert len(made.pages) > 1
    printed = " ".join(text for page in made.pages for text in words(page) if text.startswith("từ"))
    assert printed == story
    assert_nothing_leaves_the_page(made)


def test_a_paragraph_that_leads_to_a_table_stands_on_its_page():
    for before in range(25, 35):
        made = paper(*[Paragraph("Dòng")] * before, Paragraph("Dưới đây là bảng."), table(3))
        (leading,) = [page.number for page in made.pages if "Dưới đây là bảng." in words(page)]
        headed, *_ = [page.number for page in made.pages if "Chỉ tiêu" in words(page)]
        assert leading == headed, before


def test_two_short_texts_share_a_line_and_begin_alike_on_every_line():
    made = paper(Paragraph("Số buổi: 2", beside="Địa điểm: Nhà văn hóa"), Paragraph("Quyển số: 1", beside="Số: 12"))
    first, second = find(made.pages[0], "Số buổi: 2"), find(made.pages[0], "Địa điểm: Nhà văn hóa")
    below = find(made.pages[0], "Số: 12")
    assert first.y == second.y < below.y
    assert first.x + first.width < second.x == below.x


def test_a_text_longer_than_its_half_goes_on_below_inside_the_page():
    long = "Chi tiết loại việc: " + "mâu thuẫn giữa các bên " * 4
    made = paper(Paragraph("Loại việc: Mâu thuẫn", beside=long.strip()), Paragraph("Sau đó"))
    assert_nothing_leaves_the_page(made)
    right = [item for item in texts(made.pages[0]) if item.x > made.size.width / 2]
    assert len(right) > 1
    assert max(item.y for item in right) < find(made.pages[0], "Sau đó").y


def test_a_long_name_stays_in_its_column_of_four():
    long = "Nguyễn Thị Hoàng Phương Thảo Nguyên"
    columns = tuple(Signature((label, "(Ký, ghi rõ họ tên)"), long) for label in ("Một", "Hai", "Ba", "Bốn"))
    made = paper(Paragraph("Phiếu"), Signatures(columns))
    assert_nothing_leaves_the_page(made)
    rows: dict[float, list[Text]] = {}
    for item in texts(made.pages[0]):
        rows.setdefault(item.y, []).append(item)
    for row in rows.values():
        ordered = sorted(row, key=lambda item: item.x)
        assert all(one.x + one.width < other.x for one, other in itertools.pairwise(ordered))


def test_paragraphs_are_justified_but_for_their_last_line():
    text = "Ban Thường trực báo cáo kết quả thực hiện Cuộc vận động trong kỳ như sau. " * 6
    made = paper(Paragraph(text.strip()))
    lines = texts(made.pages[0])
    right = made.size.width - made.size.right
    assert len(lines) > 3
    assert all(line.x + line.width == pytest.approx(right, abs=1) for line in lines[:-1])
    assert lines[-1].stretch == 0
    assert lines[0].x == pytest.approx(made.size.left + 10 * MM)
    assert lines[1].x == pytest.approx(made.size.left)
    assert {line.face for line in lines} == {Face(13)}


def test_a_paragraph_leaves_no_single_line_behind():
    filler = [Paragraph(f"Dòng {n}") for n in range(30)]
    long = Paragraph("câu chuyện dài " * 60)
    for count in range(20, 31):
        made = paper(*filler[:count], long)
        for page in made.pages:
            own = [item for item in texts(page) if "câu" in item.text or "chuyện" in item.text]
            assert len(own) != 1


def test_lines_break_between_words_and_keep_every_letter(qapp):
    text = "Nghị quyết số 1.234.567 về việc xây dựng khu dân cư Đoàn kết, tự quản 𝄞 thử"
    lines = break_lines(text, Face(13), 60 * MM)
    assert " ".join(line.text for line in lines) == text
    assert all(line.width <= 60 * MM for line in lines)
    assert break_lines("", Face(13), 100)[0].text == ""


def test_a_long_title_is_set_in_lines_of_like_length(qapp):
    lines = balanced_lines("một hai ba bốn năm sáu bảy tám chín mười mười một mười hai", Face(14, bold=True), 90 * MM)
    assert len(lines) == 2
    assert min(line.width for line in lines) > 0.7 * max(line.width for line in lines)


COPIES = (Heading("Liên 1", 0), Paragraph("Số tiền"), SIGNATURES, NextCopy(), Heading("Liên 2", 0), SIGNATURES)


def test_two_short_copies_stand_on_the_halves_of_one_sheet_with_a_line_to_cut_along():
    made = paper(*COPIES, letterhead=LETTERHEAD)
    (page,) = made.pages
    middle = made.size.height / 2
    first, second = find(page, "LIÊN 1"), find(page, "LIÊN 2")
    assert first.y < middle < second.y
    assert second.y - first.y == pytest.approx(middle, abs=1)
    mottoes = [item.y for item in texts(page) if item.text.startswith("Độc lập")]
    assert len(mottoes) == 2 and mottoes[1] - mottoes[0] == pytest.approx(middle, abs=1)
    dashes = [item for item in page.items if isinstance(item, Rule) and item.y1 == item.y2 == pytest.approx(middle)]
    assert len(dashes) > 20
    assert min(item.face.size for item in texts(page)) >= 8.8  # 11 points at four fifths
    words = [item for item in texts(page) if not item.text.startswith("…")]
    assert min(item.x for item in words) >= 25 * MM - 1
    assert max(item.x + item.width for item in words) <= made.size.width - 15 * MM + 1
    assert max(item.y for item in words) <= made.size.height - 8 * MM


def test_copies_that_do_not_fit_a_half_begin_a_page_each_and_count_their_own():
    made = paper(Heading("Liên 1", 0), table(40), NextCopy(), Heading("Liên 2", 0), table(40))
    begun = [page.number for page in made.pages if any(item.text.startswith("LIÊN") for item in texts(page))]
    assert len(begun) == 2 and begun[0] == 1
    assert [page.number for page in made.pages] == list(range(1, len(made.pages) + 1))
    numbers = [[item.text for item in texts(page) if item.y < made.size.top] for page in made.pages]
    half = len(made.pages) // 2
    assert numbers == [[], *([str(n)] for n in range(2, half + 1))] * 2


def test_a_third_copy_begins_another_sheet():
    made = paper(*COPIES, NextCopy(), Heading("Liên 3", 0))
    assert [any(item.text == "LIÊN 3" for item in texts(page)) for page in made.pages] == [False, True]


def test_the_mark_stands_framed_above_the_text_of_every_page_and_of_each_half():
    mark = "BẢN IN LẠI (lần 1)"
    long = lay_out(Document("Phụ lục", None, (table(90),), mark=mark))
    assert len(long.pages) > 1
    for page in long.pages:
        assert find(page, mark).y < long.size.top
    halves = lay_out(Document("Biên nhận", LETTERHEAD, COPIES, mark=mark))
    assert [item.y > halves.size.height / 2 for item in texts(halves.pages[0]) if item.text == mark] == [False, True]


def test_the_name_of_a_unit_breaks_where_it_is_spoken(qapp):
    name = "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM XÃ VŨ LỄ"
    face = Face(12)
    assert [line.text for line in balanced_lines(name, face, 71 * MM)] == [
        "ỦY BAN MẶT TRẬN TỔ QUỐC",
        "VIỆT NAM XÃ VŨ LỄ",
    ]
    assert [line.text for line in balanced_lines(name, face, 90 * MM)] == [
        "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM",
        "XÃ VŨ LỄ",
    ]


def test_rows_that_people_sign_are_high_enough():
    low, high = (paper(replace(table(3), row_height=height)) for height in (0, 11))
    apart = [find(made.pages[0], "3").y - find(made.pages[0], "2").y for made in (low, high)]
    assert apart[0] < 7 * MM
    assert apart[1] == pytest.approx(11 * MM)
