"""Excel in and out: documents, filtered lists, templates to fill, and filled sheets taken into a register."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from models.documents import Document
from models.fields import RecordType
from models.ports import Progress
from models.records import Query
from models.values import LandUnit
from storage.database import Database
from storage.files import write_atomically
from storage.registers.records import Records
from storage.registers.reference_names import ReferenceNames


class _Undone(Exception):  # noqa: N818 - carries the problems out of the transaction that they undo
    def __init__(self, problems: list[str]) -> None:
        super().__init__()
        self.problems = problems


class Workbooks:
    """Fulfils models.ports.Workbooks. openpyxl is loaded with the first workbook, not with the program."""

    def __init__(
        self,
        database: Database,
        types: Mapping[str, RecordType],
        records: Records,
        land_units: Callable[[], Sequence[LandUnit]],
        back_up: Callable[[], object],
    ) -> None:
        self._db = database
        self._types = types
        self._records = records
        self._land_units = land_units
        self._back_up = back_up

    def export_document(self, document: Document, path: Path) -> None:
        """Write the document as a printable .xlsx. StorageError full, read_only, missing; then `path` is untouched."""
        from storage.office.workbook_document import document_workbook

        _save(document_workbook(document), path)

    def export_list(self, query: Query, path: Path) -> int:
        """Write every row of the list as .xlsx and give their number. StorageError as for export_document."""
        from storage.office.workbook_list import list_workbook

        declared = self._types[query.record_type]
        book, count = list_workbook(self._records.listing, declared, query, self._db.today())
        _save(book, path)
        return count

    def write_template(self, record_type: str, path: Path) -> None:
        """Write the sheet that import_sheet reads, empty, with lists to choose from and a guide."""
        from storage.office.workbook_template import TemplateWriter

        writer = TemplateWriter(self._types[record_type], self._records.listing, self._records.titles)
        _save(writer.workbook(), path)

    def import_sheet(self, record_type: str, path: Path, progress: Progress | None = None) -> tuple[int, Sequence[str]]:
        """(rows saved, problems "Dòng 5, cột Ngày nhận: ..."); any problem saves no row. A backup is made first.

        Rows become drafts, or final where their column "Trạng thái" says so. StorageError missing, damaged (no sound
        .xlsx), cancelled, other (too large)."""
        from storage.office.workbook_import import SheetImport
        from storage.office.workbook_reading import opened_workbook

        declared = self._types[record_type]
        names = ReferenceNames(self._db, self._types, self._records.titles)
        try:
            with opened_workbook(path) as book:
                self._back_up()
                with self._db.transaction(f"Nhập từ Excel: {declared.plural}"):
                    reader = SheetImport(declared, book, self._records, names, self._db.today(), self._land_units())
                    count, problems = reader.run(progress or _go_on)
                    if problems:
                        raise _Undone(problems)
        except _Undone as undone:
            return 0, undone.problems
        return count, ()


def _save(book: Any, path: Path) -> None:
    content = io.BytesIO()  # on a disk that fails, openpyxl's own writing would leave an open archive behind
    book.save(content)
    write_atomically(path, content.getvalue())


def _go_on(done: int, total: int, what: str) -> bool:
    return True
