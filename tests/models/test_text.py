"""Text: one Unicode form, folding, Vietnamese order, sums in words; expectations written by hand."""

import sqlite3  # noqa: TID251 - only to prove that the keys sort in any SQLite
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.text import amount_in_words, clean_line, clean_text, fold, nfc, vietnamese_sort_key

VIETNAMESE = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
words = st.text(alphabet=VIETNAMESE + VIETNAMESE.upper() + " 0123456789-.,", max_size=30)


def test_decomposed_text_becomes_composed():
    assert nfc("Va\u0306n Ho\u0302\u0323i") == "Văn Hội"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Nguyễn \t Văn\n An ", "Nguyễn Văn An"),
        ("Tổ\u00a0hòa\u200b giải\ufeff", "Tổ hòa giải"),
        ("a \u200b b", "a b"),
        ("Hội\x00 đồng\x07", "Hội đồng"),
        ("e\u200d\u0302", "ê"),
        ("a\ud800b", "ab"),
        (" \u200b ", ""),
    ],
)
def test_a_line_is_cleaned(typed, kept):
    assert clean_line(typed) == kept


def test_several_lines_keep_their_breaks():
    assert clean_text("\n\nHai bên \r\n\tthống nhất\x00.\n\nKý tên\n\n") == "Hai bên\n thống nhất.\n\nKý tên"


@given(st.text())
def test_cleaning_twice_changes_nothing(text):
    assert clean_line(clean_line(text)) == clean_line(text)
    assert clean_text(clean_text(text)) == clean_text(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đặng Văn Đông", "dang van dong"),
        ("HOÀ", "hoa"),
        ("hòa", "hoa"),
        ("Ủy ban  Mặt trận", "uy ban mat tran"),
        ("ươn ướt", "uon uot"),
        (unicodedata.normalize("NFD", "Nguyễn Thị Ngọc Ánh"), "nguyen thi ngoc anh"),
    ],
)
def test_folding(text, folded):
    assert fold(text) == folded


@given(words)
def test_folding_does_not_depend_on_form_or_case(text):
    assert fold(text) == fold(text.upper()) == fold(unicodedata.normalize("NFD", text)) == fold(fold(text))
    assert fold(text).isascii()


@pytest.mark.parametrize(
    "ordered",
    [
        ["a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "ô", "ơ", "p",
         "q", "r", "s", "t", "u", "ư", "v", "w", "x", "y", "z"],
        ["ma", "mà", "mả", "mã", "má", "mạ"],
        ["dân", "đan"],
        ["Tổ 2", "Tổ 10", "Tổ 10A", "Tổ 11"],
        ["Tổ", "Tổ 0", "Tổ 1"],
        ["an", "An", "ân"],
        ["Ba Bể", "Bạch Thông", "Bắc Sơn", "Bình Gia", "Cao Lộc", "Chi Lăng", "Đình Lập", "Hữu Lũng"],
        ["Lan", "Lan Anh", "Lăng", "Lân"],
        ["Thôn 9", "Thôn Bản Áng", "Thôn Đồng Én"],
        ["Việt", "Ω"],
    ],
)  # fmt: skip
def test_vietnamese_order(ordered):
    keys = [vietnamese_sort_key(text) for text in ordered]
    assert keys == sorted(set(keys))


def test_the_place_of_the_tone_mark_does_not_matter():
    assert vietnamese_sort_key("hoà thuỷ") == vietnamese_sort_key("hòa thủy")
    assert vietnamese_sort_key("hoa") < vietnamese_sort_key("hoà") < vietnamese_sort_key("hỏa")


def test_tones_decide_only_after_all_letters():
    assert vietnamese_sort_key("Hạ An") < vietnamese_sort_key("Ha Bình")


@given(st.lists(words, max_size=8))
def test_sqlite_sorts_the_keys_as_python_does(texts):
    keys = [vietnamese_sort_key(text) for text in texts]
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE t (value TEXT)")
    connection.executemany("INSERT INTO t VALUES (?)", [(key,) for key in keys])
    rows = connection.execute("SELECT value FROM t ORDER BY value").fetchall()
    connection.close()
    assert [row[0] for row in rows] == sorted(keys)


