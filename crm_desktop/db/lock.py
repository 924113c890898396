"""One window per base: an operating-system lock on an open handle, never a file's existence."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from pathlib import Path
from typing import IO

from crm_desktop.domain.problems import Refused, code
from crm_desktop.late import dataclass

IN_USE = code("base.in-use")
FILE_NAME = "lock"
_OPEN = b"open"
"""What stands in the file while its holder lives; a holder that went in peace takes it away."""
_TEXT_AT = 1
"""The first byte is the one that Windows locks."""

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


@dataclass(slots=True)
class _Held:
    handle: IO[bytes]
    count: int
    unclean: bool


_held: dict[str, _Held] = {}
_guard = threading.Lock()


def held_here(folder: Path) -> bool:
    """Whether this very process holds the lock of a folder."""
    with _guard:
        return os.path.normcase(folder.resolve()) in _held


class BaseLock:
    """Held by the window, a restore or a migration as long as it lives (decision 12).

    Whoever holds it in this process may take it again: the window that migrates its own base is
    not in its own way. `unclean` tells that the holder before was killed or lost its power.
    """

    def __init__(self, folder: Path) -> None:
        """Take the lock of the base's folder; `Refused` `base.in-use` when another holds it.

        Raises `OSError` when the folder cannot be written.
        """
        self._folder = folder
        self._key = os.path.normcase(folder.resolve())
        self._released = False
        with _guard:
            held = _held.get(self._key)
            if held is None:
                held = _held[self._key] = _taken(folder)
            held.count += 1
        self.unclean = held.unclean

    def renew(self) -> None:
        """Take the lock anew when its folder was away and another disk stands there now.

        `Refused` `base.in-use` when somebody else took it meanwhile.
        """
        with _guard:
            held = _held[self._key]
            with contextlib.suppress(OSError):
                now, mine = (self._folder / FILE_NAME).stat(), os.fstat(held.handle.fileno())
                if (now.st_dev, now.st_ino) == (mine.st_dev, mine.st_ino):
                    return
            fresh = _taken(self._folder)
            held.handle.close()
            held.handle = fresh.handle

    def release(self) -> None:
        """Give the lock back in peace; the file stays, it means nothing by itself."""
        if self._released:
            return
        self._released = True
        with _guard:
            held = _held[self._key]
            held.count -= 1
            if held.count:
                return
            del _held[self._key]
        try:
            held.handle.truncate(0)
            _give_back(held.handle)
        except OSError:
            # The folder may be gone with its disk; closing the handle gives the lock back, too.
            return
        finally:
            held.handle.close()


def _taken(folder: Path) -> _Held:
    descriptor = os.open(folder / FILE_NAME, os.O_RDWR | os.O_CREAT, 0o666)
    handle = os.fdopen(descriptor, "rb+", buffering=0)
    try:
        _take(handle)
    except OSError as error:
        handle.close()
        raise Refused.of(IN_USE, path=str(folder)) from error
    handle.seek(_TEXT_AT)
    unclean = handle.read(len(_OPEN)) == _OPEN
    handle.seek(_TEXT_AT)
    # A full disk is no reason to keep anybody from their clients: then the mark is missing once.
    with contextlib.suppress(OSError):
        handle.write(_OPEN)
        os.fsync(handle.fileno())
    return _Held(handle, 0, unclean)
