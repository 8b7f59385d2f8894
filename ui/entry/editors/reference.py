"""The editors of what lies elsewhere: another record, found by a few letters, or a unit of the Front."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from models.fields import Field, Value
from models.ports import Store
from models.record_types import record_type
from models.text import fold
from ui.entry.editors.editor import Surroundings
from ui.entry.editors.offering import Found, Offer
from ui.entry.editors.suggest import SuggestEditor
from ui.entry.editors.text import today

SHOWN = 12
ADD = ""  # the key of the row that adds a record


class Titles:
    """The records of one type by the words of their titles; the last row adds a new one.

    Where the record's other references narrow the search (the pledges of this donor), those come alone; what does not
    fit them is still found when nothing else is."""

    def __init__(self, field: Field, surroundings: Surroundings) -> None:
        self.declared = record_type(field.refers_to)
        self._field = field
        self._around = surroundings

    def look_up(self, text: str, tell: Callable[[Found], None], /) -> None:
        within, name = self.within(), self.declared.name
        more = (Offer(ADD, f"+ Thêm mới{_quoted(text)}"),) if self._around.add is not None else ()
        self._around.session.latest(
            f"suggest/{id(self)}", lambda store: Found(text, (*_find(store, name, text, within), *more)), tell
        )

    def find_now(self, text: str) -> Sequence[Offer]:
        within = self.within()
        return self._around.session.read(lambda store: _find(store, self.declared.name, text, within))

    def missing(self, text: str) -> str:
        return f"Chưa có “{text[:40]}” trong mục {self.declared.plural}. Chọn trong danh sách hoặc thêm mới."

    def within(self) -> Mapping[str, str]:
        """What the record's other references say about this one: fields of both that name the same type."""
        others = self._around.neighbours()
        return {
            name: str(others[name])
            for name, field in self.declared.by_name.items()
            if field.refers_to and name != self._field.name and isinstance(others.get(name), str) and others[name]
        }


class ReferenceEditor(SuggestEditor):
    """Finds a record by the words of its title; the last row adds a new one, F2 opens the one that is chosen."""

    def __init__(self, field: Field, surroundings: Surroundings, parent: QWidget | None = None) -> None:
        self._titles = Titles(field, surroundings)
        super().__init__(field, self._titles, parent)
        self._around = surroundings
        self.setToolTip("Gõ vài chữ không dấu để tìm. F4: mở danh sách. F2: mở mục đã chọn.")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2 and self.key() and self._around.open is not None:
            self._around.open(self._titles.declared.name, self.key())
        else:
            super().keyPressEvent(event)

    def take(self, offer: Offer) -> None:
        """The last row opens a form for a new record and takes what comes back."""
        if offer.key != ADD:
            super().take(offer)
            return
        add, typed = self._around.add, self.text().strip()
        added = add(self._titles.declared.name, typed, self._titles.within()) if add is not None else None
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if added is not None:
            super().take(Offer(added.id, added.title, added.detail))


class KnownUnits:
    """The units of the tree by name or code; a code that the tree does not know may be typed."""

    def __init__(self, surroundings: Surroundings) -> None:
        self._around = surroundings

    def look_up(self, text: str, tell: Callable[[Found], None], /) -> None:
        tell(Found(text, self.find_now(text)))

    def find_now(self, text: str) -> Sequence[Offer]:
        wanted = fold(text)
        return [offer for offer in self.all() if offer.key == text.strip() or wanted in fold(offer.title)][:SHOWN]

    def missing(self, text: str) -> str:
        return ""  # a code typed by hand

    def all(self) -> Sequence[Offer]:
        return self._around.session.read(_units)


class UnitEditor(SuggestEditor):
    """Finds a unit by its name or code in the tree; a code that the tree does not know may be typed."""

    def __init__(self, field: Field, surroundings: Surroundings, parent: QWidget | None = None) -> None:
        self._units = KnownUnits(surroundings)
        super().__init__(field, self._units, parent)
        self.setToolTip("Gõ tên hoặc mã đơn vị. F4: mở danh sách.")

    def value(self) -> Value:
        return self.key() or self.text().strip() or None

    def set_value(self, value: object, unparsed: str = "", shown: str = "") -> None:
        if value and not shown:
            shown = next((offer.title for offer in self._units.all() if offer.key == value), str(value))
        super().set_value(value, unparsed, shown)


def _find(store: Store, name: str, text: str, within: Mapping[str, str]) -> Sequence[Offer]:
    found = store.records.suggest(name, text, SHOWN, within) if within else ()
    found = found or store.records.suggest(name, text, SHOWN)
    return [Offer(each.id, each.title, each.detail) for each in found]


def _quoted(text: str) -> str:
    return f" “{text.strip()[:40]}”" if text.strip() else ""


def _units(store: Store) -> list[Offer]:
    tree = store.units.tree()
    current = tree.on(today())
    return [Offer(unit.code, current.name(unit.code), unit.code) for unit in tree.units]
