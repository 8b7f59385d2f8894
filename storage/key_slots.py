"""How the data key is wrapped, each way in a slot of its own: for a passphrase, for the computer account, and for the
printed recovery key; and how it comes out again."""

from __future__ import annotations

import base64
import unicodedata
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nacl import exceptions, secret, utils

from models import recovery_key
from models.ports import StorageError
from storage import account_key

KEY_BYTES = 32
ACCOUNT, PASSPHRASE, RECOVERY = "account", "passphrase", "recovery"
"""The kinds of slot, and what a ring was opened by."""

LARGEST_MEMORY = 1 << 30
MOST_PASSES = 16
"""What a ring may ask of this computer; a ring from elsewhere must not be able to stop it."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Argon2id: memory in bytes, passes; one lane. The default is RFC 9106's for little memory: 0,1 to 1 s."""

    memory: int = 64 * 1024 * 1024
    passes: int = 3


DEFAULT_COST = Cost()


@dataclass(frozen=True, slots=True)
class Opened:
    """The data key, and the kind of slot that gave it."""

    key: bytes
    by: str


def open_ring(content: Mapping[str, Any], places: Sequence[Path], passphrase: str | None) -> Opened:
    """The data key out of a ring, by passphrase, account or recovery key. `places` are where a key file of the account
    may lie. StorageError wrong_key."""
    slot = content["slot"]
    if slot["kind"] == ACCOUNT:
        key = account_key.reveal(slot["how"], _bytes(slot["box"]), places)
        if key is not None:
            return Opened(key, ACCOUNT)
    recovered = by_recovery_key(content, passphrase or "")
    if recovered is not None:
        return recovered
    if slot["kind"] == ACCOUNT:
        raise StorageError(_only_account(content, passphrase), "wrong_key")
    if not passphrase:
        raise StorageError("Sổ này có mật khẩu; hãy nhập mật khẩu để mở.", "wrong_key")
    try:
        return Opened(secret.SecretBox(_stretch(passphrase, slot)).decrypt(_bytes(slot["box"])), PASSPHRASE)
    except exceptions.CryptoError as error:
        raise StorageError(_wrong(passphrase), "wrong_key") from error


def by_recovery_key(content: Mapping[str, Any], typed: str) -> Opened | None:
    """The key by the slot of the recovery key; None where there is none, or something else was typed."""
    slot = content.get("recovery")
    if slot is None or not recovery_key.is_one(typed):
        return None
    with suppress(exceptions.CryptoError):
        return Opened(secret.SecretBox(_stretch(recovery_key.read(typed), slot)).decrypt(_bytes(slot["box"])), RECOVERY)
    return None


def _only_account(content: Mapping[str, Any], typed: str | None) -> str:
    if typed and recovery_key.is_one(typed):
        return _wrong(typed)
    if content.get("recovery"):
        return (
            "Sổ này chỉ mở được bằng tài khoản máy tính đã lập sổ, hoặc bằng khóa khôi phục in trên giấy; "
            "hãy nhập khóa khôi phục."
        )
    return (
        "Sổ này chỉ mở được bằng tài khoản máy tính đã lập sổ; hãy đăng nhập tài khoản đó, "
        "hoặc khôi phục từ bản sao lưu có mật khẩu."
    )


def _wrong(typed: str) -> str:
    if recovery_key.is_one(typed):
        return "Khóa khôi phục này không phải của sổ này, hoặc đã được thay bằng khóa mới; hãy tìm tờ giấy in sau cùng."
    return "Mật khẩu chưa đúng; hãy kiểm tra bộ gõ, phím Caps Lock rồi nhập lại."


def account_slot(key: bytes, place: Path) -> dict[str, Any]:
    """The key wrapped for this computer account, whose key file, where one is needed, lies in `place`."""
    return {"kind": ACCOUNT, "how": account_key.way(), "box": _text(account_key.protect(key, place))}


def secret_slot(kind: str, key: bytes, typed: str, cost: Cost) -> dict[str, Any]:
    """The key wrapped for whoever types a passphrase or the recovery key."""
    from nacl.pwhash import argon2id  # a ring without a passphrase needs none of it

    slot = {
        "kind": kind,
        "salt": _text(utils.random(argon2id.SALTBYTES)),
        "memory": cost.memory,
        "passes": cost.passes,
    }
    return {**slot, "box": _text(bytes(secret.SecretBox(_stretch(typed, slot)).encrypt(key)))}


def _stretch(passphrase: str, slot: Mapping[str, Any]) -> bytes:
    """NFC first: two Vietnamese input methods give different code points for the same letters."""
    from nacl.pwhash import argon2id

    memory, passes = int(slot["memory"]), int(slot["passes"])
    if memory > LARGEST_MEMORY or passes > MOST_PASSES:
        raise StorageError("Tệp khóa không hợp lệ; hãy chép lại tệp khóa đi cùng bản sao lưu.", "damaged")
    typed = unicodedata.normalize("NFC", passphrase).encode()
    return argon2id.kdf(KEY_BYTES, typed, _bytes(slot["salt"]), opslimit=passes, memlimit=memory)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text)
