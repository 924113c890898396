"""Files that are there whole or not at all, also after a power cut."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from crm_desktop import held_files
from crm_desktop.db.errors import DISK_ERROR
from crm_desktop.domain.problems import Refused, code

NO_ROOM = code("backup.no-room")
CANNOT_WRITE = code("backup.cannot-write")
HELD = code("file.held")

CHUNK = 1 << 20
SPARE = 8 << 20
"""So much is left free beside what a copy takes: the base itself still has to be written."""

Step = Callable[[int, int], None]


def publish(part: Path, target: Path) -> None:
    """Give a finished file its name durably: flush it, rename it, flush the folder."""
    descriptor = os.open(part, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    held_files.replace(part, target)
    flush_folder(target.parent)


def flush_folder(folder: Path) -> None:
    """Make renames and deletions in a folder durable; Windows does that by itself."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def write_whole(target: Path, data: bytes) -> None:
    """Replace a small file: the old content or the new, never a part. Raises `OSError`."""
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        part.write_bytes(data)
        publish(part, target)
    finally:
        with suppress(OSError):
            held_files.unlink(part, missing_ok=True)


def _sha256() -> hashlib._Hash:
    """OpenSSL's where it is: over gigabytes seven times as quick as Python's own (`lean.py`)."""
    try:
        from _hashlib import openssl_sha256
    except ImportError:
        return hashlib.sha256()
    return openssl_sha256()


def copy_bytes(source: IO[bytes], target: IO[bytes], total: int, step: Step) -> str:
    """Copy a stream; returns the SHA-256 of what was read."""
    digest = _sha256()
    done = 0
    while chunk := source.read(CHUNK):
        target.write(chunk)
        digest.update(chunk)
        done += len(chunk)
        step(done, total)
    return digest.hexdigest()


def drop_from_memory(handle: IO[bytes]) -> None:
    """Flush a file and forget its pages, so that reading it back asks the medium itself."""
    handle.flush()
    os.fsync(handle.fileno())
    if sys.platform == "linux":
        os.posix_fadvise(handle.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def digest_of(path: Path, step: Step) -> str:
    """SHA-256 of a file."""
    digest = _sha256()
    done, total = 0, path.stat().st_size
    with path.open("rb") as handle:
        while chunk := handle.read(CHUNK):
            digest.update(chunk)
            done += len(chunk)
            step(done, total)
    return digest.hexdigest()


def demand_room(folder: Path, size: int) -> None:
    """Refuse `backup.no-room` before a disk is filled to the brim."""
    if shutil.disk_usage(folder).free < size + min(SPARE, size):
        raise no_room(folder, size)


def no_room(folder: Path, size: int) -> Refused:
    """The refusal that says how much has to be freed, and where."""
    missing = max(size + min(SPARE, size) - _free(folder), 1)
    return Refused.of(NO_ROOM, path=str(folder), megabytes=-(-missing // 1_000_000))


@contextmanager
def writing_to(folder: Path, size: int = 0) -> Iterator[None]:
    """What a folder or a disk refuses, in words.

    `backup.no-room`, `backup.cannot-write`, `file.held` when another program holds a file.
    """
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise no_room(folder, size) from error
        if held_files.is_held(error):
            raise held(error, folder) from error
        refused = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT, errno.ENOTDIR}
        kind = CANNOT_WRITE if error.errno in refused else DISK_ERROR
        raise Refused.of(kind, path=str(folder)) from error


def held(error: OSError, folder: Path) -> Refused:
    """The refusal that names the file which another program holds."""
    name = error.filename2 or error.filename or folder
    return Refused.of(HELD, path=str(name))


def _free(folder: Path) -> int:
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return 0
