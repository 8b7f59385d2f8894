"""From a damaged file to a new register: the key that lies with it, the salvage, the report beside the new file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from models.ports import Progress, StorageError
from models.soundness import SalvageReport
from storage import files, key_ring, key_slots
from storage.database import Clock, local_time
from storage.key_ring import KeyRing
from storage.safety import backup_files, sidecars
from storage.safety.salvage import Salvage
from storage.unlocking import DATABASE, account_place

REPORT = "ket-qua-cuu-du-lieu.txt"
BESIDE = "cuu-du-lieu"


def salvage(
    damaged: Path,
    folder: Path,
    passphrase: str | None = None,
    *,
    clock: Clock = local_time,
    progress: Progress | None = None,
) -> SalvageReport:
    """Bring what can be read of the file `damaged` into a new register in the empty `folder`, under the same key; the
    damaged file is only read. StorageError wrong_key, missing, exists, full, read_only, cancelled."""
    if not damaged.is_file():
        raise StorageError(f"Không thấy tệp {damaged}; hãy kiểm tra lại đường dẫn.", "missing")
    if folder.exists() and any(folder.iterdir()):
        raise StorageError(f"Thư mục {folder} không trống; hãy chọn một thư mục trống.", "exists")
    content, opened = _ring_of_file(damaged, passphrase)
    with files.surroundings(folder):
        files.make_folder(folder)
    beside = (*damaged.parent.glob("*.db"), *(damaged.parent / backup_files.FOLDER).glob("*.db"))
    report = Salvage(damaged, folder / DATABASE, opened.key, clock).run(map(_first_bytes, beside), progress)
    KeyRing.adopt(folder, account_place(folder), content, opened)
    files.write_atomically(folder / REPORT, "\n".join([*report.lines(), ""]).encode())
    return report


def _ring_of_file(damaged: Path, passphrase: str | None) -> tuple[Mapping[str, Any], key_slots.Opened]:
    """The ring that lies with a file: its own, that of its folder, or a copy beside a backup."""
    around = (damaged.parent, damaged.parent.parent)
    contents = [sidecars.ring_bytes_beside(damaged)]
    contents += [path.read_bytes() for place in around for name in key_ring.NAMES if (path := place / name).is_file()]
    contents += [sidecars.ring_bytes_beside(path) for path in (damaged.parent / backup_files.FOLDER).glob("*.db")]
    rings = list(filter(None, map(key_ring.parse, contents)))
    if not rings:
        raise StorageError(
            "Thiếu tệp khóa key_ring.1 và key_ring.2 bên cạnh tệp hỏng; hãy chép chúng vào cạnh tệp ấy.", "missing"
        )
    refused: StorageError | None = None
    for ring in rings:
        try:
            return ring, key_slots.open_ring(ring, (*around, account_place(damaged.parent)), passphrase)
        except StorageError as error:
            refused = refused or error
    assert refused is not None
    raise refused


def _first_bytes(path: Path) -> bytes:
    """Where a file has the salt that all its copies share."""
    with path.open("rb") as file:
        return file.read(16)


def salvage_beside(
    folder: Path, passphrase: str | None = None, *, clock: Clock = local_time, progress: Progress | None = None
) -> tuple[Path, SalvageReport]:
    """Salvage the register of `folder` into a folder of its own within; gives the new file, which restore_into puts in
    place like a backup."""
    new = folder / f"{BESIDE}-{clock().strftime(backup_files.STAMP)}"
    report = salvage(folder / DATABASE, new, passphrase, clock=clock, progress=progress)
    return new / DATABASE, report
