"""Verified copies: made on a connection of their own, checked, and only then given a name."""

from __future__ import annotations

import os
import time
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from crm_desktop.db.engine import EngineRole, make_engine
from crm_desktop.db.errors import BUSY, sorted_errors
from crm_desktop.db.health import verify_copy
from crm_desktop.domain.problems import Refused

PAGES_AT_A_TIME = 2_000
PATIENCE_S = 60


def folder_of(base: Path) -> Path:
    """Where the copies of a base stand."""
    return base.parent / "backups"


def copies(base: Path) -> list[Path]:
    """Copies of a base, oldest first: the sequence number decides, never a clock."""
    folder = folder_of(base)
    return sorted(folder.glob("[0-9]*.db")) if folder.is_dir() else []


def make(base: Path) -> Path:
    """Copy the base, verify the copy, publish it under the next sequence number.

    Skipped when the newest copy holds the same last operation: that copy is returned. Raises
    `Refused` when the copy does not verify or the base stays busy.
    """
    existing = copies(base)
    if existing and _last_operation(existing[-1]) == _last_operation(base):
        return existing[-1]
    folder = folder_of(base)
    folder.mkdir(exist_ok=True)
    number = int(existing[-1].name.split("-")[0]) + 1 if existing else 1
    # Local time in a name is for the eye; nothing is decided by it.
    stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
    target = folder / f"{number:06d}-{stamp}.db"
    part = target.with_suffix(".part")
    part.unlink(missing_ok=True)
    with sorted_errors():
        copy_to(base, part)
    verify_copy(part)
    for leftover in (f"{part}-wal", f"{part}-shm"):
        Path(leftover).unlink(missing_ok=True)
    publish(part, target)
    return target


def copy_to(source: Path, target: Path) -> None:
    """Copy with SQLite's backup interface; the copy is a single file (no log beside it).

    The source connection has no transaction of its own, and a watchdog ends a copy that a busy
    writer would otherwise keep restarting for ever.
    """
    began = time.monotonic()

    def watch(_status: int, _remaining: int, _total: int) -> None:
        if time.monotonic() - began > PATIENCE_S:
            raise Refused.of(BUSY)

    source_engine, target_engine = (make_engine(p, EngineRole.TOOL) for p in (source, target))
    try:
        with source_engine.connect() as origin, target_engine.connect() as copy:
            raw_origin = origin.connection.dbapi_connection
            raw_copy = copy.connection.dbapi_connection
            if raw_origin is None or raw_copy is None:
                raise Refused.of(BUSY)
            raw_origin.backup(raw_copy, pages=PAGES_AT_A_TIME, progress=watch, sleep=0.01)
            copy.exec_driver_sql("PRAGMA journal_mode = DELETE")
    finally:
        source_engine.dispose()
        target_engine.dispose()


def publish(part: Path, target: Path) -> None:
    """Give a finished file its name durably: flush it, rename it, flush the folder."""
    descriptor = os.open(part, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    part.replace(target)
    if os.name == "posix":
        descriptor = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _last_operation(path: Path) -> int:
    engine: Engine = make_engine(path, EngineRole.TOOL)
    try:
        with engine.connect() as connection:
            return int(
                connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM operation").scalar()
                or 0
            )
    finally:
        engine.dispose()
