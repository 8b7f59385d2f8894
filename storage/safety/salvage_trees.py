"""Which table a page belongs to, gone down from the pages at which the tables begin, where the way down can be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from contextlib import closing

from storage.safety.salvage_copy import FAILURES
from storage.safety.salvage_pages import BY_KEY, BY_ROWID, DamagedCopy, PageRows


class Trees:
    """Those of `tables` whose root is known, in a damaged copy whose pages have all been read before."""

    def __init__(self, copy: DamagedCopy, tables: Collection[str]) -> None:
        self._copy = copy
        told = {table: root for table, root in copy.roots.items() if table in tables}
        claims = Counter(told.values())
        self._roots = {table: root for table, root in told.items() if claims[root] == 1 and copy.is_sound(root)}
        copy.enter(sorted(self._roots.values()))
        self._connection = copy.connect()

    def close(self) -> None:
        """Let the copy go."""
        self._connection.close()

    def holding(self, tables: Sequence[str], page: PageRows) -> list[str]:
        """Those of `tables` whose root leads, by the key, to a row of this page as it lies there. It leads nowhere
        where a page on the way is lost, and not to a page that was given up."""
        return [table for table in tables if table in self._roots and self._leads(self._roots[table], page)]

    def last_key(self, table: str) -> int | None:
        """The highest rowid in a table; None where that cannot be read."""
        if table not in self._roots:
            return None
        try:
            found = self._connection.execute(f"SELECT max(rowid) FROM {BY_ROWID}{self._roots[table]}").fetchone()
        except FAILURES:
            self._reconnect()
            return None
        return int(found[0] or 0)

    def _leads(self, root: int, page: PageRows) -> bool:
        columns, key, kind = ("rowid, *", "rowid", BY_ROWID) if page.by_rowid else ("*", "c0", BY_KEY)
        # Both ends: of a key in several columns c0 is only the first, and is no key by itself.
        select = f"SELECT {columns} FROM {kind}{root} WHERE {key} BETWEEN ? AND ?"
        try:
            for row in page.rows:
                with closing(self._connection.execute(select, (row[0], row[0]))) as found:
                    if row in found:
                        return True
        except FAILURES:
            self._reconnect()
        return False

    def _reconnect(self) -> None:
        """SQLCipher gives a connection up at the first page that fails."""
        self._connection.close()
        self._connection = self._copy.connect()
