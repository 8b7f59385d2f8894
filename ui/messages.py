"""The only voice of the program: what it says and asks outside of the pages goes through here."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from models.ports import StorageError
from ui.buttons import KeyButton
from ui.look.icons import pixmap

PROGRAM = "Sổ Mặt trận"
PICTURES = {
    QMessageBox.Icon.Information: ("info", "accent"),
    QMessageBox.Icon.Warning: ("alert", "warning"),
    QMessageBox.Icon.Critical: ("error", "error"),
    QMessageBox.Icon.Question: ("help", "accent"),
}
LAST_FOLDER = "last_folder"  # a property of the application: where a file was last chosen
OUR_FAULT = (
    "Chương trình gặp lỗi ngoài dự kiến nên chưa làm được việc vừa rồi. Những gì đã lưu vẫn còn nguyên. "
    "Thử lại; nếu vẫn vậy, đóng chương trình rồi mở lại."
)


def inform(parent: QWidget | None, text: str, detail: str = "") -> None:
    """Say that something is done; `detail` is smaller text below."""
    _box(parent, QMessageBox.Icon.Information, text, detail, "Đóng").exec()


def warn(parent: QWidget | None, text: str, detail: str = "") -> None:
    """Say that something needs attention."""
    _box(parent, QMessageBox.Icon.Warning, text, detail, "Đóng").exec()


def show_error(parent: QWidget | None, error: Exception | str) -> None:
    """Say what failed: a StorageError or a sentence as it is; of anything else only that it is our fault, with its name
    for whoever helps by telephone."""
    if isinstance(error, str | StorageError):
        _box(parent, QMessageBox.Icon.Critical, str(error), "", "Đóng").exec()
    else:
        kind = type(error).__name__
        _box(parent, QMessageBox.Icon.Critical, OUR_FAULT, f"Mã lỗi để báo người hỗ trợ: {kind}", "Đóng").exec()


def confirm(
    parent: QWidget | None, question: str, verb: str, detail: str = "", *, danger: bool = False, keep: str = "Thôi"
) -> bool:
    """Ask before something that matters; `verb` stands on the button ("Bỏ bản gõ dở"). A dangerous act is
    not what Enter does."""
    box = _box(parent, QMessageBox.Icon.Question, question, detail, "")
    act = QPushButton(verb)
    act.setProperty("role", "danger" if danger else "primary")
    stay = QPushButton(keep)
    box.addButton(act, QMessageBox.ButtonRole.AcceptRole)
    box.addButton(stay, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay if danger else act)
    box.setEscapeButton(stay)
    box.exec()
    return box.clickedButton() is act


def ask_reason(
    parent: QWidget | None, title: str, question: str, verb: str, *, danger: bool = False, proposed: str = ""
) -> str | None:
    """Ask for a reason in words; None when the officer lets it be. The reason is never empty."""
    typed = QPlainTextEdit(proposed)
    typed.setAccessibleName("Lý do")
    typed.setTabChangesFocus(True)
    typed.setFixedHeight(84)
    dialog = Dialog(parent, title, verb, danger=danger)
    sentence = QLabel(question)
    sentence.setWordWrap(True)
    dialog.content.addWidget(sentence)
    dialog.content.addWidget(typed)
    dialog.act.setEnabled(bool(proposed.strip()))
    typed.textChanged.connect(lambda: dialog.act.setEnabled(bool(typed.toPlainText().strip())))
    typed.setFocus()
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return None
    return " ".join(typed.toPlainText().split())


def ask_text(
    parent: QWidget | None, title: str, question: str, verb: str, *, proposed: str = "", secret: bool = False
) -> str | None:
    """Ask for one line; None when the officer lets it be."""
    typed = QLineEdit(proposed)
    typed.setAccessibleName(question)
    if secret:
        typed.setEchoMode(QLineEdit.EchoMode.Password)
    dialog = Dialog(parent, title, verb)
    sentence = QLabel(question)
    sentence.setWordWrap(True)
    dialog.content.addWidget(sentence)
    dialog.content.addWidget(typed)
    typed.setFocus()
    return typed.text() if dialog.exec() == QDialog.DialogCode.Accepted else None


def ask_save_path(parent: QWidget | None, title: str, proposed: str, kind: str) -> Path | None:
    """Where to write a file; `kind` like "Bảng tính Excel (*.xlsx)". The suffix is added when it was not typed; a file
    that bears this name is asked about as Qt asks about one whose name was typed whole."""
    name, _ = QFileDialog.getSaveFileName(parent, title, str(_last_folder() / proposed), kind)
    if not name:
        return None
    path = Path(name)
    _remember_folder(path.parent)
    suffix = Path(proposed).suffix
    if path.suffix.lower() == suffix.lower():
        return path
    path = path.with_name(path.name + suffix)
    if path.exists() and not confirm(parent, f"Tệp {path.name} đã có. Ghi đè lên tệp này?", "Ghi đè", danger=True):
        return None
    return path


def ask_open_paths(parent: QWidget | None, title: str, kind: str, begin: Path | None = None) -> tuple[Path, ...]:
    """One or several files to read; `begin` is the folder that is shown first."""
    names, _ = QFileDialog.getOpenFileNames(parent, title, str(begin or _last_folder()), kind)
    if names:
        _remember_folder(Path(names[0]).parent)
    return tuple(Path(name) for name in names)


def ask_folder(parent: QWidget | None, title: str, proposed: str = "") -> Path | None:
    name = QFileDialog.getExistingDirectory(parent, title, proposed or str(_last_folder()))
    if name:
        _remember_folder(Path(name))
    return Path(name) if name else None


def _last_folder() -> Path:
    """Where a file was last chosen, at first the officer's documents: Qt would begin in the program's own folder."""
    app = QApplication.instance()
    chosen = app.property(LAST_FOLDER) if app is not None else None
    if isinstance(chosen, str) and chosen and Path(chosen).is_dir():
        return Path(chosen)
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


def _remember_folder(folder: Path) -> None:
    app = QApplication.instance()
    if app is not None:
        app.setProperty(LAST_FOLDER, str(folder))


class Dialog(QDialog):
    """The one frame of every dialog: room for content, a way out, and one button with its verb (Ctrl+Enter presses it).

    `act` is that button, `key` what is written on it beside the verb; without a verb there is only "Đóng"."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        verb: str = "",
        *,
        danger: bool = False,
        keep: str = "Thôi",
        key: str = "",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(440)
        self.act = KeyButton(verb, key, "danger" if danger else "primary", bound=False)
        self.act.setVisible(bool(verb))
        self.act.clicked.connect(self.accept)
        self.keep = QPushButton(keep if verb else "Đóng")
        self.keep.setProperty("role", "plain")
        self.keep.clicked.connect(self.reject)
        for button in (self.act, self.keep):
            button.setAutoDefault(False)
        self.content = QVBoxLayout()
        self.content.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(14)
        layout.addLayout(self.content, 1)
        layout.addLayout(self._buttons())
        if verb:
            self._add_keys()

    def _buttons(self) -> QLayout:
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self.keep)
        row.addWidget(self.act)
        return row

    def _add_keys(self) -> None:
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            shortcut = QShortcut(QKeySequence(Qt.Modifier.CTRL | key), self)
            shortcut.activated.connect(self.act.click)


def _box(parent: QWidget | None, icon: QMessageBox.Icon, text: str, detail: str, close: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setWindowTitle(PROGRAM)
    box.setIconPixmap(pixmap(*PICTURES[icon], 36))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    box.setInformativeText(detail)
    if close:
        button = QPushButton(close, box)  # without a parent it would be gone, with its Python name, before it is seen
        box.addButton(button, QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(button)
        box.setEscapeButton(button)
    return box
