"""The empty sheet an officer fills for a register: headings, lists to choose from, a guide, and sheets for the rows."""

from __future__ import annotations

from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from models.fields import Field, Kind, RecordType
from models.records import Query, State
from storage.office.sheet_cells import DAY, FONT, body_style, fit_on_a4, header_style, put_text
from storage.office.workbook_columns import (
    DRAFT,
    FINAL,
    GUIDE,
    LISTS,
    REASON,
    ROW_KEY,
    STATE,
    Sheet,
    example,
    expected,
    sheets_of,
)
from storage.registers.listing import Listing
from storage.registers.titles import Titles

MOST_TITLES = 2000
"""So many titles of a catalogue are offered in a column; others may be typed all the same."""

LAST_ROW = 5000
"""Down to this row a column offers its list."""

GUIDE_HEADINGS = ("Trang", "Cột", "Bắt buộc", "Ghi gì", "Các mục được chọn", "Ví dụ", "Ghi chú")
GUIDE_WIDTHS = (22, 34, 14, 30, 60, 22, 50)


class TemplateWriter:
    """Writes the template of one record type into a new workbook."""

    def __init__(self, record_type: RecordType, listing: Listing, titles: Titles) -> None:
        self._type = record_type
        self._listing = listing
        self._titles = titles
        self._book = Workbook()
        self._lists = self._book.active
        assert self._lists is not None
        self._ranges: dict[str, str] = {}

    def workbook(self) -> Workbook:
        """The sheets to fill first, then the guide; the lists lie in a hidden sheet."""
        lists: Any = self._lists
        lists.title = LISTS
        lists.sheet_state = "hidden"
        sheets = sheets_of(self._type)
        for place, sheet in enumerate(sheets):
            self._fill_in(self._book.create_sheet(sheet.name, place), sheet)
        self._guide(self._book.create_sheet(GUIDE, len(sheets)), sheets)
        self._book.active = 0
        self._book.properties.creator, self._book.properties.title = "Sổ Mặt trận", self._type.plural
        return self._book

    def _fill_in(self, target: Any, sheet: Sheet) -> None:
        for place, heading in enumerate(sheet.headings, start=1):
            cell = target.cell(1, place)
            put_text(cell, heading)
            header_style(cell)
            column = target.column_dimensions[get_column_letter(place)]
            column.width = max(12, min(34, len(heading) + 4))
            self._column(target, column, place, heading, sheet.columns.get(heading))
        target.freeze_panes = "A2"
        target.print_title_rows = "1:1"
        fit_on_a4(target, landscape=len(sheet.headings) > 5)

    def _column(self, target: Any, column: Any, place: int, heading: str, item: Field | None) -> None:
        if item is None:
            column.number_format = "@"
            if heading == STATE:
                self._offer(target, place, (DRAFT, FINAL), strict=True)
        elif item.kind is Kind.CHOICE:
            labels = tuple(choice.label for choice in item.choices if not choice.retired)
            self._offer(target, place, labels, strict=True)
        elif item.kind is Kind.BOOLEAN:
            self._offer(target, place, ("Có", "Không"), strict=True)
        elif item.kind is Kind.REFERENCE:
            self._offer(target, place, self._known(item.refers_to), strict=False)
        elif item.kind is Kind.DATE:
            column.number_format = DAY
        elif item.kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.UNIT, Kind.AREA):
            column.number_format = "@"  # else Excel takes the zeros off a telephone number

    def _known(self, record_type: str) -> tuple[str, ...]:
        """The titles of a catalogue, each once: of two that are equal the number must be typed."""
        query = Query(record_type, states=frozenset({State.DRAFT, State.FINAL}))
        ids = self._listing.ids(query, 0, MOST_TITLES)
        titles = self._titles.of(record_type, ids)
        return tuple(dict.fromkeys(titles[key] for key in ids if titles.get(key)))

    def _offer(self, target: Any, place: int, labels: tuple[str, ...], *, strict: bool) -> None:
        """A drop-down list; a strict one warns of what is not in it, and lets it be."""
        if not labels:
            return
        offer = DataValidation(type="list", formula1=self._range(labels), allow_blank=True)
        offer.showErrorMessage = strict
        offer.errorStyle = "warning"
        offer.errorTitle, offer.error = "Không có trong danh sách", "Hãy chọn một mục trong danh sách của ô này."
        letter = get_column_letter(place)
        offer.add(f"{letter}2:{letter}{LAST_ROW}")
        target.add_data_validation(offer)

    def _range(self, labels: tuple[str, ...]) -> str:
        """Where these labels stand in the hidden sheet; the same list stands once."""
        key = "\n".join(labels)
        if key not in self._ranges:
            lists: Any = self._lists
            place = len(self._ranges) + 1
            for row, label in enumerate(labels, start=1):
                put_text(lists.cell(row, place), label)
            letter = get_column_letter(place)
            self._ranges[key] = f"'{LISTS}'!${letter}$1:${letter}${len(labels)}"
        return self._ranges[key]

    def _guide(self, target: Any, sheets: tuple[Sheet, ...]) -> None:
        for place, (heading, width) in enumerate(zip(GUIDE_HEADINGS, GUIDE_WIDTHS, strict=True), start=1):
            target.column_dimensions[get_column_letter(place)].width = width
            put_text(target.cell(1, place), heading)
            header_style(target.cell(1, place))
        for row, texts in enumerate(self._guide_rows(sheets), start=2):
            for place, text in enumerate(texts, start=1):
                cell = target.cell(row, place)
                put_text(cell, text)
                body_style(cell)
                cell.alignment = Alignment(vertical="top", wrap_text=True)
                if place == 2:
                    cell.font = Font(name=FONT, size=11, bold=True)
        target.freeze_panes = "A2"
        target.print_title_rows = "1:1"
        fit_on_a4(target, landscape=True)

    def _guide_rows(self, sheets: tuple[Sheet, ...]) -> list[tuple[str, ...]]:
        rows: list[tuple[str, ...]] = []
        for sheet in sheets:
            for heading in sheet.headings:
                item = sheet.columns.get(heading)
                rows.append(_about_field(sheet.name, heading, item) if item else _about_own(sheet, heading))
        return rows


