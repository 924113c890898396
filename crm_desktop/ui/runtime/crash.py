"""The crash guard: whatever nobody caught is written down without clients' data and told once."""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import (
    QCoreApplication,
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)

from crm_desktop import held_files
from crm_desktop.ui.runtime.crash_dialog import ask_user
from crm_desktop.ui.runtime.report import Report, report_of

FAULTS = "faults.log"
PREVIOUS_FAULTS = "faults-previous.log"
OFTEN = 3
WITHIN_S = 60.0
"""So many defects in so many seconds: the program stumbles, a new start is offered."""
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.INFO,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

_log = logging.getLogger(__name__)


def install(log_folder: Path, on_crash: Callable[[Report], object] | None = None) -> Guard:
    """Stand guard from now on, before anything else is started; keep what is returned.

    `on_crash` is called on the screen's thread, once per distinct defect and never while it is
    still running; without it the dialog of `ask_user` is shown.
    """
    return Guard(log_folder, on_crash or ask_user)


class Guard(QObject):
    """Catches what reached nobody: in slots, in threads, in Qt and below Python."""

    _raised = Signal(object)

    def __init__(self, log_folder: Path, on_crash: Callable[[Report], object]) -> None:
        super().__init__()
        self._folder = log_folder
        self._faults: TextIO | None = None
        self._on_crash = on_crash
        self._known: set[str] = set()
        self._times: deque[float] = deque(maxlen=OFTEN)
        self._telling = False
        self._waiting: Report | None = None
        self._afterwards: Callable[[], object] = lambda: None
        self._lock = threading.Lock()
        self._raised.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self.previous_fault = self._watch_faults()
        self._old_hook = sys.excepthook
        self._old_thread_hook = threading.excepthook
        sys.excepthook = self._hook
        threading.excepthook = self._thread_hook
        self._old_handler = qInstallMessageHandler(_from_qt)

    def report(self, error: BaseException) -> None:
        """Take a defect that somebody else caught (`Jobs.crashed`); from any thread."""
        with self._lock:
            told = report_of(error)
            repeated = self._stumbles()
            if told.identity in self._known and not repeated:
                return
            if told.identity not in self._known:
                self._known.add(told.identity)
                told = report_of(error, self._folder)
        _log.info("a defect %s was written down", told.identity)
        if QCoreApplication.instance() is not None:
            self._raised.emit(replace(told, repeated=repeated))

    def _stumbles(self) -> bool:
        """Whether this defect is one too many; it is said once, then counted from the beginning."""
        now = time.monotonic()
        self._times.append(now)
        if len(self._times) < OFTEN or now - self._times[0] > WITHIN_S:
            return False
        self._times.clear()
        return True

    def then(self, act: Callable[[], object]) -> None:
        """Do this after each telling."""
        self._afterwards = act

    def uninstall(self) -> None:
        """Put back what was there before."""
        sys.excepthook = self._old_hook
        threading.excepthook = self._old_thread_hook
        qInstallMessageHandler(self._old_handler)
        if self._faults is not None:
            faulthandler.disable()
            self._faults.close()
            self._faults = None

    def _tell(self, report: Report) -> None:
        if self._telling:
            if report.repeated:
                self._waiting = report
            return
        self._telling = True
        try:
            self._on_crash(report)
            # What happened behind the dialog is no second dialog, unless it does not end.
            while (waiting := self._waiting) is not None:
                self._waiting = None
                self._on_crash(waiting)
        finally:
            self._telling = False
        self._afterwards()

    def _hook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if sys.stderr is not None:
            self._old_hook(kind, error, trace)
        if isinstance(error, KeyboardInterrupt):
            QCoreApplication.quit()
        else:
            self.report(error.with_traceback(trace))

    def _thread_hook(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            self._hook(args.exc_type, args.exc_value, args.exc_traceback)

    def _watch_faults(self) -> Path | None:
        """Let crashes below Python leave a trace; returns the trace the last run left, if any."""
        file, previous = self._folder / FAULTS, self._folder / PREVIOUS_FAULTS
        found = None
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if file.is_file() and file.stat().st_size > 0:
                held_files.replace(file, previous, held_files.SHORT_S)
                found = previous
            self._faults = file.open("w", encoding="utf-8")
        except OSError as error:
            _log.info("no trace of faults can be kept: %s", error.strerror)
            return found
        faulthandler.enable(self._faults)
        return found


def _from_qt(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    # Qt's own sentences; its warnings are ours to look at while developing, not the user's.
    logging.getLogger("crm_desktop.qt").log(_LEVELS.get(kind, logging.INFO), "%s", message)
