"""The tour's books and its search: funds, store, conditional gifts and pledges between two days; Ctrl+K by keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QListView, QTabBar

from models.record_types import record_type
from ui.books.page import KINDS
from ui.finding.results import RESULT
from ui.shell.places import BOOKS, FIND, FIND_KEY
from ui.tour.commune import save_as
from ui.tour.keyboard import find
from ui.tour.scene import CUTOFF, PERIOD, Scene, rows

SLUGS = ("quy", "kho", "ung-ho-co-dieu-kien", "dang-ky")
Numbers = Sequence[tuple[str, str]]
"""What a row of a book must name, and a number that must stand in it."""


def books(scene: Scene, where: str, expected: Sequence[Numbers], *, half_year: bool = False) -> None:
    """Every book of the page; `expected` per book. With `half_year` over the days of the practice data, else over this
    year."""
    guide, keys = scene.guide, scene.keys
    guide.step(f"Theo dõi quỹ, hàng: {scene.unit}")
    page = scene.go(BOOKS)
    if half_year:
        keys.fill(("Từ ngày", f"0101{PERIOD[:4]}"), ("Đến ngày", CUTOFF.replace("/", "")))
        keys.press("Tab")
    tabs = find(page, "Sổ theo dõi", QTabBar)
    for number, (kind, numbers) in enumerate(zip(KINDS, expected, strict=True)):
        tabs.setFocus()
        while isinstance(tabs, QTabBar) and tabs.currentIndex() < number:
            keys.press("Right")
        keys.settle(120)
        guide.picture(f"so-theo-doi-{SLUGS[number]}-{where}")
        shown = rows(scene.table("Bảng số liệu")) if numbers else []
        for name, amount in numbers:
            row = next((row for row in shown if any(name in cell for cell in row)), [])
            guide.check(amount in row, f"{kind.tab}: {name} {amount}" + ("" if amount in row else f"; thấy {row}"))


def book_files(scene: Scene, slug: str) -> None:
    """The book on screen as PDF, Word and Excel."""
    scene.guide.step(f"Lưu sổ theo dõi thành tệp: {slug}")
    for verb, suffix in (("Lưu PDF…", "pdf"), ("Lưu Word…", "docx"), ("Lưu Excel…", "xlsx")):
        save_as(scene, verb, f"{slug}.{suffix}")


def find_everywhere(scene: Scene, typed: str, kind: str, title: str, slug: str) -> None:
    """Ctrl+K, a few letters without accents, Enter: the record stands in its form."""
    guide, keys = scene.guide, scene.keys
    guide.step(f"Tìm mọi nơi bằng Ctrl+K: “{typed}”")
    keys.press(FIND_KEY)
    keys.settle(80)
    keys.type(typed)
    keys.settle(150)
    guide.picture(f"tim-moi-noi-{slug}")
    field, found = find(scene.window, FIND, QLineEdit), find(scene.window, "Kết quả tìm", QListView)
    guide.check(field.hasFocus(), "ô tìm vẫn nhận phím")
    assert isinstance(found, QListView)
    first = found.model().index(0, 0).data(RESULT)
    guide.expect(
        (first.place, first.title.startswith(title)) if first else None,
        (kind, True),
        f"đứng đầu là {record_type(kind).label.lower()} {title}",
    )
    keys.press("Return")
    keys.settle(100)
    guide.picture(f"tim-moi-noi-{slug}-da-mo")
    page = scene.page
    guide.check(
        find(page, f"Danh sách {record_type(kind).plural}").isVisible(), f"Enter mở sổ {record_type(kind).plural}"
    )
