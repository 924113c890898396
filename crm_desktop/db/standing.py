"""Is the file that was opened still the one under its name? Looked at before every write.

A deleted or unmounted file can be written on and on through its open handle: saves that nobody
would ever see again.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from crm_desktop.db.errors import CANNOT_OPEN, DAMAGED, DISK_ERROR, DISK_FULL, NOT_A_BASE
from crm_desktop.domain.condition import Condition, megabytes_to_free
from crm_desktop.domain.problems import Problem, Refused, code

AWAY = code("base.away")
OTHER = code("base.other-in-place")

NOTHING = 1 << 18
"""With less room than this SQLite cannot even say that the disk is full."""


class Standing:
    """What is known of the place of an opened base; `remember` after every opening."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: tuple[int, int] | None = None
        self._damaged = False

    def remember(self) -> None:
        """The file under the name now is the opened one."""
        self._seen = self._now()
        self._damaged = False

    @property
    def there(self) -> bool:
        """Whether the opened file is still the one under its name."""
        return self._seen is not None and self._now() == self._seen

    @property
    def replaced(self) -> bool:
        """Whether there is a file under the name, but another one."""
        now = self._now()
        return now is not None and now != self._seen

    def demand(self) -> None:
        """Refuse to write where it would be lost, or would do more damage."""
        trouble = self.trouble()
        if trouble is not None:
            raise Refused(trouble)

    def trouble(self) -> Problem | None:
        """Why nothing may be written now."""
        if not self.there:
            return Problem("", AWAY, {"path": str(self._path.parent)})
        if self._damaged:
            return Problem("", DAMAGED, {"path": str(self._path)})
        return None

    def condition(self) -> Condition:
        """One look at the place."""
        return Condition(free=self._free(), size=self._size(), trouble=self.trouble())

    def explained(self, refused: Refused) -> Refused:
        """A refusal of the storage with what its place has to do with it."""
        reason = refused.problems[0].code if refused.problems else ""
        if reason in {DAMAGED, NOT_A_BASE}:
            # From now on nothing is written: what is whole stays whole.
            self._damaged = True
        if reason in {CANNOT_OPEN, DISK_ERROR} and not self.there:
            return Refused.of(AWAY, path=str(self._path.parent))
        free = self._free()
        full = reason == DISK_FULL or (
            reason in {CANNOT_OPEN, DISK_ERROR} and free is not None and free < NOTHING
        )
        if full and not refused.problems[0].params:
            room = megabytes_to_free(free or 0, self._size())
            return Refused.of(DISK_FULL, path=str(self._path.parent), megabytes=room)
        return refused

    def note_damage(self) -> None:
        """A check found the base damaged: nothing is written from now on."""
        self._damaged = True

    def _now(self) -> tuple[int, int] | None:
        try:
            stat = self._path.stat()
        except OSError:
            return None
        return stat.st_dev, stat.st_ino

    def _free(self) -> int | None:
        try:
            return shutil.disk_usage(self._path.parent).free
        except OSError:
            return None

    def _size(self) -> int:
        try:
            return self._path.stat().st_size
        except OSError:
            return 0
