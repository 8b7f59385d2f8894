"""One unit's file with its reports, as the tests of reporting fill it: records, figures and received parts."""

import datetime as dt
from pathlib import Path
from typing import Any

from models.documents import Table
from models.indicators import Figure
from models.ports import Identity
from models.reports import ColumnKind
from storage.reckoning.figures import Figures
from storage.reckoning.reports import Reports
from storage.registers.units import Units
from tests.storage.conftest import KEY
from tests.storage.ready_files import open_empty

APPENDIX = "phu-luc-cuoc-van-dong"
CUTOFF = dt.date(2024, 6, 3)


class Unit:
    """A file of one unit with its reports, as a test fills it."""

    def __init__(self, path: Path, code: str, name: str, level: str, clock) -> None:
        self.db = open_empty(path / f"{code}.db", KEY, clock)
        self.code = code
        with self.db.transaction("Khai báo"):
            self.db.execute("INSERT INTO setting (name, value) VALUES ('identity.unit', ?)", (code,))
            Units(self.db).link(code, name, level, "")
        self.units = Units(self.db)
        self.identity = Identity(code, name, level, "", "", "Lê Thị Mẫu", "Chuyên viên", place="Mẫu Sơn")
        self.reports = Reports(self.db, self.units, lambda: self.identity)
        self.figures = Figures(self.db)
        self._ids = 0

    def write(self, table: str, *, received: Any = False, unit: str = "", state: str = "final", **values: Any) -> str:
        self._ids += 1
        record_id: str = values.pop("id", f"{table}-{self._ids}")
        blank = dict.fromkeys(("created_at", "created_by", "updated_at", "updated_by"), "")
        row = {"id": record_id, "origin_unit": unit or self.code, "received": int(received), "state": state, **blank}
        row |= {"version": 1, **values}
        names = ", ".join(row)
        with self.db.transaction("Ghi"):
            self.db.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(row))})", tuple(row.values()))
        return record_id

    def case(self, day: str, outcome: str, closed: str | None = None, started: str | None = None, **more) -> str:
        values = {"received_date": day, "outcome": outcome, "closed_date": closed, "started_date": started}
        return self.write("mediation_case", **{"accepted": "tiep_nhan", "category": "hngd"} | values | more)

    def figure(self, indicator: str, value: int | None = None, period: str = "2024-H1", unit: str = "", **more) -> None:
        self.figures.save([Figure(unit or self.code, period, indicator, value=value, **more)])

    def part(self, unit: str, values: dict[str, Any], period: str = "2024-H1", number: int = 1, **more) -> int:
        """A part as the inbox keeps it; a value is a number or the columns of part_value."""
        name, cutoff = f"{unit}/{period}/{number}", more.pop("cutoff", "2024-06-03")
        with self.db.transaction("Nhận"):
            self.db.execute(
                "INSERT INTO received_file VALUES (?, ?, ?, ?, ?, '', '', '', '', '', 'new', ?, 1)",
                (name, unit, number, period, cutoff, name),
            )
            part: int = self.db.execute(
                "INSERT INTO part (unit, period, number, cutoff, sha256, in_force, file, content) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, x'')",
                (unit, period, number, cutoff, name, more.get("in_force", 1), name),
            ).lastrowid
            for code, value in values.items():
                columns = {"given": "given", "value": value, "source": "records"} if isinstance(value, int) else value
                row = {"part": part, "indicator": code, **columns}
                marks = ", ".join("?" * len(row))
                names = ", ".join(row)
                self.db.execute(f"INSERT INTO part_value ({names}) VALUES ({marks})", tuple(row.values()))
        return part

    def result(self, period: str = "2024-H1", cutoff: dt.date = CUTOFF, **more):
        return self.reports.result(APPENDIX, period, cutoff, **more)

    def cell(self, code: str, kind: ColumnKind = ColumnKind.IN_PERIOD, **more):
        rows = [row for row in self.result(**more).rows if row.code == code and not row.level]
        return rows[0].cells[kind.value]

    def printed(self) -> dict[str, str]:
        """What the printed table shows, by the key of its cells."""
        table = next(block for block in self.reports.document(self.result()).blocks if isinstance(block, Table))
        return {cell.key: cell.text for row in table.rows for cell in row if cell.key}

    def sentences(self, name: str, **more) -> list[str]:
        return [found.sentence for found in self.result(**more).findings if found.name == name]
