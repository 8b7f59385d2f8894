"""Drives the real windows as a person without a mouse does: keys go to what has the focus, fields are known by name."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import shiboken6
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QMainWindow,
    QWidget,
)

from ui.background import ProgressDialog
from ui.session import Session
from ui.tour.guide import screen_picture

PATIENCE = 20.0  # seconds until something that should appear is given up
MOST_TABS = 160
ACTIVATION = 1.0  # seconds that a screen takes to make a window the active one
LONGEST_PRESS = 0.3  # seconds
CLOSING = 3.0  # seconds that a window has to close after its answer
PAUSE = 25  # ms in which timers of the windows may fire

Then = Callable[[QWidget], None]


class StuckError(Exception):
    """The keyboard did not get where it should: a field that cannot be reached, a window that did not open. `screen` is
    what was to be seen then."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.screen = screen_picture()


def widget_name(widget: QWidget | None) -> str:
    """What a screen reader calls a widget: its accessible name, else what stands on it."""
    if widget is None:
        return ""
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return (widget.accessibleName() or text.replace("&", "")).removesuffix(" *").strip()


def find(root: QWidget, name: str, kind: type[QWidget] = QWidget) -> QWidget:
    """The visible widget with this name; StuckError when there is none."""
    for widget in (root, *root.findChildren(kind)):
        if isinstance(widget, kind) and widget.isVisible() and widget_name(widget) == name:
            return widget
    raise StuckError(f"không thấy “{name}” trong {root.windowTitle() or type(root).__name__}")


