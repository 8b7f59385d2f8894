"""The table sent: every submission file that was made here, kept whole, so that it can be given out again as it was."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from models.ports import StorageError
from models.submissions import Sent
from storage.database import Database, Operation
from storage.files import surroundings, write_atomically
from storage.submission.outgoing_files import verify
from storage.submission.packages import file_hash

ABOUT = "number, period, cutoff, at, by, file_name, sha256, previous"


class SentFiles:
    """Reads and writes sent."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def all(self) -> Sequence[Sent]:
        """What was sent, the newest first."""
        rows = self._db.rows(f"SELECT {ABOUT}, length(file) AS bytes FROM sent ORDER BY number DESC")
        return [Sent(**row) for row in rows]

    @property
    def next_number(self) -> int:
        """Numbers run through all periods, so that one number never means two of them."""
        return int(self._db.scalar("SELECT coalesce(max(number), 0) + 1 FROM sent"))

    @property
    def last_hash(self) -> str:
        """SHA-256 of the file sent last, which the next one names; "" before the first."""
        return str(self._db.scalar("SELECT sha256 FROM sent ORDER BY number DESC LIMIT 1") or "")

    def keep(self, sent: Sent, content: bytes, operation: Operation) -> None:
        """Keep a file with what is said of it, and log it with its hash."""
        self._db.execute(
            f"INSERT INTO sent ({ABOUT}, file) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(sent.number, sent.period, sent.cutoff, sent.at, sent.by),
                *(sent.file_name, sent.sha256, sent.previous, content),
            ),
        )
        change = {"file_name": [None, sent.file_name], "sha256": [None, sent.sha256]}
        self._db.history.append(operation, "submission", sent.file_name, sent.number, change)

    def write_again(self, number: int, folder: Path) -> Path:
        """Put the very file of an earlier sending into `folder`. StorageError missing when there is none, exists when
        another file lies there under its name."""
        row = self._db.row("SELECT file_name, sha256, file FROM sent WHERE number = ?", (number,))
        if row is None:
            raise StorageError(f"Không có lần gửi số {number}. Chọn lại trong danh sách đã gửi.", "missing")
        path = folder / str(row["file_name"])
        with surroundings(path):
            if path.exists() and file_hash(path) != row["sha256"]:
                raise StorageError(f"Thư mục đã có một tệp {path.name} khác. Chọn thư mục khác.", "exists")
        write_atomically(path, bytes(row["file"]))
        verify(path, row["sha256"])
        return path
