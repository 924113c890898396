"""The crash guard: whatever nobody caught is written down without clients' data and told once."""

from __future__ import annotations

import faulthandler
import hashlib
import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType, TracebackType
from typing import TextIO

import PySide6
from PySide6.QtCore import (
    QCoreApplication,
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from crm_desktop import __version__
from crm_desktop.words import pgettext

KEPT_REPORTS = 20
FAULTS = "faults.log"
PREVIOUS_FAULTS = "faults-previous.log"
_STORAGE = ("sqlalchemy", "sqlcipher3", "sqlite3")
_PACKAGE = Path(__file__).resolve().parents[2]
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.INFO,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Report:
    """A defect in words fit to be sent to strangers: types, places, versions, never values."""

    identity: str
    text: str
    file: Path | None
    only_quit: bool
    """After a defect of the storage nobody should go on."""


def report_of(error: BaseException, log_folder: Path | None = None) -> Report:
    """Describe a defect and, given a folder, write it down there; a full disk is no obstacle.

    Messages of exceptions are left out: they quote what the user typed.
    """
    chain = _chain(error)
    lines = [line for one in chain for line in _lines(one)]
    identity = hashlib.sha256("\n".join(lines).encode()).hexdigest()[:8]
    now = datetime.now(UTC)
    head = [
        f"CRM Desktop {__version__}",
        f"Python {platform.python_version()}, PySide6 {PySide6.__version__}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
        f"{now:%Y-%m-%dT%H:%M:%SZ} {threading.current_thread().name} {identity}",
        "",
    ]
    text = "\n".join([*head, *lines, ""])
    file = _written(text, log_folder, f"crash-{now:%Y%m%d-%H%M%S}-{identity}.txt")
    stored = any(_from_storage(type(one)) for one in chain)
    return Report(identity, text, file, stored)


def install(log_folder: Path, on_crash: Callable[[Report], object] | None = None) -> Guard:
    """Stand guard from now on, before anything else is started; keep what is returned.

    `on_crash` is called on the screen's thread, once per distinct defect and never while it is
    still running; without it the dialog of `ask_user` is shown.
    """
    return Guard(log_folder, on_crash or ask_user)


def ask_user(report: Report, parent: QWidget | None = None) -> None:
    """Say that something went wrong and that nothing is lost; let the user continue or quit."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(pgettext("Problems", "A defect of the program"))
    box.setText(pgettext("Problems", "The last action was not finished."))
    told = pgettext("Problems", "Everything saved before is safe.")
    if report.file is not None:
        where = pgettext("Problems", "A report without your clients' data is in {file}.")
        told = f"{told}\n{where.format(file=report.file)}"
    box.setInformativeText(told)
    box.setDetailedText(report.text)
    going_on = None
    if not report.only_quit:
        going_on = box.addButton(
            pgettext("Problems", "Continue"), QMessageBox.ButtonRole.AcceptRole
        )
        box.setDefaultButton(going_on)
        box.setEscapeButton(going_on)
    leaving = box.addButton(pgettext("Problems", "Quit"), QMessageBox.ButtonRole.DestructiveRole)
    if going_on is None:
        box.setEscapeButton(leaving)
    box.exec()
    if box.clickedButton() is leaving:
        QApplication.quit()
    box.deleteLater()


class Guard(QObject):
    """Catches what reached nobody: in slots, in threads, in Qt and below Python."""

    _raised = Signal(object)

    def __init__(self, log_folder: Path, on_crash: Callable[[Report], object]) -> None:
        super().__init__()
        self._folder = log_folder
        self._faults: TextIO | None = None
        self._on_crash = on_crash
        self._known: set[str] = set()
        self._telling = False
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
            if told.identity in self._known:
                return
            self._known.add(told.identity)
            told = report_of(error, self._folder)
        _log.info("a defect %s was written down", told.identity)
        if QCoreApplication.instance() is not None:
            self._raised.emit(told)

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
            return
        self._telling = True
        try:
            self._on_crash(report)
        finally:
            self._telling = False

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
                file.replace(previous)
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


def _chain(error: BaseException) -> list[BaseException]:
    """The defect and what it came from, the origin first."""
    chain: list[BaseException] = []
    one: BaseException | None = error
    while one is not None and one not in chain:
        chain.append(one)
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    return chain[::-1]


def _lines(error: BaseException) -> list[str]:
    kind = type(error)
    places = [
        f"  {_place(frame)}:{line} {frame.f_code.co_name}"
        for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    return [*places, f"{kind.__module__}.{kind.__qualname__}"]


def _place(frame: FrameType) -> str:
    """A file of ours from the package on; of a library only its last two names: no user's name."""
    path = Path(frame.f_code.co_filename)
    if path.is_relative_to(_PACKAGE):
        return path.relative_to(_PACKAGE.parent).as_posix()
    return "/".join(path.parts[-2:]) if len(path.parts) > 2 else path.name


def _from_storage(kind: type[BaseException]) -> bool:
    return any(one.__module__.split(".")[0] in _STORAGE for one in kind.__mro__)


def _written(text: str, folder: Path | None, name: str) -> Path | None:
    if folder is None:
        return None
    file = folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        for old in sorted(folder.glob("crash-*.txt"))[:-KEPT_REPORTS]:
            old.unlink(missing_ok=True)
    except OSError:
        return None
    return file