class Keyboard:
    """Keys for whatever has the focus. `session` tells when the data's own thread has answered everything."""

    def __init__(self, session: Session) -> None:
        self.session = session

    # ---------------------------------------------------------------------------------------------------------- keys
    def press(self, *keys: str) -> None:
        """Keys as they are written on buttons: "Tab", "Ctrl+G", "F4"."""
        for key in keys:
            combination = QKeySequence(key)[0]  # type: ignore[index]  # PySide's own stub forgets it
            target, down = _target(), _pressed()  # some are down for long: the kind of view in Qt's file dialog
            QTest.keyClick(target, combination.key(), combination.keyboardModifiers())
            _let_up(_pressed() - down)
            _keep_active()

    def type(self, text: str) -> None:
        """Type a text. Vietnamese letters come as the Vietnamese keyboards send them, as a key without a code."""
        for letter in text:
            target = _target()
            if letter == "\n":
                QTest.keyClick(target, Qt.Key.Key_Return)
            elif letter.isascii():
                QTest.keyClicks(target, letter)
            else:
                for action in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
                    event = QKeyEvent(action, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
                    QApplication.sendEvent(target, event)

    def go_to(self, name: str, *, back: bool = False) -> QWidget:
        """Press Tab until the field or button of this name has the focus."""
        passed: list[str] = []
        for _ in range(MOST_TABS):
            focused = QApplication.focusWidget()
            if focused is not None and widget_name(focused) == name:
                return focused
            passed.append(widget_name(focused) or (type(focused).__name__ if focused else "không ô nào"))
            _tab(back=back)
            QApplication.processEvents()
        raise StuckError(f"phím Tab không đến được “{name}”; đã qua: {', '.join(dict.fromkeys(passed))}")

    def fill(self, *answers: tuple[str, str]) -> None:
        """Go from field to field and type; a box is ticked, a list is chosen from by typing."""
        for name, text in answers:
            field = self.go_to(name)
            if isinstance(field, QCheckBox):
                self.press("Space")
            elif isinstance(field, QComboBox):
                self.choose(field, text)
            else:
                self.type(text)

    def choose(self, box: QComboBox, text: str) -> None:
        """Walk through a list with the arrow keys until the wanted answer stands there."""
        self.press("Home")
        for _ in range(box.count()):
            if box.currentText() == text:
                return
            self.press("Down")
        raise StuckError(f"“{widget_name(box)}” không có “{text}”")

    def push(self, name: str) -> None:
        """Go to a button and press it."""
        self.go_to(name)
        self.press("Space")

    # ------------------------------------------------------------------------------------------------------- waiting
    def settle(self, pause: int = PAUSE) -> None:
        """Let timers fire and answers arrive."""
        for _ in range(2):
            QTest.qWait(pause)
            if self.session.is_open:
                self.session.read(lambda store: None)
            QApplication.processEvents()

    def wait(self, ready: Callable[[], bool], what: str) -> None:
        """Wait until something is so."""
        end = time.monotonic() + PATIENCE
        while not ready():
            if time.monotonic() > end:
                raise StuckError(f"chờ mãi chưa thấy {what}")
            QTest.qWait(15)

    def wait_for_work(self) -> None:
        """Wait until no progress is shown any more."""
        self.settle()
        self.wait(lambda: not isinstance(QApplication.activeModalWidget(), ProgressDialog), "việc làm xong")
        self.settle()

    def activate(self, window: QWidget) -> None:
        """Make a window the one that keys go to."""
        window.activateWindow()
        self.wait(lambda: QApplication.activeWindow() is window, f"cửa sổ {window.windowTitle()}")

    def meanwhile(self, act: Callable[[], object], then: Then, *, surely: bool = True) -> None:
        """Do what opens a window that waits for an answer, and answer it with `then(window)`. Where there may be
        nothing to ask, `surely` is False."""
        before = QApplication.activeModalWidget()
        state = _Answering()
        end = time.monotonic() + PATIENCE

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if dialog is None or dialog is before or isinstance(dialog, ProgressDialog) or not dialog.isVisible():
                if state.acted and not surely:
                    state.done = True
                elif time.monotonic() < end:
                    QTimer.singleShot(15, look)
                else:
                    state.fail(StuckError("chờ mãi không thấy cửa sổ hỏi"))
                return
            state.answer(dialog, then)

        QTimer.singleShot(0, look)
        act()
        state.acted = True
        self.wait(lambda: state.done, "cửa sổ hỏi đóng lại")
        if state.failure is not None:
            raise state.failure
        QApplication.processEvents()

    def choose_path(self, path: Path) -> Then:
        """The answer to a file dialog: type the path, Enter."""

        def answer(dialog: QWidget) -> None:
            if not isinstance(dialog, QFileDialog):
                raise StuckError(f"chờ hộp chọn tệp mà thấy {widget_name(dialog) or type(dialog).__name__}")
            QApplication.processEvents()
            self.press("Ctrl+A")
            self.type(str(path))
            self.press("Return")
            if shiboken6.isValid(dialog) and dialog.isVisible():  # the first Enter may only close a list of names
                self.press("Return")

        return answer


class _Answering:
    """What became of an answer that was given inside a window's own loop of events."""

    def __init__(self) -> None:
        self.done = self.acted = False
        self.failure: Exception | None = None

    def answer(self, dialog: QWidget, then: Then) -> None:
        try:
            dialog.activateWindow()
            QTest.qWait(20)
            then(dialog)
            end = time.monotonic() + CLOSING
            while shiboken6.isValid(dialog) and dialog.isVisible():
                if time.monotonic() > end:
                    raise StuckError(
                        f"cửa sổ hỏi không đóng lại, phím đang ở “{widget_name(QApplication.focusWidget())}”"
                    )
                QTest.qWait(10)
        except Exception as error:  # noqa: BLE001 - raised again outside of the dialog's loop
            self.fail(error)
            if shiboken6.isValid(dialog) and isinstance(dialog, QDialog):
                dialog.done(QDialog.DialogCode.Rejected)
        self.done = True

    def fail(self, error: Exception) -> None:
        self.failure, self.done = error, True


def _tab(*, back: bool) -> None:
    """Go to the next field, or the one before; no button is pressed by it."""
    modifier = Qt.KeyboardModifier.ShiftModifier if back else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(_target(), Qt.Key.Key_Tab, modifier)
    _keep_active()


def _pressed() -> set[QAbstractButton]:
    """The buttons of the active window that are held down."""
    window = QApplication.activeWindow()
    return {button for button in window.findChildren(QAbstractButton) if button.isDown()} if window else set()


def _let_up(buttons: set[QAbstractButton]) -> None:
    """A button that Qt presses by its key acts when it comes up again, a tenth of a second later."""
    end = time.monotonic() + LONGEST_PRESS
    while time.monotonic() < end and any(shiboken6.isValid(button) and button.isDown() for button in buttons):
        QTest.qWait(10)


def _keep_active() -> None:
    """Drawn in memory, an open list counts as the active window; on a screen without a window manager none is active
    after a dialog."""
    QApplication.processEvents()
    window = QApplication.activeModalWidget() or _main_window()
    if window is None or QApplication.activeWindow() is window:
        return
    window.activateWindow()
    end = time.monotonic() + ACTIVATION
    while QApplication.activeWindow() is not window and time.monotonic() < end:
        QTest.qWait(5)


def _target() -> QWidget:
    """Where the window system would send a key: an open list or menu, else the field that has the focus."""
    _keep_active()
    popup = QApplication.activePopupWidget()
    if popup is not None:
        return popup
    target = QApplication.focusWidget() or QApplication.activeWindow()
    if target is None:
        raise StuckError("không cửa sổ nào nhận phím")
    return target


def _main_window() -> QWidget | None:
    return next((window for window in QApplication.topLevelWidgets() if _is_main(window)), None)


def _is_main(window: QWidget) -> bool:
    return isinstance(window, QMainWindow) and window.isVisible()
