"""Verified copies: made on a connection of their own, checked, and only then given a name."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from crm_desktop import held_files
from crm_desktop.db import copies, second_place
from crm_desktop.db.durable import demand_room, no_room, publish, writing_to
from crm_desktop.db.engine import EngineRole, make_engine
from crm_desktop.db.errors import BUSY, DAMAGED, DISK_FULL, sorted_errors
from crm_desktop.db.figures import Figures, figures, holds, identity_of, last_mark
from crm_desktop.db.health import verify_copy
from crm_desktop.db.presence import turn
from crm_desktop.db.watching import no_step
from crm_desktop.domain.backups import Copy, CopyState, Mark
from crm_desktop.domain.problems import Refused
from crm_desktop.late import dataclass

PAGES_AT_A_TIME = 2_000
PATIENCE_S = 60
TURN = "lock"

Clock = Callable[[], datetime]
Step = Callable[[int, int], None]

_log = logging.getLogger(__name__)


def wall_clock() -> datetime:
    """Now, in local time: for names of copies and for the rotation."""
    return datetime.now().astimezone()


@dataclass(frozen=True, slots=True)
class Outcome:
    """The copy that holds the present state, and whether it had to be made."""

    copy: Copy
    made: bool


def make(base: Path, *, clock: Clock = wall_clock, step: Step = no_step, above: int = 0) -> Outcome:
    """Copy the base, verify the copy, publish it under the next sequence number, thin out.

    Skipped when the newest verified copy holds the same last operation: that copy is returned.
    The number is also above `above`, the highest one in another place. Raises `Refused` when the
    copy does not verify, the disk has no room or the base stays busy: then there is no new file.
    """
    folder = copies.folder_of(base)
    with writing_to(folder, _size_of(base)):
        folder.mkdir(exist_ok=True)
        with turn(folder / TURN, PATIENCE_S, step):
            newest = copies.newest(folder, step)
            if newest is not None and (newest.identity, newest.last) == _state_of(base):
                return Outcome(newest, made=False)
            now = clock()
            copy = _make(base, folder, now, step, above)
            gone = copies.thin_out(folder, now)
            _log.info("copy %s made, %d thinned out", copy.path.name, len(gone))
            return Outcome(copy, made=True)


def state(connection: Connection, base: Path, place: Path | None = None) -> CopyState:
    """How safe the work in an opened base is."""
    identity = identity_of(connection)
    mine = (
        one
        for one in copies.listing(copies.folder_of(base))
        if one.verified_at is not None and one.identity == identity
    )
    # After a restore the newest copy holds what was put away: then an older one counts.
    newest = next((one for one in mine if holds(connection, one.last)), None)
    first = connection.exec_driver_sql(
        "SELECT at FROM operation WHERE id > ? ORDER BY id LIMIT 1",
        (newest.last.id if newest is not None else 0,),
    ).scalar()
    second, second_at = second_place.state(place, base, newest)
    return CopyState(
        newest=newest.at if newest is not None else None,
        unsaved_since=datetime.fromisoformat(first) if first else None,
        second=second,
        second_at=second_at,
    )


def _make(base: Path, folder: Path, now: datetime, step: Step, above: int) -> Copy:
    for left in folder.glob("*.part"):
        held_files.unlink(left, missing_ok=True)
    demand_room(folder, _size_of(base))
    existing = copies.files(folder)
    number = max(copies.sequence_of(existing[-1]) if existing else 0, above) + 1
    # Local time in a name is for the eye; the number decides which copy is newer.
    target = folder / f"{number:06d}-{now.strftime(copies.STAMP)}.db"
    part = target.with_suffix(".part")
    try:
        held = copy_to(base, part, step)
        if verify_copy(part, step) != held:
            raise Refused.of(DAMAGED, path=str(part))
        publish(part, target)
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            with suppress(OSError):
                held_files.unlink(Path(f"{part}{ending}"), missing_ok=True)
    return copies.note(target, held)


def copy_to(source: Path, target: Path, step: Step = no_step) -> Figures:
    """Copy with SQLite's backup interface; the copy is a single file (no log beside it).

    Returns the figures of the snapshot that is copied: everything that was acknowledged before the
    start is in it, and a writer that goes on meanwhile neither disturbs nor enters it. A watchdog
    ends a copy that does not come forward.
    """
    forward, left = time.monotonic(), -1

    def watch(_status: int, remaining: int, total: int) -> None:
        nonlocal forward, left
        if remaining != left:
            # A slow disk takes its time; only one that stands still is given up.
            forward, left = time.monotonic(), remaining
        elif time.monotonic() - forward > PATIENCE_S:
            raise Refused.of(BUSY)
        step(total - remaining, total)

    source_engine = make_engine(source, EngineRole.TOOL)
    target_engine = make_engine(target, EngineRole.COPY)
    try:
        with (
            _sorted(target.parent, _size_of(source)),
            source_engine.connect() as origin,
            target_engine.connect() as copy,
        ):
            # A reading of its own pins the snapshot; it is no write transaction, over which the
            # backup interface would wait for ever.
            origin.exec_driver_sql("BEGIN")
            held = figures(origin)
            _backup(origin, copy, watch)
            origin.exec_driver_sql("ROLLBACK")
            copy.exec_driver_sql("PRAGMA journal_mode = DELETE")
    finally:
        source_engine.dispose()
        target_engine.dispose()
    return held


def _backup(origin: Connection, copy: Connection, watch: Callable[[int, int, int], None]) -> None:
    raw_origin = origin.connection.dbapi_connection
    raw_copy = copy.connection.dbapi_connection
    if raw_origin is None or raw_copy is None:
        raise Refused.of(BUSY)
    raw_origin.backup(raw_copy, pages=PAGES_AT_A_TIME, progress=watch, sleep=0.001)


@contextmanager
def _sorted(folder: Path, size: int) -> Iterator[None]:
    """A full disk under a copy is said as such: the base itself lost nothing by it."""
    try:
        with sorted_errors():
            yield
    except Refused as refused:
        if refused.problems[0].code == DISK_FULL:
            raise no_room(folder, size) from refused
        raise


def _state_of(base: Path) -> tuple[str, Mark]:
    """Whose base it is and its last operation."""
    engine = make_engine(base, EngineRole.TOOL)
    try:
        with sorted_errors(), engine.connect() as connection:
            return identity_of(connection), last_mark(connection)
    finally:
        engine.dispose()


def _size_of(base: Path) -> int:
    """An upper bound of what a copy takes: the file and its log."""
    size = 0
    for one in (base, Path(f"{base}-wal")):
        with suppress(OSError):
            size += one.stat().st_size
    return size
