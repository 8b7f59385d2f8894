"""The card of a form: its head, the fields that scroll, and the foot with what can be done."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from models.fields import RecordType
from ui.entry.form_actions import FormActions
from ui.entry.form_header import FormHeader
from ui.entry.record_reading import Loaded

ABOVE = 24  # px that stay in sight above and below a field one has come to


class FormCard(QFrame):
    """Empty until there is a record to show."""

    def __init__(self, record_type: RecordType) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.header = FormHeader(record_type)
        self.foot = FormActions(record_type)
        self._fields: QWidget | None = None
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self._area, 1)
        layout.addWidget(self.foot)
        self.header.hide()
        self.foot.hide()

    def show_loaded(self, loaded: Loaded, fields: QWidget, *, dirty: bool) -> None:
        """Show the `fields` of a record from the top, and beside them what it is and what can be done with it."""
        record, at = loaded.record, loaded.typed_at.strip()
        self.header.show_record(record, title=loaded.title, origin=loaded.origin, typed_at=at, dirty=dirty)
        self.foot.offer(record)
        self.foot.allow_saving(dirty)
        self.foot.say("")
        self._fields = fields
        if self.isVisible():
            self._place_fields()
        self._area.verticalScrollBar().setValue(0)

    def scroll_to(self, field: QWidget) -> None:
        """Bring a field into sight."""
        self._area.ensureWidgetVisible(field, 0, ABOVE)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._place_fields()

    def _place_fields(self) -> None:
        """The fields come last, into a window that stands: in each parent before it they would be styled anew."""
        if self._fields is not None and self._area.widget() is None:
            self._area.setWidget(self._fields)
            self.header.show()
            self.foot.show()
            self._put_foot_behind(self._fields)

    def _put_foot_behind(self, fields: QWidget) -> None:
        """Tab goes from the last field to what can be done: what comes late is behind everything else in the window."""
        reached = [widget for widget in _chain(self) if widget.focusPolicy() & Qt.FocusPolicy.TabFocus]
        last = next(widget for widget in reversed(reached) if fields.isAncestorOf(widget))
        for widget in reached:
            if self.foot.isAncestorOf(widget):
                QWidget.setTabOrder(last, widget)
                last = widget


def _chain(first: QWidget) -> Iterator[QWidget]:
    """The window's widgets in the order of Tab, from this one on."""
    yield first
    widget = first.nextInFocusChain()
    while widget is not None and widget is not first:
        yield widget
        widget = widget.nextInFocusChain()
