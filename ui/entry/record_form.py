"""The form of a register: opens, checks, saves and keeps one record at a time; made once and filled again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal

from models.fields import RecordType
from models.ports import StorageError, Store
from models.proposals import carried_over
from models.records import Record, Refused, State
from models.rules import Problem
from ui import messages
from ui.entry import checks, record_reading
from ui.entry.draft_keeper import DraftKeeper
from ui.entry.editors import Surroundings
from ui.entry.form_body import FormBody
from ui.entry.form_card import FormCard
from ui.entry.forms import make_form
from ui.entry.history_view import show_history
from ui.entry.record_reading import Loaded
from ui.entry.row_ids import RowIds
from ui.entry.typing_watch import TypingWatch
from ui.entry.wording import heading, noun, remaining


class RecordForm(FormCard):
    """`shown` names the record on screen ("" for none), `saved` the one just written. `print_requested` has a record
    and the name of a printed form, `width_wanted` the px that the widest grid needs; `unfinished_changed` tells that
    unfinished typing was kept or dropped."""

    shown = Signal(str)
    saved = Signal(str)
    print_requested = Signal(object, str)
    width_wanted = Signal(int)
    unfinished_changed = Signal()

    def __init__(self, record_type: RecordType, surroundings: Surroundings) -> None:
        super().__init__(record_type)
        self.record_type = record_type
        self._session = surroundings.session
        self._record: Record | None = None
        self._dirty = False
        self.body: FormBody = make_form(record_type, surroundings, RowIds(self._session, self))
        self._keeper = DraftKeeper(self._session, self._typed, self)
        self._watch = TypingWatch(self._session, self.body, self._typed, self)
        self._connect()

    def _connect(self) -> None:
        self.destroyed.connect(self.body.deleteLater)  # it has no parent before a record is shown
        self.body.edited.connect(self._on_edited)
        self.body.left.connect(self._on_left)
        self.body.explained.connect(self.foot.say)
        self.body.reached.connect(self.scroll_to)
        self.body.width_changed.connect(self.width_wanted)
        self.header.dropped.connect(self.drop_typing)
        self.foot.save.connect(self.save)
        self.foot.final.connect(self.make_final)
        self.foot.final_and_new.connect(lambda: self.make_final(then_new=True))
        self.foot.copy.connect(self.begin_copy)
        self.foot.void.connect(self.void)
        self.foot.history.connect(self.show_history)
        self.foot.print_form.connect(self.print_form)
        self._keeper.kept.connect(self.unfinished_changed)
        self._keeper.failed.connect(lambda sentence: self.foot.say(sentence, "problem"))

    # --------------------------------------------------------------------------------------------------------- opening
    @property
    def record(self) -> Record | None:
        """The record on screen as it was read."""
        return self._record

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        return self._dirty

    def open(self, record_id: str) -> bool:
        """Show a record, with its unfinished typing if there is some; False when it is gone, or the one on screen
        cannot be left."""
        if not self.leave():
            return False
        loaded = self._session.read(lambda store: record_reading.load(store, self.record_type, record_id))
        if loaded is not None:
            self._show(loaded)
        return loaded is not None

    def begin(self, after: Record | None = None) -> None:
        """Show a new record and go to its first field; it begins with what is the same as in the one `after` which it
        is entered."""
        self.begin_with(carried_over(self.record_type, after.values) if after is not None else {})

    def begin_with(self, values: Mapping[str, object]) -> None:
        """Show a new record with these answers in place of the usual ones, and go to its first field."""
        if not self.leave():
            return

        def make(store: Store) -> Record:
            new = store.records.new(self.record_type.name)
            return replace(new, values={**new.values, **values})

        self._begin(make)

    def begin_copy(self) -> None:
        """Show a new record with the values of the saved one on screen."""
        source = self._record
        if source is not None and source.version and self.leave():
            self._begin(lambda store: store.records.copy(source.record_type, source.id))

    def leave(self) -> bool:
        """What was typed and not saved is kept as unfinished before another record or page takes its place; it stays
        on screen until then. False when it cannot be kept, which the officer is told."""
        self._watch.rest()
        if self._dirty:
            self.body.settle()
            try:
                self._keeper.finish()
            except StorageError as error:
                messages.show_error(self, error)
                return False
        return True

    def forget(self) -> None:
        """Nothing is on screen any more."""
        self._rest()
        self._record = None
        self._watch.begin("")

    def drop_typing(self) -> None:
        """Throw the unfinished typing away, after a question, and show the record as it is stored."""
        record = self._record
        question = "Bỏ những gì đã gõ mà chưa lưu?"
        if record is None or not messages.confirm(self, question, "Bỏ bản gõ dở", danger=True, keep="Giữ lại"):
            return
        self._rest()
        self._session.write(lambda store: store.drafts.drop(record.id))
        self.unfinished_changed.emit()
        if record.version:
            self.open(record.id)
        else:
            self.begin()

    def tell_again(self) -> None:
        """Other registers may tell more of the record than when it was opened."""
        if self._record is not None and self._record.version:
            self._watch.ask_told()

    def _begin(self, make: Callable[[Store], Record]) -> None:
        self._show(self._session.read(lambda store: record_reading.around(store, self.record_type, make(store))))
        if self.isVisible():
            self.body.focus_first()
        else:
            QTimer.singleShot(0, self.body.focus_first)

    def _show(self, loaded: Loaded) -> None:
        record = self._record = loaded.record
        self._dirty = bool(loaded.typed_at)
        self._watch.begin(record.id)
        locked = record.received or record.state is State.VOID
        self.body.set_read_only(locked)  # first, for what is worked out is only read in any case
        self.body.fill(record, loaded.titles)
        self.body.show_notes(loaded.notes)
        self.body.told.show_told(loaded.told)
        self.show_loaded(loaded, self.body, dirty=self._dirty)
        self.width_wanted.emit(self.body.wanted_width())
        self.shown.emit(record.id)

    # ---------------------------------------------------------------------------------------------------- while typing
    def _typed(self) -> Record:
        if self._record is None:
            raise RuntimeError("no record is on screen")
        return self.body.record_from(self._record)

    def _on_edited(self, name: str) -> None:
        if self._record is None:
            return
        if not self._dirty:
            self._dirty = True
            self.header.show_saved(self._record, dirty=True)
            self.foot.allow_saving(True)
        self._keeper.touch()
        self._watch.edited(name)
        self.width_wanted.emit(self.body.wanted_width())

    def _on_left(self, name: str) -> None:
        if self._record is not None and self._dirty:
            self._watch.left(name)

    # ---------------------------------------------------------------------------------------------------------- saving
    def save(self) -> None:
        """Keep as a draft, or keep a final record final (then it must pass)."""
        if self._record is None:
            return
        self.body.settle()
        if self._record.state is State.FINAL:
            self.make_final()
            return
        record = self._typed()
        self._write(lambda store: store.records.save(record))

    def make_final(self, *, then_new: bool = False) -> None:
        """Enter the record into its register; what stands in the way is shown at its place."""
        if self._record is None or self._record.received or self._record.state is State.VOID:
            return
        self.body.settle()
        record = self._typed()
        final = self._record.state is State.FINAL

        def enter(store: Store, typed: Record) -> Record:
            return store.records.save(typed) if final else store.records.make_final(typed)

        # Most pass at once, with one question to the store.
        written = self._write(lambda store: enter(store, record), lambda: self._enter_with_reasons(record, enter))
        if written is not None and then_new:
            self.begin(after=written)
            self.foot.say(f"Đã ghi sổ {written.number_text}".rstrip() + ".", "done")

    def _enter_with_reasons(self, record: Record, enter: Callable[[Store, Record], Record]) -> Record | None:
        """After a refusal: what must be mended is shown; where only reasons are missing, they are asked for."""
        problems = self._session.read(lambda store: store.records.problems(record))
        reasoned = checks.with_reasons(self, record, problems)
        if not isinstance(reasoned, Record):
            self._refuse(reasoned, problems)
            return None
        return self._write(lambda store: enter(store, reasoned))

    def void(self) -> None:
        """Cross the record out, with a reason; its number stays taken."""
        record = self._record
        if record is None or not record.version:
            return
        what = noun(self.record_type)
        question = (
            f"{heading(self.record_type, record)} sẽ không còn tính vào số liệu; số đã cấp không dùng lại. Vì sao hủy?"
        )
        reason = messages.ask_reason(self, f"Hủy {what}", question, f"Hủy {what}", danger=True)
        if reason is not None:
            self._write(lambda store: store.records.void(record.record_type, record.id, record.version, reason))

    def _write(
        self, change: Callable[[Store], Record], refused: Callable[[], Record | None] | None = None
    ) -> Record | None:
        """Write, then show what was written; a refusal is left to `refused`, or shown at its place and gives None."""
        self._keeper.rest()
        self._watch.rest()
        declared = self.record_type
        try:
            loaded = self._session.read(lambda store: record_reading.around(store, declared, change(store)))
        except Refused as told:
            if refused is not None:
                self._keep_typing()
                return refused()
            self._refuse(told.problems, told.problems)
            return None
        except StorageError as error:
            self._keep_typing()
            messages.show_error(self, error)
            return None
        self._show(loaded)  # first what was saved; lists and sums ask their questions after it
        self._session.announce(declared.name)
        self.saved.emit(loaded.record.id)
        self.unfinished_changed.emit()
        return loaded.record

    def _refuse(self, standing: tuple[Problem, ...], problems: tuple[Problem, ...]) -> None:
        self._keep_typing()
        self._watch.left_all()
        ordered = self.body.in_reading_order(standing)
        self.body.show_problems(problems)
        self.body.focus_problem(ordered[0])
        self.foot.say(remaining(ordered, told=self.body.says_whole(ordered[0])), "problem")

    def _keep_typing(self) -> None:
        """What could not be saved is unfinished still."""
        if self._dirty:
            self._keeper.touch()

    # ---------------------------------------------------------------------------------------------------------- beside
    def show_history(self) -> None:
        record = self._record
        if record is not None and record.version:
            changes = self._session.read(lambda store: store.records.history(record.record_type, record.id))
            show_history(self, heading(self.record_type, record), changes)

    def print_form(self, name: str) -> None:
        """Ask for a printed form; the record as it stands on screen is printed. What is in the register and was changed
        since is saved first: nobody hands out a paper that the register does not know."""
        if self._record is None:
            return
        if self._record.state is State.FINAL and self._dirty:
            self.foot.say("Có thay đổi chưa lưu. Lưu (Ctrl+S) rồi in.", "problem")
            return
        self.print_requested.emit(self._typed(), name)

    def _rest(self) -> None:
        self._dirty = False
        self._keeper.rest()
        self._watch.rest()
