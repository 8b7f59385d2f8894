"""What the search over everything shows: pages and records as rows of one list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem

from models.record_types import record_type
from models.records import Hit, State
from models.text import fold
from ui.shell.places import Place

RESULT = Qt.ItemDataRole.UserRole + 1
MOST_PAGES = 3


@dataclass(frozen=True, slots=True)
class Result:
    """One row: what is opened (a page when `record_id` is empty), and what is written: title and detail at the left,
    at the right what it is and below that what is to be known before one opens it (state, sender)."""

    place: str
    record_id: str
    icon: str
    title: str
    detail: str
    kind: str
    remark: str = ""
    state: State = State.FINAL

    @property
    def spoken(self) -> str:
        """The row for a screen reader."""
        return ", ".join(part for part in (self.kind, self.title, self.detail, self.remark) if part)


def page_results(places: Sequence[Place], text: str) -> list[Result]:
    """The pages whose name has every typed word by its beginning, without accents; from two letters on, for one letter
    means most pages."""
    wanted = fold(text).split()
    if sum(map(len, wanted)) < 2:
        return []
    found = (place for place in places if _has(fold(f"{place.label} {place.also}").split(), wanted))
    return [Result(one.key, "", one.icon, one.label, "", "Trang", one.shortcut) for one in found][:MOST_PAGES]


def record_result(hit: Hit) -> Result:
    """A record as a row."""
    declared = record_type(hit.record_type)
    return Result(
        hit.record_type,
        hit.id,
        hit.record_type,
        hit.title or f"{declared.label}, chưa có tên",
        " · ".join(part for part in (hit.number_text, hit.detail) if part),
        declared.label,
        " · ".join(_remarks(hit)),
        hit.state,
    )


def item_of(result: Result) -> QStandardItem:
    """The row in the list's model."""
    item = QStandardItem(result.title)
    item.setData(result, RESULT)
    item.setData(result.spoken, Qt.ItemDataRole.AccessibleTextRole)
    item.setToolTip("\n".join(part for part in (result.title, result.detail) if part))
    item.setEditable(False)
    return item


def _has(having: Sequence[str], wanted: Sequence[str]) -> bool:
    return all(any(word.startswith(begun) for word in having) for begun in wanted)


def _remarks(hit: Hit) -> Iterator[str]:
    if hit.state is not State.FINAL:
        yield hit.state.label
    if hit.unit:
        yield f"nhận từ {hit.unit}" if hit.state is not State.FINAL else f"Nhận từ {hit.unit}"
