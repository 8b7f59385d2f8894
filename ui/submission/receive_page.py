"""The page "Nhận từ cấp dưới": choose files, see what they would do, take them in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from models.indicators import Indicator
from models.ports import Progress, Store
from models.record_types import RECORD_TYPES
from models.submissions import Receipt, Verdict
from ui import messages
from ui.buttons import KeyButton, set_icon
from ui.look.icons import pixmap
from ui.page_parts import Banner, title_row
from ui.session import FIGURE, SUBMISSION, Session
from ui.submission.coverage_view import CoverageView
from ui.submission.offers import TAKEN, OffersView

SUFFIX = ".smt"
Answer = tuple[Sequence[Receipt], dict[str, Indicator]]


class ReceivePage(QWidget):
    """Two tabs: the files at hand with what they would change, and what was received by period. Files and folders may
    be dropped anywhere on the page."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setAcceptDrops(True)
        self._session = session
        self._paths: tuple[Path, ...] = ()
        self._receipts: Sequence[Receipt] = ()
        self._indicators: dict[str, Indicator] = {}
        self._subtitle = QLabel("Chọn tệp .smt do cấp dưới gửi; xem trước rồi mới nhận vào sổ.")
        self._choose = KeyButton("Chọn tệp…", "Ctrl+O", "primary", "receive")
        self._folder = QPushButton("Chọn thư mục…")
        set_icon(self._folder, "folder")
        self.offers = OffersView()
        self.add_units = QCheckBox("Thêm đơn vị chưa có vào danh sách")
        self.replace_forks = QCheckBox("Nhận tệp này thay tệp cùng số đã nhận")
        self._summary = QLabel("")
        self._summary.setWordWrap(True)
        self._drop = QPushButton("Bỏ các tệp này")
        self._take_in = KeyButton("Nhận vào sổ", "Ctrl+Return", "primary")
        self._banner = Banner()
        self._stack = QStackedWidget()
        self.coverage = CoverageView(session)
        self.tabs = QTabWidget()
        self._lay_out()
        self._connect()

    # ------------------------------------------------------------------------------------------------------- making
    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(12)
        column.addLayout(title_row("Nhận từ cấp dưới", self._subtitle, self._folder, self._choose))
        column.addWidget(self._banner)
        card = QFrame()
        card.setProperty("role", "card")
        within = QVBoxLayout(card)
        within.setContentsMargins(16, 6, 16, 12)
        within.addWidget(self.tabs)
        self._stack.addWidget(self._empty())
        self._stack.addWidget(self._offered())
        self.tabs.addTab(self._stack, "Tệp chờ nhận")
        self.tabs.addTab(self.coverage, "Đã nhận")
        column.addWidget(card, 1)

    def _empty(self) -> QWidget:
        """What to do first, where nothing is chosen yet."""
        page = QWidget()
        picture = QLabel()
        picture.setPixmap(pixmap("receive", "muted", 40))
        lines = [picture]
        for text, role in (
            ("Chưa chọn tệp nào", "heading"),
            ("Bấm “Chọn tệp…”, chọn cả thư mục USB, hoặc kéo thả tệp .smt vào đây.", "muted"),
        ):
            label = QLabel(text)
            label.setProperty("role", role)
            lines.append(label)
        column = QVBoxLayout(page)
        column.addStretch(2)
        for line in lines:
            column.addWidget(line, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        return page

    def _offered(self) -> QWidget:
        page = QWidget()
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._summary, 1)
        foot.addWidget(self._drop)
        foot.addWidget(self._take_in)
        options = QHBoxLayout()
        options.setSpacing(24)
        options.addWidget(self.add_units)
        options.addWidget(self.replace_forks)
        options.addStretch(1)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.offers, 1)
        column.addLayout(options)
        column.addLayout(foot)
        return page

    def _connect(self) -> None:
        self._choose.clicked.connect(self.choose_files)
        self._folder.clicked.connect(self.choose_folder)
        self._drop.clicked.connect(self.clear)
        self._take_in.clicked.connect(self.accept)
        self.add_units.clicked.connect(self._look_again)
        self.replace_forks.clicked.connect(self._look_again)

    # ----------------------------------------------------------------------------------------------------- choosing
    def choose_files(self) -> None:
        """Ask for one or many files."""
        paths = messages.ask_open_paths(self, "Chọn tệp do cấp dưới gửi", f"Tệp gửi (*{SUFFIX});;Mọi tệp (*)")
        if paths:
            self.offer(paths)

    def choose_folder(self) -> None:
        """Ask for a folder; every submission file in it is looked at."""
        folder = messages.ask_folder(self, "Chọn thư mục có tệp do cấp dưới gửi")
        if folder is not None:
            self.offer((folder,))

    def offer(self, paths: Sequence[Path]) -> None:
        """Look at files and folders: the real import, undone."""
        self._paths = tuple(paths)
        for box in (self.add_units, self.replace_forks):
            box.setChecked(False)
        self._banner.hide()
        self._look_again()

    def clear(self) -> None:
        """Lay the chosen files aside."""
        self._paths, self._receipts = (), ()
        self._stack.setCurrentIndex(0)
        self.tabs.setTabText(0, "Tệp chờ nhận")

    def _look_again(self) -> None:
        paths, add, replace = self._paths, self.add_units.isChecked(), self.replace_forks.isChecked()

        def look(store: Store, progress: Progress) -> Answer:
            seen = store.inbox.preview(paths, add_units=add, replace_forks=replace, progress=progress)
            return seen, _indicators(store)

        self._session.run_long(self, "Đang kiểm tra các tệp…", look, self._show)

    def _show(self, answer: Answer) -> None:
        self._receipts, self._indicators = answer
        if not self._receipts:
            self.clear()
            self._banner.say("Không thấy tệp .smt nào trong thư mục này. Chọn thư mục khác.", "warning")
            return
        self.offers.show_receipts(self._receipts, self._indicators)
        verdicts = [receipt.verdict for receipt in self._receipts]
        self.add_units.setVisible(Verdict.UNLISTED in verdicts or self.add_units.isChecked())
        self.replace_forks.setVisible(Verdict.FORK in verdicts or self.replace_forks.isChecked())
        ready = sum(verdict in TAKEN for verdict in verdicts)
        self._take_in.setEnabled(bool(ready))
        self._summary.setText(_summary(self._receipts))
        self.tabs.setTabText(0, f"Tệp chờ nhận ({len(verdicts)})")
        self.tabs.setCurrentIndex(0)
        self._stack.setCurrentIndex(1)
        self.offers.files.setFocus()

    # ---------------------------------------------------------------------------------------------------- receiving
    def accept(self) -> None:
        """Take in what is sound; figures that are replaced are asked about first."""
        proxies = [line for receipt in self._receipts for line in receipt.proxies]
        if proxies and not messages.confirm(
            self, "Thay số liệu đã nhập thay bằng số liệu trong tệp?", "Thay và nhận vào sổ", "\n".join(proxies)
        ):
            return
        paths, add, replace = self._paths, self.add_units.isChecked(), self.replace_forks.isChecked()
        self._session.run_long(
            self,
            "Đang nhận vào sổ…",
            lambda store, progress: store.inbox.accept(paths, add_units=add, replace_forks=replace, progress=progress),
            self._taken,
            SUBMISSION,
            FIGURE,
            *(declared.name for declared in RECORD_TYPES),
        )

    def _taken(self, receipts: Sequence[Receipt]) -> None:
        """Say what was taken in; what was not stays listed with its reason."""
        left = [receipt for receipt in receipts if receipt.verdict not in TAKEN | {Verdict.SAME}]
        taken = f"Đã nhận {sum(receipt.verdict in TAKEN for receipt in receipts)} tệp vào sổ."
        if left:
            self._banner.say(f"{taken} {len(left)} tệp không nhận, lý do ở danh sách bên dưới.", "warning")
            self._paths = tuple(Path(receipt.path) for receipt in left)
            self._show((left, self._indicators))
        else:
            self._banner.say(taken, "done")
            self.clear()
            self.tabs.setCurrentIndex(1)
        periods = [receipt.period for receipt in receipts if receipt.period]
        if periods:
            self.coverage.period.set_period(periods[-1])

    # --------------------------------------------------------------------------------------------------- drag and drop
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = _dropped(event)
        if paths:
            event.acceptProposedAction()
            self.offer(paths)


def _dropped(event: QDropEvent) -> tuple[Path, ...]:
    """The submission files and folders that are dragged."""
    paths = (Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
    return tuple(path for path in paths if path.is_dir() or path.suffix.lower() == SUFFIX)


def _summary(receipts: Sequence[Receipt]) -> str:
    """How many files would be taken in and how many wait or are refused."""
    ready = sum(receipt.verdict in TAKEN for receipt in receipts)
    same = sum(receipt.verdict is Verdict.SAME for receipt in receipts)
    waiting = sum(receipt.verdict in (Verdict.UNLISTED, Verdict.FORK) for receipt in receipts)
    refused = sum(receipt.verdict is Verdict.REFUSED for receipt in receipts)
    parts = [f"{ready} tệp sẽ được nhận"]
    parts += [f"{waiting} tệp chờ quyết định"] if waiting else []
    parts += [f"{same} tệp đã nhận trước đây"] if same else []
    parts += [f"{refused} tệp không nhận"] if refused else []
    return ", ".join(parts) + "."


def _indicators(store: Store) -> dict[str, Indicator]:
    return {item.code: item for definition in store.reports.definitions() for item in definition.indicators}
