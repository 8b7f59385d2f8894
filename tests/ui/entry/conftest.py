"""A real store behind the entry room, with a fund, donors and helpers that type as a person does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from models.ports import Identity, Store
from models.records import Record
from models.values import region_land_units
from storage.key_slots import Cost
from tests.storage.ready_files import open_new_store
from ui.look.theme import apply_theme
from ui.session import Session

US = Identity(
    "06127",
    "UBMTTQ xã Vũ Lễ",
    "xa",
    "20",
    "UBMTTQ tỉnh Lạng Sơn",
    "Nông Thị Hạnh",
    "Phó Chủ tịch",
    "Vũ Lễ",
    "bac",
    "tinh",
)
RECEIPT = {
    "received_date": "2026-06-18",
    "kind": "tien_mat",
    "amount_vnd": 20_000_000,
    "source_level": "truc_tiep",
    "payer": "Lương Văn Thành",
    "receiver": "Nông Thị Hạnh",
    "accountant": "Mã Thị Lý",
    "treasurer": "Vi Văn Tú",
    "publish_name": True,
}


@pytest.fixture(scope="session", autouse=True)
def themed(qapp):
    apply_theme(qapp)


@pytest.fixture
def session(qtbot, tmp_path: Path):
    opened = Session(lambda: open_new_store(tmp_path, Cost(memory=8192, passes=1)))
    opened.write(_introduce)
    yield opened
    opened.close()


def _introduce(store: Store) -> None:
    store.settings.set_identity(US)
    store.settings.set_land_units(region_land_units("bac"))


@pytest.fixture
def put(session: Session) -> Callable[..., Record]:
    """put("donor", kind=..., ...) enters a record into its register; final=False saves a draft."""

    def enter(record_type: str, /, *, final: bool = True, **values: object) -> Any:
        def write(store: Store) -> Any:
            new = store.records.new(record_type)
            record = replace(new, values={**new.values, **values})
            if not final:
                return store.records.save(record)
            reasons = {problem.reason_key: "Đã kiểm tra" for problem in store.records.problems(record)}
            return store.records.make_final(replace(record, reasons=reasons))

        return session.write(write, record_type)

    return enter


@pytest.fixture
def ids(put) -> dict[str, str]:
    """A fund and two donors, one of whom has pledged."""
    fund = put("fund", fund_kind="vnn", name="Quỹ “Vì người nghèo”", opened="2020-01-01").id
    donor = put("donor", kind="doanh_nghiep", organisation_name="Công ty TNHH Ánh Dương", publish_name="co").id
    other = put("donor", kind="ho_gia_dinh", person_name="Đặng Văn Hòa", publish_name="co").id
    pledge = put(
        "pledge",
        registered_date="2026-05-02",
        donor=donor,
        fund=fund,
        kind="tien",
        amount=50_000_000,
        status="da_dang_ky",
    ).id
    return {"fund": fund, "donor": donor, "other": other, "pledge": pledge}


@pytest.fixture
def receipt(put, ids) -> Callable[..., Any]:
    """A final receipt of the first donor; keyword arguments change its values."""

    def enter(**values: object) -> Any:
        return put("donation_receipt", **{**RECEIPT, "fund": ids["fund"], "donor": ids["donor"], **values})

    return enter


class Hands:
    """Types into whatever has the focus, as an officer without a mouse does."""

    def __init__(self, qtbot) -> None:
        self._bot = qtbot

    @property
    def at(self) -> Any:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    @property
    def keyboard(self) -> QWidget:
        """Where Qt sends keys: an open list or calendar gets them before the field."""
        return QApplication.activePopupWidget() or self.at

    def where(self) -> Any:
        return self.at.accessibleName()

    def type(self, text: str) -> Hands:
        """Letters beyond ASCII come as an input method commits them."""
        for letter in text:
            if letter.isascii():
                QTest.keyClicks(self.keyboard, letter)
            else:
                event = QInputMethodEvent()
                event.setCommitString(letter)
                QApplication.sendEvent(self.at, event)
        return self

    def press(self, *keys: Qt.Key | str) -> Hands:
        """Keys by name ("Ctrl+G") or by code, to the widget that has the focus at that moment."""
        for key in keys:
            name = key if isinstance(key, str) else ""
            modifiers = Qt.KeyboardModifier.NoModifier
            for word, modifier in (
                ("Ctrl+", Qt.KeyboardModifier.ControlModifier),
                ("Alt+", Qt.KeyboardModifier.AltModifier),
                ("Pad+", Qt.KeyboardModifier.KeypadModifier),
                ("Shift+", Qt.KeyboardModifier.ShiftModifier),
            ):
                if word in name:
                    modifiers |= modifier
                    name = name.replace(word, "")
            code = getattr(Qt.Key, f"Key_{name}") if isinstance(key, str) else key
            QTest.keyClick(self.keyboard, code, modifiers)
        return self

    def choose(self, letters: str) -> Hands:
        """Type a few letters into a field that looks answers up, wait for the list, take the first and go on."""
        field = self.at
        self.type(letters)
        self._bot.waitUntil(field.list_is_open, timeout=3000)
        return self.press("Return")


@pytest.fixture
def hands(qtbot) -> Hands:
    return Hands(qtbot)


@pytest.fixture
def shown(qtbot) -> Callable[[QWidget], QWidget]:
    """Show a widget and wait until keys reach it."""

    kept = []  # qtbot holds widgets weakly

    def show(widget: QWidget) -> QWidget:
        qtbot.addWidget(widget)
        kept.append(widget)
        widget.resize(1134, 768)
        widget.show()
        qtbot.waitUntil(widget.isActiveWindow, timeout=3000)
        return widget

    return show


def find(parent: QWidget, name: str) -> Any:
    """The visible widget of this accessible name."""
    found = [
        widget for widget in parent.findChildren(QWidget) if widget.accessibleName() == name and widget.isVisible()
    ]
    assert found, f"nothing is called {name!r}"
    return found[0]
