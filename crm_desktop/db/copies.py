"""The copies of a base: found, told by figures, thinned out.

What is known of each copy is noted in `copies.json` beside them. The note is only a shortcut: a
copy whose size or time of change differs from its note, or that has none, is looked through anew.
"""

from __future__ import annotations

import json
import logging
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crm_desktop import held_files
from crm_desktop.db.durable import Step, flush_folder, write_whole
from crm_desktop.db.figures import Figures
from crm_desktop.db.health import verify_copy
from crm_desktop.db.watching import no_step
from crm_desktop.domain.backups import Copy, Mark, expendable
from crm_desktop.domain.problems import Refused

NOTES = "copies.json"
FOLDER = "backups"
STAMP = "%Y%m%d-%H%M%S"

_log = logging.getLogger(__name__)


def folder_of(base: Path) -> Path:
    """Where the copies of a base stand."""
    return base.parent / FOLDER


def files(folder: Path) -> list[Path]:
    """Copies in a folder, oldest first: the sequence number decides, never a clock."""
    if not folder.is_dir():
        return []
    named = (one for one in folder.glob("[0-9]*-*.db") if sequence_of(one) > 0)
    return sorted(named, key=sequence_of)


def sequence_of(path: Path) -> int:
    """The number a copy's name begins with; 0 when it does not."""
    head = path.name.split("-")[0]
    return int(head) if head.isascii() and head.isdigit() else 0


def listing(folder: Path, step: Step = no_step) -> list[Copy]:
    """Every copy, newest first; one that has no fitting note is verified now."""
    notes = Notes(folder)
    found = files(folder)
    copies: list[Copy] = []
    for done, path in enumerate(reversed(found), start=1):
        with suppress(OSError):
            copies.append(notes.copy(path, step))
        step(done, len(found))
    notes.save()
    return copies


def newest(folder: Path, step: Step = no_step) -> Copy | None:
    """The newest copy that is whole; one that nobody has looked through is looked through now."""
    notes = Notes(folder)
    for path in reversed(files(folder)):
        with suppress(OSError):
            found = notes.copy(path, step)
            if found.verified_at is not None:
                notes.save()
                return found
    notes.save()
    return None


def note(path: Path, held: Figures) -> Copy:
    """Note a copy that has just been verified."""
    notes = Notes(path.parent)
    copy = notes.add(path, held, utc_now())
    notes.save()
    return copy


def note_like(path: Path, original: Copy) -> Copy:
    """Note a file that is byte for byte a verified copy."""
    return note(path, Figures({}, original.counts, original.last, original.identity))


def thin_out(folder: Path, now: datetime) -> list[Path]:
    """Delete what the rotation no longer needs; returns what went.

    Only copies that are known to be whole take part: a damaged one stands for no day, and is left
    to whoever wants to look at it.
    """
    notes = Notes(folder)
    whole = [one for one in (notes.known(path) for path in files(folder)) if one is not None]
    gone: list[Path] = []
    for copy in expendable([one for one in whole if one.verified_at is not None], now):
        with suppress(OSError):
            held_files.unlink(copy.path)
            gone.append(copy.path)
    if gone:
        notes.save()
        flush_folder(folder)
    return gone


def utc_now() -> str:
    """The present moment as stored."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Notes:
    """What was found out about the copies of one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._entries: dict[str, dict[str, Any]] = {}
        self._changed = False
        with suppress(OSError, ValueError):
            read = json.loads((folder / NOTES).read_text("utf-8"))
            if isinstance(read, dict):
                self._entries = {k: v for k, v in read.items() if isinstance(v, dict)}

    def known(self, path: Path) -> Copy | None:
        """A copy by its note, None when there is none that fits the file."""
        try:
            entry = self._entries[path.name]
            stat = path.stat()
            if (entry["size"], entry["changed"]) != (stat.st_size, stat.st_mtime_ns):
                return None
            return Copy(
                path=path,
                sequence=sequence_of(path),
                at=made_at(path),
                size=stat.st_size,
                counts=dict(entry["counts"]),
                last=Mark(**entry["last"]),
                identity=str(entry["identity"]),
                verified_at=entry["verified_at"],
            )
        except (OSError, KeyError, TypeError, ValueError):
            return None

    def copy(self, path: Path, step: Step = no_step) -> Copy:
        """A copy, verified now unless it is known. Raises `OSError` when it is gone."""
        found = self.known(path)
        if found is not None:
            return found
        try:
            return self.add(path, verify_copy(path, step), utc_now())
        except Refused:
            return self.add(path, Figures({}, {}, Mark(), ""), None)

    def add(self, path: Path, held: Figures, verified_at: str | None) -> Copy:
        """Note a copy."""
        stat = path.stat()
        self._entries[path.name] = {
            "size": stat.st_size,
            "changed": stat.st_mtime_ns,
            "counts": dict(held.counts),
            "last": asdict(held.last),
            "identity": held.identity,
            "verified_at": verified_at,
        }
        self._changed = True
        found = self.known(path)
        if found is None:
            raise OSError(f"{path.name} changes while it is looked at")
        return found

    def save(self) -> None:
        """Write the notes; a disk that is full or read-only costs the shortcut, nothing else."""
        there = {one.name for one in files(self._folder)}
        gone = self._entries.keys() - there
        if not (self._changed or gone):
            return
        self._entries = {name: one for name, one in self._entries.items() if name in there}
        text = json.dumps(self._entries, ensure_ascii=False, indent=1, sort_keys=True)
        try:
            write_whole(self._folder / NOTES, text.encode())
        except OSError as error:
            _log.info("notes on the copies cannot be written: %s", error.strerror)
        self._changed = False


def made_at(path: Path) -> datetime:
    """When a copy was made, in local time, by its name; by its file when the name is no time."""
    try:
        stamp = path.stem.split("-", 1)[1]
        # Not by `strptime`, which a window that idles would keep for this alone.
        made = datetime.fromisoformat(stamp)
        if made.strftime(STAMP) == stamp:
            return made.astimezone()
    except (IndexError, ValueError):
        pass
    return datetime.fromtimestamp(path.stat().st_mtime).astimezone()
