"""Reading a workbook that somebody handed in: with limits before anything is unpacked, row by row, formulas by result.

A small file may unpack to hundreds of megabytes (0,79 MB gave 300 MB of XML), so the sizes in the archive are added up
first, and what is read is capped besides.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException

from models.ports import StorageError
from storage.files import surroundings

LARGEST_FILE = 50 * 2**20
LARGEST_CONTENT = 200 * 2**20
LARGEST_PART = 100 * 2**20
MOST_PARTS = 2_000
MOST_ROWS = 20_000
MOST_COLUMNS = 200
EMPTY_RUN = 1_000
"""After so many empty rows a sheet is over: Excel keeps formatted rows down to the last of a million."""

_UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, EOFError),  # the archive
    *(NotImplementedError, RuntimeError),  # packed or locked in a way that zipfile cannot undo
    *(ParseError, DefusedXmlException),  # the XML in it
    *(ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, struct.error),  # what the XML says
)
"""What zipfile, the parser and openpyxl raise over a file that is not a sound workbook: openpyxl checks little and
trips over what is missing or of another kind, so all that it may trip over stands here."""

Cells = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a sheet: its number as Excel shows it, and its cells' values."""

    number: int
    cells: Cells


class WorkbookFile:
    """An open workbook; rows are read as they are asked for."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self.sheets: tuple[str, ...] = tuple(book.sheetnames)

    def rows(self, sheet: str) -> Iterator[SheetRow]:
        """The rows that hold anything. StorageError other when there are more than MOST_ROWS."""
        with _sound():
            worksheet = self._book[sheet]
            worksheet.reset_dimensions()  # what the file says of its size may be wrong
            empty = 0
            found = 0
            cells = worksheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
            for number, values in enumerate(cells, start=1):
                if all(value is None or value == "" for value in values):
                    empty += 1
                    if empty >= EMPTY_RUN:
                        return
                    continue
                empty = 0
                found += 1
                if found > MOST_ROWS + 1:
                    raise StorageError(
                        f"Trang “{sheet}” có hơn {MOST_ROWS} dòng; hãy chia thành nhiều tệp rồi nhập từng tệp.", "other"
                    )
                yield SheetRow(number, tuple(values))


@contextmanager
def opened_workbook(path: Path) -> Iterator[WorkbookFile]:
    """Open an .xlsx for reading. StorageError missing, damaged (not a sound workbook), other (too large)."""
    from openpyxl import load_workbook

    _refuse_oversized(path)
    with _sound(), surroundings(path):
        book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
        if not book.sheetnames:
            raise ValueError("a workbook without a sheet")
    try:
        yield WorkbookFile(book)
    finally:
        book.close()


def _refuse_oversized(path: Path) -> None:
    too_large = StorageError("Tệp Excel quá lớn; hãy chia thành nhiều tệp nhỏ hơn rồi nhập từng tệp.", "other")
    with _sound(), surroundings(path):
        if path.stat().st_size > LARGEST_FILE:
            raise too_large
        with zipfile.ZipFile(path) as archive:
            sizes = [entry.file_size for entry in archive.infolist()]
    if len(sizes) > MOST_PARTS or sum(sizes) > LARGEST_CONTENT or max(sizes, default=0) > LARGEST_PART:
        raise too_large


@contextmanager
def _sound() -> Iterator[None]:
    try:
        yield
    except StorageError:
        raise
    except _UNREADABLE as error:
        raise StorageError(
            "Tệp này không phải tệp Excel .xlsx còn nguyên vẹn; hãy mở bằng Excel, lưu lại dạng .xlsx rồi nhập lại.",
            "damaged",
        ) from error
