"""The buttons and keys under a form: which of them a record in its state offers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Signal, SignalInstance
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from models.fields import RecordType
from models.records import Record, State
from ui.buttons import KeyButton
from ui.entry.field_cell import ElidedLabel
from ui.entry.keys import press_by
from ui.entry.wording import noun
from ui.look.theme import icon, set_look

FINAL_AND_NEW, FINAL, SAVE, PRINT, COPY, HISTORY = "Ctrl+Enter", "Ctrl+G", "Ctrl+S", "Ctrl+P", "Ctrl+D", "Ctrl+H"

ALL_KEYS, FIRST_KEYS = 536, 482  # px in which every button fits with its key, and all but the last


class FormActions(QFrame):
    """Signals carry the wish, `print_form` the name of a printed form; the form acts on it. A line above the
    buttons says in full what matters at the field."""

    final_and_new = Signal()
    final = Signal()
    save = Signal()
    print_form = Signal(str)
    copy = Signal()
    history = Signal()
    void = Signal()

    def __init__(self, record_type: RecordType) -> None:
        super().__init__()
        self._line = ElidedLabel()
        self._line.setProperty("role", "hint")
        self._final_and_new = KeyButton("Ghi sổ và tạo mới", FINAL_AND_NEW, "primary", bound=False)
        self._final = KeyButton("Ghi sổ", FINAL, bound=False)
        self._final.setToolTip("Ghi sổ và ở lại phiếu này (Ctrl+G)")
        self._save = KeyButton("Lưu", SAVE, bound=False)
        self._save.setToolTip("Lưu nháp, chưa ghi sổ (Ctrl+S)")
        self._save_final = KeyButton("Lưu", SAVE, "primary", bound=False)
        self._print = KeyButton("In phiếu", PRINT, bound=False)
        self._more = QPushButton()
        self._more.setProperty("role", "icon")
        self._more.setIcon(icon("more", "muted"))
        self._more.setAccessibleName("Việc khác")
        self._more.setToolTip("Sao chép, in, lịch sử, hủy (Ctrl+M)")
        self._more.clicked.connect(self._open_menu)
        self._record: Record | None = None
        self._forms = QMenu(self)
        self._build()
        self._make_menu(noun(record_type))
        for button, wish in (
            (self._final_and_new, self.final_and_new),
            (self._final, self.final),
            (self._save, self.save),
            (self._save_final, self.save),
        ):
            button.clicked.connect(wish)
        self._print.clicked.connect(self.choose_form)

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        for button in (self._final_and_new, self._save_final, self._final, self._save, self._print):
            row.addWidget(button)
        row.addStretch()
        row.addWidget(self._more)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 4, 12, 14)
        layout.setSpacing(6)
        layout.addWidget(self._line)
        layout.addLayout(row)
        press_by(self._final_and_new, "Ctrl+Return", "Ctrl+Enter")
        press_by(self._save_final, SAVE, "Ctrl+Return", "Ctrl+Enter")
        press_by(self._save, SAVE)
        press_by(self._final, FINAL)
        press_by(self._more, "Ctrl+M")

    def _make_menu(self, what: str) -> None:
        self._menu = QMenu(self)
        self._add("Sao chép thành bản mới", COPY, "copy", self.copy)
        self._print_action = self._add("In phiếu…", PRINT, "print", self.choose_form)
        self._history_action = self._add("Lịch sử", HISTORY, "history", self.history)
        self._menu.addSeparator()
        self._void_action = self._add(f"Hủy {what}…", "", "void", self.void)

    def _add(self, text: str, key: str, picture: str, wish: SignalInstance | Callable[[], None]) -> QAction:
        action = QAction(icon(picture, "muted"), text, self)
        action.setShortcut(QKeySequence(key))
        action.triggered.connect(wish)
        self.addAction(action)  # answers to its key although the menu is closed
        self._menu.addAction(action)
        return action

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the form is too narrow for all keys, those of the plain buttons stand in the tool tips only."""
        super().resizeEvent(event)
        for button, key, least in ((self._final, FINAL, FIRST_KEYS), (self._save, SAVE, ALL_KEYS)):
            button.set_key(key if self.width() >= least else "", bound=False)

    def offer(self, record: Record) -> None:
        """Show what can be done with the record as it stands."""
        self._record = record
        locked = record.received or record.state is State.VOID
        draft = not locked and record.state is State.DRAFT
        self._final_and_new.setVisible(draft)
        self._final.setVisible(draft)
        self._save.setVisible(draft)
        self._save_final.setVisible(not locked and not draft)
        self._print.setVisible(not draft)
        self._history_action.setEnabled(record.version > 0)
        self._void_action.setEnabled(not locked and record.version > 0)

    def allow_saving(self, on: bool) -> None:
        """A final record as it was read has nothing to save; a draft can always be entered."""
        self._save_final.setEnabled(on)

    def say(self, sentence: str, role: str = "hint") -> None:
        """One line above the buttons: hint, problem, warning or done."""
        set_look(self._line, role=role)
        self._line.set_text(sentence)

    def choose_form(self) -> None:
        """Print at once what there is only one form of; of several let the officer choose, the usual one first."""
        if self._record is None:
            return
        from models.printed_forms import forms_of  # not before somebody prints

        forms = forms_of(self._record)
        if len(forms) == 1:
            self.print_form.emit(forms[0].name)
            return
        self._forms.clear()
        for form in forms:
            action = self._forms.addAction(icon("print", "muted"), form.label)
            action.triggered.connect(partial(self.print_form.emit, form.name))
        self._forms.setActiveAction(self._forms.actions()[0])
        self._open_above(self._forms, self._print if self._print.isVisible() else self._more)

    def _open_menu(self) -> None:
        self._open_above(self._menu, self._more)

    def _open_above(self, menu: QMenu, button: QWidget) -> None:
        """At the right edge of the button that it belongs to."""
        size = menu.sizeHint()
        menu.popup(button.mapToGlobal(QPoint(button.width() - size.width(), -size.height() - 4)))
