"""The preview shows every page, leafs by keyboard, prints what was chosen and saves."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QPushButton

from models.documents import Cell, Column, Document, Table
from models.ports import StorageError
from ui import messages
from ui.paper.document_files import PDF, FileKind, proposed_path
from ui.paper.preview import PreviewDialog, Printable

DOCUMENT = Document(
    "Phụ lục: số liệu/6 tháng",
    None,
    (Table((Column("Tên"), Column("Số")), tuple((Cell(f"Dòng {n}"), Cell(str(n), number=n)) for n in range(120))),),
)
TO_FILE = QPrintDialog.PrintDialogOption.PrintToFile


@pytest.fixture
def dialog(qtbot):
    def save(document: Document, path: Path) -> None:
        path.write_text(document.title, encoding="utf-8")

    made = PreviewDialog(None, Printable(lambda _: DOCUMENT), (PDF, FileKind("Lưu Word", ".docx", "", save)))
    qtbot.addWidget(made)
    made.show()
    return made


def button(dialog, text: str) -> QPushButton:
    buttons: list[QPushButton] = dialog.findChildren(QPushButton)
    return next(item for item in buttons if item.text().startswith(text) or item.accessibleName() == text)


def test_it_shows_as_many_pages_as_are_printed(dialog, qtbot):
    assert len(dialog.paper.pages) > 2
    qtbot.waitUntil(lambda: dialog._view.pageCount() == len(dialog.paper.pages))
    assert dialog._page.text() == f"Trang 1/{len(dialog.paper.pages)}"


def test_one_leafs_by_keyboard_and_stops_at_the_ends(dialog, qtbot):
    qtbot.waitUntil(lambda: dialog._view.pageCount() > 0)
    for _ in range(len(dialog.paper.pages) + 2):
        dialog.next_page()
    assert dialog._view.currentPage() == len(dialog.paper.pages)
    for _ in range(len(dialog.paper.pages) + 2):
        dialog.previous_page()
    assert dialog._view.currentPage() == 1
    assert dialog._page.text().startswith("Trang 1/")


def test_zoom_keeps_within_reason(dialog):
    for _ in range(40):
        dialog.zoom_in()
    assert dialog._view.zoomFactor() <= 4.0
    for _ in range(80):
        dialog.zoom_out()
    assert dialog._view.zoomFactor() >= 0.19


def test_saving_names_the_file_after_the_document(dialog, qtbot, tmp_path, monkeypatch):
    asked = []

    def ask(parent, title, proposed, kind):
        asked.append(Path(proposed).name)
        return tmp_path / f"chọn{Path(proposed).suffix}"

    monkeypatch.setattr(messages, "ask_save_path", ask)
    qtbot.mouseClick(button(dialog, "Lưu PDF"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(button(dialog, "Lưu Word"), Qt.MouseButton.LeftButton)
    assert asked == ["Phụ lục số liệu 6 tháng.pdf", "Phụ lục số liệu 6 tháng.docx"]
    assert (tmp_path / "chọn.pdf").read_bytes().startswith(b"%PDF-")
    assert (tmp_path / "chọn.docx").read_text(encoding="utf-8") == DOCUMENT.title
    assert "chọn.docx" in dialog._saved_label.text()


def test_what_cannot_be_saved_is_said(qtbot, tmp_path, monkeypatch):
    def fail(document, path):
        raise StorageError("Ổ đĩa đầy. Chọn nơi khác.", "full")

    said = []
    monkeypatch.setattr(messages, "ask_save_path", lambda *args: tmp_path / "a.docx")
    monkeypatch.setattr(messages, "show_error", lambda parent, error: said.append(str(error)))
    told = []
    word = FileKind("Lưu Word", ".docx", "", fail)
    made = PreviewDialog(None, Printable(lambda _: DOCUMENT, lambda: told.append("in")), (word,))
    qtbot.addWidget(made)
    made.save_as(word)
    assert not told  # nothing went out
    assert said == ["Ổ đĩa đầy. Chọn nơi khác."]
    assert made._saved_label.text() == ""


def test_without_a_printer_it_says_what_to_do(dialog, monkeypatch):
    said = []
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    monkeypatch.setattr(messages, "warn", lambda parent, text, detail="": said.append(text + detail))
    dialog.print_pages()
    assert "Lưu PDF" in said[0]


def test_what_is_only_printed_is_never_offered_as_a_file(qtbot, monkeypatch):
    asked, said = [], []

    def ask(dialog: QPrintDialog) -> int:
        asked.append(dialog.testOption(TO_FILE))
        return 0

    monkeypatch.setattr(QPrintDialog, "exec", ask)
    monkeypatch.setattr(messages, "warn", lambda parent, text, detail="": said.append(detail))
    for kinds in ((PDF,), ()):
        made = PreviewDialog(None, Printable(lambda _: DOCUMENT), kinds)
        qtbot.addWidget(made)
        monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(lambda: ["Máy in"]))
        made.print_pages()
        monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
        made.print_pages()
        assert any("Lưu" in item.text() for item in made.findChildren(QPushButton)) is bool(kinds)
    assert asked == [True, False]
    assert "Lưu PDF" in said[0]
    assert "chép tay" in said[1]
    assert "PDF" not in said[1]


def test_chosen_pages_are_the_ones_asked_for(dialog):
    dialog._printer.setPrintRange(QPrinter.PrintRange.PageRange)
    dialog._printer.setFromTo(2, 3)
    assert [page.number for page in dialog._chosen_pages()] == [2, 3]
    dialog._printer.setPrintRange(QPrinter.PrintRange.AllPages)
    assert len(dialog._chosen_pages()) == len(dialog.paper.pages)


def test_a_proposed_name_is_one_that_every_system_allows():
    name = Path(proposed_path(Document('a:b\\c*d?"e', None, ()), ".pdf")).name
    assert name == "a b c d e.pdf"
    assert Path(proposed_path(Document("", None, ()), ".pdf")).name == "Tài liệu.pdf"
