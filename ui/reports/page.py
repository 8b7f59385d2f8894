"""The page "Báo cáo và in": a report on screen as it will be printed, and how each of its numbers was counted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from models.days import show_day
from models.ports import StorageError
from models.report_layout import table
from models.reports import Coverage, ReportDefinition
from models.submissions import Finding
from ui import messages
from ui.buttons import KeyButton
from ui.findings_list import FindingsList, heading
from ui.look.theme import set_look
from ui.page_parts import QuietProgress, title_row
from ui.paper.document_files import FileKind, file_kinds, save_buttons, save_document
from ui.paper.preview import Printable, show_preview
from ui.periods import PeriodBar, labelled
from ui.reports.explaining import number_at
from ui.reports.origin_panel import WIDTH, OriginPanel
from ui.reports.reading import Shown, ask, name_of
from ui.reports.table import DocumentTable
from ui.session import Session

FINDING_ROWS = 3


class ReportsPage(QWidget):
    """Report, period, cut-off and detail above; the table, and beneath it what should be looked at; Enter on a number
    tells how it was counted. `open_record(type, id)` and `open_register(query)` ask the window to go there."""

    open_record = Signal(str, str)
    open_register = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._session = session
        self._shown: Shown | None = None
        self._stale = True
        self._definitions: Sequence[ReportDefinition] = session.read(lambda store: store.reports.definitions())
        self._subtitle = QLabel("")
        self._report = QComboBox()
        for definition in self._definitions:
            self._report.addItem(name_of(definition), definition.id)
        self._report.setMinimumWidth(150)
        self.periods = PeriodBar(session)
        self._by_unit = QCheckBox("Từng đơn vị")
        self._progress = QuietProgress("Đang lập báo cáo")
        self._coverage = QLabel("")
        self._coverage.setProperty("role", "chip")
        self._coverage.hide()
        self._line = QWidget()
        self._status = QLabel("")
        self.table = DocumentTable()
        self._findings_label = QLabel("")
        self._findings_label.setProperty("role", "section")
        self.findings = FindingsList()
        self.panel = OriginPanel(session)
        self.panel.hide()
        self._kinds = file_kinds(session)
        self._buttons = self._make_buttons()
        self._lay_out()
        self._connect()

    # ------------------------------------------------------------------------------------------------------- making
    def _make_buttons(self) -> tuple[QPushButton, ...]:
        preview = KeyButton("Xem trước bản in", "Ctrl+P", "primary", "print")
        preview.clicked.connect(self.preview)
        return *save_buttons(self._kinds, self.save_as), preview

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(10)
        column.addLayout(title_row("Báo cáo và in", self._subtitle, *self._buttons))
        column.addLayout(self._choices())
        body = QHBoxLayout()
        body.setSpacing(14)
        body.addWidget(self._card(), 1)
        body.addWidget(self.panel)
        column.addLayout(body, 1)

    def _choices(self) -> QLayout:
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(labelled("Báo cáo", self._report), alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.periods, alignment=Qt.AlignmentFlag.AlignTop)
        detail = QVBoxLayout()
        detail.addSpacing(20)
        detail.addWidget(self._by_unit)
        detail.addStretch()
        row.addLayout(detail)
        row.addStretch(1)
        row.addWidget(self._progress)
        return row

    def _card(self) -> QWidget:
        card = QFrame()
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 8, 1, 8)
        column.setSpacing(4)
        line = QHBoxLayout(self._line)
        line.setContentsMargins(14, 0, 14, 0)
        line.addWidget(self._coverage)
        line.addWidget(self._status, 1)
        column.addWidget(self._line)
        column.addWidget(self.table, 1)
        below = QVBoxLayout()
        below.setContentsMargins(14, 2, 14, 0)
        below.setSpacing(2)
        below.addWidget(self._findings_label)
        below.addWidget(self.findings)
        column.addLayout(below)
        self._line.hide()
        return card

    def _connect(self) -> None:
        self._report.currentIndexChanged.connect(self.refresh)
        self.periods.changed.connect(self.refresh)
        self._by_unit.toggled.connect(self.refresh)
        self.table.opened.connect(self.explain)
        self.findings.opened.connect(self._go_to_finding)
        self.panel.closed.connect(self.close_panel)
        self.panel.explain.connect(self.explain)
        self.panel.open_period.connect(self.show_period)
        self.panel.open_record.connect(self.open_record)
        self.panel.open_register.connect(self.open_register)
        for signal in (self._session.figures_changed, self._session.submissions_changed):
            signal.connect(self._data_changed)
        self._session.records_changed.connect(self._data_changed)

    # ------------------------------------------------------------------------------------------------------ reading
    def refresh(self) -> None:
        """Work the report out again; what is shown stays until the new one is there."""
        if self._report.currentData() is None:
            self._subtitle.setText("Chưa có mẫu báo cáo nào.")
            return
        self._stale = False
        report, period, cutoff = self._report.currentData(), self.periods.period().code, self.periods.cutoff()
        by_unit = self._by_unit.isChecked()
        self._progress.begin()
        self._session.latest(
            "report", lambda store: ask(store, report, period, cutoff, by_unit), self._take, self._fail
        )

    def show_period(self, code: str) -> None:
        """Show the report of another period."""
        self.close_panel()
        self.periods.set_period(code)

    def _data_changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh()

    def _take(self, shown: Shown) -> None:
        self._calm()
        self._shown = shown
        result = shown.result
        period = self.periods.period().label
        self._subtitle.setText(f"{result.unit_name} · {period} · số liệu đến ngày {show_day(result.cutoff)}")
        self._by_unit.setVisible(result.definition.detail != "none" and len(shown.units) > 1)
        self._show_coverage(result.coverage, shown.missing)
        self.table.show_table(table(result))
        self._show_findings(result.findings)
        if self.panel.isVisible():
            self.explain(self.table.current_key())

    def _fail(self, error: Exception) -> None:
        self._calm()
        if not isinstance(error, StorageError):
            messages.show_error(self, error)
        self._say(str(error) if isinstance(error, StorageError) else "Chưa lập được báo cáo.", "problem")

    def _calm(self) -> None:
        self._progress.end()
        self._say("")

    def _say(self, text: str, role: str = "muted") -> None:
        """The one line above the table: who is missing, what was saved, what went wrong."""
        set_look(self._status, role=role)
        self._status.setText(text)
        self._line.setVisible(bool(text) or not self._coverage.isHidden())

    def _show_coverage(self, coverage: Coverage, missing: Sequence[str]) -> None:
        set_look(self._coverage, tone="warning" if missing else "done")
        self._coverage.setText(coverage.sentence)
        self._coverage.setVisible(bool(coverage.sentence))
        names = ", ".join(missing[:6]) + (f" và {len(missing) - 6} đơn vị khác" if len(missing) > 6 else "")
        self._say(f"Chưa nộp: {names}" if missing else "")
        self._status.setToolTip(", ".join(missing))

    def _show_findings(self, findings: Sequence[Finding]) -> None:
        self.findings.show_findings(findings)
        self._findings_label.setText(heading(findings))
        for widget in (self._findings_label, self.findings):
            widget.setVisible(bool(findings))
        self.findings.setFixedHeight(36 * min(len(findings), FINDING_ROWS) + 4)

    # --------------------------------------------------------------------------------------------------- what is done
    def explain(self, key: str) -> None:
        """Open the side panel for a number: "CODE|column", or "CODE"."""
        number = number_at(self._shown.result, key) if self._shown and key else None
        if number is None:
            return
        self.panel.show_number(number)
        if not self.panel.isVisible():
            self.panel.show()
            QTimer.singleShot(0, self.table, self.table.refit)
            QTimer.singleShot(0, self.panel, self.panel.focus_first)

    def close_panel(self) -> None:
        if self.panel.isVisible():
            self.panel.hide()
            QTimer.singleShot(0, self.table, self.table.refit)
            self.table.setFocus()

    def preview(self) -> None:
        if self._shown:
            document = self._shown.document
            show_preview(self, Printable(lambda _: document), self._kinds)

    def save_as(self, kind: FileKind) -> None:
        """Ask where, then save what is shown; told above the table."""
        path = save_document(self, self._shown.document, kind) if self._shown else None
        if path is not None:
            self._say(f"Đã lưu {path.name} vào {path.parent}.", "done")

    def _go_to_finding(self, finding: Finding) -> None:
        for code in finding.codes:
            if self.table.select_key(code):
                self.table.setFocus()
                self.explain(code)
                return

    # --------------------------------------------------------------------------------------------------------- events
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.table.setFocus()
        if self._stale:
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.panel.setFixedWidth(min(WIDTH, round(self.width() * 0.38)))
        QTimer.singleShot(0, self.table, self.table.refit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.panel.isVisible():
            self.close_panel()
        else:
            super().keyPressEvent(event)
