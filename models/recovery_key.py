"""The recovery key: what is printed for the sealed envelope, and what somebody types from that paper.

160 random bits and 20 bits of checksum in the letters of Douglas Crockford's base 32, six groups of six. The alphabet
has no I, L, O and U, so that a misread letter is still understood and a mistyped one is noticed before it is tried.
"""

from __future__ import annotations

import re
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SECRET_BYTES = 20
CHECK_BITS = 20
GROUPS, GROUP_LETTERS = 6, 6
MISREAD = str.maketrans("OIL", "011")
BETWEEN = re.compile(r"[\s.\u00b7_\-\u2010-\u2015]+")
"""What people write between groups."""


class MistypedKeyError(ValueError):
    """What was typed is no recovery key; the message is a Vietnamese sentence that says what to do."""


def as_text(secret: bytes) -> str:
    """The key of 20 random bytes as it is printed: "0DRYDM-YMS10Q-..."."""
    if len(secret) != SECRET_BYTES:
        raise ValueError("a recovery key has 20 bytes")
    number = int.from_bytes(secret) << CHECK_BITS | _checksum(secret)
    count = GROUPS * GROUP_LETTERS
    letters = "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(count)))
    return "-".join(groups_of(letters))


def groups_of(key: str) -> list[str]:
    """The groups of a key, for one to be asked after the other."""
    letters = plain(key)
    return [letters[start : start + GROUP_LETTERS] for start in range(0, len(letters), GROUP_LETTERS)]


def plain(typed: str) -> str:
    """Typed letters as the key has them: capitals, O as 0, I and L as 1, without what stands between groups."""
    return BETWEEN.sub("", unicodedata.normalize("NFC", typed)).upper().translate(MISREAD)


def read(typed: str) -> str:
    """The key as it is printed, from what somebody typed. MistypedKeyError says what is wrong with it."""
    letters = plain(typed)
    marked = sorted(letter for letter in set(letters) if not letter.isascii() and letter.isalpha())
    if marked:
        raise MistypedKeyError(f"Có chữ có dấu ({', '.join(marked)}): tắt bộ gõ tiếng Việt rồi gõ lại khóa.")
    strange = sorted(set(letters) - set(ALPHABET))
    if strange:
        raise MistypedKeyError(f"Trong khóa không có ký tự {', '.join(strange)}; so lại với tờ giấy.")
    wanted = GROUPS * GROUP_LETTERS
    if len(letters) != wanted:
        raise MistypedKeyError(f"Khóa có {wanted} ký tự, mới gõ {len(letters)}; so lại với tờ giấy.")
    number = 0
    for letter in letters:
        number = number << 5 | ALPHABET.index(letter)
    secret = (number >> CHECK_BITS).to_bytes(SECRET_BYTES)
    if number & (1 << CHECK_BITS) - 1 != _checksum(secret):
        raise MistypedKeyError("Có ký tự gõ nhầm; so lại từng nhóm với tờ giấy.")
    return "-".join(groups_of(letters))


def is_one(typed: str) -> bool:
    """Whether this is a recovery key without mistakes (a passphrase is one by chance once in a million at most)."""
    try:
        read(typed)
    except MistypedKeyError:
        return False
    return True


def _checksum(secret: bytes) -> int:
    from hashlib import sha256  # with OpenSSL, which no start needs

    return int.from_bytes(sha256(b"SoMatTran recovery key\0" + secret).digest()[:3]) >> 4
