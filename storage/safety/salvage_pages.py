"""Every row on every page of a damaged file that can still be read, whatever led to that page.

The damaged file is copied; in the copy each page is entered into the list of tables as the root of a table of its own,
so that SQLite itself reads the rows of that one page, also where the pages above it are lost. A page whose own hash
fails makes the connection useless (SQLCipher stops there), so it is opened anew after every failure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.ports import Progress, StorageError
from storage import connection as opening
from storage import driver
from storage.safety.salvage_copy import FAILURES, PAGE, first_page_reads, grow_to_full_length, keyed, working_copy

SALT = 16
WIDEST = 80
"""Columns of a page's table; more than any table of ours has, so that a row too long for one shows itself."""

MOST_ON_A_PAGE = 500
"""Rows: a page that gives more is one that leads to others, which are read by themselves."""

AT_ONCE = 16
"""Pages entered at a time: the list is read anew after every failure."""

KINDS_OF_THE_LIST = ("table", "index", "trigger", "view")

COLUMNS = ", ".join(f"c{place}" for place in range(WIDEST))
BY_ROWID, BY_KEY = "r", "k"
SHAPES = {BY_ROWID: f"({COLUMNS})", BY_KEY: f"({COLUMNS}, PRIMARY KEY (c0)) WITHOUT ROWID"}

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class PageRows:
    """The rows of one page: with their rowid in front where `by_rowid`, else as they lie in an index."""

    page: int
    by_rowid: bool
    rows: Sequence[Row]


