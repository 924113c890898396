"""Files of clients written out: to a place the user chose, or to be opened by their program."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from crm_desktop.db import attachments as stored
from crm_desktop.domain.problems import Refused
from crm_desktop.domain.rights import Right
from crm_desktop.exports.target import export
from crm_desktop.files.saving import FILE_EXISTS
from crm_desktop.queries import attachments
from crm_desktop.queries.read import Read

OPENED = "crm-desktop-file-"
"""How the folders of opened copies begin, in the system's folder for what may go."""
KEPT_S = 86_400 * 2


@export(right=Right.EXPORT)
def save(read: Read, attachment_id: int, target: Path, overwrite: bool = False) -> Path:
    """Write a file of a client to a place of the user's; returns where.

    Raises `Refused`: `file.exists` without `overwrite`, `attachment.gone`,
    `attachment.not-the-same`, `record.not-found`, and what the disk refuses.
    """
    row = attachments.one(read, attachment_id)
    if target.exists() and not overwrite:
        raise Refused.of(FILE_EXISTS, name=target.name)
    stored.beside(read.connection).copy_to(row.hash, target, read.step)
    return target


@export(right=Right.VIEW)
def opened(read: Read, attachment_id: int) -> Path:
    """A copy under the file's own name that any program may open; it is marked read-only.

    What is changed in it does not come back: the stored content is never handed out.
    """
    row = attachments.one(read, attachment_id)
    _drop_old()
    folder = Path(tempfile.mkdtemp(prefix=OPENED))
    target = folder / row.name
    stored.beside(read.connection).copy_to(row.hash, target, read.step)
    target.chmod(stat.S_IREAD | (stat.S_IRGRP if os.name == "posix" else 0))
    return target


def _drop_old() -> None:
    """Copies opened days ago go; one that a program still holds stays."""
    for folder in Path(tempfile.gettempdir()).glob(f"{OPENED}*"):
        with suppress(OSError):
            if time.time() - folder.stat().st_mtime < KEPT_S:
                continue
            for one in folder.iterdir():
                # Windows deletes nothing that is marked read-only.
                one.chmod(stat.S_IREAD | stat.S_IWRITE)
            shutil.rmtree(folder)
