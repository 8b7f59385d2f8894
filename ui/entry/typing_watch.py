"""What the store says about a record while it is typed: problems of fields one has left, notes, proposed answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, QTimer

from models.proposals import proposed
from models.records import Record, Told
from models.rules import Problem
from ui.entry.form_body import FormBody
from ui.session import Session

NOTES_AFTER = 250  # ms of quiet before the notes beside the fields are asked for again


class TypingWatch(QObject):
    """Asks without holding up whoever types; an answer about a record that has left the screen is dropped."""

    def __init__(self, session: Session, body: FormBody, typed: Callable[[], Record], parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._body = body
        self._typed = typed
        self._record_id = ""
        self._left: frozenset[str] = frozenset()
        self._asked = frozenset(proposal.of for proposal in body.record_type.proposals)
        self._notes_timer = QTimer(self, singleShot=True, interval=NOTES_AFTER)
        self._notes_timer.timeout.connect(self._ask_notes)

    def begin(self, record_id: str) -> None:
        """Another record is on screen, "" for none; nothing of it was gone from yet."""
        self._record_id = record_id
        self._left = frozenset()
        self._notes_timer.stop()

    def rest(self) -> None:
        """Nothing more is asked until something is typed again."""
        self._notes_timer.stop()

    def edited(self, name: str) -> None:
        """A field changed. An answer on its way about what stood there before is not told; a grid has more cells, whose
        problems stay."""
        if name in self._body.cells:
            self._left -= {name}
        self._notes_timer.start()
        if name in self._asked:
            record, declared = self._typed(), self._body.record_type
            self._session.latest(
                f"proposals/{id(self)}",
                lambda store: (record.id, proposed(declared, record.values, store.records.lookup())),
                self._propose,
            )

    def left(self, name: str) -> None:
        """Problems are told once a field is gone from, never while it is being typed."""
        self._left |= {name}
        record = self._typed()
        self._session.latest(
            f"problems/{id(self)}", lambda store: (record.id, store.records.problems(record)), self._show_found
        )

    def left_all(self) -> None:
        """Every problem is told from now on."""
        self._left = frozenset(self._body.cells) | frozenset(self._body.grids)

    def _show_found(self, found: tuple[str, tuple[Problem, ...]]) -> None:
        record_id, problems = found
        if self._record_id == record_id:
            self._body.show_problems(problems, self._left)

    def _propose(self, found: tuple[str, Mapping[str, object]]) -> None:
        record_id, answers = found
        if self._record_id == record_id:
            self._body.propose(answers)

    def ask_told(self) -> None:
        """Ask what other registers tell of the record now."""
        kind, key = self._body.record_type.name, self._record_id
        self._session.latest(f"told/{id(self)}", lambda store: (key, store.records.told(kind, key)), self._show_told)

    def _show_told(self, found: tuple[str, Sequence[Told]]) -> None:
        record_id, told = found
        if self._record_id == record_id:
            self._body.told.show_told(told)

    def _ask_notes(self) -> None:
        if self._record_id:
            record = self._typed()
            self._session.latest(
                f"notes/{id(self)}", lambda store: (record.id, store.records.notes(record)), self._show_notes
            )

    def _show_notes(self, found: tuple[str, Mapping[str, str]]) -> None:
        record_id, notes = found
        if self._record_id == record_id:
            self._body.show_notes(notes)
