"""What the tour leaves behind: a line per step, numbered pictures of the screen, checks, and where everything lies."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

from models.ports import StorageError
from models.text import fold
from ui.look.theme import current_palette

SIZE = QSize(1366, 768)
PICTURES, PAPERS, DATA, TRANSCRIPT = "hinh", "tai-lieu", "data", "ket-qua.txt"
SHADE = 60  # of 255: how much a window behind a dialog is darkened, so that the dialog's edge is seen


@dataclass
class Guide:
    """Writes to standard output and into `ket-qua.txt` beneath `out`."""

    out: Path
    pictures: int = 0
    steps: int = 0
    passed: int = 0
    failures: list[str] = field(default_factory=list)

    def begin(self) -> None:
        """Empty the place; only what an earlier tour left is taken away. StorageError exists for any other folder."""
        if self.out.exists() and any(self.out.iterdir()) and not (self.out / TRANSCRIPT).exists():
            raise StorageError(
                f"Thư mục {self.out} đã có tệp khác. Chọn một thư mục trống cho kết quả chạy thử.", "exists"
            )
        for name in (PICTURES, PAPERS, DATA):
            shutil.rmtree(self.out / name, ignore_errors=True)
            (self.out / name).mkdir(parents=True)
        (self.out / TRANSCRIPT).write_text("", encoding="utf-8")

    @property
    def papers(self) -> Path:
        """Where PDF and Excel files go."""
        return self.out / PAPERS

    def folder(self, unit: str) -> Path:
        """The data folder of a unit, with its own keys."""
        return self.out / DATA / fold(unit).replace(" ", "-")

    # ---------------------------------------------------------------------------------------------------------- saying
    def say(self, line: str = "") -> None:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
        with (self.out / TRANSCRIPT).open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")

    def step(self, what: str) -> None:
        """A step of the tour begins."""
        self.steps += 1
        self.say(f"\n{self.steps:2}. {what}")

    def check(self, holds: bool, what: str) -> None:
        """A result that must hold."""
        if holds:
            self.passed += 1
            self.say(f"    đạt: {what}")
        else:
            self.failures.append(what)
            self.say(f"    CHƯA ĐẠT: {what}")

    def expect(self, found: object, wanted: object, what: str) -> None:
        """Two values that must be equal."""
        self.check(found == wanted, what if found == wanted else f"{what} (cần {wanted!r}, thấy {found!r})")

    def fault(self, error: Exception) -> None:
        """Something broke in the program while it was driven."""
        self.check(False, f"chương trình gặp lỗi {type(error).__name__}: {error}")

    def close(self, seconds: float) -> None:
        """The list of results and where they lie."""
        self.say(f"\nXong {self.steps} bước trong {seconds:.0f} giây; {self.passed} kết quả đạt.")
        for failure in self.failures:
            self.say(f"  chưa đạt: {failure}")
        self.say(f"{self.pictures} hình màn hình: {self.out / PICTURES}")
        for path in sorted(self.papers.iterdir()):
            self.say(f"{path.suffix[1:].upper()}: {path}")
        self.say(f"Dữ liệu của từng đơn vị: {self.out / DATA}")

    # -------------------------------------------------------------------------------------------------------- pictures
    def picture(self, slug: str, screen: QPixmap | None = None) -> Path:
        """What a person sees now, or saw in `screen`, as a numbered PNG of 1366x768 points."""
        self.pictures += 1
        path = self.out / PICTURES / f"{self.pictures:03}-{slug}.png"
        if not (screen or screen_picture()).save(str(path)):
            raise StorageError(f"Không ghi được {path}. Kiểm tra chỗ trống trên ổ đĩa.", "full")
        self.say(f"    hình: {path.name}")
        return path

    def paper(self, name: str, write: Callable[[Path], object]) -> Path:
        """A file that something writes; it must be there afterwards, and not be empty."""
        path = self.papers / name
        write(path)
        self.check(path.is_file() and path.stat().st_size > 1000, f"có tệp {name}")
        return path


def screen_picture() -> QPixmap:
    """All visible windows of the program, the one below first, on the ground of a desktop."""
    windows = _stacked()
    main = next((window for window in windows if isinstance(window, QMainWindow)), None)
    size = main.size() if main is not None else SIZE
    origin = main.pos() if main is not None else _centred(windows, size)
    ratio = windows[0].devicePixelRatioF() if windows else 1.0
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(current_palette().line))
    painter = QPainter(picture)
    for window in windows:
        place = QPoint(0, 0) if window is main else window.pos() - origin
        if isinstance(window, QDialog):
            painter.fillRect(picture.rect(), QColor(0, 0, 0, SHADE if main is not None else 0))
        painter.drawPixmap(place, window.grab())
        if window is not main:
            painter.setPen(QPen(QColor(current_palette().muted), 1))
            painter.drawRect(place.x(), place.y(), window.width() - 1, window.height() - 1)
    painter.end()
    return picture


def _stacked() -> list[QWidget]:
    """Main windows first, then dialogs in the order they were opened in, then open lists and menus."""
    shown = [window for window in QApplication.topLevelWidgets() if window.isVisible() and window.width() > 1]

    def depth(window: QWidget) -> tuple[int, int]:
        kind = window.windowFlags() & Qt.WindowType.WindowType_Mask
        if kind in (Qt.WindowType.Popup, Qt.WindowType.ToolTip):
            return 2, 0
        above, owner = 0, window.parentWidget()
        while owner is not None:
            above, owner = above + owner.isWindow(), owner.parentWidget()
        return int(isinstance(window, QDialog)), above

    return sorted(shown, key=depth)


def _centred(windows: list[QWidget], size: QSize) -> QPoint:
    """The corner of a desktop in whose middle the first window stands."""
    if not windows:
        return QPoint(0, 0)
    first = windows[0].geometry()
    return QPoint(first.center().x() - size.width() // 2, first.center().y() - size.height() // 2)
