"""Garbage is collected in the window's thread only.

Python collects in whichever thread happens to allocate. Were that the store's worker, a forgotten dialog would be
destroyed there while Qt uses it here, and the program would crash.
"""

from __future__ import annotations

import gc
import threading

from PySide6.QtCore import QObject, QTimer

EVERY = 400  # ms between two looks at whether a collection is due
OLDEST = 2  # generation


class Sweeper(QObject):
    """Takes collecting over from Python while a worker thread named `worker` runs beside the window."""

    def __init__(self, worker: str, parent: QObject) -> None:
        super().__init__(parent)
        self._worker = worker
        gc.disable()
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.sweep)
        self._timer.start()

    def sweep(self) -> None:
        """Collect the oldest generation that is due by Python's own thresholds."""
        counts, limits = gc.get_count(), gc.get_threshold()
        for generation in range(OLDEST, -1, -1):
            if counts[generation] > limits[generation]:
                gc.collect(generation)
                return

    def stop(self) -> None:
        """Give collecting back, unless another such worker still runs."""
        self._timer.stop()
        if not any(thread.name.startswith(self._worker) for thread in threading.enumerate()):
            gc.enable()
