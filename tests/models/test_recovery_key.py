"""The recovery key on paper: read back as people type it, and mistakes noticed before it is tried."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.recovery_key import ALPHABET, MistypedKeyError, as_text, groups_of, is_one, read
from models.recovery_sheet import sheet

SECRETS = st.binary(min_size=20, max_size=20)
KEY = as_text(bytes(range(20)))


def test_the_letters_are_crockfords():
    assert "".join(sorted(set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") - set("ILOU"))) == ALPHABET


@given(SECRETS)
def test_160_bits_and_a_checksum_of_20_written_out_by_hand(secret: bytes):
    bits = "".join(f"{byte:08b}" for byte in secret)
    digest = hashlib.sha256(b"SoMatTran recovery key\0" + secret).digest()
    bits += "".join(f"{byte:08b}" for byte in digest)[:20]
    letters = "".join(ALPHABET[int(bits[start : start + 5], 2)] for start in range(0, 180, 5))
    assert as_text(secret) == "-".join(letters[start : start + 6] for start in range(0, 36, 6))


@given(SECRETS, st.data())
def test_it_is_read_as_people_type_it(secret: bytes, data: st.DataObject):
    key = as_text(secret)
    typed = "".join(
        data.draw(st.sampled_from({"0": "0Oo", "1": "1IiLl", "-": ["", " ", "-", " – ", "\n"]}.get(c, [c, c.lower()])))
        for c in key
    )
    assert read(typed) == key and is_one(typed)
    assert groups_of(typed) == key.split("-")


@given(SECRETS, st.integers(0, 35), st.sampled_from(ALPHABET))
def test_a_wrong_letter_is_noticed(secret: bytes, place: int, letter: str):
    letters = as_text(secret).replace("-", "")
    wrong = letters[:place] + letter + letters[place + 1 :]
    assert is_one(wrong) == (wrong == letters)


@given(SECRETS, st.integers(0, 34))
def test_two_letters_exchanged_are_noticed(secret: bytes, place: int):
    letters = as_text(secret).replace("-", "")
    wrong = letters[:place] + letters[place + 1] + letters[place] + letters[place + 2 :]
    assert is_one(wrong) == (wrong == letters)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "mới gõ 0"),
        (KEY[:-1], "mới gõ 35"),
        (KEY + "2", "mới gõ 37"),
        (KEY.replace(KEY[0], "U", 1), "không có ký tự U"),
        ("Đ" + KEY[1:], "tắt bộ gõ tiếng Việt"),
        ("mật khẩu của tôi", "tắt bộ gõ"),
        (KEY[::-1], "gõ nhầm"),
    ],
)
def test_what_is_wrong_is_said(typed: str, told: str):
    with pytest.raises(MistypedKeyError, match=told):
        read(typed)
    assert not is_one(typed)


def test_a_key_has_its_length():
    with pytest.raises(ValueError, match="20 bytes"):
        as_text(b"short")


def test_the_sheet_has_every_group_the_unit_and_the_day():
    document = sheet(KEY, "Xã Vũ Mẫu", "20/11/2026")
    text = "\n".join(f"{getattr(block, 'text', '')}\n{getattr(block, 'beside', '')}" for block in document.blocks)
    assert all(f"Nhóm {number}:   {group}" in text for number, group in enumerate(KEY.split("-"), 1))
    for needed in ("Xã Vũ Mẫu", "20/11/2026", "phong bì niêm phong", "không lưu tệp"):
        assert needed in text
