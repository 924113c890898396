"""The system wants this process gone: a signal, or the session ends. That is no fault."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, Qt
from PySide6.QtWidgets import QApplication

_SIGNALS = ("SIGTERM", "SIGINT", "SIGHUP")


class Ending(QObject):
    """Hears of the end from the moment it is made; `asked` remembers it.

    `watch` connects it with the application: from then on `ends` is called, and the loop is left.
    """

    def __init__(self, early: Callable[[], object]) -> None:
        super().__init__()
        self.asked = False
        self._early = early
        self._ends: Callable[[], object] = lambda: None
        self._before: dict[int, Any] = {}
        self._notifier: QSocketNotifier | None = None
        for name in _SIGNALS:
            number = getattr(signal, name, None)
            if number is not None:
                self._before[number] = signal.signal(number, self._heard)

    def watch(self, app: QApplication, ends: Callable[[], object]) -> None:
        """Tell `ends` when a signal comes or the session ends."""
        self._ends = ends
        app.commitDataRequest.connect(self._session_ends, Qt.ConnectionType.DirectConnection)
        if sys.platform != "win32":
            # Qt's loop sleeps outside Python: a byte in a pipe wakes it, and Python's handler runs.
            self._reading, self._writing = os.pipe()
            for end in (self._reading, self._writing):
                os.set_blocking(end, False)
            signal.set_wakeup_fd(self._writing, warn_on_full_buffer=False)
            self._notifier = QSocketNotifier(self._reading, QSocketNotifier.Type.Read, self)
            self._notifier.activated.connect(self._wake)

    def stop(self) -> None:
        """Hear nothing any more."""
        for number, handler in self._before.items():
            signal.signal(number, handler)
        if self._notifier is not None:
            signal.set_wakeup_fd(-1)
            self._notifier.setEnabled(False)
            self._notifier = None
            os.close(self._reading)
            os.close(self._writing)

    def _wake(self, *_given: object) -> None:
        os.read(self._reading, 64)
        if self.asked:
            QApplication.quit()

    def _heard(self, _number: int, _frame: FrameType | None) -> None:
        self._end()
        QApplication.quit()

    def _session_ends(self, *_given: object) -> None:
        self._end()

    def _end(self) -> None:
        self.asked = True
        self._early()
        self._ends()
