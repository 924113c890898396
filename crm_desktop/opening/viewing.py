"""A base looked at without a byte of it being written: a copy that is thrown away."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from crm_desktop import paths
from crm_desktop.commands.work import Step, no_step
from crm_desktop.crm import Crm
from crm_desktop.db import aside
from crm_desktop.db.attachments import FOLDER as FILES
from crm_desktop.db.database import FILE_NAME
from crm_desktop.db.lock import BaseLock, held_here
from crm_desktop.domain.problems import Refused
from crm_desktop.opening.folders import has_base
from crm_desktop.opening.opened import Opened
from crm_desktop.opening.trouble import Trouble, missing, refusal_of, trouble_of, with_copy


def view_base(folder: Path, step: Step = no_step) -> Opened | Trouble:
    """Open a copy of a base for looking at it; the base itself is only read."""
    if not has_base(folder):
        return with_copy(missing(folder), step)
    sweep_views()
    try:
        room = _room_for_viewing()
        lock = BaseLock(room)
        try:
            aside.take(folder / FILE_NAME, room / FILE_NAME, step)
            with suppress(OSError):
                # Logo, stamp and signature: a paper is looked at as it is printed.
                shutil.copytree(folder / FILES, room / FILES, dirs_exist_ok=True)
            crm = Crm(room, view_only=True)
        except BaseException:
            lock.release()
            shutil.rmtree(room, ignore_errors=True)
            raise
    except Refused as refused:
        return trouble_of(folder, refused, step)
    except OSError as error:
        return trouble_of(folder, refusal_of(error, folder, reading=True))
    return Opened(folder, crm, lock)


def sweep_views() -> None:
    """Throw away copies for viewing that a killed program left behind."""
    for room in _views().glob("*"):
        if held_here(room):
            continue
        try:
            lock = BaseLock(room)
        except (Refused, OSError):
            continue
        lock.release()
        shutil.rmtree(room, ignore_errors=True)


def _views() -> Path:
    return paths.cache_folder() / "viewing"


def _room_for_viewing() -> Path:
    _views().mkdir(parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(dir=_views()))