def _about_field(sheet: str, heading: str, item: Field) -> tuple[str, ...]:
    compulsory = "Có" if item.required is True else "" if item.required is False else "Tùy trường hợp"
    choices = "; ".join(choice.label for choice in item.choices if not choice.retired)
    unit = f"Tính theo {item.unit}. " if item.unit and item.kind is not Kind.MONEY else ""
    worked_out = "Chương trình tự tính khi có đủ số liệu. " if item.total_of or item.product_of or item.sum_of else ""
    return sheet, heading, compulsory, expected(item), choices, example(item), f"{worked_out}{unit}{item.help}".strip()


def _about_own(sheet: Sheet, heading: str) -> tuple[str, ...]:
    if heading == STATE:
        note = f"Để trống là “{DRAFT}”. Ghi “{FINAL}” thì mục được kiểm tra và cấp số."
        return sheet.name, heading, "", "Chọn một trong các mục", f"{DRAFT}; {FINAL}", DRAFT, note
    if heading == REASON:
        return sheet.name, heading, "", "Chữ", "", "", "Ghi lý do khi mục có điểm bất thường mà vẫn đúng thực tế."
    note = (
        f"Số do người nhập tự đặt để nối với các trang dòng chi tiết: cùng số ở cột “{ROW_KEY}” là cùng một mục."
        if sheet.lines is None
        else f"Số ở cột “{ROW_KEY}” của trang đầu mà dòng này thuộc về."
    )
    return sheet.name, heading, "Có" if sheet.lines else "", "Số", "", "1", note
