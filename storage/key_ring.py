"""The data key, wrapped (storage/key_slots.py), in two copies of one small file.

The database is encrypted with a random key that never changes; a new passphrase or recovery key only wraps that key
anew. A copy of the ring lies beside every backup, for a backup without its ring is lost.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nacl import utils
from nacl.bindings import crypto_hash_sha256

from models import recovery_key
from models.ports import StorageError
from storage import account_key, files, key_slots
from storage.key_slots import ACCOUNT, DEFAULT_COST, PASSPHRASE, RECOVERY, Cost, Opened

if TYPE_CHECKING:
    from models.safe_keeping import RecoveryKey

FORMAT = "SoMatTran key ring 1"
NAMES = ("key_ring.1", "key_ring.2")


class KeyRing:
    """An unlocked ring: `key` opens the database. `account_place` is where the account's key file goes; `opened_by` is
    the kind of slot that gave the key, until a passphrase is set."""

    def __init__(
        self, folder: Path, account_place: Path, key: bytes, content: Mapping[str, Any], opened_by: str
    ) -> None:
        self.folder = folder
        self.key = key
        self.account_place = account_place
        self.opened_by = opened_by
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
        key = utils.random(key_slots.KEY_BYTES) if key is None else key
        ring = cls(folder, account_place, key, {}, ACCOUNT)
        ring.set_passphrase(passphrase, cost=cost)
        return ring

    @classmethod
    def adopt(
        cls,
        folder: Path,
        account_place: Path,
        content: Mapping[str, Any],
        opened: Opened,
    ) -> KeyRing:
        """The ring of another folder, whose file is being brought here: what opened it there opens it here, and an
        account of another computer gives way to ours."""
        ring = cls(folder, account_place, opened.key, content, opened.by)
        if content["slot"]["kind"] == ACCOUNT and opened.by == ACCOUNT:
            ring.set_passphrase("")
        else:
            ring._keep({})
        return ring

    @classmethod
    def unlock(cls, folder: Path, account_place: Path, passphrase: str | None, spare: Iterable[bytes] = ()) -> KeyRing:
        """The ring in `folder`; a missing or damaged copy is made good from the other one, or from `spare` contents. In
        place of the passphrase the recovery key will do.

        StorageError wrong_key: a passphrase is needed or is wrong, or another account made the ring; missing: no ring
        at all; damaged: no copy can be read."""
        found = [(folder / name, _read(folder / name)) for name in NAMES]
        sound = [content for _, content in found if content] or list(filter(None, map(parse, spare)))
        if not sound:
            raise _no_ring(present=any(path.exists() for path, _ in found))
        content = max(sound, key=lambda candidate: int(candidate["generation"]))
        opened = key_slots.open_ring(content, (folder, account_place), passphrase)
        ring = cls(folder, account_place, opened.key, content, opened.by)
        with suppress(StorageError):  # on a full disk one good copy has to do: it is healed at the next opening
            ring._write([path for path, other in found if other != content], content)
        return ring

    @property
    def content(self) -> bytes:
        """The ring as it stands in its files."""
        return _serialise(self._content)

    @property
    def has_passphrase(self) -> bool:
        return bool(self._content["slot"]["kind"] == PASSPHRASE)

    @property
    def recovery_key(self) -> RecoveryKey | None:
        """When the recovery key was made and tried; None while there is none."""
        from models.safe_keeping import RecoveryKey

        slot = self._content.get("recovery")
        return RecoveryKey(slot["made"], slot["tried"]) if slot else None

    @property
    def opens_elsewhere(self) -> bool:
        """Whether a copy can be opened on another computer; a key bound to the account cannot leave it."""
        return self.has_passphrase or self.recovery_key is not None

    def set_passphrase(self, new: str, *, cost: Cost = DEFAULT_COST) -> None:
        """Wrap the key anew; "" binds it to the account. The database is not touched."""
        slot = (
            key_slots.secret_slot(PASSPHRASE, self.key, new, cost)
            if new
            else key_slots.account_slot(self.key, self.account_place)
        )
        self._keep({"slot": slot})
        self.opened_by = slot["kind"]

    def make_recovery_key(self, day: str, *, cost: Cost = DEFAULT_COST) -> str:
        """A new recovery key as it is to be printed; the one before opens this ring no longer. It is kept nowhere."""
        typed = recovery_key.as_text(utils.random(recovery_key.SECRET_BYTES))
        slot = key_slots.secret_slot(RECOVERY, self.key, typed, cost) | {"made": day, "tried": ""}
        self._keep({"recovery": slot})
        return typed

    def try_recovery_key(self, typed: str, day: str) -> bool:
        """Whether the ring as it lies in its files opens with what was typed off the paper; if so, that is noted."""
        kept = _read(self.folder / NAMES[0])
        opened = key_slots.by_recovery_key(kept or {}, typed)
        if opened is None or opened.key != self.key:
            return False
        self.note_trial(day)
        return True

    def note_trial(self, day: str) -> None:
        """The recovery key has just opened the ring."""
        self._keep({"recovery": {**self._content["recovery"], "tried": day}})

    def protection(self) -> str:
        """What protects the file right now, for the officer to read."""
        if self.has_passphrase:
            forgotten = (
                "nếu quên mật khẩu thì mở bằng khóa khôi phục trên giấy."
                if self.recovery_key
                else "nếu quên mật khẩu thì không có cách nào mở lại sổ."
            )
            protected = "Đã đặt mật khẩu. Tệp dữ liệu và các bản sao lưu được mã hóa, chỉ mở được bằng mật khẩu;"
            return f"{protected} {forgotten}"
        sentence = (
            "Chưa đặt mật khẩu. Tệp dữ liệu được mã hóa, nhưng ai đăng nhập được vào tài khoản máy tính này "
            "thì mở được sổ; "
        )
        if self._content["slot"]["how"] == account_key.FILE and self.account_place == self.folder:
            return sentence + "khóa nằm trong chính thư mục dữ liệu, nên ai chép được cả thư mục cũng mở được."
        elsewhere = "dùng khóa khôi phục" if self.recovery_key else "hãy lập khóa khôi phục hoặc đặt mật khẩu"
        return sentence + f"bản sao lưu cũng chỉ mở được bằng tài khoản này, muốn mở ở máy khác thì {elsewhere}."

    def _keep(self, change: Mapping[str, Any]) -> None:
        """Write the ring with this change, of the next generation. StorageError: then it is as it was."""
        body = {name: value for name, value in self._content.items() if name != "sha256"} | dict(change)
        body |= {"format": FORMAT, "key_id": key_id(self.key), "generation": int(body.get("generation", 0)) + 1}
        content = {**body, "sha256": _digest(body)}
        first, second = (self.folder / name for name in NAMES)
        self._write([first], content)
        self._content = content  # the higher generation is in force, whatever becomes of the other copy
        with suppress(StorageError):
            self._write([second], content)

    def _write(self, paths: Sequence[Path], content: Mapping[str, Any]) -> None:
        """Written one after the other: a cut between them leaves one whole ring at least."""
        for path in paths:
            files.write_atomically(path, _serialise(content), private=True)


def key_id(key: bytes) -> str:
    """A name for a key that gives nothing of it away."""
    return crypto_hash_sha256(b"SoMatTran key id\0" + key).hex()[:16]


def parse(content: bytes) -> Mapping[str, Any] | None:
    """A ring from its bytes, or None when they are torn, altered or something else."""
    with suppress(ValueError, TypeError, KeyError, AttributeError):
        ring: dict[str, Any] = json.loads(content)
        body = {name: value for name, value in ring.items() if name != "sha256"}
        if ring["format"] == FORMAT and ring["sha256"] == _digest(body):
            return ring
    return None


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
    return crypto_hash_sha256(_serialise(body)).hex()
