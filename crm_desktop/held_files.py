"""Our own files while a virus scanner, an indexer or a sync client holds them for a moment.

On Windows a file that somebody has open cannot be replaced, renamed or deleted; elsewhere a busy
mount says so. It is tried again with growing pauses; what is still held then is the caller's to
say, with the name of the file (`OSError.filename`).
"""

from __future__ import annotations

import errno
import sys
import time
from collections.abc import Callable
from pathlib import Path

PATIENCE_S = 5.0
SHORT_S = 0.3
"""On the screen's thread nobody waits longer than a blink."""
FIRST_PAUSE_S = 0.02
GROWS = 1.7

_SHARING = frozenset({5, 32, 33, 1224})
"""Access denied, sharing violation, lock violation, mapped by another process: of Windows."""
_BUSY = frozenset({errno.EBUSY, errno.ETXTBSY})


def is_held(error: OSError) -> bool:
    """Whether another program holds the file, so that it may be free in a moment."""
    code = getattr(error, "winerror", None)
    if code is not None:
        return code in _SHARING
    return error.errno in _BUSY or (sys.platform == "win32" and isinstance(error, PermissionError))


def replace(source: Path, target: Path, patience: float = PATIENCE_S) -> None:
    """Give a file or folder another name, in the place of what has that name."""

    def act() -> None:
        source.replace(target)

    _stubbornly(act, patience)


def unlink(path: Path, *, missing_ok: bool = False, patience: float = PATIENCE_S) -> None:
    """Delete a file."""
    _stubbornly(lambda: path.unlink(missing_ok=missing_ok), patience)


def _stubbornly(act: Callable[[], None], patience: float) -> None:
    until, pause = time.monotonic() + patience, FIRST_PAUSE_S
    while True:
        try:
            act()
            return
        except OSError as error:
            left = until - time.monotonic()
            if left <= 0 or not is_held(error):
                raise
        time.sleep(min(pause, left))
        pause *= GROWS
