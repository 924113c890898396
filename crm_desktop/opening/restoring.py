"""A copy brought back where there is no base: a new computer, a disk that died."""

from __future__ import annotations

import shutil
from pathlib import Path

from crm_desktop.commands.work import Step
from crm_desktop.db import places, restore
from crm_desktop.db.durable import writing_to
from crm_desktop.db.lock import BaseLock
from crm_desktop.domain.backups import Restored
from crm_desktop.opening.folders import free_folder


def restore_base(file: Path, step: Step) -> Path:
    """Make a base out of a copy, in the usual place or beside it; returns its folder.

    `Refused` when the file is no sound copy; the file is only read, and what was half brought is
    taken away again.
    """
    folder = free_folder()
    places.demand_fit(folder)
    with writing_to(folder):
        folder.mkdir(parents=True)
        lock = BaseLock(folder)
    try:
        restore.restore(folder, file, step)
    except BaseException:
        lock.release()
        shutil.rmtree(folder, ignore_errors=True)
        raise
    lock.release()
    return folder


def restore_here(folder: Path, file: Path, step: Step) -> Restored:
    """Put a copy in the place of a base that does not open, or is not open.

    What stood there is kept among the copies. `Refused` leaves everything as it was.
    """
    with writing_to(folder):
        lock = BaseLock(folder)
    try:
        return restore.restore(folder, file, step)
    finally:
        lock.release()