@given(st.integers(0, 10**16 - 1), st.integers(0, 10**16 - 1))
def test_numbers_in_text_compare_as_numbers(one, other):
    keys = vietnamese_sort_key(f"Tổ {one}"), vietnamese_sort_key(f"Tổ {other}")
    assert (keys[0] < keys[1]) == (one < other)


@given(words)
def test_keys_are_the_same_for_composed_and_decomposed_text(text):
    assert vietnamese_sort_key(unicodedata.normalize("NFD", text)) == vietnamese_sort_key(text)


@pytest.mark.parametrize(
    ("dong", "words"),
    [
        (0, "Không đồng"),
        (1, "Một đồng"),
        (4, "Bốn đồng"),
        (5, "Năm đồng"),
        (10, "Mười đồng"),
        (11, "Mười một đồng"),
        (14, "Mười bốn đồng"),
        (15, "Mười lăm đồng"),
        (20, "Hai mươi đồng"),
        (21, "Hai mươi mốt đồng"),
        (24, "Hai mươi tư đồng"),
        (25, "Hai mươi lăm đồng"),
        (55, "Năm mươi lăm đồng"),
        (91, "Chín mươi mốt đồng"),
        (100, "Một trăm đồng"),
        (101, "Một trăm linh một đồng"),
        (104, "Một trăm linh bốn đồng"),
        (105, "Một trăm linh năm đồng"),
        (110, "Một trăm mười đồng"),
        (111, "Một trăm mười một đồng"),
        (115, "Một trăm mười lăm đồng"),
        (1000, "Một nghìn đồng"),
        (1001, "Một nghìn không trăm linh một đồng"),
        (1010, "Một nghìn không trăm mười đồng"),
        (1500, "Một nghìn năm trăm đồng"),
        (10005, "Mười nghìn không trăm linh năm đồng"),
        (21000, "Hai mươi mốt nghìn đồng"),
        (105000, "Một trăm linh năm nghìn đồng"),
        (250000, "Hai trăm năm mươi nghìn đồng"),
        (1000001, "Một triệu không trăm linh một đồng"),
        (1234567, "Một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy đồng"),
        (18500000, "Mười tám triệu năm trăm nghìn đồng"),
        (20000000, "Hai mươi triệu đồng"),
        (20050000, "Hai mươi triệu không trăm năm mươi nghìn đồng"),
        (828864000, "Tám trăm hai mươi tám triệu tám trăm sáu mươi tư nghìn đồng"),
        (1000000000, "Một tỷ đồng"),
        (1000000001, "Một tỷ không trăm linh một đồng"),
        (1005000000, "Một tỷ không trăm linh năm triệu đồng"),
        (3797118000, "Ba tỷ bảy trăm chín mươi bảy triệu một trăm mười tám nghìn đồng"),
        (17680000000, "Mười bảy tỷ sáu trăm tám mươi triệu đồng"),
        (1000000000000, "Một nghìn tỷ đồng"),
        (1001000000000, "Một nghìn không trăm linh một tỷ đồng"),
        (2000000000005, "Hai nghìn tỷ không trăm linh năm đồng"),
        (1000000000000000, "Một triệu tỷ đồng"),
        (-50000, "Âm năm mươi nghìn đồng"),
    ],
)
def test_sums_in_words(dong, words):
    assert amount_in_words(dong) == words


UNITS = {word: value for value, word in enumerate(["không", "một", "hai", "ba", "bốn", "năm", "sáu"])}
UNITS.update({"bảy": 7, "tám": 8, "chín": 9, "mốt": 1, "tư": 4, "lăm": 5})


def number_read_aloud(words: list[str]) -> int:
    """Reads the words back: the largest scale splits, what stands left of it is multiplied."""
    for word, factor in (("tỷ", 10**9), ("triệu", 10**6), ("nghìn", 1000), ("trăm", 100), ("mươi", 10)):
        if word in words:
            at = len(words) - 1 - words[::-1].index(word)
            return number_read_aloud(words[:at]) * factor + number_read_aloud(words[at + 1 :])
    if words[:1] == ["mười"]:
        return 10 + number_read_aloud(words[1:])
    return UNITS[words[-1]] if words else 0


@given(st.integers(0, 10**15))
def test_the_words_read_back_as_the_number(dong):
    *words, currency = amount_in_words(dong).lower().split()
    assert currency == "đồng"
    assert number_read_aloud(words) == dong
