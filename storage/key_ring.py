"""The data key, wrapped: one slot, opened by a passphrase or by the computer account, in two copies of one small file.

The database is encrypted with a random key that never changes; a new passphrase only wraps that key anew. A copy of the
ring lies beside every backup, for a backup without its ring is lost.
"""

from __future__ import annotations

import base64
import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nacl import exceptions, secret, utils

from models.ports import StorageError
from storage import account_key, files

FORMAT = "SoMatTran key ring 1"
NAMES = ("key_ring.1", "key_ring.2")
KEY_BYTES = 32
LARGEST_MEMORY = 1 << 30
MOST_PASSES = 16
"""What a ring may ask of this computer; a ring from elsewhere must not be able to stop it."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Argon2id: memory in bytes, passes; one lane. The default is RFC 9106's for little memory: 0,1 to 1 s."""

    memory: int = 64 * 1024 * 1024
    passes: int = 3


DEFAULT_COST = Cost()


class KeyRing:
    """An unlocked ring: `key` opens the database. `account_place` is where the account's key file goes."""

    def __init__(self, folder: Path, account_place: Path, key: bytes, content: Mapping[str, Any]) -> None:
        self.folder = folder
        self.key = key
        self.account_place = account_place
        self._content = content

    @classmethod
    def create(
        cls,
        folder: Path,
        account_place: Path,
        passphrase: str = "",
        *,
        key: bytes | None = None,
        cost: Cost = DEFAULT_COST,
    ) -> KeyRing:
        """A new ring in `folder`, for a fresh random key or for the `key` of a file that is being restored."""
        key = utils.random(KEY_BYTES) if key is None else key
        ring = cls(folder, account_place, key, {})
        ring._store(passphrase, cost, generation=1)
        return ring

    @classmethod
    def unlock(cls, folder: Path, account_place: Path, passphrase: str | None, spare: Iterable[bytes] = ()) -> KeyRing:
        """The ring in `folder`; a missing or damaged copy is made good from the other one, or from `spare` contents.

        StorageError wrong_key: a passphrase is needed or is wrong, or another account made the ring; missing: no ring
        at all; damaged: no copy can be read."""
        found = [(folder / name, _read(folder / name)) for name in NAMES]
        sound = [content for _, content in found if content] or list(filter(None, map(parse, spare)))
        if not sound:
            raise _no_ring(present=any(path.exists() for path, _ in found))
        content = max(sound, key=lambda candidate: int(candidate["generation"]))
        key = open_slot(content, (folder, account_place), passphrase)
        ring = cls(folder, account_place, key, content)
        ring._heal([path for path, other in found if other != content])
        return ring

    @property
    def content(self) -> bytes:
        """The ring as it stands in its files."""
        return _serialise(self._content)

    @property
    def has_passphrase(self) -> bool:
        return bool(self._content["slot"]["kind"] == "passphrase")

    def set_passphrase(self, new: str, *, cost: Cost = DEFAULT_COST) -> None:
        """Wrap the key anew; "" binds it to the account. The database is not touched."""
        self._store(new, cost, generation=int(self._content["generation"]) + 1)

    def protection(self) -> str:
        """What protects the file right now, for the officer to read."""
        if self.has_passphrase:
            return (
                "Đã đặt mật khẩu. Tệp dữ liệu và các bản sao lưu được mã hóa, chỉ mở được bằng mật khẩu này; "
                "nếu quên mật khẩu thì không có cách nào mở lại sổ."
            )
        sentence = (
            "Chưa đặt mật khẩu. Tệp dữ liệu được mã hóa, nhưng ai đăng nhập được vào tài khoản máy tính này "
            "thì mở được sổ; "
        )
        if self._content["slot"]["how"] == account_key.FILE and self.account_place == self.folder:
            return sentence + "khóa nằm trong chính thư mục dữ liệu, nên ai chép được cả thư mục cũng mở được."
        return sentence + "bản sao lưu cũng chỉ mở được bằng tài khoản này, muốn mở ở máy khác thì hãy đặt mật khẩu."

    def _store(self, passphrase: str, cost: Cost, *, generation: int) -> None:
        slot = _passphrase_slot(self.key, passphrase, cost) if passphrase else self._account_slot()
        content = {"format": FORMAT, "generation": generation, "key_id": key_id(self.key), "slot": slot}
        self._content = {**content, "sha256": _digest(content)}
        self._heal([self.folder / name for name in NAMES])

    def _heal(self, paths: Sequence[Path]) -> None:
        """Written one after the other: a cut between them leaves one whole ring at least."""
        for path in paths:
            files.write_atomically(path, self.content, private=True)

    def _account_slot(self) -> dict[str, Any]:
        box = account_key.protect(self.key, self.account_place)
        return {"kind": "account", "how": account_key.way(), "box": _text(box)}


