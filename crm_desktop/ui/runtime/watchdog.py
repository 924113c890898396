"""A window that does not answer: where it hangs is written down, whoever holds the interpreter."""

from __future__ import annotations

import faulthandler
import logging
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from PySide6.QtCore import QObject, QTimer

from crm_desktop import held_files

FILE = "hangs.log"
PREVIOUS = "hangs-previous.log"
LIMIT_S = 5.0
LARGEST = 200_000
"""Bytes after which a new file is begun."""

_log = logging.getLogger(__name__)


class Watchdog(QObject):
    """Puts off a dump of all stacks again and again as long as the event loop turns.

    The dump is made by a thread that needs no interpreter: a hang inside a library is seen, too.
    Only places in the program are written, no values.
    """

    def __init__(self, folder: Path, limit_s: float = LIMIT_S) -> None:
        super().__init__()
        self._limit = limit_s
        self._last = time.monotonic()
        self._file = _opened(folder)
        self._timer = QTimer(self, interval=round(limit_s * 200))
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Watch from now on."""
        if self._file is not None:
            self._beat()
            self._timer.start()

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()
        if self._file is not None:
            faulthandler.cancel_dump_traceback_later()
            self._file.close()
            self._file = None

    def _beat(self) -> None:
        if self._file is None:
            return
        now = time.monotonic()
        silent, self._last = now - self._last, now
        if silent > self._limit and self._timer.isActive():
            # Under the dump that was written meanwhile.
            stamp = datetime.now(UTC)
            self._file.write(f"{stamp:%Y-%m-%dT%H:%M:%SZ} the window did not answer for ")
            self._file.write(f"{silent:.1f} s\n\n")
            self._file.flush()
        faulthandler.dump_traceback_later(self._limit, file=self._file)


def _opened(folder: Path) -> TextIO | None:
    file = folder / FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if file.is_file() and file.stat().st_size > LARGEST:
            held_files.replace(file, folder / PREVIOUS, held_files.SHORT_S)
        return file.open("a", encoding="utf-8")
    except OSError as error:
        _log.info("nobody watches for hangs: %s", error.strerror)
        return None
