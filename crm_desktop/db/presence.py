"""Who has a base open, and whose turn it is: file locks that are waited for.

Everybody who opens a base shares one lock; whoever puts another file in its place needs it alone.
On Windows the system itself refuses to replace a file that somebody has open.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from crm_desktop.db.errors import BUSY
from crm_desktop.db.watching import Step, no_step
from crm_desktop.domain.problems import Cancelled, Refused

FILE_NAME = "lock-open"
PATIENCE_S = 10.0
PAUSE_S = 0.02

_turns: dict[str, threading.Lock] = {}
_guard = threading.Lock()

if sys.platform == "win32":
    import msvcrt

    def _take(handle: IO[bytes], *, shared: bool) -> None:
        if not shared:
            handle.seek(0)
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(handle: IO[bytes], *, shared: bool) -> None:
        kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        fcntl.flock(handle.fileno(), kind | fcntl.LOCK_NB)


class Presence:
    """Held by everybody who has the base of a folder open."""

    def __init__(self, folder: Path, step: Step = no_step) -> None:
        """Wait until nobody is putting another file in the base's place; `Refused` `base.busy`.

        Where the folder cannot be written nothing can be put in its place either. `step` may end
        the waiting by `Cancelled`.
        """
        self._handle: IO[bytes] | None = None
        with suppress(OSError):
            self._handle = (folder / FILE_NAME).open("ab+")
        if self._handle is not None:
            _wait_for(self._handle, shared=True, patience=PATIENCE_S, step=step)

    def end(self) -> None:
        """The base is closed here; twice is harmless."""
        if self._handle is not None:
            # Closing gives the lock back on every system.
            self._handle.close()
            self._handle = None


class Gate:
    """Lets the threads of one program in, and shuts when the base is given up for a moment."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside = 0
        self._shut = False

    @contextmanager
    def inside(self, patience: float | None = None) -> Iterator[None]:
        """Be inside while the block runs: `enter` and `leave`."""
        self.enter(patience)
        try:
            yield
        finally:
            self.leave()

    def enter(self, patience: float | None = None) -> None:
        """Pass through, waiting while it is shut; `Refused` `base.busy` after the patience."""
        with self._changed:
            if self._shut and not self._changed.wait_for(lambda: not self._shut, patience):
                raise Refused.of(BUSY)
            self._inside += 1

    def leave(self) -> None:
        """Go out again: whoever waits to shut it is told."""
        with self._changed:
            self._inside -= 1
            if not self._inside:
                self._changed.notify_all()

    @contextmanager
    def unused(self) -> Iterator[bool]:
        """Shut while the block runs, but only if nobody is inside now: tells whether it is.

        For what can as well be done another time: nobody is waited for.
        """
        with self._changed:
            free = not self._shut and self._inside == 0
            self._shut = self._shut or free
        try:
            yield free
        finally:
            if free:
                self._open()

    @contextmanager
    def shut(self) -> Iterator[None]:
        """Nobody is inside and nobody gets in."""
        with self._changed:
            # One at a time: the first to open it again would let readers in on the second.
            self._changed.wait_for(lambda: not self._shut)
            self._shut = True
            self._changed.wait_for(lambda: self._inside == 0)
        try:
            yield
        finally:
            self._open()

    def _open(self) -> None:
        with self._changed:
            self._shut = False
            self._changed.notify_all()


@contextmanager
def alone(folder: Path, step: Step = no_step) -> Iterator[None]:
    """Nobody else has the base open, nobody opens it meanwhile; `Refused` `base.busy`."""
    with (folder / FILE_NAME).open("ab+") as handle:
        _wait_for(handle, shared=False, patience=PATIENCE_S, step=step)
        yield


@contextmanager
def turn(file: Path, patience: float, step: Step = no_step) -> Iterator[None]:
    """One at a time, among threads and processes; `Refused` `base.busy` after the patience."""
    with _guard:
        mine = _turns.setdefault(str(file.absolute()), threading.Lock())
    _wait_in_line(mine, patience, step)
    try:
        with file.open("ab+") as handle:
            _wait_for(handle, shared=False, patience=patience, step=step)
            yield
    finally:
        mine.release()


def _wait_in_line(mine: threading.Lock, patience: float, step: Step) -> None:
    until = time.monotonic() + patience
    while not mine.acquire(timeout=PAUSE_S):
        if time.monotonic() > until:
            raise Refused.of(BUSY)
        step(0, 0)


def _wait_for(handle: IO[bytes], *, shared: bool, patience: float, step: Step) -> None:
    until = time.monotonic() + patience
    while True:
        try:
            _take(handle, shared=shared)
            return
        except OSError as error:
            if time.monotonic() > until:
                handle.close()
                raise Refused.of(BUSY) from error
        try:
            step(0, 0)
        except Cancelled:
            handle.close()
            raise
        time.sleep(PAUSE_S)
