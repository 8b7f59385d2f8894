"""Bringing out of a damaged file every record that can be read, and what history still tells, into a new sound file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from models.ports import Progress
from models.soundness import LostRecord, SalvagedTable, SalvageReport
from storage import files, migrations
from storage.database import Clock, Database
from storage.finding.search import SearchIndex
from storage.registers.titles import Titles
from storage.safety import salvage_mending
from storage.safety.checks import Check
from storage.safety.salvage_doubts import Evidence
from storage.safety.salvage_pages import DamagedCopy, PageRows
from storage.safety.salvage_shapes import REGISTERS, Known, Shape, Values, shapes
from storage.safety.salvage_trees import Trees


class Salvage:
    """One salvage: `damaged` is only read; the new file stands at `target` when everything is done, or nothing does.

    StorageError wrong_key, missing, full, cancelled."""

    def __init__(self, damaged: Path, target: Path, key: bytes, clock: Clock) -> None:
        self._damaged, self._target = damaged, target
        self._key, self._clock = key, clock
        self._known = Known()
        self._unclear: list[tuple[list[Shape], PageRows]] = []
        self._unplaced = 0
        self._history_ends = False
        self._read: Counter[str] = Counter()
        self._gaps: Counter[str] = Counter()

    def run(self, salts: Iterable[bytes], progress: Progress | None = None) -> SalvageReport:
        """Read, mend, check, and put the new file in its place."""
        half_done = self._target.with_name(f".{self._target.name}.salvage.tmp")
        copy = DamagedCopy(self._damaged, half_done.with_suffix(".copy.tmp"), self._key, salts)
        try:
            version = copy.version or len(migrations.STEPS)
            database = Database.open(half_done, self._key, clock=self._clock, steps=migrations.STEPS[:version])
            try:
                self._take_out(copy, database, shapes(version), progress)
                database.close()
                database.reopen()  # and up to today's schema
                report = self._mend(copy, database)
            finally:
                database.close()
            files.replace(half_done, self._target)
            return report
        finally:
            copy.remove()
            for end in ("", "-wal"):
                half_done.with_name(half_done.name + end).unlink(missing_ok=True)

    # ------------------------------------------------------------------------------------------------------- reading
    def _take_out(self, copy: DamagedCopy, target: Database, wanted: list[Shape], progress: Progress | None) -> None:
        """Every row into its table. Pages whose table is in doubt wait for what the others tell."""
        target.connection.execute("PRAGMA foreign_keys=OFF")
        with target.transaction("Cứu dữ liệu"):
            for page in copy.rows(progress):
                fitting = [shape for shape in wanted if shape.by_rowid is page.by_rowid]
                fitting = [shape for shape in fitting if all(map(shape.fits, page.rows))]
                if len(fitting) == 1:
                    self._put(target, fitting[0], page, sure=copy.knows_freed)
                elif fitting:
                    self._unclear.append((fitting, page))
            for entry in target.history.after(0):
                self._known.learn_history(entry.subject, entry.subject_id, entry.change)
            self._place_under_roots(copy, target)
            self._place_unclear(copy, target)
            for name in _registers(wanted):
                self._read[name] = target.scalar(f"SELECT count(*) FROM {name}")
                self._gaps[name] = (target.scalar(f"SELECT max(record_key) FROM {name}") or 0) - self._read[name]
        target.connection.execute("PRAGMA foreign_keys=ON")

    def _place_under_roots(self, copy: DamagedCopy, target: Database) -> None:
        """What the tables' own pages lead to is in no doubt."""
        left: list[tuple[list[Shape], PageRows]] = []
        tables = {shape.table for fitting, _ in self._unclear for shape in fitting}
        with closing(Trees(copy, tables | {"history"})) as trees:
            self._history_ends = trees.last_key("history") == target.history.head()[0]
            for fitting, page in self._unclear:
                holding = trees.holding([shape.table for shape in fitting], page)
                if len(holding) == 1:
                    (chosen,) = (shape for shape in fitting if shape.table == holding[0])
                    self._put(target, chosen, page, sure=copy.knows_freed)
                else:
                    left.append((fitting, page))
        self._unclear = left

    def _place_unclear(self, copy: DamagedCopy, target: Database) -> None:
        """As long as one more page is understood, it may explain others."""
        while self._unclear:
            left: list[tuple[list[Shape], PageRows]] = []
            for fitting, page in self._unclear:
                chosen = self._known.choose(fitting, page.rows)
                if chosen is None:
                    left.append((fitting, page))
                else:
                    self._put(target, chosen, page, sure=copy.knows_freed)
            if len(left) == len(self._unclear):
                self._unplaced = sum(len(page.rows) for _, page in left)
                return
            self._unclear = left

    def _put(self, target: Database, shape: Shape, page: PageRows, *, sure: bool) -> None:
        for row in page.rows:
            values = shape.values(row)
            self._known.learn(shape.table, values)
            if not sure and shape.table in REGISTERS:
                _drop_older(target, shape.table, values)
            names = ", ".join(f'"{name}"' for name in values)
            marks = ", ".join("?" * len(values))
            target.execute(f"INSERT OR IGNORE INTO {shape.table} ({names}) VALUES ({marks})", tuple(values.values()))

    # ------------------------------------------------------------------------------------------------------- mending
    def _mend(self, copy: DamagedCopy, database: Database) -> SalvageReport:
        titles = Titles(database, REGISTERS)
        search = SearchIndex(database, REGISTERS, titles)
        database.connection.execute("PRAGMA foreign_keys=OFF")
        with database.transaction("Cứu dữ liệu") as operation:
            evidence = Evidence(copy.is_whole, copy.knows_freed, self._history_ends)
            mended = salvage_mending.mend(database, operation, search, self._known, evidence)
        database.connection.execute("PRAGMA foreign_keys=ON")
        defects = Check(database, search, deep=True).run()
        tables = tuple(
            SalvagedTable(item.plural, self._read[name], mended.rebuilt[name], mended.lost[name])
            for name, item in REGISTERS.items()
            if self._read[name] or mended.rebuilt[name] or mended.lost[name]
        )
        remarks = [*mended.remarks, *(defect.sentence for defect in defects)]
        if not copy.is_whole:
            remarks += [
                f"Sổ “{REGISTERS[name].plural}”: có thể mất thêm tới {more} mục không còn dấu vết."
                for name, gaps in self._gaps.items()
                if (more := gaps - mended.rebuilt[name] - mended.lost[name]) > 0
            ]
        if self._unplaced:
            remarks.append(f"{self._unplaced} dòng đọc được nhưng không rõ thuộc sổ nào nên chưa đưa vào.")
        bad = len([page for page in copy.bad if page <= copy.pages])
        lost: tuple[LostRecord, ...] = tuple(mended.lost_records)
        return SalvageReport(copy.pages, bad, tables, lost, tuple(remarks))


def _registers(wanted: list[Shape]) -> list[str]:
    return [shape.table for shape in wanted if shape.table in REGISTERS]


def _drop_older(target: Database, table: str, values: Values) -> None:
    """Where old rows come out beside new ones, the highest version of a record is the record."""
    kept = target.row(f"SELECT version FROM {table} WHERE id = ?", (values["id"],))
    if kept is not None and kept["version"] < values["version"]:
        target.execute(f"DELETE FROM {table} WHERE id = ?", (values["id"],))
