"""The open unit file: reading, transactions with their operation, history, and the clock everything is dated by."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import platformdirs

from models.ports import StorageError
from storage import connection as opening
from storage import driver, migrations
from storage.clock_watch import ClockWatch
from storage.identifiers import Identifiers
from storage.registers.history import History

if TYPE_CHECKING:
    from sqlite_utils import Database as Tables

Parameters = Sequence[Any] | Mapping[str, Any]
Clock = Callable[[], dt.datetime]
BeforeMigration = Callable[["Database"], object]


@dataclass(frozen=True, slots=True)
class Operation:
    """One act of the officer: what its history rows carry. `at` is ISO with the offset, to the second."""

    id: str
    name: str
    who: str
    at: str


def default_folder() -> Path:
    """Where this platform keeps the data of a program for one account; nothing is created."""
    return platformdirs.user_data_path("SoMatTran", appauthor=False)


def local_time() -> dt.datetime:
    """Now, with the offset of this computer."""
    return dt.datetime.now().astimezone()


class _NotOpen:
    """Stands where no file is open: after close(), or when it could not be opened again after a restore."""

    in_transaction = False

    def __getattr__(self, name: str) -> Any:
        raise StorageError("Sổ chưa mở lại được; hãy đóng chương trình rồi mở lại sổ.", "missing")


NOT_OPEN = _NotOpen()


class Database:
    """One connection to one file, used by the one thread that opened it."""

    def __init__(self, path: Path, key: bytes, clock: Clock) -> None:
        self.path = path
        self.key = key
        self.history = History(self)
        self.clock_watch = ClockWatch(self)
        self.new_id = Identifiers()
        """A fresh UUID of version 7 as text."""
        self.ended_uncleanly = False
        """Whether the last program that had the file open was killed."""

        self.changes = 0
        """How many transactions changed something and were kept, since this program has the file open."""

        self._clock = clock
        self._connection: driver.Connection = NOT_OPEN
        self._operation: Operation | None = None
        self._depth = 0

    @classmethod
    def open(
        cls,
        path: Path,
        key: bytes,
        *,
        clock: Clock = local_time,
        before_migration: BeforeMigration | None = None,
        steps: migrations.Steps = migrations.STEPS,
        check_later: bool = False,
    ) -> Database:
        """Open `path` with the 32 bytes `key`, making it if absent, and bring its schema up to date.

        `before_migration` is called with the database before the schema of a file that holds data changes. With
        `check_later` the caller reads every page afterwards (check_pages), unless the last program that had the file
        open was killed. Raises StorageError locked, newer, wrong_key, damaged, read_only, full."""
        database = cls(path, key, clock)
        database.reopen(before_migration=before_migration, steps=steps, check_later=check_later)
        return database

    def reopen(
        self,
        *,
        before_migration: BeforeMigration | None = None,
        steps: migrations.Steps = migrations.STEPS,
        check_later: bool = False,
    ) -> None:
        """Open the file again after close(), for instance when restore() put another one in its place."""
        self.clock_watch.forget()
        self.ended_uncleanly = not opening.was_closed(self.path)
        trusted = check_later and not self.ended_uncleanly
        self._connection = opening.open_keyed(self.path, self.key)
        try:
            opening.refuse_strange(self._connection, len(steps))
            opening.make_durable(self._connection)
            if not trusted:
                opening.refuse_damaged(self._connection)
            migrations.run(self, steps, before_migration)
        except BaseException:
            self.close()
            raise

    @property
    def connection(self) -> driver.Connection:
        """The driver's connection, for the other modules of storage that handle whole files."""
        return self._connection

    @property
    def tables(self) -> Tables:
        """sqlite-utils on this connection, to look at the schema: on a full disk its writing loses rows silently."""
        return driver.tables(self._connection)

    # ------------------------------------------------------------------------------------------------------- reading
    def rows(self, sql: str, params: Parameters = ()) -> list[dict[str, Any]]:
        """All rows as name -> value."""
        with opening.translated():
            cursor = self._connection.execute(sql, params)
            names = _names(cursor)
            return [dict(zip(names, values, strict=True)) for values in cursor]

    def each(self, sql: str, params: Parameters = ()) -> Iterator[dict[str, Any]]:
        """The rows one by one, for what does not fit into memory."""
        with opening.translated():
            cursor = self._connection.execute(sql, params)
            names = _names(cursor)
            for values in cursor:
                yield dict(zip(names, values, strict=True))

    def row(self, sql: str, params: Parameters = ()) -> dict[str, Any] | None:
        """The first row, or None."""
        with opening.translated():
            cursor = self._connection.execute(sql, params)
            values = cursor.fetchone()
            return None if values is None else dict(zip(_names(cursor), values, strict=True))

    def scalar(self, sql: str, params: Parameters = ()) -> Any:
        """The first column of the first row, or None."""
        found = self.row(sql, params)
        return next(iter(found.values())) if found else None

    # ------------------------------------------------------------------------------------------------------- writing
    def execute(self, sql: str, params: Parameters = ()) -> Any:
        """Run one statement inside a transaction; gives the cursor (rowcount, lastrowid)."""
        self._require_transaction()
        with opening.translated():
            return self._connection.execute(sql, params)

    def executemany(self, sql: str, seq: Sequence[Parameters] | Iterator[Parameters]) -> Any:
        """Run one statement for every set of parameters inside a transaction; gives the cursor."""
        self._require_transaction()
        with opening.translated():
            return self._connection.executemany(sql, seq)

    @contextmanager
    def transaction(self, operation: str) -> Iterator[Operation]:
        """Everything inside happens or nothing does. `operation` is what history calls it, in Vietnamese.

        A transaction inside another one belongs to it and to its operation; when it fails and the outer one catches
        that, only the inner part is undone."""
        if self._operation is not None:
            with self._part():
                yield self._operation
            return
        with self._whole(operation, keep=True) as begun:
            yield begun

    @contextmanager
    def rehearsal(self, operation: str = "Xem trước") -> Iterator[Operation]:
        """Like transaction(), but undone at the end in any case: for previews that do the real work."""
        if self._operation is not None:
            raise RuntimeError("a rehearsal inside a transaction would undo only a part of it")
        with self._whole(operation, keep=False) as begun:
            yield begun

    @contextmanager
    def _whole(self, name: str, *, keep: bool) -> Iterator[Operation]:
        with opening.translated():
            self._connection.execute("BEGIN IMMEDIATE")
            before = self._connection.total_changes  # counts also what is undone later
            try:
                self._operation = Operation(self.new_id(), name, self.officer, self.now())
                yield self._operation
                self._require_transaction()
                if keep:
                    self._refuse_lost()
                else:
                    self._refuse_broken_references()
                self._connection.execute("COMMIT" if keep else "ROLLBACK")
                self.changes += keep and self._connection.total_changes != before
            finally:
                self._operation = None
                # After a full disk SQLite has already undone everything, and a second ROLLBACK would itself fail.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")

    @contextmanager
    def _part(self) -> Iterator[None]:
        self._require_transaction()
        self._depth += 1
        name = f"part_{self._depth}"
        with opening.translated():
            self._connection.execute(f"SAVEPOINT {name}")
            try:
                yield
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute(f"ROLLBACK TO {name}")
                raise
            finally:
                self._depth -= 1
                if self._connection.in_transaction:
                    self._connection.execute(f"RELEASE {name}")

    def _refuse_lost(self) -> None:
        """Where the folder was moved or removed, SQLite goes on writing into a file that nobody finds again."""
        if not self.path.exists():
            raise StorageError(
                f"Không còn thấy tệp dữ liệu {self.path} nên chưa lưu được; hãy đưa thư mục dữ liệu về chỗ cũ "
                "hoặc cắm lại ổ đĩa, rồi lưu lại.",
                "missing",
            )

    def _refuse_broken_references(self) -> None:
        """References are checked at COMMIT, which a rehearsal never reaches; it must fail where COMMIT would."""
        broken = self._connection.execute("PRAGMA foreign_key_check").fetchone()
        if broken is not None:
            raise driver.IntegrityError(f"FOREIGN KEY constraint failed: {broken[0]} refers to no {broken[2]}")

    def _require_transaction(self) -> None:
        """A write outside would be saved alone; after a full disk it would even be saved without what came before."""
        if not self._connection.in_transaction:
            raise RuntimeError("writing needs an open transaction")

    def check_pages(self, awaited: Callable[[], bool]) -> bool:
        """Read every page; False when it stopped because somebody was `awaited`. StorageError damaged."""
        return opening.refuse_damaged_unless(self._connection, awaited)

    # ---------------------------------------------------------------------------------------------- who, when, and end
    @property
    def officer(self) -> str:
        """ "Họ tên (chức vụ)" of the identity in the settings, or "chưa khai báo" before the first run is done."""
        kept = {
            row["name"]: row["value"]
            for row in self.rows(
                "SELECT name, value FROM setting WHERE name IN ('identity.officer', 'identity.officer_title')"
            )
        }
        name, title = kept.get("identity.officer", ""), kept.get("identity.officer_title", "")
        return f"{name} ({title})" if name and title else name or "chưa khai báo"

    def now(self) -> str:
        """The present as ISO text with its offset, to the second: 2026-11-22T10:15:00+07:00."""
        return self._clock().isoformat(timespec="seconds")

    def today(self) -> dt.date:
        """The present day on this computer."""
        return self._clock().date()

    @property
    def is_open(self) -> bool:
        return self._connection is not NOT_OPEN

    def close(self) -> None:
        """Give the file free. A second call does nothing."""
        if self.is_open:
            self._connection.close()
            self._connection = NOT_OPEN


def _names(cursor: Any) -> tuple[str, ...]:
    return tuple(column[0] for column in cursor.description or ())