def key_id(key: bytes) -> str:
    """A name for a key that gives nothing of it away."""
    return hashlib.sha256(b"SoMatTran key id\0" + key).hexdigest()[:16]


def parse(content: bytes) -> Mapping[str, Any] | None:
    """A ring from its bytes, or None when they are torn, altered or something else."""
    with suppress(ValueError, TypeError, KeyError, AttributeError):
        ring: dict[str, Any] = json.loads(content)
        body = {name: value for name, value in ring.items() if name != "sha256"}
        if ring["format"] == FORMAT and ring["sha256"] == _digest(body):
            return ring
    return None


def open_slot(content: Mapping[str, Any], places: Sequence[Path], passphrase: str | None) -> bytes:
    """The data key out of a ring. `places` are where a key file of the account may lie. StorageError wrong_key."""
    slot = content["slot"]
    if slot["kind"] == "account":
        key = account_key.reveal(slot["how"], _bytes(slot["box"]), places)
        if key is None:
            raise StorageError(
                "Sổ này chỉ mở được bằng tài khoản máy tính đã lập sổ; hãy đăng nhập tài khoản đó, "
                "hoặc khôi phục từ bản sao lưu có mật khẩu.",
                "wrong_key",
            )
        return key
    if not passphrase:
        raise StorageError("Sổ này có mật khẩu; hãy nhập mật khẩu để mở.", "wrong_key")
    try:
        return secret.SecretBox(_stretch(passphrase, slot)).decrypt(_bytes(slot["box"]))
    except exceptions.CryptoError as error:
        raise StorageError(
            "Mật khẩu chưa đúng; hãy kiểm tra bộ gõ, phím Caps Lock rồi nhập lại.", "wrong_key"
        ) from error


def _passphrase_slot(key: bytes, passphrase: str, cost: Cost) -> dict[str, Any]:
    from nacl.pwhash import argon2id  # a ring without a passphrase needs none of it

    slot = {
        "kind": "passphrase",
        "salt": _text(utils.random(argon2id.SALTBYTES)),
        "memory": cost.memory,
        "passes": cost.passes,
    }
    return {**slot, "box": _text(bytes(secret.SecretBox(_stretch(passphrase, slot)).encrypt(key)))}


def _stretch(passphrase: str, slot: Mapping[str, Any]) -> bytes:
    """NFC first: two Vietnamese input methods give different code points for the same letters."""
    from nacl.pwhash import argon2id

    memory, passes = int(slot["memory"]), int(slot["passes"])
    if memory > LARGEST_MEMORY or passes > MOST_PASSES:
        raise StorageError("Tệp khóa không hợp lệ; hãy chép lại tệp khóa đi cùng bản sao lưu.", "damaged")
    typed = unicodedata.normalize("NFC", passphrase).encode()
    return argon2id.kdf(KEY_BYTES, typed, _bytes(slot["salt"]), opslimit=passes, memlimit=memory)


def _no_ring(*, present: bool) -> StorageError:
    if present:
        return StorageError("Tệp khóa bị hỏng; hãy chép lại tệp khóa đi cùng bản sao lưu gần nhất.", "damaged")
    return StorageError(
        "Thiếu tệp khóa key_ring.1 và key_ring.2 bên cạnh tệp dữ liệu; hãy chép chúng trở lại thư mục dữ liệu.",
        "missing",
    )


def _read(path: Path) -> Mapping[str, Any] | None:
    with suppress(OSError):
        return parse(path.read_bytes())
    return None


def _serialise(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, sort_keys=True, indent=1).encode()


def _digest(body: Mapping[str, Any]) -> str:
    return hashlib.sha256(_serialise(body)).hexdigest()


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text)
