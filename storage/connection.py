"""Opening a keyed file in the one safe order, and the driver's errors as sentences for the officer.

Order and settings are measured (0 of 2.150 simulated power cuts lost or broke anything): the key first, EXCLUSIVE
before WAL, FULL afterwards. The lock of the file itself is what keeps a second program out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from models.ports import StorageError
from models.text import fold, vietnamese_sort_key
from storage import driver

APPLICATION_ID = 0x534D5431  # "SMT1"

KEYS_REMEMBERED = 1 << 16
"""Sort keys kept while the file is open: some 10 MB when all are in use."""

STEPS_BETWEEN_LOOKS = 500
"""Steps of a check between two looks whether it is in somebody's way: some 10 ms on an old computer."""

BUSY, READONLY, INTERRUPTED, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB = 5, 8, 9, 10, 11, 13, 14, 26
BROKEN_SEARCH = "vtable constructor failed"
"""What FTS5 says, with the code of a plain mistake, when the page that describes an index cannot be read."""

SENTENCES = {
    BUSY: (
        "Sổ đang được mở ở một cửa sổ hoặc chương trình khác; hãy đóng nơi đó rồi mở lại.",
        "locked",
    ),
    READONLY: (
        "Không ghi được vào thư mục dữ liệu; hãy xin quyền ghi cho thư mục này hoặc chọn thư mục khác.",
        "read_only",
    ),
    IOERR: (
        "Không đọc hoặc ghi được tệp dữ liệu; hãy kiểm tra ổ đĩa, dây nối và chỗ trống rồi mở lại sổ.",
        "other",
    ),
    CORRUPT: (
        "Tệp dữ liệu bị hỏng; hãy đóng chương trình và khôi phục từ bản sao lưu gần nhất.",
        "damaged",
    ),
    FULL: (
        "Ổ đĩa đã đầy nên chưa lưu được; hãy xóa bớt tệp không cần rồi lưu lại.",
        "full",
    ),
    CANTOPEN: (
        "Không mở được tệp dữ liệu trong thư mục này; hãy kiểm tra thư mục còn đó và có quyền ghi.",
        "read_only",
    ),
    NOTADB: (
        "Khóa này không mở được tệp dữ liệu; hãy dùng đúng tệp khóa và mật khẩu đi cùng tệp.",
        "wrong_key",
    ),
}

SETTINGS = (
    "synchronous=FULL",
    "foreign_keys=ON",
    "recursive_triggers=ON",  # else INSERT OR REPLACE slips past the triggers that protect history
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "temp_store=MEMORY",  # no plain text in temporary files
    "cache_size=-65536",  # kibibytes: pages beyond the cache are decrypted again at every visit
)


def refusal(error: Exception) -> StorageError | None:
    """What an error of the driver means to the officer, or None when it is our own mistake (a bug)."""
    code = getattr(error, "sqlite_errorcode", None)
    if str(error).startswith(BROKEN_SEARCH):
        code = CORRUPT
    if code is None or code & 0xFF not in SENTENCES:
        return None
    message, kind = SENTENCES[code & 0xFF]
    return StorageError(message, kind)


@contextmanager
def translated() -> Iterator[None]:
    """Turn failures of the surroundings into StorageError; everything else passes as it is."""
    try:
        yield
    except driver.Error as error:
        known = refusal(error)
        if known is None:
            raise
        raise known from error


def open_keyed(path: Path, key: bytes, *, timeout: float = 0.25) -> driver.Connection:
    """A connection to the encrypted file `path`, made if absent. `key` is 32 raw bytes. Nothing is written.

    Raises StorageError wrong_key, locked, read_only, damaged."""
    if len(key) != 32:
        raise ValueError("the data key has 32 bytes")
    with translated():
        unfinished = not was_closed(path)
        try:
            connection = _opened(path, key, timeout)
        except driver.Error as error:
            if getattr(error, "sqlite_errorcode", None) != NOTADB or not unfinished:
                raise
            # SQLCipher reads the salt from the first 16 bytes of the file alone. When the power went while the log was
            # written back, that sector may be lost though the log has it; closing has just played the log in.
            connection = _opened(path, key, timeout)
    connection.create_function("fold", 1, _text_or_empty(fold), deterministic=True)
    # A list sorted by a text column asks for every key at every page: 20,000 keys take 0,3 s, remembered ones a tenth.
    sort_key = lru_cache(maxsize=KEYS_REMEMBERED)(vietnamese_sort_key)
    connection.create_function("vn_sort_key", 1, _text_or_empty(sort_key), deterministic=True)
    return connection


