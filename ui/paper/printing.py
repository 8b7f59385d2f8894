"""A document becomes a PDF, a printed sheet, a picture or a preview; where everything stands is decided in ui/paper."""

from __future__ import annotations

import os
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QLineF, QMarginsF, QPointF, QUuid
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)

from models.documents import Document
from models.ports import StorageError
from ui.look.theme import load_fonts
from ui.paper.faces import RESOLUTION
from ui.paper.layout import Paper, lay_out
from ui.paper.pages import Page, Rule, Text

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

CREATOR = "Sổ Mặt trận"
_NAMESPACE = uuid.UUID("6f0f3a5e-5f0f-5d0e-9a55-534d54726e01")


def write_pdf(document: Document, path: Path) -> None:
    """Write a PDF beside its place and rename it over. StorageError when the place cannot be written.

    Works without a window: an application without a screen is made when there is none. The same document gives the same
    bytes but for the time of making."""
    application = QGuiApplication.instance() or QGuiApplication(["so-mat-tran", "-platform", "offscreen"])
    content = pdf_bytes(lay_out_document(document))
    del application
    _write(path, content)


def lay_out_document(document: Document) -> Paper:
    """The pages of a document, in the bundled typeface."""
    load_fonts()
    return lay_out(document)


def pdf_bytes(paper: Paper) -> bytes:
    """The PDF of laid-out pages, with the typeface embedded and the title in its properties."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(paper.title)
    writer.setCreator(CREATOR)
    writer.setDocumentId(QUuid(str(uuid.uuid5(_NAMESPACE, repr(paper)))))  # Qt would draw lots for it
    writer.setPageLayout(page_layout(paper))
    writer.setResolution(RESOLUTION)
    painter = QPainter(writer)
    for page in paper.pages:
        if page.number > 1:
            writer.newPage()
        paint_page(painter, page)
    painter.end()
    return bytes(buffer.data().data())


def print_paper(paper: Paper, printer: QPrinter, pages: Sequence[Page] | None = None) -> None:
    """Paint pages (all, or those given) on a printer; also what a preview asks for."""
    printer.setDocName(paper.title)
    printer.setFullPage(True)
    printer.setPageLayout(page_layout(paper))
    painter = QPainter(printer)
    scale = printer.resolution() / RESOLUTION
    for place, page in enumerate(paper.pages if pages is None else pages):
        if place:
            printer.newPage()
        painter.save()
        painter.scale(scale, scale)
        paint_page(painter, page)
        painter.restore()
    painter.end()


def print_document(document: Document, printer: QPrinter) -> None:
    """Lay out and print all pages of a document."""
    print_paper(lay_out_document(document), printer)


def page_image(paper: Paper, number: int, dpi: int = 96) -> QImage:
    """A picture of page `number` (from 1), white ground."""
    scale = dpi / RESOLUTION
    image = QImage(round(paper.size.width * scale), round(paper.size.height * scale), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.scale(scale, scale)
    paint_page(painter, paper.pages[number - 1])
    painter.end()
    return image


def paint_page(painter: QPainter, page: Page) -> None:
    """Paint the items of a page; the painter's unit is a tenth of a point."""
    black = QColor("black")
    painter.setPen(QPen(black, 2))  # a preview records only changes: without one it writes in the window's text colour
    for item in page.items:
        if isinstance(item, Rule):
            painter.setPen(QPen(black, item.weight))
            painter.drawLine(QLineF(item.x1, item.y1, item.x2, item.y2))
        else:
            _paint_text(painter, item)


def page_layout(paper: Paper) -> QPageLayout:
    """A4 without margins of the device: the margins are part of the pages."""
    turned = QPageLayout.Orientation.Landscape if paper.landscape else QPageLayout.Orientation.Portrait
    layout = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), turned, QMarginsF(0, 0, 0, 0))
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def _paint_text(painter: QPainter, item: Text) -> None:
    font = item.face.font()
    if item.stretch:
        font.setWordSpacing(item.stretch)
    painter.setFont(font)
    painter.setPen(QColor("black"))
    painter.drawText(QPointF(item.x, item.y), item.text)


def _write(path: Path, content: bytes) -> None:
    beside = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.tmp")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise StorageError(
            f"Không ghi được {path.name}. Đóng tệp này nếu đang mở ở chương trình khác, hoặc chọn thư mục khác.",
            "read_only",
        ) from error
