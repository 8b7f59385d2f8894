"""The print preview: pages as they come out of the printer, with printing and saving beside them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo, QPrintPreviewWidget
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLayout, QPushButton, QVBoxLayout, QWidget

from models.documents import Document
from models.ports import StorageError
from ui import messages, printing
from ui.buttons import KeyButton, set_icon
from ui.paper.pages import Page

SaveWorkbook = Callable[[Document, Path], None]
ZOOM_STEP, LEAST_ZOOM, MOST_ZOOM = 1.2, 0.2, 4.0


def proposed_path(document: Document, suffix: str) -> str:
    """Where a document is offered to be saved: among the officer's documents, under its title."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    name = re.sub(r'[\\/:*?"<>|\s]+', " ", document.title).strip() or "Tài liệu"
    return str(Path(folder) / f"{name[:120]}{suffix}")


def save_pdf(parent: QWidget, document: Document) -> Path | None:
    """Ask where, then write the PDF; None when nothing was saved. What fails is said."""
    path = messages.ask_save_path(parent, "Lưu PDF", proposed_path(document, ".pdf"), "Tài liệu PDF (*.pdf)")
    return _saved(parent, path, lambda place: printing.write_pdf(document, place))


def save_workbook(parent: QWidget, document: Document, save: SaveWorkbook) -> Path | None:
    """Ask where, then write the workbook; None when nothing was saved. What fails is said."""
    path = messages.ask_save_path(parent, "Lưu Excel", proposed_path(document, ".xlsx"), "Bảng tính Excel (*.xlsx)")
    return _saved(parent, path, lambda place: save(document, place))


def _saved(parent: QWidget, path: Path | None, write: Callable[[Path], None]) -> Path | None:
    if path is None:
        return None
    try:
        write(path)
    except StorageError as error:
        messages.show_error(parent, error)
        return None
    return path


def show_preview(parent: QWidget, document: Document, save: SaveWorkbook | None = None) -> None:
    """Open the preview of a document and return when it is closed. With `save` it offers an Excel file too."""
    dialog = PreviewDialog(parent, document, save)
    dialog.exec()
    dialog.deleteLater()


class PreviewDialog(QDialog):
    """Pages to leaf through and to zoom; prints (Ctrl+P), saves as PDF and Excel."""

    def __init__(self, parent: QWidget | None, document: Document, save: SaveWorkbook | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Xem trước bản in")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        room = self.screen().availableSize()
        self.resize(min(1120, room.width() - 40), min(700, room.height() - 60))
        self.document = document
        self.paper = printing.lay_out_document(document)
        self._save = save
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._printer.setPageLayout(printing.page_layout(self.paper))
        self._view = QPrintPreviewWidget(self._printer)
        self._view.setAccessibleName("Các trang in")
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
        self._view.fitInView()
        self._say_where()

    def _bar(self) -> QLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        print_button = KeyButton("In", "Ctrl+P", "primary", "print")
        print_button.clicked.connect(self.print_pages)
        pdf = QPushButton("Lưu PDF…")
        pdf.clicked.connect(self.save_pdf)
        excel = QPushButton("Lưu Excel…")
        excel.clicked.connect(self.save_workbook)
        excel.setVisible(self._save is not None)
        for button in (print_button, pdf, excel):
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
            messages.warn(
                self, "Máy này chưa cài máy in nào.", "Lưu PDF rồi in ở máy có máy in, hoặc cài máy in trước."
            )
            return
        dialog = QPrintDialog(self._printer, self)
        dialog.setMinMax(1, len(self.paper.pages))
        if dialog.exec() == QDialog.DialogCode.Accepted:
            printing.print_paper(self.paper, self._printer, self._chosen_pages())

    def save_pdf(self) -> None:
        self._say_saved(save_pdf(self, self.document))

    def save_workbook(self) -> None:
        if self._save is not None:
            self._say_saved(save_workbook(self, self.document, self._save))

    def _chosen_pages(self) -> list[Page]:
        if self._printer.printRange() is not QPrinter.PrintRange.PageRange:
            return list(self.paper.pages)
        return list(self.paper.pages[self._printer.fromPage() - 1 : self._printer.toPage()])

    def _paint(self, printer: QPrinter) -> None:
        printing.print_paper(self.paper, printer)

    def _say_where(self) -> None:
        self._page.setText(f"Trang {self._view.currentPage()}/{len(self.paper.pages)}")

    def _say_saved(self, path: Path | None) -> None:
        if path is not None:
            self._saved_label.setText(f"Đã lưu {path.name} vào {path.parent}.")
