"""PDF and pictures of documents: whole, embedded, the same twice, and nothing left behind where writing fails."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtPrintSupport import QPrinter

from models.documents import Cell, Column, Document, Paragraph, Table
from models.ports import StorageError
from ui.paper import printing

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = Document(
    "Phụ lục số liệu",
    None,
    (
        Paragraph("Đoàn kết xây dựng nông thôn mới"),
        Table((Column("Tên"), Column("Số")), tuple((Cell(f"Dòng {n}"), Cell(str(n), number=n)) for n in range(80))),
    ),
)


def without_times(content: bytes) -> bytes:
    content = re.sub(rb"\(D:[0-9]{14}[^)]*\)", b"", content)
    return re.sub(rb'xmp:(CreateDate|ModifyDate|MetadataDate)="[^"]*"', b"", content)


def test_a_pdf_has_title_pages_and_the_bundled_typeface(qapp, tmp_path):
    path = tmp_path / "phụ lục.pdf"
    printing.write_pdf(DOCUMENT, path)
    content = path.read_bytes()
    assert content.startswith(b"%PDF-")
    assert (
        DOCUMENT.title.encode("utf-16-be").hex().encode() in content.lower()
        or DOCUMENT.title.encode("utf-16-be") in content
    )
    assert b"LiberationSerif" in content
    assert len(re.findall(rb"/Type\s*/Page\b", content)) == len(printing.lay_out_document(DOCUMENT).pages)
    assert [item.name for item in tmp_path.iterdir()] == ["phụ lục.pdf"]


def test_the_same_document_gives_the_same_pdf_but_for_the_time(qapp):
    first = printing.pdf_bytes(printing.lay_out_document(DOCUMENT))
    second = printing.pdf_bytes(printing.lay_out_document(DOCUMENT))
    assert without_times(first) == without_times(second)
    assert not re.search(rb"[0-9]{4}-[01][0-9]-[0-3][0-9]T|D:[0-9]{8}", without_times(first)), "a time is left"


def test_a_pdf_replaces_the_old_one_whole(qapp, tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")
    printing.write_pdf(DOCUMENT, path)
    assert path.read_bytes().startswith(b"%PDF-")


def test_a_place_that_cannot_be_written_is_said_and_nothing_is_left(qapp, tmp_path):
    with pytest.raises(StorageError) as caught:
        printing.write_pdf(DOCUMENT, tmp_path / "không có" / "a.pdf")
    assert "a.pdf" in str(caught.value)
    occupied = tmp_path / "b.pdf"
    occupied.mkdir()
    with pytest.raises(StorageError):
        printing.write_pdf(DOCUMENT, occupied)
    assert [item.name for item in tmp_path.iterdir()] == ["b.pdf"]


def test_a_pdf_is_written_without_a_window(tmp_path):
    """As the command line does it: no application was made before, and no screen is there."""
    program = (
        "import sys; from pathlib import Path; from models.documents import Document, Paragraph;"
        "from ui.paper import printing;"
        "[printing.write_pdf(Document('Thử', None, (Paragraph('Đặng Hòa'),)), Path(sys.argv[1])) for _ in range(2)]"
    )
    path = tmp_path / "a.pdf"
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], check=False, cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert path.read_bytes().startswith(b"%PDF-")


def test_a_page_is_painted_black_on_white_inside_its_margins(qapp):
    paper = printing.lay_out_document(DOCUMENT)
    image = printing.page_image(paper, 1, dpi=72)
    assert (image.width(), image.height()) == (595, 842)
    dark = [
        (x, y)
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
        if QColor(image.pixel(x, y)).lightness() < 128
    ]
    left, right = min(x for x, _ in dark), max(x for x, _ in dark)
    top, bottom = min(y for _, y in dark), max(y for _, y in dark)
    assert left >= 84
    assert right <= 595 - 40
    assert top >= 56
    assert bottom <= 842 - 55
    assert bottom - top > 500


def test_a_printer_gets_every_page(qapp, tmp_path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "in.pdf"))
    printing.print_document(DOCUMENT, printer)
    content = (tmp_path / "in.pdf").read_bytes()
    assert len(re.findall(rb"/Type\s*/Page\b", content)) == len(printing.lay_out_document(DOCUMENT).pages)
