"""The print preview: pages as they come out of the printer, with printing and saving beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo, QPrintPreviewWidget
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGraphicsView,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from models.documents import Document
from models.ports import StorageError
from ui import messages
from ui.buttons import KeyButton, set_icon
from ui.dialog_size import size_on_screen
from ui.look.icons import current_palette
from ui.paper import printing
from ui.paper.document_files import FileKind, save_buttons, save_document
from ui.paper.pages import Page

ZOOM_STEP, LEAST_ZOOM, MOST_ZOOM = 1.2, 0.2, 4.0
SAVE_INSTEAD = "Lưu PDF rồi in ở máy có máy in, hoặc cài máy in trước."
COPY_INSTEAD = "Tờ này không lưu thành tệp. Cài máy in trước, hoặc chép tay từ màn hình ra giấy, từng nhóm một."


@dataclass(frozen=True, slots=True)
class Printable:
    """What a preview shows. `make` gives the document, asked whether the box named `option` is ticked ("" for no box);
    `printed` is told each time it went to a printer or into a file, and the document is made again."""

    make: Callable[[bool], Document]
    printed: Callable[[], None] | None = None
    option: str = ""


def show_preview(parent: QWidget, printable: Printable, kinds: Sequence[FileKind]) -> None:
    """Open the preview and return when it is closed; it saves as each of `kinds`, or only prints."""
    dialog = PreviewDialog(parent, printable, kinds)
    dialog.exec()
    dialog.deleteLater()


class PreviewDialog(QDialog):
    """Pages to leaf through and to zoom; prints (Ctrl+P) and saves."""

    def __init__(self, parent: QWidget | None, printable: Printable, kinds: Sequence[FileKind] = ()) -> None:
        super().__init__(parent)
        self.setWindowTitle("Xem trước bản in")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.resize(size_on_screen(self, 1120, 700))
        self._printable = printable
        self.kinds = tuple(kinds)
        self._option = QCheckBox(printable.option)
        self._option.setAccessibleName(printable.option)
        self._option.setVisible(bool(printable.option))
        self.document = printable.make(False)
        self.paper = printing.lay_out_document(self.document)
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._printer.setPageLayout(printing.page_layout(self.paper))
        self._view = QPrintPreviewWidget(self._printer)
        self._view.setAccessibleName("Các trang in")
        self._paint_ground()
        self._view.paintRequested.connect(self._paint)
        self._view.previewChanged.connect(self._say_where)
        self._page = QLabel("")
        self._saved_label = QLabel("")
        self._saved_label.setProperty("role", "done")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        layout.addLayout(self._bar())
        layout.addWidget(self._view, 1)
        layout.addLayout(self._foot())
        for key, slot in (("PgDown", self.next_page), ("PgUp", self.previous_page)):
            QShortcut(QKeySequence(key), self).activated.connect(slot)
        self._option.toggled.connect(self._make_again)
        self._view.fitInView()
        self._say_where()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme: the paper stays white, the ground around it follows."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_view"):
            self._paint_ground()

    def _paint_ground(self) -> None:
        ground = self._view.findChild(QGraphicsView)
        if ground is not None:
            ground.setBackgroundBrush(QColor(current_palette().line))

    def _bar(self) -> QLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        print_button = KeyButton("In", "Ctrl+P", "primary", "print")
        print_button.clicked.connect(self.print_pages)
        row.addWidget(print_button)
        for button in save_buttons(self.kinds, self.save_as):
            row.addWidget(button)
        row.addStretch()
        for icon, name, slot in (
            ("chevron_left", "Trang trước", self.previous_page),
            ("", "", None),
            ("chevron_right", "Trang sau", self.next_page),
        ):
            row.addWidget(self._icon_button(icon, name, slot) if slot else self._page)
        row.addSpacing(16)
        row.addWidget(self._icon_button("minus", "Thu nhỏ", self.zoom_out))
        row.addWidget(self._icon_button("plus", "Phóng to", self.zoom_in))
        for text, slot in (("Vừa trang", self._view.fitInView), ("Vừa chiều ngang", self._view.fitToWidth)):
            button = QPushButton(text)
            button.clicked.connect(slot)
            row.addWidget(button)
        return row

    def _foot(self) -> QLayout:
        row = QHBoxLayout()
        close = QPushButton("Đóng")
        close.clicked.connect(self.reject)
        row.addWidget(self._option)
        row.addWidget(self._saved_label, 1)
        row.addWidget(close)
        return row

    def _icon_button(self, icon: str, name: str, slot: Callable[[], None]) -> QPushButton:
        button = QPushButton()
        button.setProperty("role", "icon")
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setAutoDefault(False)
        set_icon(button, icon)
        button.clicked.connect(slot)
        return button

    def next_page(self) -> None:
        self._view.setCurrentPage(min(self._view.currentPage() + 1, len(self.paper.pages)))

    def previous_page(self) -> None:
        self._view.setCurrentPage(max(self._view.currentPage() - 1, 1))

    def zoom_in(self) -> None:
        self._zoom(ZOOM_STEP)

    def zoom_out(self) -> None:
        self._zoom(1 / ZOOM_STEP)

    def _zoom(self, factor: float) -> None:
        self._view.setZoomFactor(min(max(self._view.zoomFactor() * factor, LEAST_ZOOM), MOST_ZOOM))

    def print_pages(self) -> None:
        """Ask for printer and pages, then print."""
        if not QPrinterInfo.availablePrinterNames():
            messages.warn(self, "Máy này chưa cài máy in nào.", SAVE_INSTEAD if self.kinds else COPY_INSTEAD)
            return
        dialog = QPrintDialog(self._printer, self)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile, on=bool(self.kinds))
        dialog.setMinMax(1, len(self.paper.pages))
        if dialog.exec() == QDialog.DialogCode.Accepted:
            printing.print_paper(self.paper, self._printer, self._chosen_pages())
            self._note_printed()

    def save_as(self, kind: FileKind) -> None:
        """Ask where, then save; what was saved is said at the foot."""
        path = save_document(self, self.document, kind)
        if path is not None:
            self._saved_label.setText(f"Đã lưu {path.name} vào {path.parent}.")
            self._note_printed()

    def _note_printed(self) -> None:
        """What is printed from now on is a reprint, and says so."""
        if self._printable.printed is None:
            return
        try:
            self._printable.printed()
        except StorageError as error:
            messages.show_error(self, error)
        self._make_again()

    def _make_again(self) -> None:
        self.document = self._printable.make(self._option.isChecked())
        self.paper = printing.lay_out_document(self.document)
        self._view.updatePreview()

    def _chosen_pages(self) -> list[Page]:
        if self._printer.printRange() is not QPrinter.PrintRange.PageRange:
            return list(self.paper.pages)
        return list(self.paper.pages[self._printer.fromPage() - 1 : self._printer.toPage()])

    def _paint(self, printer: QPrinter) -> None:
        printing.print_paper(self.paper, printer)

    def _say_where(self) -> None:
        self._page.setText(f"Trang {self._view.currentPage()}/{len(self.paper.pages)}")
