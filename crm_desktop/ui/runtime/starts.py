"""How often the program was started in a row without getting anywhere."""

from __future__ import annotations

import contextlib
from pathlib import Path

FILE = "starts"
TOO_MANY = 2
"""After so many starts that failed the next one is a safe one."""


class Starts:
    """A number in a file, raised at the beginning of a start and taken away when it got on.

    A folder that cannot be written counts nothing.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE

    def begin(self) -> int:
        """Count this start; returns how many before it failed in a row."""
        failed = self._read()
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(str(failed + 1), "ascii")
        return failed

    def ready(self) -> None:
        """This start got on: whatever comes now, it was not the start that failed."""
        with contextlib.suppress(OSError):
            self._file.unlink(missing_ok=True)

    def _read(self) -> int:
        try:
            return max(int(self._file.read_text("ascii")), 0)
        except (OSError, ValueError):
            return 0
