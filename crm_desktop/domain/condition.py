"""How the base's place is while it is open: there or not, room or none, sound or not."""

from __future__ import annotations

from crm_desktop.domain.problems import Problem
from crm_desktop.late import dataclass

MEGABYTE = 1_000_000
LOW = 500 * MEGABYTE
"""Less room than this on the disk is said before it is gone."""
LEAST = 50 * MEGABYTE
"""What a long change needs beside the base: its log."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What one look at an open base found.

    `trouble` says why nothing can be written now: its folder is away, another base stands in its
    place, it is damaged. `free` are bytes on its disk, None when nobody can tell; `size` those of
    the base.
    """

    free: int | None = None
    size: int = 0
    trouble: Problem | None = None

    @property
    def low(self) -> bool:
        """Whether room is running out."""
        return self.free is not None and self.free < LOW


def megabytes_to_free(free: int, size: int) -> int:
    """How many megabytes to make free so that work can go on: a long change and a copy fit in."""
    return max(-(-(LEAST + size - free) // MEGABYTE), 1)
