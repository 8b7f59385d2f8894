"""The places one can go to in the window: their words, icons and keys, and how each page is made on the first visit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from models.fields import Group, RecordType
from models.record_types import RECORD_TYPES
from ui.session import Session

OVERVIEW, FIGURES, SEND, RECEIVE, REPORTS, SETTINGS = "overview", "figures", "send", "receive", "reports", "settings"
BOOKS, OPENING = "books", "opening"
PROTECTION, BACKUPS, CHECKING = "protection", "backups", "checking"
SETTINGS_TABS = {PROTECTION: "Mật khẩu", BACKUPS: "Sao lưu", CHECKING: "Kiểm tra"}
"""Places within the settings, and the words on their tabs."""

FIND, FIND_KEY = "Tìm mọi nơi", "Ctrl+K"
"""The search over everything, which every page has."""

REGISTERS, FIGURES_SECTION = Group.REGISTER.value, "Số liệu"
CATALOGUES, REPORTING = Group.CATALOGUE.value, "Nộp và tổng hợp"


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the side column. `make` imports its page only when it is first gone to: start-up time counts. `also`
    are other words by which it is looked for."""

    key: str
    label: str
    icon: str
    shortcut: str
    section: str
    make: Callable[[Session], QWidget]
    also: str = ""


def places() -> Sequence[Place]:
    """Every place in screen order, Thiết lập last. The first registers have Ctrl and a digit, as far as the digits go,
    catalogues Alt and a digit; Ctrl
    with Shift is left to the Vietnamese keyboards, which switch languages with it; F9 means "không phát sinh" in the
    sheet of figures."""
    catalogues = [item for item in RECORD_TYPES if item.group is Group.CATALOGUE]
    return (
        Place(OVERVIEW, "Tổng quan", "overview", "Ctrl+1", "", _overview),
        *(
            _register(item, REGISTERS, f"Ctrl+{place}" if place <= 9 else "")
            for place, item in enumerate(registers(), 2)
        ),
        Place(FIGURES, "Số liệu nhập tay", "figures", "Ctrl+0", FIGURES_SECTION, _figures),
        Place(BOOKS, "Theo dõi quỹ, hàng", "inventory", "F5", FIGURES_SECTION, _books),
        *(
            _register(item, CATALOGUES, f"Alt+{place}" if place <= 9 else "")
            for place, item in enumerate(catalogues, 1)
        ),
        Place(OPENING, "Số liệu ban đầu", "check", "Alt+0", CATALOGUES, _opening, "Số dư đầu, bắt đầu ghi sổ"),
        Place(SEND, "Gửi lên cấp trên", "send", "F6", REPORTING, _send),
        Place(RECEIVE, "Nhận từ cấp dưới", "receive", "F7", REPORTING, _receive),
        Place(REPORTS, "Báo cáo và in", "reports", "F8", REPORTING, _reports),
        Place(
            SETTINGS,
            "Thiết lập",
            "settings",
            "F12",
            "",
            _settings,
            "Cài đặt, mật khẩu, sao lưu, khôi phục, đơn vị",
        ),
    )


def registers() -> Sequence[RecordType]:
    """The record types of Sổ ghi, in screen order."""
    return [item for item in RECORD_TYPES if item.group is Group.REGISTER]


def _register(record_type: RecordType, section: str, shortcut: str) -> Place:
    def make(session: Session) -> QWidget:
        from ui.entry.register_page import RegisterPage

        return RegisterPage(session, record_type)

    return Place(record_type.name, record_type.plural, record_type.name, shortcut, section, make)


def _overview(session: Session) -> QWidget:
    from ui.overview.page import OverviewPage

    return OverviewPage(session)


def _figures(session: Session) -> QWidget:
    from ui.entry.figures_page import FiguresPage

    return FiguresPage(session)


def _books(session: Session) -> QWidget:
    from ui.books.page import BooksPage

    return BooksPage(session)


def _opening(session: Session) -> QWidget:
    from ui.administration.opening_page import OpeningPage

    return OpeningPage(session)


def _send(session: Session) -> QWidget:
    from ui.submission.send_page import SendPage

    return SendPage(session)


def _receive(session: Session) -> QWidget:
    from ui.submission.receive_page import ReceivePage

    return ReceivePage(session)


def _reports(session: Session) -> QWidget:
    from ui.reports.page import ReportsPage

    return ReportsPage(session)


def _settings(session: Session) -> QWidget:
    from ui.administration.settings_page import SettingsPage

    return SettingsPage(session)
