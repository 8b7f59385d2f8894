"""The first run: four short steps that ask who and where and write it down, then the recovery key on paper."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from models.ports import Identity, StorageError, Store
from ui import messages
from ui.administration.officer import OfficerStep
from ui.administration.official_units import OfficialUnits
from ui.administration.own_unit import OwnUnitStep
from ui.administration.passphrase import PassphraseStep
from ui.administration.recovery_step import RecoveryStep
from ui.administration.upper_unit import UpperUnitStep
from ui.buttons import KeyButton
from ui.cards import said
from ui.dialog_size import size_on_screen
from ui.session import IDENTITY, Session

RESTORE = 2
"""The result, beside QDialog's own, of an officer who has a backup of an earlier register."""

WIDTH, HEIGHT = 640, 600  # px


class FirstRun(QDialog):
    """Accepted when the identity is written; rejected when the officer leaves it for later, with nothing written."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle("Sổ Mặt trận – Bắt đầu")
        self.setFixedSize(size_on_screen(self, WIDTH, HEIGHT))
        official = OfficialUnits()
        self.own, self.upper = OwnUnitStep(official), UpperUnitStep(official)
        self.officer, self.passphrase = OfficerStep(), PassphraseStep()
        self.recovery = RecoveryStep(session)
        self.steps = (self.own, self.upper, self.officer, self.passphrase, self.recovery)
        self._pages = QStackedWidget()
        for step in self.steps:
            self._pages.addWidget(step)
        self._count, self._title, self._explanation = said("", "hint"), said("", "title"), said("", "subtitle")
        self._progress = QProgressBar()
        self.restore = QPushButton("Đã có sổ: khôi phục từ bản sao lưu…")
        self.later = QPushButton("Để sau")
        self.back = KeyButton("Quay lại", "Alt+Left")
        self.next = KeyButton("Tiếp tục", "Ctrl+Return", "primary")
        self._build()
        self.back.clicked.connect(lambda: self.show_step(self._pages.currentIndex() - 1))
        self.next.clicked.connect(self.go_on)
        self.restore.clicked.connect(lambda: self.done(RESTORE))
        self.later.clicked.connect(self.accept)
        number_pad = QShortcut(QKeySequence(Qt.Modifier.CTRL | Qt.Key.Key_Enter), self)  # in text it would be Return
        number_pad.activated.connect(self.next.click)
        self.show_step(0)

    def _build(self) -> None:
        self._progress.setRange(0, len(self.steps))
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName("Đã đến bước")
        for link in (self.restore, self.later):
            link.setProperty("role", "link")
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addWidget(self.restore)
        foot.addWidget(self.later)
        foot.addStretch()
        foot.addWidget(self.next)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 24, 32, 24)
        layout.setSpacing(6)
        layout.addWidget(self._count)
        layout.addWidget(self._progress)
        layout.addSpacing(14)
        layout.addWidget(self._title)
        layout.addWidget(self._explanation)
        layout.addSpacing(14)
        layout.addWidget(self._pages, 1)
        layout.addLayout(foot)
        for button in (self.back, self.restore, self.later, self.next):
            button.setAutoDefault(True)  # Enter presses the one that has the focus
        # Enter in the last field comes to the button that goes on, not the one back or the one that puts off the key.
        for before, after in pairwise((self.next, self.back, self.restore, self.later)):
            QWidget.setTabOrder(before, after)

    def show_step(self, number: int) -> None:
        """Show a step and go to its first field."""
        step = self.steps[number]
        if step is self.upper:
            self.upper.propose_for(self.own.unit())
        elif step is self.officer:
            self.officer.propose_for(self.own.unit())
        written = step is self.recovery  # there is no way back from what is written
        self._pages.setCurrentIndex(number)
        self._count.setText(f"Bước {number + 1} trong {len(self.steps)}")
        self._title.setText(step.title)
        self._explanation.setText(step.explanation)
        self.back.setVisible(number > 0 and not written)
        self.later.setVisible(written)
        self.next.setText("Lập sổ" if step is self.passphrase else "Xong" if written else "Tiếp tục")
        self.next.updateGeometry()
        self.restore.setVisible(number == 0)
        self._progress.setValue(number + 1)
        step.focus_first()

    def go_on(self) -> None:
        """To the next step when this one is complete; after the passphrase everything is written."""
        number = self._pages.currentIndex()
        if not self.steps[number].complete():
            return
        if self.steps[number] is self.recovery:
            self.accept()
        elif self.steps[number] is not self.passphrase or self._written():
            self.show_step(number + 1)

    def identity(self) -> Identity:
        """What the four steps say."""
        own, upper = self.own.unit(), self.upper.unit()
        return Identity(
            unit=own.code,
            unit_name=own.name,
            level=own.level,
            parent=upper.code,
            parent_name=upper.name,
            parent_level=upper.level,
            officer=self.officer.officer.text(),
            officer_title=self.officer.officer_title.text(),
            place=self.officer.place.text(),
            land_region=self.officer.land_region,
        )

    def _written(self) -> bool:
        identity, passphrase = self.identity(), self.passphrase.fields.passphrase()

        def write(store: Store) -> None:
            store.settings.set_identity(identity)
            if passphrase:
                store.settings.set_passphrase(passphrase)

        try:
            self._session.write(write, IDENTITY)
            self.recovery.begin()
        except StorageError as error:
            messages.show_error(self, error)
            return False
        return True

    def reject(self) -> None:
        """Escape and the cross ask first: nothing of what was typed is kept. Once the register is there, they leave the
        recovery key for later."""
        if self._pages.currentWidget() is self.recovery:
            self.accept()
            return
        untouched = self._pages.currentIndex() == 0 and not self.own.unit().code
        if untouched or messages.confirm(
            self, "Chưa lập sổ xong. Thoát và làm lại từ đầu vào lần sau?", "Thoát", keep="Làm tiếp"
        ):
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.reject()
