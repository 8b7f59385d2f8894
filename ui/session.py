"""The window's only way to the data: one worker thread owns the store, everyone else asks it here."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from dataclasses import dataclass
from typing import Generic, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from models.ports import Progress, Store
from ui.sweeping import Sweeper

T = TypeVar("T")
Read = Callable[[Store], T]

FIGURE, SUBMISSION, IDENTITY = "figure", "submission", "identity"
"""Besides record types, what a write may change."""

WORKER = "store"  # the name of the worker thread


@dataclass(frozen=True, slots=True)
class _Answer(Generic[T]):
    """A finished request on its way to the window's thread."""

    future: Future[T]
    done: Callable[[T], None]
    failed: Callable[[Exception], None] | None

    def deliver(self) -> None:
        """Call back; an error nobody asked for is raised here, where the program's exception hook sees it."""
        error = self.future.exception()
        if error is None:
            if alive(self.done):
                self.done(self.future.result())
        elif self.failed is not None and isinstance(error, Exception):
            if alive(self.failed):
                self.failed(error)
        else:
            raise error


class Session(QObject):
    """Opens the store in its own thread and hands requests to it in order. Errors of `open_store` reach the caller.

    `read` and `write` wait; `submit` and `latest` answer later in the window's thread; `run_long` shows progress."""

    records_changed = Signal(str)
    figures_changed = Signal()
    submissions_changed = Signal()
    identity_changed = Signal()
    backed_up = Signal()
    """Something was tried unasked to keep the copies up to date; how they stand may have changed."""
    _answered = Signal(object)

    def __init__(self, open_store: Callable[[], Store], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sweeper = Sweeper(WORKER, self)
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix=WORKER)
        self.requests = 0
        """How many requests there were so far: whoever does something of no hurry stops when this grows."""
        self._newest: dict[str, int] = {}
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        try:
            self._store: Store | None = self._worker.submit(open_store).result()
        except BaseException:
            self._worker.shutdown()
            self._sweeper.stop()
            raise

    @property
    def is_open(self) -> bool:
        return self._store is not None

    def read(self, fn: Read[T]) -> T:
        """The answer of `fn`, waited for; for reads of milliseconds."""
        return self._request(fn).result()

    def submit(self, fn: Read[T], done: Callable[[T], None], failed: Callable[[Exception], None] | None = None) -> None:
        """Ask now, hear later: `done` or `failed` is called in the window's thread, unless its widget is gone. Once the
        session is closed nothing is asked any more: a window that is going away hears nothing."""
        if self.is_open:
            self._later(self._request(fn), done, failed)

    def promptly(self, fn: Read[T], done: Callable[[T], None], wait: float = 0.04) -> None:
        """Like `submit`, but an answer that comes within `wait` seconds is delivered before this returns, so that a
        list is drawn whole at once, while a store busy with a long job never holds up the window."""
        if not self.is_open:
            return
        future = self._request(fn)
        if wait_for((future,), timeout=wait).done:
            _Answer(future, done, None).deliver()
        else:
            self._later(future, done, None)

    def latest(
        self, key: str, fn: Read[T], done: Callable[[T], None], failed: Callable[[Exception], None] | None = None
    ) -> None:
        """Like `submit`, but only the newest request of `key` is answered; older ones not begun are not run. Asked from
        the window's thread alone; the worker's only looks at the turn."""
        turn = self._newest[key] = self._newest.get(key, 0) + 1

        def run(store: Store) -> T | None:
            return fn(store) if self._newest[key] == turn else None

        def answer(result: T | None) -> None:
            if self._newest[key] == turn and alive(done):
                done(result)  # type: ignore[arg-type] # run() gave fn's own answer, as the turn still holds

        self.submit(run, answer, failed)

    def write(self, fn: Read[T], *changed: str) -> T:
        """The answer of `fn`, waited for; then tells `changed` (record types, FIGURE, SUBMISSION, IDENTITY)."""
        result = self.read(fn)
        self.announce(*changed)
        return result

    def announce(self, *changed: str) -> None:
        """Tell the windows what changed."""
        signals = {FIGURE: self.figures_changed, SUBMISSION: self.submissions_changed, IDENTITY: self.identity_changed}
        for name in changed:
            if name in signals:
                signals[name].emit()
            else:
                self.records_changed.emit(name)

    def run_long(
        self,
        parent: QWidget,
        title: str,
        fn: Callable[[Store, Progress], T],
        done: Callable[[T], None],
        *changed: str,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run `fn(store, progress)` behind a modal progress with cancel, then tell `changed` and call `done`."""

        def finished(result: T) -> None:
            self.announce(*changed)
            if alive(done):
                done(result)

        def start(progress: Progress) -> Future[T]:
            return self._request(lambda store: fn(store, progress))

        from ui import background  # dialogs, which the first window does without

        background.run(parent, title, start, finished, failed)

    def close(self, parent: QWidget | None = None) -> None:
        """Close the store (it may back up first, shown after a moment) and end the thread. Safe to call twice."""
        store, self._store = self._store, None
        if store is None:
            return
        self.requests += 1
        from ui import background

        try:
            background.wait(parent, "Đang sao lưu và đóng sổ…", self._worker.submit(store.close))
        finally:
            self._worker.shutdown()
            self._sweeper.stop()

    def _request(self, fn: Read[T]) -> Future[T]:
        store = self._store
        if store is None:
            raise RuntimeError("the session is closed")
        self.requests += 1
        return self._worker.submit(fn, store)

    def _later(self, future: Future[T], done: Callable[[T], None], failed: Callable[[Exception], None] | None) -> None:
        future.add_done_callback(lambda ready: self._answered.emit(_Answer(ready, done, failed)))

    @Slot(object)
    def _deliver(self, answer: _Answer[object]) -> None:
        answer.deliver()


def alive(callback: Callable[..., object]) -> bool:
    """Whether a bound method's widget still exists in Qt; a window may close before its answer comes."""
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)