class DamagedCopy:
    """A working copy at `place`, readable page by page. `version` is the schema's, None where the first page is lost.
    Unless `knows_freed`, nobody knows which pages were given up before, and old rows may come out beside new ones.
    `roots`, the page at which each table begins, is what can be read of the list of tables: at once, or where that is
    not whole, as its rows come by among the others."""

    def __init__(self, damaged: Path, place: Path, key: bytes, salts: Iterable[bytes] = ()) -> None:
        self._place = place
        self._key = key
        self.version: int | None = None
        self.knows_freed = False
        self.roots: dict[str, int] = {}
        try:
            working_copy(damaged, place)
            grow_to_full_length(place, key)
            self.pages = place.stat().st_size // PAGE
            lost = () if first_page_reads(place, key) else (1,)  # another one takes its place
            if not self._opens_as_it_is():
                self._replace_first_page(salts)
            self.bad = {*lost, *self._bad_pages()}
        except BaseException:
            self.remove()
            raise

    def rows(self, progress: Progress | None = None) -> Iterator[PageRows]:
        """Page by page; the first one holds only the list of tables. StorageError cancelled."""
        good = list(filter(self.is_sound, range(2, self.pages + 1)))
        for start in range(0, len(good), AT_ONCE):
            if progress is not None and not progress(start, len(good), "Đang đọc từng trang của tệp hỏng…"):
                raise StorageError("Đã dừng theo yêu cầu.", "cancelled")
            yield from self._some(good[start : start + AT_ONCE])

    @property
    def is_whole(self) -> bool:
        """Whether every page was read, and read for what it is."""
        return self.knows_freed and not self.bad

    def is_sound(self, page: int) -> bool:
        """Whether a page is there and its own hash holds."""
        return 1 < page <= self.pages and page not in self.bad

    def remove(self) -> None:
        """Forget the copy."""
        for end in ("", "-wal", "-journal", "-shm"):
            with suppress(OSError):
                self._place.with_name(self._place.name + end).unlink()

    # ------------------------------------------------------------------------------------------------------- one page
    def _some(self, pages: Sequence[int]) -> Iterator[PageRows]:
        self.enter(pages)
        connection = self.connect()
        try:
            for page in pages:
                for kind in (BY_ROWID, BY_KEY):
                    found, failed = _read(connection, kind, page)
                    if failed and self.bad:
                        connection.close()
                        connection = self.connect()
                    if failed and kind == BY_ROWID and found:
                        found, connection = self._one_by_one(connection, page, found)
                    if failed and kind == BY_KEY and found:
                        more, _ = _read(connection, kind, page, backwards=True)
                        found = list(dict.fromkeys((*found, *more)))
                        connection.close()
                        connection = self.connect()
                    if found:
                        if kind == BY_ROWID and all(map(_is_of_the_list, found)):
                            self._learn_roots((row[2], row[4]) for row in found if row[1] == "table")
                        elif kind == BY_KEY or len(found) < MOST_ON_A_PAGE:
                            yield PageRows(page, kind == BY_ROWID, found)
                        break
        finally:
            connection.close()

    def _one_by_one(
        self, connection: driver.Connection, page: int, before: Sequence[Row]
    ) -> tuple[list[Row], driver.Connection]:
        """A long row goes on in pages elsewhere; when one of those is lost, only that row is."""
        table = f"{BY_ROWID}{page}"
        found = {row[0]: row for row in before}
        try:
            keys = [key for (key,) in connection.execute(f"SELECT rowid FROM {table} LIMIT {MOST_ON_A_PAGE}")]
        except FAILURES:  # not a page of rows but one that leads to others, of which one is lost
            keys = []
        for key in keys:
            if key in found:
                continue
            try:
                found[key] = connection.execute(f"SELECT rowid, * FROM {table} WHERE rowid = ?", (key,)).fetchone()
            except FAILURES:
                connection.close()
                connection = self.connect()
        return list(found.values()), connection

    def enter(self, pages: Sequence[int]) -> None:
        """Make these pages, and no others, the tables of the copy."""
        with closing(self.connect()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("DELETE FROM sqlite_master")
            connection.executemany(
                "INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) VALUES ('table', ?, ?, ?, ?)",
                [
                    (name, name, page, f"CREATE TABLE {name}{shape}")
                    for page in pages
                    for kind, shape in SHAPES.items()
                    for name in (f"{kind}{page}",)
                ],
            )
            connection.execute("COMMIT")

    # ------------------------------------------------------------------------------------------------- the first page
    def _opens_as_it_is(self) -> bool:
        """Whether the copy opens as it is; then what a log beside it holds is taken in, and freed pages are emptied."""
        try:
            with closing(self.connect()) as connection:
                if connection.execute("PRAGMA application_id").fetchone()[0] != opening.APPLICATION_ID:
                    return False
                connection.execute("PRAGMA journal_mode=DELETE").fetchall()
                version = int(connection.execute("PRAGMA user_version").fetchone()[0])
                self._learn_roots(connection.execute("SELECT name, rootpage FROM sqlite_master WHERE type = 'table'"))
        except FAILURES:
            return False
        try:
            with closing(self.connect()) as connection:
                self._fill_freed_pages(connection)
        except FAILURES:
            return False  # SQLite would stumble over the lost list of freed pages again
        self.knows_freed, self.version = True, version
        self.pages = self._place.stat().st_size // PAGE
        return True

    def _learn_roots(self, told: Iterable[Row]) -> None:
        for name, root in told:
            self.roots.setdefault(name, root)

    def _fill_freed_pages(self, connection: driver.Connection) -> None:
        """Freed pages still hold the rows they had; new content is put there first, and these are zeros."""
        freed = int(connection.execute("PRAGMA freelist_count").fetchone()[0])
        if freed:
            connection.execute("CREATE TABLE salvage_filler (zeros)")
            connection.execute("INSERT INTO salvage_filler VALUES (zeroblob(?))", ((freed + 1) * PAGE,))

    def _replace_first_page(self, salts: Iterable[bytes]) -> None:
        """A new first page under the same salt and key, so that all others can be read. Where the salt itself is lost,
        a backup has the same."""
        own = self._place.read_bytes()[:SALT]
        for salt in dict.fromkeys((own, *salts)):
            first = self._fresh_first_page(salt)
            with self._place.open("r+b") as file:
                file.write(first)
            bad = self._bad_pages()
            if any(page not in bad for page in range(2, self.pages + 1)):
                return
        raise StorageError(
            "Không đọc được trang nào của tệp: khóa không phải của tệp này, hoặc tệp bị hỏng toàn bộ. "
            "Hãy đặt tệp hỏng cạnh đúng tệp khóa của sổ rồi thử lại.",
            "wrong_key",
        )

    def _fresh_first_page(self, salt: bytes) -> bytes:
        """The first page of an empty file that believes to have at least as many pages as ours."""
        place = self._place.with_name(f"{self._place.name}.first")
        place.unlink(missing_ok=True)
        try:
            with closing(driver.connect(str(place), timeout=1)) as connection:
                connection.execute("PRAGMA cipher_log_level=NONE")
                connection.execute(f"PRAGMA key=\"x'{self._key.hex()}'\"")
                connection.execute(f"PRAGMA cipher_salt=\"x'{salt.hex()}'\"")
                connection.execute("PRAGMA synchronous=OFF")
                connection.execute("CREATE TABLE salvage_filler (zeros)")
                connection.execute("INSERT INTO salvage_filler VALUES (zeroblob(?))", (self.pages * PAGE,))
            grown = place.stat().st_size // PAGE
            with self._place.open("r+b") as file:
                file.truncate(grown * PAGE)  # the rest is neither read nor counted
            with place.open("rb") as file:
                return file.read(PAGE)
        finally:
            place.unlink(missing_ok=True)

    def _bad_pages(self) -> set[int]:
        """The pages whose own hash fails."""
        with closing(self.connect()) as connection:
            told = [text for (text,) in connection.execute("PRAGMA cipher_integrity_check").fetchall()]
        return {int(found[1]) for text in told if (found := re.search(r"page (\d+)", text))}

    def connect(self) -> driver.Connection:
        """The copy, opened; its tables are the pages entered last."""
        connection = keyed(self._place, self._key)
        try:
            connection.execute("PRAGMA writable_schema=ON")  # also lets a cut file be opened
            connection.execute("PRAGMA synchronous=OFF")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except FAILURES:
            connection.close()
            raise
        return connection


def _is_of_the_list(row: Row) -> bool:
    """Whether a row, its rowid in front, says where a table, an index or the like begins."""
    return row[1] in KINDS_OF_THE_LIST and isinstance(row[2], str) and isinstance(row[4], int)


def _read(connection: driver.Connection, kind: str, page: int, *, backwards: bool = False) -> tuple[list[Row], bool]:
    """The rows of a page read as the root of its own table, and whether reading failed somewhere."""
    columns = "rowid, *" if kind == BY_ROWID else "*"
    limit = f" LIMIT {MOST_ON_A_PAGE}" if kind == BY_ROWID else ""
    order = " ORDER BY c0 DESC" if backwards else ""
    found: list[Row] = []
    try:
        found.extend(connection.execute(f"SELECT {columns} FROM {kind}{page}{order}{limit}"))  # keeps what came first
    except FAILURES:
        return found, True
    return found, False
