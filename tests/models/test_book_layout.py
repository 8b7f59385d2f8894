"""The books as laid out: what is doubtful is named, and nothing is where nothing is."""

from models.book_layout import Book, document, funds_book, gifts_book, pledges_book, stock_book
from models.books import Days, FundLine, GiftLine, PledgeLine, StockLine
from models.documents import Paragraph

DAYS = Days("2026-01-01", "2026-06-30")


def said(book: Book) -> list[str]:
    return [block.text for block in document(book, None).blocks if isinstance(block, Paragraph)]


def test_goods_below_nought_are_named_and_not_counted_as_there() -> None:
    lines = [
        StockLine("q", "Quỹ Mẫu", "", "", "Gạo", "kg", taken_in=5_000, given_out=7_500),
        StockLine("q", "Quỹ Mẫu", "d", "Vùng bão", "Chăn", "chiếc", opening=1_000, given_out=2_000),
        StockLine("q", "Quỹ Mẫu", "d", "Vùng bão", "Mì tôm", "thùng", taken_in=3_000),
    ]
    book = stock_book(lines, DAYS)
    assert book.summary == "1 mặt hàng còn trong kho đến ngày 30/06/2026"
    assert book.doubt.startswith("Đang âm: Gạo (Quỹ Mẫu), Chăn (Vùng bão). ")
    assert stock_book(lines[2:], DAYS).doubt == ""
    assert [cell.text for cell in book.table.rows[1]] == ["1", "Gạo", "kg", "0", "5", "7,5", "-2,5"]


def test_a_gift_of_which_more_was_spent_than_came_is_named() -> None:
    lines = [
        GiftLine("a", "PT-2026-0001", "2026-02-01", "Công ty Mẫu", "Tặng học sinh", 500, 600),
        GiftLine("b", "PT-2026-0002", "2026-02-02", "Công ty Mẫu", "Tặng học sinh", 500, 500),
    ]
    assert gifts_book(lines, DAYS).doubt.startswith("Đã chi quá khoản nhận: PT-2026-0001. ")
    assert gifts_book(lines[1:], DAYS).doubt == ""


def test_funds_count_once_and_their_appeals_within_them() -> None:
    whole = FundLine("q", "Quỹ Mẫu", opening=100, received=50, spent=30, running=20)
    part = FundLine("q", "Quỹ Mẫu", "d", "Vùng bão", opening=40, spent=30)
    book = funds_book([whole, part], DAYS)
    assert [cell.text for cell in book.table.rows[-1]] == ["", "Cộng các quỹ", "100", "50", "0", "30", "0", "0", "120"]
    assert [row[0].text for row in book.table.rows] == ["1", "", ""]
    assert book.in_words == 120
    assert said(book)[1:] == [
        "Trong số đã chi có 20 đồng cho hoạt động của quỹ. Tồn các quỹ đến ngày 30/06/2026: 120 đồng.",
        "Bằng chữ: Một trăm hai mươi đồng.",
    ]


def test_what_is_overdue_is_said_only_where_something_is() -> None:
    due = PledgeLine(
        "p", "ĐK-2026-0001", "2026-01-05", "Công ty Mẫu", "Quỹ Mẫu", "2026-06-29", 900, 300, cancelled=False
    )
    assert pledges_book([due], DAYS).summary == "Còn lại 600 đồng, trong đó quá hạn 600 đồng"
    assert pledges_book([due], Days("2026-01-01", "2026-06-29")).summary == "Còn lại 600 đồng, không có khoản quá hạn"


def test_a_book_without_lines_is_empty() -> None:
    empty = [lay_out([], DAYS) for lay_out in (funds_book, stock_book, gifts_book, pledges_book)]
    assert all(book.is_empty for book in empty)
    assert not funds_book([FundLine("q", "Quỹ Mẫu")], DAYS).is_empty
