"""The second place for copies: a stick or another folder, used when it is there."""

from __future__ import annotations

import logging
import secrets
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from crm_desktop import held_files
from crm_desktop.db import copies, issued_numbers, places
from crm_desktop.db.durable import (
    copy_bytes,
    demand_room,
    digest_of,
    drop_from_memory,
    publish,
    writing_to,
)
from crm_desktop.db.errors import DISK_ERROR
from crm_desktop.db.presence import turn
from crm_desktop.domain.backups import IN_CLOUD, INSIDE_BASE, SAME_DISK, Copy, SecondPlace
from crm_desktop.domain.places import PlaceKind
from crm_desktop.domain.problems import Problem, Refused

FILES = "files"
TURN = "lock"
PATIENCE_S = 60

Step = Callable[[int, int], None]

_log = logging.getLogger(__name__)


def folder_in(place: Path, base: Path, identity: str) -> Path:
    """Where the copies of a base stand in a place that several bases may share."""
    return place / f"{base.parent.name} {identity[:8]}"


def demand_fit(place: Path, base: Path) -> list[Problem]:
    """What is to be said about a place somebody chooses; `Refused` for one that cannot serve.

    A place inside the base's own folder goes with it; one that cannot be written takes nothing.
    """
    if place.resolve().is_relative_to(base.parent.resolve()):
        raise Refused.of(INSIDE_BASE, path=str(place))
    with writing_to(place):
        trial = place / f".{secrets.token_hex(6)}.part"
        trial.write_bytes(b"")
        held_files.unlink(trial)
        same_disk = place.stat().st_dev == base.stat().st_dev
    found = []
    looked = places.look(place)
    if looked.kind is PlaceKind.CLOUD:
        found.append(Problem("", IN_CLOUD, {"service": looked.service}))
    elif same_disk:
        found.append(Problem("", SAME_DISK))
    return found


def highest_sequence(place: Path | None, base: Path, identity: str) -> int:
    """The number of the newest copy there: new ones must be above it; 0 when there is none."""
    if place is None:
        return 0
    with suppress(OSError):
        there = copies.files(folder_in(place, base, identity))
        return copies.sequence_of(there[-1]) if there else 0
    return 0


def state(
    place: Path | None, base: Path, newest: Copy | None
) -> tuple[SecondPlace, datetime | None]:
    """How the place stands against the newest copy, and when the newest copy there was made."""
    if place is None:
        return SecondPlace.NONE, None
    try:
        if not place.is_dir():
            return SecondPlace.ABSENT, None
        if newest is None:
            return SecondPlace.CURRENT, None
        there = copies.files(folder_in(place, base, newest.identity))
        at = copies.made_at(there[-1]) if there else None
        return (SecondPlace.CURRENT if _holds(there, newest) else SecondPlace.BEHIND), at
    except OSError:
        return SecondPlace.ABSENT, None


def bring(copy: Copy, base: Path, place: Path, now: datetime, step: Step | None = None) -> bool:
    """Bring a verified copy to the place, if it is there and lacks it; returns whether it did.

    Written under another name, read back and compared by size and hash, then named. Raises
    `Refused` when the place has no room or cannot be written; a place that is absent is no error.
    """
    if not place.is_dir():
        return False
    folder = folder_in(place, base, copy.identity)
    if _holds(copies.files(folder), copy):
        return False
    with writing_to(folder, copy.size):
        folder.mkdir(exist_ok=True)
        with turn(folder / TURN, PATIENCE_S):
            for left in folder.glob("*.part"):
                held_files.unlink(left, missing_ok=True)
            demand_room(folder, copy.size)
            _carry(copy, folder, step or _no_step)
            carry_files(base.parent / FILES, folder / FILES)
            issued_numbers.merge(folder, issued_numbers.marks_in(base.parent))
            gone = copies.thin_out(folder, now)
    _log.info("copy %s brought to the second place, %d thinned out", copy.path.name, len(gone))
    return True


def _carry(copy: Copy, folder: Path, step: Step) -> None:
    target = folder / copy.path.name
    part = target.with_suffix(".part")
    try:
        with copy.path.open("rb") as source, part.open("wb") as handle:
            expected = copy_bytes(source, handle, copy.size, step)
            drop_from_memory(handle)
        if part.stat().st_size != copy.size or digest_of(part, _no_step) != expected:
            raise Refused.of(DISK_ERROR, path=str(folder))
        publish(part, target)
    finally:
        with suppress(OSError):
            held_files.unlink(part, missing_ok=True)
    copies.note_like(target, copy)


def carry_files(source: Path, target: Path) -> None:
    """Attached files are named by their content: what is there needs no second look."""
    for one in sorted(source.rglob("*")) if source.is_dir() else ():
        there = target / one.relative_to(source)
        if not one.is_file() or there.exists():
            continue
        there.parent.mkdir(parents=True, exist_ok=True)
        part = there.with_name(f".{there.name}.part")
        shutil.copyfile(one, part)
        publish(part, there)


def _holds(there: list[Path], copy: Copy) -> bool:
    return any(one.name == copy.path.name and one.stat().st_size == copy.size for one in there)


def _no_step(_done: int, _total: int) -> None:
    """Progress that nobody watches."""
