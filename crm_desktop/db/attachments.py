"""Files beside the base, named by their content: written once, never changed, never twice."""

from __future__ import annotations

import hashlib
import logging
import os
import re
import secrets
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection

from crm_desktop import held_files
from crm_desktop.db.durable import (
    Step,
    copy_bytes,
    demand_room,
    publish,
    write_whole,
    writing_to,
)
from crm_desktop.domain.attachments import GONE, NOT_THE_SAME, Presence
from crm_desktop.domain.problems import Refused

FOLDER = "files"

_NAME = re.compile(r"[0-9a-f]{64}")
_log = logging.getLogger(__name__)


class Attachments:
    """The files of one base: `files/ab/<hash>`; a row holds the hash (decision 3: no BLOB)."""

    def __init__(self, base: Path) -> None:
        """`base` is the folder of the base."""
        self._folder = base / FOLDER

    def put(self, data: bytes) -> str:
        """Keep a content and return its hash; what is there already is not written again.

        A file that nobody's row names does no harm: whoever changes the row may still fail.
        """
        name = hashlib.sha256(data).hexdigest()
        target = self._folder / name[:2] / name
        if self.get(name) is None:
            with writing_to(self._folder.parent, len(data)):
                target.parent.mkdir(parents=True, exist_ok=True)
                write_whole(target, data)
        return name

    def get(self, name: str) -> bytes | None:
        """The content of that hash; None when it is not there or no longer what it was."""
        if not _NAME.fullmatch(name):
            return None
        try:
            data = (self._folder / name[:2] / name).read_bytes()
        except OSError:
            return None
        if hashlib.sha256(data).hexdigest() != name:
            _log.info("an attachment is not what its name says")
            return None
        return data

    def path(self, name: str) -> Path | None:
        """Where the content of that hash lies; None when it does not."""
        place = self._folder / name[:2] / name
        return place if _NAME.fullmatch(name) and place.is_file() else None

    def put_file(self, source: Path, step: Step) -> tuple[str, int]:
        """Keep the content of a file without holding it in memory; returns its hash and length.

        `step(done, total)` may raise `Cancelled`: nothing is left behind then. `OSError` of the
        source comes through; what our own disk refuses comes in words.
        """
        with source.open("rb") as reading:
            size = os.fstat(reading.fileno()).st_size
            part = self._folder / f".{secrets.token_hex(6)}.part"
            try:
                with writing_to(self._folder.parent, size):
                    self._folder.mkdir(parents=True, exist_ok=True)
                    demand_room(self._folder, size)
                    writing = part.open("xb")
                with writing:
                    name = copy_bytes(reading, writing, size, step)
                    size = writing.tell()
                place = self._folder / name[:2] / name
                with writing_to(self._folder.parent, size):
                    if self.get(name) is None:
                        place.parent.mkdir(parents=True, exist_ok=True)
                        publish(part, place)
            finally:
                with suppress(OSError):
                    held_files.unlink(part, missing_ok=True)
        return name, size

    def presence(self, name: str, size: int) -> Presence:
        """Whether a content lies there, judged by its length: cheap enough for a list."""
        try:
            found = (self._folder / name[:2] / name).stat().st_size
        except OSError:
            return Presence.MISSING
        return Presence.THERE if found == size else Presence.CHANGED

    def copy_to(self, name: str, target: Path, step: Step) -> None:
        """Write a content into a new file; `Refused` when it is gone or no longer what it was.

        The target gets its name when all of it is there; a file of that name is replaced.
        """
        part = target.with_name(f".{secrets.token_hex(6)}.part")
        try:
            try:
                reading = (self._folder / name[:2] / name).open("rb")
            except OSError as error:
                raise Refused.of(GONE, name=target.name) from error
            with reading, writing_to(target.parent):
                size = os.fstat(reading.fileno()).st_size
                demand_room(target.parent, size)
                with part.open("xb") as writing:
                    found = copy_bytes(reading, writing, size, step)
                if found != name:
                    raise Refused.of(NOT_THE_SAME, name=target.name)
                publish(part, target)
        finally:
            with suppress(OSError):
                held_files.unlink(part, missing_ok=True)


def beside(connection: Connection) -> Attachments:
    """The files beside the base that a connection is open on."""
    rows = connection.exec_driver_sql("PRAGMA database_list").fetchall()
    main = next(str(file) for _number, name, file in rows if name == "main")
    return Attachments(Path(main).parent)
