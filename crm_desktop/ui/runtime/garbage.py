"""When garbage is looked for in everything that is held: when nobody waits for anything."""

from __future__ import annotations

import gc
from time import perf_counter

from PySide6.QtCore import QObject, QTimer

from crm_desktop.ui.runtime.jobs import Jobs

QUIET_MS = 3_000
"""So long nothing has run: whoever works in the window has a job ended more often than that."""
DUE = 10
"""As many looks through what is young, before everything is looked through."""
LONG_S = 0.01
"""What takes so long is not looked through a second time soon."""
WHOLE_S = 3_600.0
"""After so long it is: what was put aside may have become garbage, and is not to gather all day."""
_NEVER = 1_000_000


class Garbage(QObject):
    """Keeps Python from looking through all that is held while something runs.

    It does so whenever a quarter has been added, in whatever thread that happens, and holds
    everything up: with the rows of a big import, the window stood still for 50 ms, ten times. What
    is young is looked through as ever, all the rest here, when the lanes are empty.
    """

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._usual: tuple[int, int, int] | None = None
        self._whole_at = perf_counter()
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._quiet.timeout.connect(self.look)

    def begin(self) -> None:
        """From now on it is looked for here."""
        if self._usual is None:
            self._usual = gc.get_threshold()
            young, middle, _old = self._usual
            gc.set_threshold(young, middle, _NEVER)
            self._jobs.job_finished.connect(self._wait)

    def stop(self) -> None:
        """From now on it is Python's own business again."""
        if self._usual is not None:
            self._jobs.job_finished.disconnect(self._wait)
            self._quiet.stop()
            gc.set_threshold(*self._usual)
            self._usual = None

    def _wait(self, _job: object) -> None:
        self._quiet.start()

    def look(self) -> None:
        """Look through everything, if it is due and nothing runs; whatever runs leads here again.

        What stays after a long look stays for long: a page, a big list.
        """
        _young, _middle, looks = gc.get_count()
        if looks < DUE or self._jobs.running():
            return
        began = perf_counter()
        if began - self._whole_at > WHOLE_S:
            self._whole_at = began
            gc.unfreeze()
        gc.collect()
        if perf_counter() - began > LONG_S:
            gc.freeze()