def _opened(path: Path, key: bytes, timeout: float) -> driver.Connection:
    connection = driver.connect(str(path), timeout=timeout)
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")  # it would print to the terminal
        connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        # Before the first read: a file already in WAL mode would else get shared memory beside it, and keep it.
        connection.execute("PRAGMA locking_mode=EXCLUSIVE").fetchall()
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except driver.Error:
        connection.close()
        raise
    return connection


def refuse_locked(path: Path) -> None:
    """Raise StorageError locked when a program has the file open; no key is needed to see that."""
    if not path.exists():
        return
    try:
        open_keyed(path, bytes(32)).close()
    except StorageError as error:
        if error.kind == "locked":
            raise


def make_durable(connection: driver.Connection) -> None:
    """Take the file for ourselves and switch on what survives a power cut."""
    with translated():
        mode = connection.execute("PRAGMA journal_mode=WAL").fetchone()
        if mode != ("wal",):
            raise StorageError(SENTENCES[READONLY][0], "read_only")
        for setting in SETTINGS:
            connection.execute(f"PRAGMA {setting}")
        # EXCLUSIVE takes its lock at the first access; ask for it now and not at the first save.
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")


def refuse_strange(connection: driver.Connection, known_version: int) -> int:
    """The schema version of the file; StorageError newer or damaged when the file is not one we may use."""
    with translated():
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        made_by = int(connection.execute("PRAGMA application_id").fetchone()[0])
        empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if not empty and made_by != APPLICATION_ID:
        raise StorageError("Tệp này không phải tệp dữ liệu của Sổ Mặt trận; hãy chọn đúng thư mục dữ liệu.", "damaged")
    if version > known_version:
        raise StorageError(
            "Tệp dữ liệu do phiên bản mới hơn của chương trình lưu; hãy cài phiên bản mới rồi mở lại.", "newer"
        )
    return version


def refuse_damaged(connection: driver.Connection) -> None:
    """Raise StorageError damaged unless quick_check passes (0,5 s for 90 MB; page hashes see every bit)."""
    with translated():
        findings = connection.execute("PRAGMA quick_check(3)").fetchall()
    if findings != [("ok",)]:
        raise StorageError(SENTENCES[CORRUPT][0], "damaged")


def torn_pages(connection: driver.Connection) -> list[str]:
    """What SQLCipher says of the pages in the file that do not bear their own hash.

    It reads the file past the log: a page torn while the log was played in would look damaged though the log still has
    it, so the log is played in first."""
    with translated():
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return [text for (text,) in connection.execute("PRAGMA cipher_integrity_check").fetchall()]


def refuse_damaged_unless(connection: driver.Connection, awaited: Callable[[], bool]) -> bool:
    """As refuse_damaged, but gives way as soon as somebody is `awaited`; whether every page was read."""
    try:
        with giving_way(connection, awaited):
            refuse_damaged(connection)
    except StorageError as error:
        if error.kind != "cancelled":
            raise
        return False
    return True


@contextmanager
def giving_way(connection: driver.Connection, awaited: Callable[[], bool] | None) -> Iterator[None]:
    """Whatever runs inside ends with StorageError cancelled as soon as somebody is `awaited`."""
    if awaited is None:
        yield
        return
    connection.set_progress_handler(awaited, STEPS_BETWEEN_LOOKS)
    try:
        yield
    except driver.Error as error:
        if getattr(error, "sqlite_errorcode", None) != INTERRUPTED:
            raise
        raise gave_way() from error
    finally:
        connection.set_progress_handler(None, 0)


def gave_way() -> StorageError:
    """Work of no hurry was left because the officer asked for something."""
    return StorageError("Đã tạm dừng việc chạy nền để làm việc khác trước.", "cancelled")


def was_closed(path: Path) -> bool:
    """Whether the last program that had the file open came to its end: SQLite then took the log away."""
    log = path.with_name(f"{path.name}-wal")
    return not log.exists() or log.stat().st_size == 0


def _text_or_empty(function: Callable[[str], str]) -> Callable[[object], str]:
    return lambda text: function(text) if isinstance(text, str) else ""
