"""A base brought from where it must not live to where it may."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from crm_desktop import held_files
from crm_desktop.commands.work import Step, no_step
from crm_desktop.db import aside
from crm_desktop.db.database import FILE_NAME
from crm_desktop.db.lock import BaseLock
from crm_desktop.opening.folders import free_folder
from crm_desktop.opening.trouble import refusal_of
from crm_desktop.words import formats, language, pgettext

MOVED_NOTE = "CRM Desktop.txt"
_COMES = ("files", "backups", "drafts.db", "drafts.db-wal", "numbers*.json", "key.json")
"""What a base keeps beside itself (decisions.md, "A base on disk"); locks and staging stay."""


def move_base(folder: Path, step: Step = no_step) -> Path:
    """Bring a base with all its files to the usual place of this computer; returns where it is.

    The new one is verified before it gets its name. The old one stays as it is, with a note
    beside it that says where the base is now. `Refused` leaves nothing behind.
    """
    target = free_folder()
    part = target.with_name(target.name + ".part")
    try:
        with _held(folder):
            shutil.rmtree(part, ignore_errors=True)
            part.mkdir(parents=True)
            try:
                aside.take(folder / FILE_NAME, part / FILE_NAME, step)
                _bring_the_rest(folder, part, step)
                held_files.replace(part, target)
            except BaseException:
                shutil.rmtree(part, ignore_errors=True)
                raise
    except OSError as error:
        raise refusal_of(error, target) from error
    text = pgettext(
        "Shell",
        "The base of CRM Desktop that lay here was moved on {day} to\n{folder}\n"
        "What is in this folder is no longer used. Delete it when you are sure.",
    )
    today = datetime.now().astimezone().date()
    note = text.format(day=formats.short_date(today, language()), folder=target)
    with contextlib.suppress(OSError):
        (folder / MOVED_NOTE).write_text(note + "\n", "utf-8-sig")
    return target


@contextlib.contextmanager
def _held(folder: Path) -> Iterator[None]:
    """The lock where there can be one: nobody shall write while the base is moved."""
    lock = None
    # Shares and read-only folders know no lock; then nobody else of ours can hold one either.
    with contextlib.suppress(OSError):
        lock = BaseLock(folder)
    try:
        yield
    finally:
        if lock is not None:
            lock.release()


def _bring_the_rest(folder: Path, target: Path, step: Step) -> None:
    """What belongs to the base beside its file, by name: the folder may hold anything else."""
    step(0, 0)
    for name in _COMES:
        for one in folder.glob(name):
            if one.is_symlink():
                continue
            if one.is_dir():
                shutil.copytree(one, target / one.name, symlinks=True)
            else:
                shutil.copy2(one, target / one.name)
            step(0, 0)
