"""Work before there is an opened base, and so no `Jobs`: copying one, moving one, checking one."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QRunnable, Qt, QThreadPool, Signal

from crm_desktop.commands.work import Step
from crm_desktop.domain.problems import Cancelled, Refused
from crm_desktop.ui.runtime.jobs import Caught

R = TypeVar("R")


class Errand(QObject):
    """One piece of work in a thread of its own; its end comes back to the screen's thread.

    `done` gets its value, `failed` its refusal, `cancelled` is called when it was stopped; a
    defect goes where all defects go. `stepped(done, total)` tells how far it is. `dropped` gets
    a value that comes when nobody waits for it any more, to let go of what it holds.
    """

    stepped = Signal(object, object)
    _ended = Signal(object, object)

    def __init__(
        self,
        work: Callable[[Step], R],
        done: Callable[[R], object],
        failed: Callable[[Refused], object],
        cancelled: Callable[[], object] = lambda: None,
        dropped: Callable[[R], object] = lambda _value: None,
    ) -> None:
        super().__init__()
        self._work = work
        self._done = done
        self._failed = failed
        self._cancelled = cancelled
        self._dropped = dropped
        self._stop = threading.Event()
        self._ended.connect(self._end, Qt.ConnectionType.QueuedConnection)
        self._pool = QThreadPool(self)
        self._runnable = _Runnable(self._run)

    def start(self) -> None:
        """Set it going."""
        self._pool.start(self._runnable)

    def cancel(self) -> None:
        """Ask it to stop at its next step."""
        self._stop.set()

    def over_within(self, milliseconds: int) -> bool:
        """Wait a moment for its end; whether it came, and everybody was told."""
        over = self._pool.waitForDone(milliseconds)
        if over:
            QCoreApplication.sendPostedEvents(self)
        return over

    def finish(self) -> None:
        """Ask it to stop and wait for that; nothing is called back any more but `dropped`."""
        self._stop.set()
        self._done, self._failed = self._dropped, _ignore
        self._cancelled = lambda: None
        self._pool.waitForDone()
        QCoreApplication.sendPostedEvents(self)

    def _run(self) -> None:
        caught, value = Caught(), None
        with caught:
            value = self._work(self._step)
        self._ended.emit(value, caught.error)

    def _step(self, done: int, total: int) -> None:
        if self._stop.is_set():
            raise Cancelled
        self.stepped.emit(done, total)

    def _end(self, value: Any, error: BaseException | None) -> None:
        if error is None:
            self._done(value)
        elif isinstance(error, Refused):
            self._failed(error)
        elif isinstance(error, Cancelled):
            self._cancelled()
        else:
            sys.excepthook(type(error), error, error.__traceback__)


class _Runnable(QRunnable):
    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self._run = work

    def run(self) -> None:
        self._run()


def _ignore(_value: object) -> None:
    """Nobody waits for it any more."""
