"""The portable copy: one zip with the base, its files and the marks of issued numbers."""

from __future__ import annotations

import json
import re
import secrets
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from crm_desktop import held_files
from crm_desktop.db import issued_numbers
from crm_desktop.db.durable import copy_bytes, demand_room, publish, writing_to
from crm_desktop.db.errors import DAMAGED
from crm_desktop.domain.backups import Copy
from crm_desktop.domain.problems import Refused

BASE = "base.db"
FILES = "files"
ABOUT = "about.json"
MOST_ENTRIES = 1_000_000
_FILE = re.compile(r"files/([0-9a-f]{2})/([0-9A-Za-z][0-9A-Za-z._-]{0,120})")

Step = Callable[[int, int], None]


def write(copy: Copy, folder: Path, target: Path, step: Step) -> Path:
    """Write a verified copy, the files and the marks of a base into a new zip; returns its path.

    A file that is there is never overwritten: the new one is called «name (2).zip». It is read
    back before it gets its name.
    """
    parent = target.parent
    attached = [one for one in sorted((folder / FILES).rglob("*")) if one.is_file()]
    total = copy.size + sum(one.stat().st_size for one in attached)
    part = parent / f".{secrets.token_hex(6)}.part"
    with writing_to(parent, total):
        demand_room(parent, total)
        try:
            with zipfile.ZipFile(part, "x", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
                _add(packed, copy.path, BASE, step)
                for one in attached:
                    packed.write(one, one.relative_to(folder).as_posix())
                with suppress(FileNotFoundError):
                    packed.write(folder / issued_numbers.FILE_NAME, issued_numbers.FILE_NAME)
                packed.writestr(ABOUT, _about(copy))
            with zipfile.ZipFile(part) as packed:
                if packed.testzip() is not None:
                    raise Refused.of(DAMAGED, path=str(target))
            target = free_name(target)
            publish(part, target)
        finally:
            with suppress(OSError):
                held_files.unlink(part, missing_ok=True)
    return target


def free_name(target: Path) -> Path:
    """The name itself, or the first free one of «name (2)», and so on."""
    tried, number = target, 1
    while tried.exists():
        number += 1
        tried = target.with_name(f"{target.stem} ({number}){target.suffix}")
    return tried


def is_portable(file: Path) -> bool:
    """Whether a file is a zip that holds a base."""
    try:
        with zipfile.ZipFile(file) as packed:
            return BASE in packed.namelist()
    except (OSError, zipfile.BadZipFile):
        return False


@contextmanager
def opened(file: Path) -> Iterator[zipfile.ZipFile]:
    """A portable copy; what its bytes do not keep to is `base.damaged`."""
    try:
        with zipfile.ZipFile(file) as packed:
            if len(packed.infolist()) > MOST_ENTRIES:
                raise Refused.of(DAMAGED, path=str(file))
            yield packed
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, zlib.error) as bad:
        raise Refused.of(DAMAGED, path=str(file)) from bad


def base_size(packed: zipfile.ZipFile) -> int:
    """What the base takes once it is unpacked, as the zip says."""
    return packed.getinfo(BASE).file_size


def unpack_base(packed: zipfile.ZipFile, target: IO[bytes], step: Step) -> None:
    """The base out of a portable copy."""
    info = packed.getinfo(BASE)
    with packed.open(info) as source:
        copy_bytes(source, target, info.file_size, step)


def unpack_files(packed: zipfile.ZipFile, folder: Path) -> int:
    """The attached files that are not there yet; nothing is overwritten, no name leads outside."""
    made = 0
    for info in packed.infolist():
        found = _FILE.fullmatch(info.filename)
        if found is None:
            continue
        target = folder / FILES / found[1] / found[2]
        if target.exists():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f".{target.name}.part")
        with packed.open(info) as source, part.open("wb") as handle:
            copy_bytes(source, handle, info.file_size, lambda _done, _total: None)
        publish(part, target)
        made += 1
    return made


def marks(packed: zipfile.ZipFile) -> dict[str, issued_numbers.Marks]:
    """The marks of issued numbers that came along; none when they cannot be read."""
    try:
        return issued_numbers.parsed(packed.read(issued_numbers.FILE_NAME))
    except (KeyError, ValueError):
        return {}


def _add(packed: zipfile.ZipFile, file: Path, name: str, step: Step) -> None:
    info = zipfile.ZipInfo.from_file(file, name)
    info.compress_type = zipfile.ZIP_DEFLATED
    with file.open("rb") as source, packed.open(info, "w") as target:
        copy_bytes(source, target, info.file_size, step)


def _about(copy: Copy) -> str:
    told = {
        "identity": copy.identity,
        "made_at": copy.at.isoformat(timespec="seconds"),
        "counts": dict(copy.counts),
        "last_operation": {"id": copy.last.id, "at": copy.last.at},
    }
    return json.dumps(told, ensure_ascii=False, indent=1)
