"""A document as a file: the kinds that are offered wherever a document can be saved, and the question where to."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QPushButton, QWidget

from models.documents import Document
from models.ports import StorageError
from ui import messages
from ui.paper import printing
from ui.session import Session


@dataclass(frozen=True, slots=True)
class FileKind:
    """`verb` stands on the button, `files` in the dialog that asks where; `write` may raise StorageError."""

    verb: str
    suffix: str
    files: str
    write: Callable[[Document, Path], None]


PDF = FileKind("Lưu PDF", ".pdf", "Tài liệu PDF (*.pdf)", printing.write_pdf)


def file_kinds(session: Session) -> tuple[FileKind, ...]:
    """PDF, Word and Excel, in the order of their buttons."""

    def write_word(document: Document, path: Path) -> None:
        session.read(lambda store: store.word_documents.export_document(document, path))

    def write_workbook(document: Document, path: Path) -> None:
        session.read(lambda store: store.workbooks.export_document(document, path))

    return (
        PDF,
        FileKind("Lưu Word", ".docx", "Tài liệu Word (*.docx)", write_word),
        FileKind("Lưu Excel", ".xlsx", "Bảng tính Excel (*.xlsx)", write_workbook),
    )


def save_buttons(kinds: Sequence[FileKind], save: Callable[[FileKind], None]) -> tuple[QPushButton, ...]:
    """A button per kind, "Lưu PDF…", that asks for `save`."""
    buttons = tuple(QPushButton(f"{kind.verb}…") for kind in kinds)
    for button, kind in zip(buttons, kinds, strict=True):
        button.clicked.connect(partial(save, kind))
    return buttons


def proposed_path(document: Document, suffix: str) -> str:
    """Where a document is offered to be saved: among the officer's documents, under its title."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    name = re.sub(r'[\\/:*?"<>|\s]+', " ", document.title).strip() or "Tài liệu"
    return str(Path(folder) / f"{name[:120]}{suffix}")


def save_document(parent: QWidget, document: Document, kind: FileKind) -> Path | None:
    """Ask where, then write the file; None when nothing was saved. What fails is said."""
    path = messages.ask_save_path(parent, kind.verb, proposed_path(document, kind.suffix), kind.files)
    if path is None:
        return None
    try:
        kind.write(document, path)
    except StorageError as error:
        messages.show_error(parent, error)
        return None
    return path
