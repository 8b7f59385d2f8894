"""One unit's window on the tour: its session, its keyboard and the guide, joined for the scenes to be played in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QTableView, QTabWidget, QWidget

from models.ports import Identity, OpenStore
from ui.session import FIGURE, Session
from ui.shell.main_window import MainWindow
from ui.shell.places import places
from ui.tour import practice_data
from ui.tour.guide import SIZE, Guide
from ui.tour.keyboard import Keyboard, StuckError, find
from ui.tour.practice_data import PracticeUnit

PRACTICE = Path(__file__).resolve().parents[2] / "tests" / "data" / "report-974"
PERIOD, CUTOFF = "2024-H1", "03/06/2024"
PROVINCE, DISTRICT = "GIA-T", "GIA-H1"


def practice_units() -> dict[str, PracticeUnit]:
    """The made-up units by code."""
    return {unit.code: unit for unit in practice_data.units(PRACTICE)}


def identity_of(unit: PracticeUnit, officer: str, title: str) -> Identity:
    """Who a unit of the practice data is."""
    above = practice_units().get(unit.parent)
    return Identity(
        unit=unit.code,
        unit_name=unit.name,
        level=unit.level,
        parent=unit.parent,
        parent_name=above.name if above else "",
        officer=officer,
        officer_title=title,
        place=unit.name.split(" ", 1)[1],
        land_region="bac",
        parent_level=above.level if above else "",
    )


@dataclass
class Scene:
    """A unit's open window. Keys are pressed through `keys`, what was seen is told to `guide`."""

    guide: Guide
    keys: Keyboard
    session: Session
    window: MainWindow

    # --------------------------------------------------------------------------------------------------------- places
    def go(self, key: str) -> QWidget:
        """Go to a place by its key on the keyboard, or by the menu where it has none."""
        place = next(place for place in places() if place.key == key)
        if place.shortcut:
            self.keys.press(place.shortcut)
        else:
            self.window.go(key)
        self.keys.settle()
        page = self.window.stack.currentWidget()
        if page is None or not page.isVisible():
            raise StuckError(f"không mở được trang {place.label}")
        return page

    def table(self, name: str) -> QTableView:
        """The table of this name on the page that is shown."""
        found = find(self.page, name, QTableView)
        assert isinstance(found, QTableView)
        return found

    @property
    def unit(self) -> str:
        """Whose window this is."""
        return self.window.windowTitle().split(" – ")[-1]

    @property
    def page(self) -> QWidget:
        page = self.window.stack.currentWidget()
        if page is None:
            raise StuckError("cửa sổ không có trang nào")
        return page

    def tab(self, number: int) -> None:
        """Go to a tab of the page by keyboard."""
        tabs = next(item for item in self.page.findChildren(QTabWidget) if item.isVisible())
        tabs.tabBar().setFocus(Qt.FocusReason.TabFocusReason)
        while tabs.currentIndex() != number:
            self.keys.press("Right" if tabs.currentIndex() < number else "Left")
        self.keys.settle()

    # -------------------------------------------------------------------------------------------------------- reading
    def texts(self) -> str:
        """Every text that labels of the page show, one a line."""
        return "\n".join(label.text() for label in self.page.findChildren(QLabel) if label.isVisible())

    def sees(self, text: str) -> None:
        """A text that must stand on the page."""
        self.guide.check(text in self.texts(), f"trang ghi “{text}”")

    def load_practice(self, unit: str, sets: Sequence[str] = ("reconciled",)) -> None:
        """Enter a unit's registers and figures of the practice data, behind the program's own progress."""
        kinds = [name for name in (place.key for place in places()) if name]
        loaded = self.session.write(lambda store: practice_data.load(store, PRACTICE, unit, sets), FIGURE, *kinds)
        self.keys.settle()
        count = sum(number for name, number in loaded.items() if name != "figure")
        self.guide.say(f"    nạp {count} bản ghi và {loaded['figure']} số liệu của {practice_units()[unit].name}")


@contextmanager
def opened(guide: Guide, session: Session) -> Iterator[Scene]:
    """A unit's main window, closed at the end as an officer closes it."""
    window = MainWindow(session)
    window.showNormal()
    window.resize(SIZE)
    keys = Keyboard(session)
    keys.activate(window)
    keys.settle()
    try:
        yield Scene(guide, keys, session, window)
    finally:
        window.close()
        session.close()
        window.deleteLater()
        QApplication.processEvents()


def start(open_store: OpenStore, folder: Path) -> Session:
    """The session of a folder that may be empty."""
    return Session(lambda: open_store(folder))


def rows(table: QAbstractItemView) -> list[list[str]]:
    """What a table shows, row by row."""
    model = table.model()
    return [
        [str(model.index(row, column).data() or "").strip() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]
