"""The units of the Front this file knows: our own, those above and below, linked with dates and never rewritten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from models.ports import StorageError
from storage.database import Database

if TYPE_CHECKING:
    from models.units import UnitTree


@dataclass(frozen=True, slots=True)
class ListedUnit:
    """A unit as a lower unit's file tells of it: its parent is the sender or another unit of the same list."""

    code: str
    name: str
    level: str
    parent: str


class Units:
    """The tables unit, unit_name, unit_parent. `expected` marks the units listed below us, whose files we await."""

    def __init__(self, database: Database) -> None:
        self._db = database

    @property
    def own(self) -> str:
        """The code of our own unit, "" before the first run is done."""
        return str(self._db.scalar("SELECT value FROM setting WHERE name = 'identity.unit'") or "")

    def tree(self) -> UnitTree:
        """All units with all their times."""
        from models.units import Succession, Unit, UnitName, UnitParent, UnitTree  # the first page asks for no tree

        return UnitTree(
            [Unit(**row) for row in self._db.rows("SELECT code, level FROM unit ORDER BY code")],
            [UnitName(**row) for row in self._db.rows("SELECT * FROM unit_name ORDER BY unit, valid_from")],
            [UnitParent(**row) for row in self._db.rows("SELECT * FROM unit_parent ORDER BY unit, valid_from")],
            [Succession(**row) for row in self._db.rows("SELECT * FROM unit_succession ORDER BY old, new")],
        )

    def children(self) -> Sequence[str]:
        """Codes of the units listed below us, by name."""
        rows = self._db.rows(
            "SELECT unit.code FROM unit JOIN unit_parent ON unit_parent.unit = unit.code "
            "LEFT JOIN unit_name ON unit_name.unit = unit.code AND unit_name.valid_to = '' "
            "WHERE unit.expected = 1 AND unit_parent.parent = ? AND unit_parent.valid_to = '' "
            "ORDER BY vn_sort_key(unit_name.name), unit.code",
            (self.own,),
        )
        return tuple(row["code"] for row in rows)

    def listed_since(self) -> Mapping[str, str]:
        """Listed unit -> the ISO day on which it came onto our list, as the history tells; taken off and put on again,
        the later one."""
        since: dict[str, str] = {}
        listed = self.children()
        for code in listed:
            for entry in self._db.history.of("unit", code):
                if "expected" not in entry.change:
                    continue
                if entry.change["expected"][1]:
                    since.setdefault(code, entry.at[:10])
                else:
                    since.pop(code, None)
        return since

    def awaited(self, last: date) -> Sequence[str]:
        """Codes of the listed units that were on our list by the last day of a period: they are asked for it."""
        since, day = self.listed_since(), last.isoformat()
        return [code for code in self.children() if since.get(code, "") <= day]

    def told_above(self, day: date, bringing: Iterable[str]) -> Sequence[ListedUnit]:
        """The units that we list, what stands below them, and those `bringing` parts with the units between: one that
        was taken off our list is awaited above no more than here."""
        tree = self.tree().on(day)
        heads = {*self.children(), *bringing}
        known = {code for head in heads for code in (*tree.path(head), *tree.descendants(head))}
        return [
            ListedUnit(code, tree.name(code), tree.level(code), tree.parent(code))
            for code in tree.descendants(self.own)
            if code in known
        ]

    def add_child(self, code: str, name: str, level: str) -> None:
        """List a unit below ours. StorageError other when it is ourselves or stands above us."""
        with self._db.transaction("Thêm đơn vị cấp dưới") as operation:
            self.link(code, name, level, self.own)
            self._db.execute("UPDATE unit SET expected = 1 WHERE code = ?", (code,))
            change: dict[str, list[object]] = {"name": [None, name], "level": [None, level], "expected": [None, True]}
            self._db.history.append(operation, "unit", code, 1, change)

    def remove_child(self, code: str) -> None:
        """No longer expect files from a unit; it stays known, for records and files name it."""
        with self._db.transaction("Bỏ đơn vị khỏi danh sách") as operation:
            if self._db.execute("UPDATE unit SET expected = 0 WHERE code = ? AND expected = 1", (code,)).rowcount:
                self._db.history.append(operation, "unit", code, 1, {"expected": [True, False]})

    def adopt(self, sender: str, units: Sequence[ListedUnit]) -> tuple[str, ...]:
        """Take over a lower unit's list of the units below it. Gives the codes that were left out because we know them
        elsewhere in the tree: what we know stands, and a person decides."""
        left_out, below = [], {sender}
        with self._db.transaction("Cập nhật danh sách đơn vị"):
            for unit in _parents_first(units, sender):
                known = self._row("SELECT parent FROM unit_parent WHERE unit = ? AND valid_to = ''", unit.code)
                elsewhere = known is not None and known["parent"] != unit.parent
                if unit.parent not in below or elsewhere or unit.code in self._above(sender):
                    left_out.append(unit.code)
                    continue
                self.link(unit.code, unit.name, unit.level, unit.parent)
                below.add(unit.code)
        reached = below | set(left_out)
        return (*left_out, *(unit.code for unit in units if unit.code not in reached))

    def link(self, code: str, name: str, level: str, parent: str) -> None:
        """Make a unit known with its present name, level and parent ("" for none). Needs an open transaction."""
        if parent and code in self._above(parent):
            raise StorageError(
                f"Đơn vị {name} ({code}) là cấp trên nên không thể xếp xuống dưới; hãy kiểm tra lại mã đơn vị.",
                "other",
            )
        self._db.execute(
            "INSERT INTO unit (code, level) VALUES (?, ?) ON CONFLICT (code) DO UPDATE SET level = excluded.level",
            (code, level),
        )
        self._db.execute(
            "INSERT INTO unit_name (unit, name) VALUES (?, ?) "
            "ON CONFLICT (unit, valid_from) DO UPDATE SET name = excluded.name",
            (code, name),
        )
        if parent:
            self._db.execute(
                "INSERT INTO unit_parent (unit, parent) VALUES (?, ?) "
                "ON CONFLICT (unit, valid_from) DO UPDATE SET parent = excluded.parent",
                (code, parent),
            )

    def _above(self, code: str) -> set[str]:
        """The unit itself and everything above it."""
        rows = self._db.rows(
            "WITH RECURSIVE above (code) AS (VALUES (?) UNION SELECT parent FROM unit_parent "
            "JOIN above ON unit_parent.unit = above.code WHERE unit_parent.valid_to = '') SELECT code FROM above",
            (code,),
        )
        return {row["code"] for row in rows}

    def _row(self, sql: str, *params: str) -> dict[str, Any] | None:
        return self._db.row(sql, params)


def _parents_first(units: Sequence[ListedUnit], top: str) -> Iterator[ListedUnit]:
    """The list from the top down; what hangs on nothing is left out."""
    waiting, parents = list(units), {top}
    while ready := [unit for unit in waiting if unit.parent in parents]:
        yield from ready
        parents |= {unit.code for unit in ready}
        waiting = [unit for unit in waiting if unit not in ready]
