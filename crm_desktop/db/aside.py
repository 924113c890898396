"""A base taken as it lies, file and log, to where it can be opened: for viewing, for moving.

SQLite cannot open a base with a log from a medium that cannot be written, and must not open one
where a sync client or a network stands in between. So the bytes are taken, and opened elsewhere.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable
from pathlib import Path

from crm_desktop import held_files
from crm_desktop.db.engine import EngineRole, make_engine
from crm_desktop.db.errors import BUSY, sorted_errors
from crm_desktop.db.health import quick_look, verify_copy
from crm_desktop.domain.problems import Refused

BLOCK = 1 << 20
TRIES = 3
_LOG = "-wal"

Step = Callable[[int, int], None]
"""Told of bytes done and bytes in all; may raise `Cancelled`."""


def take(source: Path, target: Path, step: Step) -> None:
    """Copy the base's file with its log to `target`, put the log into it, and verify it.

    The source is only read. Tried again when it changed meanwhile; `Refused` when it keeps
    changing, is no base, or the copy does not verify. Raises `OSError` as reading does.
    """
    quick_look(source)
    for _ in range(TRIES):
        before = _state(source)
        _copy_both(source, target, step)
        if _state(source) == before:
            break
    else:
        raise Refused.of(BUSY)
    with sorted_errors():
        engine = make_engine(target, EngineRole.TOOL)
        try:
            with engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            engine.dispose()
    verify_copy(target, step)


def _copy_both(source: Path, target: Path, step: Step) -> None:
    pairs = [(source, target)]
    log = _beside(source)
    # Nothing of an earlier try may be taken for the log of this copy.
    for ending in (_LOG, "-shm"):
        with contextlib.suppress(FileNotFoundError):
            held_files.unlink(target.with_name(target.name + ending))
    if log.is_file() and log.stat().st_size:
        pairs.append((log, _beside(target)))
    total = sum(one.stat().st_size for one, _ in pairs)
    done = 0
    for one, other in pairs:
        with one.open("rb") as reading, other.open("wb") as writing:
            while block := reading.read(BLOCK):
                writing.write(block)
                done += len(block)
                step(done, total)
        shutil.copystat(one, other)
        other.chmod(0o600)


def _state(source: Path) -> list[tuple[int, int]]:
    """Sizes and times of both files: whether somebody writes meanwhile."""
    found = []
    for one in (source, _beside(source)):
        with contextlib.suppress(FileNotFoundError):
            stat = one.stat()
            found.append((stat.st_size, stat.st_mtime_ns))
    return found


def _beside(path: Path) -> Path:
    return path.with_name(path.name + _LOG)
