"""Handing over to the window that is already open, through a box of this user's on the disk.

A local socket would do, but Qt's come with its whole network and all that hangs on it, 3 MiB of
every open window: whoever asks lays a file into the box, the window takes it out.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import secrets
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer

from crm_desktop import held_files, paths

WAIT_S = 1.0
"""How long the open window may take to answer before it counts as not there."""
LONGEST = 64 * 1024
"""A longer message is nobody's hand-over."""
LOOK_MS = 500
"""Where the system has no watch to give, the window looks by itself so often."""

_ASK, _TAKEN = ".ask", ".taken"
_PAUSE_S = 0.01
_log = logging.getLogger(__name__)


def name_of(folder: Path) -> str:
    """The box's name for a base: the same for every spelling of its path."""
    path = os.path.normcase(folder.expanduser().resolve())
    return f"crm-desktop-{hashlib.sha256(path.encode()).hexdigest()[:24]}"


def box_of(folder: Path) -> Path:
    """Where requests to the window of this base are laid."""
    return paths.cache_folder() / "hand-over" / name_of(folder)


def hand_over(folder: Path, arguments: Sequence[str] = ()) -> bool:
    """Ask the window that has this base open to come to the front with these arguments.

    Returns False when there is none, or it does not answer within a second: then open the base
    yourself; that a base is open only once is the lock's business (`db/lock.py`), not ours.
    """
    ask = box_of(folder) / f"{secrets.token_hex(8)}{_ASK}"
    part = ask.with_suffix(".part")
    try:
        part.write_bytes(json.dumps(list(arguments)).encode())
        held_files.replace(part, ask, held_files.SHORT_S)
    except OSError:
        return False
    end = time.monotonic() + WAIT_S
    while time.monotonic() < end:
        if not ask.exists():
            return True
        time.sleep(_PAUSE_S)
    try:
        ask.unlink()
    except FileNotFoundError:
        # Taken at the last moment: one of the two has it, never both.
        return True
    except OSError as error:
        _log.info("a request could not be taken back: %s", error)
    return False


def listen(
    folder: Path, callback: Callable[[list[str]], object], parent: QObject | None = None
) -> Listener:
    """Be the window that others hand over to; keep what is returned, `close` it at the end."""
    return Listener(folder, callback, parent)


class Listener(QObject):
    """Listens for others who wanted to open the same base."""

    def __init__(
        self, folder: Path, callback: Callable[[list[str]], object], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._callback = callback
        self._box = box_of(folder)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._look)
        self._glances = QTimer(self, interval=LOOK_MS)
        self._glances.timeout.connect(self._look)
        self._begin()

    @property
    def listening(self) -> bool:
        """Whether others can reach us; without it the program works all the same."""
        return bool(self._watcher.directories()) or self._glances.isActive()

    def close(self) -> None:
        """Stop listening and remove the box; what somebody asks at this moment, they take back."""
        self._glances.stop()
        if self._watcher.directories():
            self._watcher.removePaths(self._watcher.directories())
        with suppress(OSError):
            self._box.rmdir()

    def _begin(self) -> None:
        try:
            self._box.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            _log.info("no hand-over possible: %s", error)
            return
        if not self._watcher.addPath(str(self._box)):
            self._glances.start()
        self._look()

    def _look(self) -> None:
        if not self._box.is_dir():
            # Somebody has emptied the folder of what may be thrown away.
            self._glances.stop()
            self._begin()
            return
        for ask in sorted(self._box.glob(f"*{_ASK}")):
            arguments = _taken(ask)
            if arguments is not None:
                self._callback(arguments)


def _taken(ask: Path) -> list[str] | None:
    """What is asked, taken out of the box; None when it was taken back, or is no request of now."""
    taken = ask.with_suffix(_TAKEN)
    try:
        held_files.replace(ask, taken, held_files.SHORT_S)
        about = taken.stat()
        text = taken.read_bytes() if about.st_size < LONGEST else b""
        held_files.unlink(taken, patience=held_files.SHORT_S)
    except OSError:
        return None
    # Whoever was killed while waiting has left theirs behind: nobody wants it any more.
    late = abs(time.time() - about.st_mtime) > 2 * WAIT_S
    return None if late else _parsed(text)


def _parsed(text: bytes) -> list[str] | None:
    try:
        found = json.loads(text)
    except ValueError:
        return None
    if isinstance(found, list) and all(isinstance(one, str) for one in found):
        return found
    return None
