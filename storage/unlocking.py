"""The key of a unit's folder: found, made at first use, and what is said where it does not open the file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import platformdirs

from models.ports import StorageError
from storage.database import default_folder
from storage.key_ring import KeyRing
from storage.key_slots import Cost
from storage.safety import backup_files, sidecars

DATABASE = "so-mat-tran.db"


def refuse_lost(folder: Path) -> None:
    """Where backups lie there was a register: an empty one in its place would look as if everything were gone, and
    its backups would push the good ones out."""
    live = folder / DATABASE
    if live.exists() and live.stat().st_size:
        return
    kept = backup_files.found_in(folder / backup_files.FOLDER)
    if kept:
        raise StorageError(
            f"Không còn tệp dữ liệu {live}. Tìm lại tệp này, hoặc khôi phục bản sao lưu gần nhất: {kept[0].path}",
            "missing",
        )


def ring_of(folder: Path, passphrase: str | None, cost: Cost) -> KeyRing:
    """The ring of the folder; a new one only where there is neither a ring nor a database nor a backup."""
    copies = folder / backup_files.FOLDER
    spare = (sidecars.ring_bytes_beside(path) for path in sorted(copies.glob("*.db")))  # read where no ring is sound
    try:
        return KeyRing.unlock(folder, account_place(folder), passphrase, spare)
    except StorageError as error:
        if error.kind != "missing" or (folder / DATABASE).exists():
            raise
    return KeyRing.create(folder, account_place(folder), passphrase or "", cost=cost)


def account_place(folder: Path) -> Path:
    """The account's key lies apart from the data where the platform has a place for it; a folder chosen by hand, also
    on a stick or with no home at all, keeps everything together."""
    if folder.absolute() == default_folder().absolute():
        return platformdirs.user_config_path("SoMatTran", appauthor=False)
    return folder


def with_advice(error: StorageError, folder: Path, ring: KeyRing) -> StorageError:
    """The ring gave a key, so a file that the key does not open is damaged, unless no backup knows that key either."""
    if error.kind not in ("damaged", "wrong_key"):
        return error
    from storage.safety import backups  # a file that opens asks for none

    sound = backups.newest_sound(folder / backup_files.FOLDER, ring.key)
    if sound is not None:
        day = f"{dt.datetime.fromisoformat(sound.at):%d/%m/%Y %H:%M}"
        return StorageError(
            f"Tệp dữ liệu bị hỏng và được giữ nguyên; hãy khôi phục bản sao lưu ngày {day} bằng lệnh: "
            f'restore "{sound.path}"',
            "damaged",
        )
    if error.kind == "wrong_key":
        return StorageError(
            "Tệp khóa key_ring.1, key_ring.2 không mở được tệp dữ liệu, hoặc tệp dữ liệu bị hỏng ngay đầu tệp; "
            "hãy chép lại đúng tệp khóa của sổ này, hoặc khôi phục từ một bản sao lưu cất nơi khác.",
            "wrong_key",
        )
    return StorageError(
        "Tệp dữ liệu bị hỏng và được giữ nguyên; chưa có bản sao lưu trong thư mục này, "
        "hãy khôi phục bằng lệnh restore từ một bản sao lưu cất nơi khác.",
        "damaged",
    )
