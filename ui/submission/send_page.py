"""The page "Gửi lên cấp trên": choose the period, look at what would leave, make the file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from models.fields import Leaves
from models.numerals import format_number
from models.periods import parse_period
from models.ports import Identity, StorageError, Store
from models.reports import ReportDefinition
from models.sentences import in_sentence
from models.submissions import Outgoing, Sent
from ui import messages
from ui.buttons import KeyButton, set_icon
from ui.findings_list import ALL_WELL, FindingsList
from ui.look.theme import set_look
from ui.page_parts import Banner, QuietProgress, card, title_row
from ui.periods import PeriodBar
from ui.session import SUBMISSION, Session
from ui.submission.figures_view import FiguresView
from ui.submission.leaving_view import LeavingView, personal
from ui.submission.sent_list import SentList

FOLDER = "sending.folder"
LEAST = 200  # px for what would leave; a small screen scrolls instead of squeezing it
NARROW = 960  # px of the page below which its two lists stand one above the other


class SendPage(QWidget):
    """Three steps on one page; what was sent before has a tab of its own as soon as something was."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._session = session
        self._outgoing: Outgoing | None = None
        self._policy: dict[str, Leaves] = {}
        self._stale = True
        self._identity: Identity | None = None
        self._definitions: Sequence[ReportDefinition] = ()
        self._subtitle = QLabel("")
        self.periods = PeriodBar(session)
        self._summary = QLabel("")
        self._summary.setWordWrap(True)
        self._progress = QuietProgress("Đang chuẩn bị")
        self.findings = FindingsList()
        self.figures = FiguresView()
        self.leaving = LeavingView()
        self.tabs = QTabWidget()
        self.tabs.addTab(self.leaving, "Bản ghi gửi đi")
        self.tabs.addTab(self.figures, "Số liệu")
        self.tabs.addTab(self.findings, "Cần xem lại")
        self.folder = QLineEdit()
        self.folder.setAccessibleName("Thư mục ghi tệp")
        self.folder.setPlaceholderText("Chọn USB hoặc thư mục để ghi tệp")
        self._send = KeyButton("Tạo tệp gửi", "Ctrl+Return", "primary", "send")
        self._banner = Banner()
        self.history = SentList(session)
        self._lay_out()
        self._connect()

    # ------------------------------------------------------------------------------------------------------- making
    def _lay_out(self) -> None:
        content = QWidget()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(content)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(area)
        self.tabs.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)  # its lists scroll themselves
        column = QVBoxLayout(content)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(12)
        column.addLayout(title_row("Gửi lên cấp trên", self._subtitle))
        column.addWidget(card("1. Kỳ và ngày chốt số liệu", self._first_step()))
        column.addWidget(card("2. Xem lại trước khi gửi", self._second_step()), 1)
        column.addWidget(card("3. Ghi tệp", self._third_step()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A screen of 1920 px at 175 % leaves some 860 of them to the page."""
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW
        self.leaving.set_narrow(narrow)
        self.tabs.setMinimumHeight(LEAST * (2 if narrow else 1))

    def _first_step(self) -> QLayout:
        row = QHBoxLayout()
        row.addWidget(self.periods)
        row.addStretch(1)
        row.addWidget(self._progress, alignment=Qt.AlignmentFlag.AlignVCenter)
        return row

    def _second_step(self) -> QLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(self._summary)
        column.addWidget(self.tabs, 1)
        return column

    def _third_step(self) -> QLayout:
        choose = QPushButton("Chọn thư mục…")
        set_icon(choose, "folder")
        choose.clicked.connect(self.choose_folder)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.folder, 1)
        row.addWidget(choose)
        row.addWidget(self._send)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self._banner)
        return column

    def _connect(self) -> None:
        self.periods.changed.connect(self._period_changed)
        self.leaving.decided.connect(self._decide)
        self.history.counted.connect(self._show_history)
        self._send.clicked.connect(self.send)
        self.folder.textChanged.connect(self._enable)
        for signal in (self._session.figures_changed, self._session.submissions_changed):
            signal.connect(self._data_changed)
        self._session.records_changed.connect(self._data_changed)
        self._session.identity_changed.connect(self._data_changed)
        self._enable()

    # ------------------------------------------------------------------------------------------------------ reading
    def refresh(self) -> None:
        """Look again at what would leave; nothing is written."""
        self._stale = False
        period, cutoff, policy = self.periods.period().code, self.periods.cutoff(), dict(self._policy)
        self._progress.begin()
        self._session.latest("outgoing", lambda store: _ask(store, period, cutoff, policy), self._take, self._fail)

    def _period_changed(self) -> None:
        self._banner.hide()
        self.refresh()

    def _data_changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh()

    def _decide(self, name: str, leaves: Leaves) -> None:
        self._policy[name] = leaves
        self.refresh()

    def _take(self, answer: tuple[Outgoing, Sequence[ReportDefinition], Identity | None]) -> None:
        self._progress.end()
        outgoing, self._definitions, self._identity = answer
        self._outgoing = outgoing
        parent = self._identity.parent_name if self._identity else ""
        self._subtitle.setText(f"Nơi nhận: {parent or 'chưa khai báo cấp trên'} · lần gửi số {outgoing.number}")
        self.leaving.show_outgoing(outgoing)
        self.figures.show_values(self._definitions, outgoing.values)
        self.findings.show_findings(outgoing.findings, ALL_WELL)
        set_look(self._summary, role="")
        self._summary.setText(_summary(outgoing, self.figures.known, self.figures.total))
        self.tabs.setTabText(0, f"Bản ghi gửi đi ({format_number(sum(outgoing.records.values()), 0)})")
        self.tabs.setTabText(1, f"Số liệu ({self.figures.known})")
        self.tabs.setTabText(2, f"Cần xem lại ({len(outgoing.findings)})")
        self._enable()

    def _show_history(self, sendings: int) -> None:
        place = self.tabs.indexOf(self.history)
        if sendings and place < 0:
            place = self.tabs.addTab(self.history, "")
        if place >= 0:
            self.tabs.setTabText(place, f"Đã gửi ({sendings})")

    def _fail(self, error: Exception) -> None:
        self._progress.end()
        self._outgoing = None
        set_look(self._summary, role="problem")
        self._summary.setText(str(error) if isinstance(error, StorageError) else "Chưa chuẩn bị được tệp gửi.")
        self._enable()
        if not isinstance(error, StorageError):
            messages.show_error(self, error)

    def _enable(self) -> None:
        self._send.setEnabled(self._outgoing is not None and bool(self.folder.text().strip()))

    # ------------------------------------------------------------------------------------------------------- sending
    def choose_folder(self) -> None:
        """Ask where the file goes; the place is remembered."""
        folder = messages.ask_folder(self, "Chọn USB hoặc thư mục để ghi tệp", self.folder.text())
        if folder is not None:
            self.folder.setText(str(folder))

    def send(self) -> None:
        """Make the file of what is shown."""
        outgoing = self._outgoing
        if outgoing is None:
            return
        folder = Path(self.folder.text().strip())
        if not folder.is_dir():
            messages.warn(self, "Không tìm thấy thư mục này.", "Cắm USB rồi chọn lại thư mục để ghi tệp.")
            return
        if not self._confirmed(outgoing):
            return
        self._session.run_long(
            self,
            "Đang tạo tệp gửi…",
            lambda store, progress: _send(store, outgoing, folder, progress),
            lambda sent: self._sent(sent, folder),
            SUBMISSION,
        )

    def _confirmed(self, outgoing: Outgoing) -> bool:
        """Personal values and open findings are worth a last look."""
        detail = []
        if registers := personal(outgoing.policy):
            detail.append(f"Tệp có dữ liệu cá nhân của: {', '.join(registers)}.")
        grave = sum(finding.severity == "warning" for finding in outgoing.findings)
        if grave:
            detail.append(f"Còn {grave} điểm cần xem lại; số liệu vẫn gửi được như đang có.")
        if not detail:
            return True
        return messages.confirm(self, "Tạo tệp gửi lên cấp trên?", "Tạo tệp gửi", "\n".join(detail))

    def _sent(self, sent: Sent, folder: Path) -> None:
        self._policy.clear()
        self._banner.say(
            f"Đã ghi {sent.file_name} ({size_text(sent.bytes)}), lần gửi số {sent.number}, cùng bản Excel để đọc, vào "
            f"{folder}. Bấm “Rút thiết bị an toàn” của máy tính trước khi rút USB, rồi chuyển tệp lên cấp trên."
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.folder.text():
            self.folder.setText(self._session.read(lambda store: store.settings.get(FOLDER)))
        if self._stale:
            self.refresh()


def size_text(size: int) -> str:
    """ "12 KB" or "1,5 MB"."""
    if size < 1_000_000:
        return f"{max(round(size / 1000), 1)} KB"
    return f"{format_number(round(size / 100_000), 1)} MB"


def _summary(outgoing: Outgoing, known: int, total: int) -> str:
    """What the file holds, in one or two sentences. Counted are all lines of the reports, those from records and sums
    too; what is typed by hand is counted on its own page."""
    records = format_number(sum(outgoing.records.values()), 0)
    parts = [
        f"Tệp mang số liệu của {in_sentence(parse_period(outgoing.period).label)} "
        f"({known}/{total} chỉ tiêu có số liệu) và {records} bản ghi, ghi họ tên, chức vụ người gửi."
    ]
    if outgoing.lower_units:
        parts.append(f"Kèm nguyên số liệu của {len(outgoing.lower_units)} đơn vị cấp dưới.")
    if outgoing.drafts:
        parts.append(f"{outgoing.drafts} bản ghi chưa ghi sổ không nằm trong tệp.")
    return " ".join(parts)


def _ask(
    store: Store, period: str, cutoff: dt.date, policy: dict[str, Leaves]
) -> tuple[Outgoing, Sequence[ReportDefinition], Identity | None]:
    outgoing = store.outbox.prepare(period, cutoff, policy)
    return outgoing, store.reports.definitions(), store.settings.identity()


def _send(store: Store, outgoing: Outgoing, folder: Path, progress: object) -> Sent:
    sent = store.outbox.send(outgoing, folder, progress)  # type: ignore[arg-type]
    store.settings.put(FOLDER, str(folder))
    return sent
