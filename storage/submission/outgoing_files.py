"""The files of one sending, made aside in the folder they are for and put in place together when all is kept."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from models.ports import StorageError
from models.submissions import Why
from storage.files import replace, surroundings, sync_file, write_atomically
from storage.submission.incoming import Types, prove
from storage.submission.packages import file_hash
from storage.submission.refusals import PackageError

SUBMISSION, WORKBOOK = ".smt", ".xlsx"
ASIDE = ".so-mat-tran-"
UNFIT = {
    Why.OVERSIZED: "Tệp gửi quá lớn nên cấp trên sẽ không nhận được. Chọn “Chỉ số liệu” cho bớt sổ rồi gửi lại.",
}


class OutgoingFiles:
    """The submission file and its readable workbook, not yet visible under their names."""

    def __init__(self, folder: Path, name: str, aside: Path) -> None:
        self._folder = folder
        self._name = name
        self._aside = aside

    @property
    def file_name(self) -> str:
        """The name of the submission file."""
        return self._name + SUBMISSION

    def write(self, content: bytes, write_workbook: Callable[[Path], None], types: Types) -> None:
        """Write both and read the submission file back as its receiver will. StorageError full, read_only, damaged."""
        path = self._aside / self.file_name
        write_atomically(path, content)
        verify(path, hashlib.sha256(content).hexdigest())
        try:
            prove(path, types)
        except PackageError as error:
            raise StorageError(UNFIT.get(error.why, f"Tệp vừa tạo không đạt kiểm tra ({error})."), "other") from error
        write_workbook(self._aside / (self._name + WORKBOOK))

    def publish(self) -> None:
        """Give both their names; the submission file comes last, so that where it lies everything is there."""
        with surroundings(self._folder):
            for suffix in (WORKBOOK, SUBMISSION):
                sync_file(self._aside / (self._name + suffix))
                replace(self._aside / (self._name + suffix), self._folder / (self._name + suffix))


@contextlib.contextmanager
def made_aside(folder: Path, name: str) -> Iterator[OutgoingFiles]:
    """Files called `name` (unit_period_number), which must not be in the folder yet. What was not published is gone at
    the end.

    StorageError exists, missing, read_only, full."""
    with surroundings(folder):
        for suffix in (SUBMISSION, WORKBOOK):
            if (folder / (name + suffix)).exists():
                raise StorageError(
                    f"Thư mục đã có tệp {name}{suffix}. Chuyển tệp đó đi hoặc chọn thư mục khác rồi gửi lại.", "exists"
                )
        unit = name.rsplit("_", 2)[0]
        for left in folder.glob(f"{ASIDE}{unit}_*"):  # by a program that was killed while it wrote here
            shutil.rmtree(left, ignore_errors=True)
        aside = folder / f"{ASIDE}{name}"
        aside.mkdir()
    try:
        yield OutgoingFiles(folder, name, aside)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def verify(path: Path, sha256: str) -> None:
    """StorageError damaged unless the disk gives back what was written: a stick that lies is noticed at once."""
    try:
        found = file_hash(path)
    except OSError:
        found = ""
    if found != sha256:
        raise StorageError(f"Đọc lại {path.name} thấy sai khác. Dùng USB khác rồi gửi lại.", "damaged")
