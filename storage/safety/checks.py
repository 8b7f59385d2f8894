"""Whether a file is sound: pages, references, history, tables, numbers, states, search, what received files brought.

A check is a list of steps of which each leaves nothing behind, so that it can be broken off and taken up again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from models.fields import RecordType
from models.ports import StorageError
from models.record_types import RECORD_TYPES
from models.soundness import Defect, DefectKind
from storage import connection as opening
from storage import schema
from storage.database import Database
from storage.safety import record_soundness, search_soundness

if TYPE_CHECKING:
    from storage.finding.search import SearchIndex

RESTORE = "hãy khôi phục từ bản sao lưu gần nhất"
PAGES_ADVICE = f"{RESTORE}, hoặc cứu phần còn đọc được"
MOST_MESSAGES = 100

Step = Callable[[], Iterator[Defect]]


class Check:
    """One pass over the file; `deep` also reads every page, every index entry and every word of the search."""

    def __init__(self, database: Database, search: SearchIndex, *, deep: bool) -> None:
        self._db = database
        self._search = search
        self._steps = self._plan(deep=deep)
        self._as_declared: set[str] = set()
        self.defects: list[Defect] = []

    def run(self) -> Sequence[Defect]:
        """Everything in one go."""
        while self._steps:
            self._step()
        return self.defects

    def go_on(self, awaited: Callable[[], bool]) -> bool:
        """Take it up again; False when it stopped because somebody was `awaited`. The broken step is made anew."""
        while self._steps:
            if awaited():
                return False
            try:
                with opening.giving_way(self._db.connection, awaited):
                    self._step()
            except StorageError as error:
                if error.kind != "cancelled":
                    raise
                return False
        return True

    def _step(self) -> None:
        try:
            with opening.translated():
                self.defects += list(self._steps[0]())
        except StorageError as error:
            if error.kind != "damaged":
                raise
            self._add_damage()
        del self._steps[0]

    def _add_damage(self) -> None:
        if not any(defect.kind is DefectKind.PAGES for defect in self.defects):
            self.defects.append(_damage(1))

    def _plan(self, *, deep: bool) -> list[Step]:
        db = self._db
        steps: list[Step] = [lambda: _pages(db, deep=deep), lambda: _references(db), lambda: _history(db)]
        steps += [lambda declared=declared: self._register(declared) for declared in RECORD_TYPES]  # type: ignore[misc]
        if deep:
            steps += [lambda declared=declared: self._searched(declared) for declared in RECORD_TYPES]  # type: ignore[misc]
        return steps

    def _searched(self, declared: RecordType) -> Iterator[Defect]:
        if declared.name in self._as_declared:
            yield from search_soundness.defects(self._db, self._search, declared)

    def _register(self, declared: RecordType) -> Iterator[Defect]:
        unlike = schema.differences(self._db.tables, declared)
        if unlike:
            sentence = f"Sổ “{declared.plural}” không đúng cấu trúc ({unlike[0]}); hãy cài lại chương trình."
            yield Defect(DefectKind.TABLES, declared.name, len(unlike), sentence)
        else:
            self._as_declared.add(declared.name)
            yield from record_soundness.defects(self._db, declared)


def _pages(database: Database, *, deep: bool) -> Iterator[Defect]:
    check = f"integrity_check({MOST_MESSAGES})" if deep else f"quick_check({MOST_MESSAGES})"
    told = [text for row in database.rows(f"PRAGMA {check}") for text in row.values() if text != "ok"]
    if deep:
        told += opening.torn_pages(database.connection)
    index = [text for text in told if " index " in text and "FTS5" not in text]
    search = [text for text in told if "FTS5" in text]
    pages = len(told) - len(index) - len(search)
    if pages:
        yield _damage(pages)
    if index:
        sentence = f"Thứ tự tra cứu của bảng sai {len(index)} chỗ; sửa được bằng cách lập lại."
        yield Defect(DefectKind.INDEX, "", len(index), sentence)
    if search:
        yield Defect(DefectKind.SEARCH, "", len(search), "Mục lục tìm kiếm bị hỏng; sửa được bằng cách lập lại.")


def _damage(count: int) -> Defect:
    return Defect(DefectKind.PAGES, "", count, f"Tệp dữ liệu bị hỏng ở {count} chỗ; {PAGES_ADVICE}.")


def _references(database: Database) -> Iterator[Defect]:
    """Outside of the registers; their own are told by record."""
    registers = {table for declared in RECORD_TYPES for table in record_soundness.tables_of(declared)}
    broken: dict[str, int] = {}
    for row in database.rows("PRAGMA foreign_key_check"):
        if row["table"] not in registers:
            broken[row["table"]] = broken.get(row["table"], 0) + 1
    for table, count in sorted(broken.items()):
        sentence = f"Có {count} dòng nhắc đến mục không còn trong sổ ({table}); {RESTORE}."
        yield Defect(DefectKind.REFERENCES, table, count, sentence)


def _history(database: Database) -> Iterator[Defect]:
    seq = database.history.verify()
    if seq is not None:
        sentence = f"Nhật ký thay đổi bị sửa hoặc thiếu từ dòng {seq}; {RESTORE} và báo người phụ trách."
        yield Defect(DefectKind.HISTORY, "", 1, sentence)
