"""A file of the user's is written whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from crm_desktop import held_files
from crm_desktop.domain.problems import Refused, code

OPEN_ELSEWHERE_S = 1.5
"""A scanner lets go sooner; a spreadsheet that shows the old file does not let go at all."""

FILE_EXISTS = code("file.exists")
FILE_LOCKED = code("file.locked")
FILE_NO_FOLDER = code("file.no-folder")
FILE_NO_SPACE = code("file.no-space")
FILE_A_FOLDER = code("file.a-folder")
FOLDER_CLOSED = code("file.folder-closed")


@contextmanager
def saving(target: Path, *, overwrite: bool = False) -> Iterator[Path]:
    """The name of a file beside `target` to write; it takes its name when all went well.

    It is flushed to the disk first; an old one stays until the new is. Raises `Refused` with
    `file.exists` when the target exists and `overwrite` was not asked for, `file.a-folder` when it
    is one, `file.locked` when it is held by another program or may not be written,
    `file.folder-closed` when nothing may be written beside it, `file.no-folder`, `file.no-space`.
    """
    part = target.with_name(f".{secrets.token_hex(6)}.part")
    try:
        if target.is_dir():
            raise Refused.of(FILE_A_FOLDER, name=target.name)
        if target.exists() and not overwrite:
            raise Refused.of(FILE_EXISTS, name=target.name)
        _begin(part)
        yield part
        with part.open("r+b") as file:
            os.fsync(file.fileno())
        held_files.replace(part, target, OPEN_ELSEWHERE_S)
        _flush_folder(target.parent)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Refused.of(FILE_NO_FOLDER, name=str(target.parent)) from error
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        raise Refused.of(FILE_NO_SPACE if full else FILE_LOCKED, name=target.name) from error
    finally:
        with suppress(OSError):
            held_files.unlink(part, missing_ok=True)


def _begin(part: Path) -> None:
    """Make the file to write; a folder that takes none says so."""
    try:
        part.touch(exist_ok=False)
    except OSError as error:
        if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
            raise Refused.of(FOLDER_CLOSED, name=str(part.parent)) from error
        raise


def save(data: bytes, target: Path, *, overwrite: bool = False) -> Path:
    """Write a file that is there in memory already, as `saving` does."""
    with saving(target, overwrite=overwrite) as part:
        part.write_bytes(data)
    return target


def _flush_folder(folder: Path) -> None:
    """The name of a file is in its folder, which has to reach the disk as well."""
    with suppress(OSError):  # Windows does not open folders.
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
