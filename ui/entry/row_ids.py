"""Ids for the rows of a record that are typed or pasted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from ui.session import Session

AT_ONCE, LOW = 64, 8  # ids that are asked for together, and below how many more are asked for


class RowIds(QObject):
    """Called for the next id. Some are at hand, so that who types waits for the store once in a long list at most."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._at_hand: list[str] = []
        self._asked = False

    def __call__(self) -> str:
        if not self._at_hand:
            self._at_hand.extend(self._session.read(lambda store: store.records.new_ids(AT_ONCE)))
        elif len(self._at_hand) < LOW and not self._asked:
            self._asked = True
            self._session.submit(lambda store: store.records.new_ids(AT_ONCE), self._came)
        return self._at_hand.pop()

    def _came(self, ids: Sequence[str]) -> None:
        self._asked = False
        self._at_hand.extend(ids)
