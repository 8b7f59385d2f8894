"""Taking a filled sheet into a register: all of it or nothing, every problem named by row and column."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from models.fields import Field, Kind, RecordType
from models.numerals import NotReadable
from models.ports import Progress, StorageError
from models.records import Record, Refused
from models.rules import Problem
from models.text import clean_text, fold
from models.values import LandUnit, parse
from storage.office.sheet_text import cell_text, value_of_cell
from storage.office.workbook_columns import DRAFT, FINAL, REASON, ROW_KEY, STATE, Sheet, heading_key, sheets_of
from storage.office.workbook_reading import SheetRow, WorkbookFile
from storage.registers.records import Records
from storage.registers.reference_names import ReferenceNames

MOST_PROBLEMS = 200
"""So many are listed; whoever has more corrects these first."""

HEADING_WITHIN = 10
"""The headings stand in one of the first rows."""


@dataclass(slots=True)
class Found:
    """What went wrong so far."""

    problems: list[str] = field(default_factory=list)

    def add(self, sheet: str, row: int, column: str, sentence: str) -> None:
        """Keep one problem: "Dòng 5, cột Ngày nhận: ..."."""
        place = f"Trang “{sheet}”, dòng {row}" if sheet else f"Dòng {row}"
        self.problems.append(f"{place}, cột {column}: {sentence}" if column else f"{place}: {sentence}")

    @property
    def full(self) -> bool:
        return len(self.problems) >= MOST_PROBLEMS


@dataclass(frozen=True, slots=True)
class TypedRow:
    """One row of a sheet as read; `sound` when every cell of it could be read."""

    number: int
    key: str
    state: str
    reason: str
    values: Mapping[str, object]
    sound: bool


class SheetImport:
    """Reads one workbook into one register."""

    def __init__(
        self,
        record_type: RecordType,
        book: WorkbookFile,
        records: Records,
        names: ReferenceNames,
        today: dt.date,
        land_units: Sequence[LandUnit],
    ) -> None:
        self._type = record_type
        self._book = book
        self._records = records
        self._names = names
        self._today = today
        self._land_units = land_units
        self._found = Found()

    def run(self, progress: Progress) -> tuple[int, list[str]]:
        """Save every row; (how many, problems). With problems the caller undoes everything.

        StorageError cancelled when `progress` says so, and whatever reading the file raises."""
        main, *others = sheets_of(self._type)
        children = {sheet.name: self._children(sheet) for sheet in others}
        rows = list(self._rows(main, self._main_sheet(main), label=""))
        self._check_keys(rows, children)
        for done, row in enumerate(rows):
            if self._found.full:
                break
            if done % 20 == 0 and not progress(done, len(rows), self._type.plural):
                raise StorageError("Đã dừng nhập; sổ giữ nguyên như trước khi nhập.", "cancelled")
            self._save(row, others, children)
        problems = self._found.problems
        if self._found.full:
            problems = [*problems[:MOST_PROBLEMS], "Còn các dòng khác chưa kiểm tra. Sửa các dòng trên rồi nhập lại."]
        elif not rows and not problems:
            problems = [f"Tệp chưa có dòng nào để nhập vào sổ “{self._type.plural}”. Điền vào mẫu rồi nhập lại."]
        return len(rows), problems

    # ------------------------------------------------------------------------------------------------- reading sheets
    def _main_sheet(self, main: Sheet) -> str:
        """The sheet named after the register, or the first one: a list from elsewhere has its own name."""
        named = [name for name in self._book.sheets if fold(name) == fold(main.name)]
        return (named or list(self._book.sheets))[0]

    def _children(self, sheet: Sheet) -> dict[str, list[TypedRow]]:
        name = next((name for name in self._book.sheets if fold(name) == fold(sheet.name)), None)
        grouped: dict[str, list[TypedRow]] = {}
        for row in self._rows(sheet, name, label=sheet.name) if name else ():
            grouped.setdefault(row.key, []).append(row)
        return grouped

    def _rows(self, sheet: Sheet, name: str, label: str) -> Iterator[TypedRow]:
        columns: dict[int, str] = {}
        for row in self._book.rows(name):
            if self._found.full:
                return
            if not columns:
                columns = self._read_headings(sheet, row, label)
                if not columns and row.number >= HEADING_WITHIN:
                    break
                continue
            yield self._typed(sheet, row, columns, label)
        if not columns:
            self._found.add(label, 1, "", "Không thấy dòng tiêu đề cột. Dùng mẫu nhập của sổ này.")

    def _read_headings(self, sheet: Sheet, row: SheetRow, label: str) -> dict[int, str]:
        """Place -> heading, if this row is the row of headings: at least one field and at least half of it known."""
        known = sheet.known
        texts = {place: cell_text(value) for place, value in enumerate(row.cells) if cell_text(value)}
        columns = {place: known[heading_key(text)] for place, text in texts.items() if heading_key(text) in known}
        if not any(heading in sheet.columns for heading in columns.values()) or len(columns) * 2 < len(texts):
            return {}
        for place, text in texts.items():
            if place not in columns:
                self._found.add(label, row.number, text[:60], "Sổ này không có cột như vậy. Sửa tên cột hoặc xóa cột.")
        twice = {heading for heading in columns.values() if list(columns.values()).count(heading) > 1}
        for heading in sorted(twice):
            self._found.add(label, row.number, heading, "Cột này có hai lần. Xóa một cột.")
        return columns

    def _typed(self, sheet: Sheet, row: SheetRow, columns: Mapping[int, str], label: str) -> TypedRow:
        before = len(self._found.problems)
        own: dict[str, str] = {}
        values: dict[str, object] = {}
        for place, heading in columns.items():
            cell = row.cells[place] if place < len(row.cells) else None
            item = sheet.columns.get(heading)
            if item is None:
                own[heading] = cell_text(cell)
                continue
            try:
                values[item.name] = self._value(item, cell)
            except NotReadable as reason:
                self._found.add(label, row.number, heading, reason.message)
        sound = len(self._found.problems) == before
        return TypedRow(row.number, own.get(ROW_KEY, ""), own.get(STATE, ""), own.get(REASON, ""), values, sound)

    def _value(self, item: Field, cell: Any) -> object:
        if item.kind in (Kind.REFERENCE, Kind.UNIT):
            text = cell_text(cell)
            return self._names.resolve(item, text) if text else None
        return value_of_cell(item, cell, lambda text: parse(item, text, today=self._today, land_units=self._land_units))

    def _check_keys(self, rows: Sequence[TypedRow], children: Mapping[str, Mapping[str, Sequence[TypedRow]]]) -> None:
        """The number that ties rows to their record is given, and given once."""
        seen: dict[str, int] = {}
        for row in rows:
            if row.key and row.key in seen:
                self._found.add("", row.number, ROW_KEY, f"Số “{row.key}” đã dùng ở dòng {seen[row.key]}. Đặt số khác.")
            seen.setdefault(row.key, row.number)
        for sheet, grouped in children.items():
            for key, lost in grouped.items():
                if not key or key not in seen:
                    sentence = (
                        f"Không có mục nào mang số “{key}”." if key else "Chưa ghi số của mục mà dòng này thuộc về."
                    )
                    for row in lost:
                        self._found.add(
                            sheet, row.number, ROW_KEY, f"{sentence} Ghi số ở cột “{ROW_KEY}” của trang đầu."
                        )

    # -------------------------------------------------------------------------------------------------- saving a row
    def _save(
        self, row: TypedRow, others: Sequence[Sheet], children: Mapping[str, Mapping[str, Sequence[TypedRow]]]
    ) -> None:
        values = dict(row.values)
        lines = {sheet.name: children[sheet.name].get(row.key, []) if row.key else [] for sheet in others}
        for sheet in others:
            if sheet.lines:
                values[sheet.lines.name] = [{"id": None, **child.values} for child in lines[sheet.name]]
        record = replace(self._records.new(self._type.name), values=values)
        state = fold(row.state)
        if state not in ("", fold(DRAFT), fold(FINAL)):
            self._found.add("", row.number, STATE, f"Chỉ ghi “{DRAFT}” hoặc “{FINAL}”.")
            return
        if not row.sound or not all(child.sound for sheet in others for child in lines[sheet.name]):
            return  # said already; what follows from it would only confuse
        if state != fold(FINAL):
            self._records.save(record)
            return
        try:
            self._records.make_final(self._with_reason(record, row.reason))
        except Refused as refused:
            for problem in refused.problems:
                self._refused(row, problem, {sheet.lines.name: sheet for sheet in others if sheet.lines}, lines)

    def _with_reason(self, record: Record, reason: str) -> Record:
        """One reason in the sheet stands for every warning of the row."""
        text = clean_text(reason)
        if not text:
            return record
        warned = [problem.reason_key for problem in self._records.problems(record)]
        return replace(record, reasons=dict.fromkeys(warned, text))

    def _refused(
        self,
        row: TypedRow,
        problem: Problem,
        sheets: Mapping[str, Sheet],
        lines: Mapping[str, Sequence[TypedRow]],
    ) -> None:
        """Say it at the row and column where it lies."""
        sentence = problem.message
        if problem.severity.value == "warning":
            sentence += f" Nếu đúng thực tế, ghi lý do vào cột “{REASON}”."
        if problem.line is None or problem.line[0] not in sheets:
            main = sheets_of(self._type)[0]
            self._found.add("", row.number, _heading(main, problem.field), sentence)
            return
        sheet = sheets[problem.line[0]]
        typed = lines[sheet.name]
        number = typed[problem.line[1]].number if problem.line[1] < len(typed) else row.number
        self._found.add(sheet.name, number, _heading(sheet, problem.field), sentence)


def _heading(sheet: Sheet, name: str) -> str:
    return next((heading for heading, item in sheet.columns.items() if item.name == name), "")
