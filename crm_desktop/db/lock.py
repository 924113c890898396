"""One window per base: an operating-system lock on an open handle, never a file's existence."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO

from crm_desktop.domain.problems import Refused, code

IN_USE = code("base.in-use")

if sys.platform == "win32":
    import msvcrt

    def _take(handle: IO[bytes]) -> None:
        handle.seek(0)
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)

    def _give_back(handle: IO[bytes]) -> None:
        handle.seek(0)
        msvcrt.locking(handle.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(handle: IO[bytes]) -> None:
        fcntl.flock(handle.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _give_back(handle: IO[bytes]) -> None:
        fcntl.flock(handle.fileno(), fcntl.LOCK_UN)


class BaseLock:
    """Held by the window, a restore or a migration as long as it lives (decision 12)."""

    def __init__(self, folder: Path) -> None:
        """Take the lock of the base's folder; `Refused` `base.in-use` when another holds it."""
        self._handle = (folder / "lock").open("ab+")
        try:
            _take(self._handle)
        except OSError as error:
            self._handle.close()
            raise Refused.of(IN_USE, path=str(folder)) from error

    def release(self) -> None:
        """Give the lock back; the file stays, it means nothing by itself."""
        if not self._handle.closed:
            _give_back(self._handle)
            self._handle.close()
