"""The window's beginning and end: look and language, the log of faults, the open register, the first run."""

from __future__ import annotations

import gc

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from ui.fault_log import FaultLog
from ui.look.appearance import Appearance, kept, wardrobe
from ui.look.icons import icon
from ui.look.theme import STYLE_ARGUMENTS
from ui.opening.way import Opening
from ui.session import Session
from ui.translation import install_translator

DONE, SURROUNDINGS = 0, 2
PROGRAM = "SoMatTran"
READ_AHEAD = 700  # ms after the window: the overview has its figures, and nobody has yet chosen where to go


def run(opening: Opening, passphrase: str | None = None) -> int:
    """Open the register and run the window until it is closed. 0, also when the officer leaves the first
    run for another day, or 2 when the register could not be opened."""
    app = make_application(kept())
    faults = FaultLog(opening.folder, _tell, app)
    faults.install()
    try:
        return _run(app, opening, faults, passphrase)
    finally:
        faults.uninstall()


def make_application(appearance: Appearance = Appearance.LIGHT) -> QApplication:
    """The one QApplication, with the program's name, fonts, colours and language."""
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication([PROGRAM, *STYLE_ARGUMENTS])
    app.setApplicationName(PROGRAM)
    app.setApplicationDisplayName("")  # the window's title says it all; Qt would append the name
    app.setDesktopFileName("so-mat-tran")
    wardrobe().dress(appearance, wears_style=app is not running)
    install_translator(app)
    QTimer.singleShot(0, app, lambda: app.setWindowIcon(icon("overview", "accent", 32)))  # drawn when a window stands
    return app


def _run(app: QApplication, opening: Opening, faults: FaultLog, passphrase: str | None) -> int:
    session = _ready(opening, passphrase)
    if isinstance(session, int):
        return session
    faults.follow(opening.folder)
    from ui.shell.main_window import MainWindow

    window = MainWindow(session)
    try:
        window.show()
        QTimer.singleShot(READ_AHEAD, window, lambda: _read_ahead(session, window))
        gc.freeze()  # what was read to start is no garbage: looking through it again costs 30 ms a time
        app.exec()
    finally:
        session.close()
    return DONE


def _tell(fault: Exception) -> None:
    from ui import messages  # dialogs, which the first page does without

    messages.show_error(QApplication.activeWindow(), fault)


def _read_ahead(session: Session, window: QWidget) -> None:
    """What the first page does without: the watches over the file, and the modules of the registers' pages."""
    if not session.is_open:
        return
    from ui.watches.full_check import FullCheck
    from ui.watches.page_check import PageCheck
    from ui.watches.timed_backup import TimedBackup

    for watch in (PageCheck, TimedBackup, FullCheck):
        watch(session, window)
    import ui.entry.register_page  # noqa: F401 - 20 ms now instead of at the first click on a register


def _ready(opening: Opening, passphrase: str | None) -> Session | int:
    """A session whose unit is known: an empty register goes through the first run, or is replaced by a backup. Else the
    exit status."""
    while True:
        session = opening.session(passphrase)
        if session is None:
            return SURROUNDINGS
        if session.read(lambda store: store.settings.identity()) is not None:
            _ask_for_passphrase(session)
            return session
        from ui.administration.first_run import RESTORE, FirstRun

        result = FirstRun(session).exec()
        if result == QDialog.DialogCode.Accepted:
            return session
        session.close()
        if result != RESTORE:
            return DONE
        passphrase = opening.restore(passphrase)


def _ask_for_passphrase(session: Session) -> None:
    """Who opened the register by the recovery key has forgotten the passphrase, or sits at another computer."""
    if session.read(lambda store: store.settings.opened_by_recovery_key()):
        from ui.administration.new_passphrase import NewPassphrase

        NewPassphrase(session).exec()
