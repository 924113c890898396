"""Another file in a base's place: the old one or the new one is there, whole, at every moment."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from crm_desktop import held_files
from crm_desktop.db.durable import held, publish
from crm_desktop.db.engine import EngineRole, make_engine
from crm_desktop.db.errors import BUSY, sorted_errors
from crm_desktop.domain.problems import Refused

BESIDE = ("-wal", "-shm")


def drop(path: Path) -> None:
    """Delete a file of ours with everything SQLite may have left beside it.

    A stale log of an earlier try would be played back onto whatever stands there next.
    """
    for ending in ("", *BESIDE, "-journal"):
        with suppress(OSError):
            held_files.unlink(Path(f"{path}{ending}"), missing_ok=True)


def settle(path: Path) -> None:
    """Make a base one whole file without a log; `Refused` `base.busy` while anybody has it open.

    Leaving the log's mode needs the file alone: this also keeps out programs that know nothing of
    our locks.
    """
    engine = make_engine(path, EngineRole.TOOL)
    try:
        with sorted_errors(), engine.connect() as connection:
            mode = connection.exec_driver_sql("PRAGMA journal_mode = DELETE").scalar()
            if mode != "delete":
                raise Refused.of(BUSY)
    finally:
        engine.dispose()


def put_in_place(aside: Path, path: Path) -> None:
    """Give a whole file the base's name; no log of the old one is left beside the new one.

    The old file must be settled or be given up, and nobody may have it open (`presence.alone`).
    """
    try:
        for ending in BESIDE:
            held_files.unlink(Path(f"{path}{ending}"), missing_ok=True)
        publish(aside, path)
    except OSError as error:
        if held_files.is_held(error):
            raise held(error, path) from error
        raise
